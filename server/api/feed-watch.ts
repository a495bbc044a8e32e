import type { Logger } from 'pino'
import type { Ask } from '../pipeline/ask.ts'

/** How often the counter is looked at while somebody listens. */
const POLL_MS = 500

/** Tells everybody who waits that the feed grew. One look at the graph for all listeners, none when nobody listens. */
export class FeedWatch {
  readonly #changes: Pick<Ask['changes'], 'head'>
  readonly #logger: Pick<Logger, 'warn'>
  readonly #pollMs: number
  readonly #waiting = new Set<{ after: number; wake: () => void }>()
  #timer: NodeJS.Timeout | undefined

  constructor(changes: Pick<Ask['changes'], 'head'>, logger: Pick<Logger, 'warn'>, pollMs = POLL_MS) {
    this.#changes = changes
    this.#logger = logger
    this.#pollMs = pollMs
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
