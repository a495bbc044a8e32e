import { setTimeout as sleep } from 'node:timers/promises'
import pRetry from 'p-retry'
import { freeOf } from './launch-failure.ts'
import type { RunningNeo4j } from './launch-neo4j.ts'
import { LaunchProblem } from './launch-problem.ts'
import { endProcess } from './pid-file.ts'

/** Starts in a row that may fail, or whose server may end again within ENOUGH_MS, before it is given up. */
const TRIES = 6
/** Pauses double from the first: 0.5, 1, 2, 4, 8 and 16 s. */
const FIRST_PAUSE_MS = 500
/** A server that ran this long ran well: what ends it is a new trouble, with all its tries. */
const ENOUGH_MS = 10 * 60_000
/** How a server ends that somebody killed: 128 and the number of SIGKILL or SIGTERM. Nothing of it is the server's own doing. */
const KILLED: ReadonlySet<number> = new Set([137, 143])
/** While the disk is full, room is looked for this often. */
const LOOK_MS = 1_000

type Keep = {
  /** Starts the server once more, where the first one was. */
  again: () => Promise<RunningNeo4j>
  /** A folder on its disk. */
  home: string
  log: (line: string) => void
  firstPauseMs?: number
  enoughMs?: number
}

/** One that can be ended in order to be started again, where it has broken off. */
export type KeptNeo4j = RunningNeo4j & { restart(): Promise<void> }

/**
 * A server that is started again when it ends without having been asked to (killed, out of memory), after pauses that grow;
 * where its disk is full, once there is room. Its `exited` resolves when it was stopped, or given up.
 */
export function keepRunning(first: RunningNeo4j, { again, home, log, firstPauseMs, enoughMs }: Keep): KeptNeo4j {
  const stopping = new AbortController()
  let since = performance.now()
  let killed = false
  let now = first
  let starting: Promise<unknown> | undefined

  const exited = pRetry(
    async (attempt) => {
      if (attempt > 1) {
        killed = false
        since = performance.now()
        const start = whenThereIsRoom(again, home, log, stopping.signal)
        starting = start.catch(() => undefined)
        now = await start
        since = performance.now()
        log('the embedded Neo4j is back')
      }
      const end = await now.exited
      killed = KILLED.has(end.code)
      if (!end.stopped) throw new Error(`the embedded Neo4j has ended (exit code ${end.code})`)
      return end
    },
    {
      retries: TRIES,
      minTimeout: firstPauseMs ?? FIRST_PAUSE_MS,
      signal: stopping.signal,
      shouldConsumeRetry: () => !killed && performance.now() - since < (enoughMs ?? ENOUGH_MS),
      onFailedAttempt: ({ error, retriesLeft }) => {
        if (stopping.signal.aborted) return
        log(retriesLeft > 0 ? `${error.message}; starting it again` : error.message)
      },
    },
  ).catch(() => ({ stopped: stopping.signal.aborted, code: stopping.signal.aborted ? 0 : 1 }))

  return {
    ...first,
    get pid() {
      return now.pid
    },
    exited,
    restart: () => endProcess(now.pid, 0),
    stop: async () => {
      stopping.abort()
      await starting
      await now.stop()
      await exited
    },
  }
}

/** Starts a server; while its disk is too full for that, waits. */
async function whenThereIsRoom(
  start: () => Promise<RunningNeo4j>,
  home: string,
  log: (line: string) => void,
  stopped: AbortSignal,
): Promise<RunningNeo4j> {
  for (;;) {
    stopped.throwIfAborted()
    try {
      return await start()
    } catch (error) {
      if (!(error instanceof LaunchProblem && error.code === 'disk.full')) throw error
      log(`${error.message} It is started again once there is room.`)
      const { needs } = error
      do await sleep(LOOK_MS, undefined, { signal: stopped })
      while ((await freeOf(home)) < needs)
    }
  }
}
