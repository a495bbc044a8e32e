import { type Problem, ProblemError } from '../../model/problem.ts'
import type { Store } from '../../store/graph/driver.ts'
import { serverClock } from '../../store/graph/health.ts'
import { headOfFeed } from '../../store/read/change-reads.ts'

const DAY_MS = 24 * 60 * 60_000
/** While Kith runs its clock is compared with time as it passes: a machine that slept for so long is rarer than a clock that was set. */
const SET_MS = 31 * DAY_MS

export type ClockOptions = {
  /** Most days since the last line of the feed. */
  mostDays: number
  /** The database runs on another machine, whose clock is a second opinion. */
  elsewhere: boolean
  /** The wall's clock, and one that nobody sets. */
  now?: () => number
  passed?: () => number
}

/**
 * Whether this machine's clock may date what is written. No line of the feed is older than the one before it, so one hour of
 * a clock that is two years ahead dates everything for two years. A graph that slept for months looks just the same from
 * inside; what tells them apart is another machine's clock, or a person.
 */
export class Clock {
  readonly #options: Required<ClockOptions>
  /** When the clock was last believed, by itself and by time as it passes. */
  #believed: { now: number; passed: number } | undefined
  /** When something is known to have been written, at the latest. */
  #last = Number.NEGATIVE_INFINITY

  constructor(options: ClockOptions) {
    this.#options = { now: Date.now, passed: () => performance.now(), ...options }
  }

  /** @throws ProblemError `clock.ahead` */
  async demand(store: Store): Promise<void> {
    const problem = await this.problem(store)
    if (problem) throw new ProblemError(problem)
  }

  /** Why the clock is not believed, if it is not. Asks the graph once a day. */
  async problem(store: Store): Promise<Problem | undefined> {
    const [now, passed] = [this.#options.now(), this.#options.passed()]
    const why = this.#wasSet(now, passed) ?? (now - this.#last > DAY_MS ? await this.#ask(store, now) : undefined)
    if (why === undefined) {
      this.#believed = { now, passed }
      this.#last = Math.max(this.#last, now)
      return undefined
    }
    return { code: 'clock.ahead', detail: `this machine's clock says ${instant(now)}, ${why}` }
  }

  #wasSet(now: number, passed: number): string | undefined {
    if (!this.#believed) return undefined
    const ahead = now - this.#believed.now - (passed - this.#believed.passed)
    if (ahead <= SET_MS) return undefined
    return `${days(ahead)} days more than have passed since Kith last wrote: nothing is written until it is put right, or Kith started again with a clock that is`
  }

  async #ask(store: Store, now: number): Promise<string | undefined> {
    const { seq, at } = await store.read(headOfFeed)
    const gap = seq > 0 ? now - Date.parse(at) : 0
    if (this.#options.elsewhere) {
      const ahead = now - (await store.read((tx) => serverClock.run(tx, {})).then(([row]) => row?.ms ?? now))
      return ahead > DAY_MS
        ? `${days(ahead)} days ahead of the clock of Neo4j's machine: nothing is written until they agree`
        : undefined // two machines agree: it was a long pause
    }
    if (gap <= this.#options.mostDays * DAY_MS) return undefined
    return `${days(gap)} days after the last line of the feed, ${at}: nothing is written until the clock is put right; if it is right, and nothing was written for so long, start with KITH_CLOCK_LEAP=${days(gap) + 1} once`
  }
}

function days(ms: number): number {
  return Math.floor(ms / DAY_MS)
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}

/** A store that is written to only while the clock is believed. */
export function withClock(store: Store, clock: Clock): Store {
  return {
    ...store,
    write: async (work, limits) => {
      if (!limits?.unasked) await clock.demand(store)
      return store.write(work, limits)
    },
  }
}
