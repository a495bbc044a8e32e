/**
 * How the CRM fails: `denied` 401, `error` 500, `unavailable` 503, `limit` 429, `hang` no answer, `drop` a cut connection, all before anything
 * was done; those with `-after` have done what was asked for, and only nobody hears of it.
 */
export type CrmFault =
  | 'denied'
  | 'error'
  | 'unavailable'
  | 'limit'
  | 'hang'
  | 'drop'
  | 'error-after'
  | 'hang-after'
  | 'drop-after'

export type FaultOptions = {
  /** How many requests; 1 without it. */
  times?: number
  /** Which ones; those that write without it. */
  on?: 'write' | 'read' | 'any'
  /** Retry-After of a 429 or 503: seconds, or an HTTP date. */
  retryAfter?: string
}

export type NextFault = { readonly fault: CrmFault; readonly retryAfter: string | undefined }

/** Faults that were ordered, in their order, and the number of requests a second that it takes. */
export class CrmFaults {
  #ordered: { fault: CrmFault; left: number; on: 'write' | 'read' | 'any'; retryAfter: string | undefined }[] = []
  readonly #perSecond: number
  #second = 0
  #inSecond = 0

  constructor(perSecond: number) {
    this.#perSecond = perSecond
  }

  order(fault: CrmFault, { times = 1, on = 'write', retryAfter }: FaultOptions = {}): void {
    this.#ordered.push({ fault, left: times, on, retryAfter })
  }

  clear(): void {
    this.#ordered = []
  }

  /** What goes wrong with the next request, if anything. */
  next(writes: boolean, now: number): NextFault | undefined {
    if (this.#tooMany(now)) return { fault: 'limit', retryAfter: '1' }
    const at = this.#ordered.findIndex(({ on }) => on === 'any' || (on === 'write') === writes)
    const order = this.#ordered[at]
    if (!order) return undefined
    if (--order.left <= 0) this.#ordered.splice(at, 1)
    return { fault: order.fault, retryAfter: order.retryAfter }
  }

  #tooMany(now: number): boolean {
    const second = Math.floor(now / 1000)
    if (second !== this.#second) [this.#second, this.#inSecond] = [second, 0]
    return ++this.#inSecond > this.#perSecond
  }
}
