import type { Logger } from 'pino'
import type { FeedFilter } from '../model/change.ts'
import type { ChangesPage } from '../model/service-views.ts'
import type { Ask } from '../pipeline/ask.ts'

/** How often the counter is looked at while somebody listens. */
const POLL_MS = 500

/** Lines that listeners are sent at a time. */
const PAGE = 100

/** Reads the feed for everybody who listens: one look at the graph for all of them, none when nobody does. */
export class FeedWatch {
  readonly #changes: Pick<Ask['changes'], 'head' | 'after'>
  readonly #logger: Pick<Logger, 'warn'>
  readonly #pollMs: number
  readonly #waiting = new Set<{ after: number; wake: () => void }>()
  readonly #reading = new Map<string, Promise<ChangesPage>>()
  #timer: NodeJS.Timeout | undefined

  constructor(changes: Pick<Ask['changes'], 'head' | 'after'>, logger: Pick<Logger, 'warn'>, pollMs = POLL_MS) {
    this.#changes = changes
    this.#logger = logger
    this.#pollMs = pollMs
  }

  /**
   * The next lines after a number. Whoever asks for the same while they are being read gets the same: two hundred
   * listeners that open at once, or are told of a line, are one question.
   */
  next(after: number, filter: FeedFilter): Promise<ChangesPage> {
    const question = JSON.stringify([after, filter])
    let reading = this.#reading.get(question)
    if (!reading) {
      reading = this.#changes.after(after, PAGE, filter).finally(() => this.#reading.delete(question))
      this.#reading.set(question, reading)
    }
    return reading
  }

  /** Resolves when the feed has gone beyond a number, when `ms` are over, or when the signal ends; whichever is first. */
  beyond(after: number, ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const entry = {
        after,
        wake: () => {
          clearTimeout(patience)
          signal.removeEventListener('abort', entry.wake)
          this.#waiting.delete(entry)
          resolve()
        },
      }
      const patience = setTimeout(entry.wake, ms)
      signal.addEventListener('abort', entry.wake)
      this.#waiting.add(entry)
      this.#timer ??= setTimeout(() => void this.#poll(), this.#pollMs)
    })
  }

  async #poll(): Promise<void> {
    this.#timer = undefined
    if (this.#waiting.size === 0) return
    try {
      const { seq } = await this.#changes.head()
      for (const entry of [...this.#waiting]) if (seq > entry.after) entry.wake()
    } catch {
      // The stream itself reads next and tells its listener; here the next look will do.
      this.#logger.warn('the feed could not be read; looking again')
    }
    this.#timer ??= setTimeout(() => void this.#poll(), this.#pollMs)
  }
}
