import pRetry from 'p-retry'
import type { RunningNeo4j } from './launch-neo4j.ts'

/** Starts in a row that may fail, or whose server may end again within ENOUGH_MS, before it is given up. */
const TRIES = 6
/** Pauses double from the first: 0.5, 1, 2, 4, 8 and 16 s. */
const FIRST_PAUSE_MS = 500
/** A server that ran this long ran well: what ends it is a new trouble, with all its tries. */
const ENOUGH_MS = 10 * 60_000

type Keep = {
  /** Starts the server once more, where the first one was. */
  again: () => Promise<RunningNeo4j>
  log: (line: string) => void
  firstPauseMs?: number
  enoughMs?: number
}

/**
 * A server that is started again when it ends without having been asked to (killed, out of memory), after pauses that grow.
 * Its `exited` resolves when it was stopped, or given up.
 */
export function keepRunning(first: RunningNeo4j, { again, log, firstPauseMs, enoughMs }: Keep): RunningNeo4j {
  const stopping = new AbortController()
  let since = performance.now()
  let now = first
  let starting: Promise<unknown> | undefined

  const exited = pRetry(
    async (attempt) => {
      if (attempt > 1) {
        since = performance.now()
        const start = again()
        starting = start.catch(() => undefined)
        now = await start
        log('the embedded Neo4j is back')
      }
      const end = await now.exited
      if (!end.stopped) throw new Error(`the embedded Neo4j has ended (exit code ${end.code})`)
      return end
    },
    {
      retries: TRIES,
      minTimeout: firstPauseMs ?? FIRST_PAUSE_MS,
      signal: stopping.signal,
      shouldConsumeRetry: () => performance.now() - since < (enoughMs ?? ENOUGH_MS),
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
    stop: async () => {
      stopping.abort()
      await starting
      await now.stop()
      await exited
    },
  }
}
