import { setTimeout as sleep } from 'node:timers/promises'
import pRetry from 'p-retry'
import { fail, ProblemError } from '../../model/problem.ts'

/** What the driver says of a server that went away, or of one that is on its way out or in. */
const LOST = /ServiceUnavailable|SessionExpired|DatabaseUnavailable/
/** What a server says of itself that answers nobody until it is started again: it could not write its log, for want of room for instance. */
const SICK = /needs to be restarted/
const SICK_CODE = 'Neo.DatabaseError.Transaction.TransactionLogError'

/** A look that takes longer than this has found nobody. */
const LOOK_MS = 3_000
/** While the server is away it is looked for this often: at first, and once it has been away for some seconds. */
const SOON_MS = 100
const LATER_MS = 1_000

type ReachOptions = {
  /** What is known of why the server is away. */
  reason?: (() => Promise<string | undefined>) | undefined
}

/**
 * Whether the server can be reached. The driver tries a lost connection again for a minute, and so would each request; once a
 * look found that nobody is there, all of them are told at once, until looks in the background find the server back.
 */
export class Reach {
  readonly #look: () => Promise<unknown>
  readonly #reason: () => Promise<string | undefined>
  readonly #closed = new AbortController()
  #away: 'gone' | 'sick' | undefined
  #why: string | undefined
  #looking: Promise<boolean> | undefined
  #heal: () => void = () => undefined

  /** @param look rejects when the server cannot be reached, or does not work */
  constructor(look: () => Promise<unknown>, { reason = async () => undefined }: ReachOptions = {}) {
    this.#look = look
    this.#reason = reason
  }

  /** Calls whoever can start the server again when one is found that is there but works for nobody until then. */
  onSick(heal: () => void): void {
    this.#heal = heal
    if (this.#away === 'sick') heal()
  }

  /** @throws ProblemError `graph.unavailable` while the server is known to be away. */
  demand(): void {
    if (!this.#away) return
    const what = this.#away === 'gone' ? 'Neo4j is away at the moment' : 'Neo4j has broken off and has to be restarted'
    fail('graph.unavailable', this.#why ? `${what}: ${this.#why}` : `${what}; try again in some seconds`)
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
      if ((isLost(error) || isSick(error)) && !(await this.#isThere())) this.demand()
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
        async (error: unknown) => {
          await this.#noteAway(error)
          void this.#untilBack()
          return false
        },
      )
      .finally(() => {
        this.#looking = undefined
      })
    return this.#looking
  }

  async #noteAway(error: unknown): Promise<void> {
    const before = this.#away
    this.#away = isSick(error) ? 'sick' : 'gone'
    this.#why = await this.#reason()
    if (this.#away === 'sick' && before !== 'sick') this.#heal()
  }

  async #untilBack(): Promise<void> {
    const closed = this.#closed.signal
    const back = pRetry(
      () => this.#lookOnce().catch((error: unknown) => this.#noteAway(error).then(() => Promise.reject(error))),
      {
        retries: Number.POSITIVE_INFINITY,
        minTimeout: SOON_MS,
        maxTimeout: LATER_MS,
        signal: closed,
        unref: true,
      },
    )
    await back.catch(() => undefined) // closed: nobody asks any more
    this.#away = closed.aborted ? 'gone' : undefined
    this.#why = undefined
  }

  async #lookOnce(): Promise<void> {
    const over = new AbortController()
    const late = sleep(LOOK_MS, undefined, { signal: over.signal }).then(() => Promise.reject(new Error('no answer')))
    late.catch(() => undefined)
    try {
      await Promise.race([this.#look(), late])
    } finally {
      over.abort()
    }
  }
}

function isLost(error: unknown): boolean {
  return LOST.test(codeOf(error))
}

function isSick(error: unknown): boolean {
  const code = codeOf(error)
  return (
    code === SICK_CODE || (code.startsWith('Neo.DatabaseError') && error instanceof Error && SICK.test(error.message))
  )
}

function codeOf(error: unknown): string {
  if (error instanceof ProblemError || !(error instanceof Error)) return ''
  const { code } = error as Error & { code?: unknown }
  return typeof code === 'string' ? code : ''
}
