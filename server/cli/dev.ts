import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { childEnv, PROJECT, readEnv } from '../env.ts'
import { localSecret } from './before-start.ts'
import { linkTo } from './commands/start.ts'
import { openGraph } from './graph.ts'
import { main } from './program.ts'

// `npm run dev`: the database stays up while the server restarts on every change of its sources, and Vite serves the
// explorer with hot reload in front of it. The server is this same file, run with `serve` under tsx's watcher.
/** Where Vite serves unless told otherwise. */
const DEV_PAGE = 'http://localhost:5173'

if (process.argv[2] === 'serve') {
  process.exitCode = await main(['start'])
} else {
  await develop()
}

async function develop(): Promise<void> {
  const graph = await openGraph(readEnv(), { log: (line) => process.stderr.write(`${line}\n`) })
  const { uri, user, password } = graph.connection
  process.stdout.write(`The explorer, reloading itself, will be at ${linkTo(DEV_PAGE, localSecret(readEnv()))}\n`)
  const env = childEnv({ NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password })
  const children = [
    run(
      'tsx/dist/cli.mjs',
      ['watch', '--clear-screen=false', '--include', 'cypher/**', 'server/cli/dev.ts', 'serve'],
      env,
    ),
    run('vite/bin/vite.js', ['--config', 'web/vite.config.ts'], env),
  ]
  const stop = () => {
    for (const child of children) child.kill('SIGTERM')
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  await Promise.all(children.map(ended))
  await graph.close()
}

function run(script: string, args: string[], env: Record<string, string | undefined>): ChildProcess {
  return spawn(process.execPath, [join(PROJECT, 'node_modules', script), ...args], {
    cwd: PROJECT,
    stdio: 'inherit',
    env,
  })
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    child.once('error', () => done())
    child.once('exit', () => done())
  })
}
