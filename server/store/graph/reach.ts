import pRetry from 'p-retry'
import { fail, ProblemError } from '../../model/problem.ts'

/** What the driver says of a server that went away, or of one that is on its way out or in. */
const LOST = /ServiceUnavailable|SessionExpired|DatabaseUnavailable/

/** A look that takes longer than this has found nobody. */
const LOOK_MS = 3_000
/** While the server is away it is looked for this often: at first, and once it has been away for some seconds. */
const SOON_MS = 100
const LATER_MS = 1_000

/**
 * Whether the server can be reached. The driver tries a lost connection again for a minute, and so would each request; once a
 * look found that nobody is there, all of them are told at once, until looks in the background find the server back.
 */
export class Reach {
  readonly #look: () => Promise<unknown>
  readonly #closed = new AbortController()
  #away = false
  #looking: Promise<boolean> | undefined

  /** @param look rejects when the server cannot be reached */
  constructor(look: () => Promise<unknown>) {
    this.#look = look
  }

  /** @throws ProblemError `graph.unavailable` while the server is known to be away. */
  demand(): void {
    if (this.#away) fail('graph.unavailable', 'Neo4j is away at the moment; try again in some seconds')
  }

  /**
   * Runs work that needs the server. A connection that is lost meanwhile is the driver's to try again if the server is still
   * there, and otherwise the end of this work and of all other.
   * @throws ProblemError `graph.unavailable`
   */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.demand()
    try {
      return await work()
    } catch (error) {
      if (isLost(error) && !(await this.#isThere())) this.demand()
      throw error
    }
  }

  /** Ends the looks. */
  close(): void {
    this.#closed.abort()
  }

  /** One look for all who lost their connection at the same time. */
  #isThere(): Promise<boolean> {
    if (this.#away) return Promise.resolve(false)
    this.#looking ??= this.#lookOnce()
      .then(
        () => true,
        () => {
          this.#away = true
          void this.#untilBack()
          return false
        },
      )
      .finally(() => {
        this.#looking = undefined
      })
    return this.#looking
  }

  async #untilBack(): Promise<void> {
    const closed = this.#closed.signal
    const back = pRetry(() => this.#lookOnce(), {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: SOON_MS,
      maxTimeout: LATER_MS,
      signal: closed,
      unref: true,
    })
    await back.catch(() => undefined) // closed: nobody asks any more
    this.#away = closed.aborted
  }

  async #lookOnce(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_done, failed) => {
      timer = setTimeout(() => failed(new Error('no answer')), LOOK_MS)
    })
    try {
      await Promise.race([this.#look(), late])
    } finally {
      clearTimeout(timer)
    }
  }
}

function isLost(error: unknown): boolean {
  if (error instanceof ProblemError || !(error instanceof Error)) return false
  const { code } = error as Error & { code?: unknown }
  return typeof code === 'string' && LOST.test(code)
}
