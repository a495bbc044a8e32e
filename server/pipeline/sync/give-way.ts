import { setTimeout as sleep } from 'node:timers/promises'

/** Rests so many times as long as it worked, while somebody else waits for what they write. */
const RESTS = 4
/** Whoever sends record after record is still at it between two of them. */
const LINGERS_MS = 250
/** No rest is longer: nobody waits for the end of one. */
const LONGEST_MS = 5_000

/** Who writes beside synchronisation, in this process. */
export type OtherWriters = {
  /** Does somebody's work, and has synchronisation give way to it meanwhile. */
  serve<T>(work: () => Promise<T>): Promise<T>
  /** Rests after a piece of work that took so long, where somebody else is being served. */
  giveWay(workedMs: number, signal: AbortSignal): Promise<void>
}

/** What people wait for goes before what systems are told: beside them synchronisation takes a fifth of the time, and all of it otherwise. */
export function otherWriters(): OtherWriters {
  let served = 0
  let last = Number.NEGATIVE_INFINITY
  const isServing = () => served > 0 || performance.now() - last < LINGERS_MS
  return {
    async serve(work) {
      served++
      try {
        return await work()
      } finally {
        served--
        last = performance.now()
      }
    },
    async giveWay(workedMs, signal) {
      const until = performance.now() + Math.min(RESTS * workedMs, LONGEST_MS)
      for (let left = 1; left > 0 && isServing() && !signal.aborted; left = until - performance.now())
        await sleep(Math.min(left, LINGERS_MS), undefined, { signal }).catch(() => undefined)
    },
  }
}
