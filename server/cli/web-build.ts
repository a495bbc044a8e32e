import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PROJECT } from '../env.ts'

/** Where the built explorer lies. */
export const WEB_DIR = join(PROJECT, 'dist', 'web')
/** What the explorer is made of: it shares the shapes of the model, and nothing else of the server. */
const INPUTS = ['web', 'server/model', 'package-lock.json']
const STAMP = join(WEB_DIR, '.made-from')

/**
 * Builds the explorer if it is missing or its sources changed since. Compares contents, because a checkout gives every
 * file a new time. Without sources (a container image) what is there is used.
 */
export async function ensureWeb(log: (line: string) => void = () => {}): Promise<'fresh' | 'built'> {
  if (!existsSync(join(PROJECT, 'web'))) return 'fresh'
  const wanted = hashOfInputs()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return 'fresh'
  log('building the explorer')
  await viteBuild()
  writeFileSync(STAMP, wanted)
  return 'built'
}

/** In a process of its own: the bundler's memory is given back, and the database can start meanwhile. */
function viteBuild(): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js')
  return new Promise((done, fail) => {
    const args = [vite, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn']
    const child = spawn(process.execPath, args, { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString()
      })
    }
    child.once('error', fail)
    child.once('close', (code) =>
      code === 0 ? done() : fail(new Error(`The explorer could not be built:\n${said.trim()}`)),
    )
  })
}

function hashOfInputs(): string {
  const hash = createHash('sha256')
  for (const input of INPUTS) {
    const at = join(PROJECT, input)
    if (!existsSync(at)) continue
    const files = statSync(at).isDirectory()
      ? readdirSync(at, { recursive: true, encoding: 'utf8' })
          .sort()
          .map((file) => join(input, file))
      : [input]
    for (const file of files) {
      if (!statSync(join(PROJECT, file)).isFile()) continue
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(join(PROJECT, file)))
        .update('\0')
    }
  }
  return hash.digest('hex')
}
