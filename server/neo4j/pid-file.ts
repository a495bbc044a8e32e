import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import { LaunchProblem } from './launch-problem.ts'

const run = promisify(execFile)
const STARTING_MS = 120_000 // the longest time between the claim and a running supervisor; after it a claim is stale
const ENDING_MS = 30_000
/** Claims of this very process: after a restart in a container an old owner may carry our own pid. */
const ours = new Set<string>()

const PidFile = z.object({
  claim: z.string(),
  owner: z.int(),
  at: z.iso.datetime(),
  boltPort: z.int().optional(),
  httpPort: z.int().optional(),
  supervisor: z.int().optional(),
  java: z.int().optional(),
})
export type PidFile = z.infer<typeof PidFile>

export function pidFileOf(home: string): string {
  return join(home, 'kith-neo4j.pid')
}

/** What the home's pid file says, if there is one that can be read. */
export async function findPidFile(home: string): Promise<PidFile | undefined> {
  const text = await readFile(pidFileOf(home), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : parsed(text)
}

/** Who runs on this home now, if anyone. A server whose Kith was killed is on its way out and does not count. */
export async function findRunning(home: string): Promise<PidFile | undefined> {
  const held = await findPidFile(home)
  return held && alive(held.owner) && (await isSupervisor(held, home)) ? held : undefined
}

/**
 * Takes the home for this process, or says who has it. Whatever a crash left behind is cleared first: a server whose
 * Kith died is given time to end, an orphaned one is ended.
 */
export async function claimHome(home: string): Promise<void> {
  const file = pidFileOf(home)
  const mine: PidFile = { claim: randomUUID(), owner: process.pid, at: new Date().toISOString() }
  const draft = `${file}.${mine.claim}`
  ours.add(mine.claim)
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600 })
  try {
    for (;;) {
      // link() creates the name with its content in one step and fails if the name exists
      const taken = await link(draft, file).then(
        () => false,
        (error: NodeJS.ErrnoException) => (error.code === 'EEXIST' ? true : Promise.reject(error)),
      )
      if (!taken) return
      await clearStale(home, file)
    }
  } finally {
    await rm(draft, { force: true })
  }
}

/** Adds the ports to our claim, for whoever asks where this server is. */
export async function notePorts(home: string, ports: { boltPort: number; httpPort: number }): Promise<void> {
  const draft = `${pidFileOf(home)}.ports`
  await writeFile(draft, JSON.stringify({ ...(await findPidFile(home)), ...ports }), { mode: 0o600 })
  await rename(draft, pidFileOf(home))
}

/** Gives the home back; for a start that failed before a supervisor ran. */
export async function releaseHome(home: string): Promise<void> {
  await rm(pidFileOf(home), { force: true })
}

/** Ends a process politely, then hard. Returns once it is gone. */
export async function endProcess(pid: number, graceMs: number): Promise<void> {
  if (pid <= 0) return // the system takes these for groups of processes, our own among them
  signal(pid, 'SIGTERM')
  if (await gone(pid, graceMs)) return
  signal(pid, 'SIGKILL')
  await gone(pid, 5000)
}

async function clearStale(home: string, file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return // given back meanwhile
  const held = parsed(text)
  if (held) await settle(held, home)
  const aside = `${file}.${randomUUID()}.stale`
  await rename(file, aside).catch(() => undefined)
  // Someone else may have cleared and claimed between our read and our rename: then put theirs back.
  const moved = await readFile(aside, 'utf8').catch(() => undefined)
  if (moved !== undefined && parsed(moved)?.claim !== held?.claim) await link(aside, file).catch(() => undefined)
  await rm(aside, { force: true })
}

async function settle(held: PidFile, home: string): Promise<void> {
  const ownerLives = alive(held.owner) && (held.owner !== process.pid || ours.has(held.claim))
  if (await isSupervisor(held, home)) {
    if (ownerLives) {
      throw new LaunchProblem(
        'already.running',
        `Kith already runs on ${home} (process ${held.owner}, ${held.boltPort ? `Bolt on port ${held.boltPort}` : 'importing a graph'}). Use that one, end it, or choose another KITH_HOME.`,
      )
    }
    if (!(await gone(held.supervisor ?? 0, ENDING_MS))) await endProcess(held.supervisor ?? 0, 0)
  } else if (held.supervisor === undefined && ownerLives && age(held) < STARTING_MS) {
    throw new LaunchProblem('already.running', `Another Kith (process ${held.owner}) is just starting on ${home}.`)
  }
  if (await isOurJava(held, home)) await endProcess(held.java ?? 0, 20_000)
}

/** A pid alone proves nothing, since the system reuses them; the command line must name this home too. */
async function isSupervisor(held: PidFile, home: string): Promise<boolean> {
  return held.supervisor !== undefined && (await commandLine(held.supervisor)).includes(pidFileOf(home))
}

async function isOurJava(held: PidFile, home: string): Promise<boolean> {
  return held.java !== undefined && (await commandLine(held.java)).includes(`--home-dir=${home}`)
}

async function commandLine(pid: number): Promise<string> {
  if (!alive(pid)) return ''
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    const shown = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
    return shown.stdout
  }
}

function alive(pid: number): boolean {
  return pid > 0 && signal(pid, 0) && !isZombie(pid)
}

/** Ended but not yet collected by its parent; in a container without an init it stays so for ever. */
function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false // no /proc here
  }
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM' // lives, but is another user's
  }
}

async function gone(pid: number, withinMs: number): Promise<boolean> {
  for (const end = Date.now() + withinMs; ; ) {
    if (!alive(pid)) return true
    if (Date.now() >= end) return false
    await sleep(100)
  }
}

function age(held: PidFile): number {
  return Date.now() - Date.parse(held.at)
}

function parsed(text: string): PidFile | undefined {
  try {
    return PidFile.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
