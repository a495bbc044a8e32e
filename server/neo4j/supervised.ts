import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { endProcess, pidFileOf } from './pid-file.ts'

const SUPERVISE = fileURLToPath(new URL('./supervise.js', import.meta.url))
const STOP_MS = 30_000
/** Java that writes its classes as it ends takes longer, and on a busy machine much longer. */
const RECORD_MS = 180_000

export type Command = {
  /** Claimed by this process; its pid file names the command while it runs. */
  home: string
  java: string
  args: readonly string[]
  /** Where everything it prints goes. */
  console: string
  /** Where Java writes its classes as it ends; '' for nowhere. */
  archive?: string
  /** Of the command, in place of our own environment. */
  env?: Record<string, string | undefined>
}

export type Supervised = {
  /** Of the Java process; 0 until it runs. */
  readonly pid: number
  /** What the supervisor itself had to say. */
  readonly said: string
  /** Resolves when it is gone; `stopped` means we asked it to. */
  exited: Promise<{ stopped: boolean; code: number }>
  stop(): Promise<void>
}

/** Runs Java as a child that ends with this process, however this process ends (see supervise.js). */
export function supervised({ home, java, args, console, archive = '', env }: Command): Supervised {
  const grace = archive === '' ? STOP_MS - 5000 : RECORD_MS
  const line = [SUPERVISE, pidFileOf(home), console, String(grace), archive, java, ...args]
  // Its own process group: Ctrl-C in the terminal must not end the database before Kith has finished its requests.
  const supervisor = spawn(process.execPath, line, {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    cwd: home,
    ...(env ? { env } : {}),
  })
  let stopped = false
  let pid = 0
  let said = ''
  supervisor.stdin.on('error', () => undefined) // it ended first; `exited` tells
  supervisor.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  supervisor.stdout.on('data', (chunk: Buffer) => {
    pid = Number.parseInt(chunk.toString(), 10) || pid
  })
  const exited = endOf(supervisor).then(async (code) => {
    // If someone killed the supervisor itself, nobody else is left to end Java.
    if (pid > 0 && code !== 0) await endProcess(pid, STOP_MS)
    return { stopped, code }
  })
  return {
    get pid() {
      return pid
    },
    get said() {
      return said
    },
    exited,
    stop: async () => {
      stopped = true
      supervisor.stdin.end()
      await exited
    },
  }
}

function endOf(child: ChildProcess): Promise<number> {
  return new Promise((done) => {
    child.once('error', () => done(1))
    child.once('exit', (code) => done(code ?? 1))
  })
}
