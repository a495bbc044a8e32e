import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { foldersOf } from './config.ts'
import { LaunchProblem } from './launch-problem.ts'

const run = promisify(execFile)

/** The file that holds the embedded server's password; readable by its owner only. */
export function passwordFile(home: string): string {
  return join(home, 'password')
}

/**
 * The password of the home's server. On the first start one is made (or the wished one taken), kept, and told to the
 * server with its own admin tool; later starts read it back.
 */
export async function preparePassword(at: {
  home: string
  data?: string | undefined
  java: string
  lib: string
  wish?: string | undefined
}): Promise<string> {
  const file = passwordFile(at.home)
  const kept = (await readFile(file, 'utf8').catch(() => '')).trim()
  // Hexadecimal: a password that begins with a dash would be taken for an option.
  const password = kept || (at.wish ?? randomBytes(24).toString('hex'))
  if (existsSync(join(foldersOf(at.home, at.data).data, 'databases', 'system'))) {
    if (kept) return kept
    throw new LaunchProblem(
      'home.unusable',
      `${at.home} holds a graph, but its password file is gone. Put ${file} back, or remove the folder to start empty.`,
    )
  }
  if (!kept) await writePrivate(file, `${password}\n`)
  await setInitialPassword(at, password)
  return password
}

/** The password goes through an argument file, since a command line is visible to every user of the machine. */
async function setInitialPassword(at: { home: string; java: string; lib: string }, password: string): Promise<void> {
  const argFile = join(at.home, 'run', 'set-password.args')
  const args = [
    '-XX:TieredStopAtLevel=1',
    '-cp',
    join(at.lib, '*'),
    'org.neo4j.cli.AdminTool',
    'dbms',
    'set-initial-password',
    password,
  ]
  await writePrivate(argFile, args.map((arg) => `"${arg.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join('\n'))
  try {
    await run(at.java, [`@${argFile}`], {
      cwd: at.home,
      timeout: 120_000,
      env: { NEO4J_HOME: at.home, NEO4J_CONF: foldersOf(at.home).conf, NO_COLOR: '1' },
    })
  } catch (error) {
    const said =
      error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n')[0] : String(error)
    throw new LaunchProblem('start.failed', `The embedded Neo4j did not take its first password: ${said}`)
  } finally {
    await rm(argFile, { force: true })
  }
}

async function writePrivate(file: string, text: string): Promise<void> {
  const part = `${file}.new`
  await rm(part, { force: true })
  await writeFile(part, text, { mode: 0o600, flag: 'wx' })
  await rename(part, file)
}
