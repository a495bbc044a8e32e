import type { Moment } from '../../model/moment.ts'
import type { Store } from '../../store/graph/driver.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'

/** What questions are answered with. */
export type Asking = {
  /** One transaction a question, so that all of its answer is as of one moment. */
  read: Store['read']
  rules: RulesInForce
  now: () => Date
}

/** The moment a question is about, and what was known by when. Empty: the present. */
export type Past = { asOf?: Moment | undefined; knownAt?: Moment | undefined }

/** A search through the graph that has not ended by then meets hubs: fewer of them, or a shorter path, answer. */
export const SEARCH_LIMITS = { timeoutMs: 10_000 }

/** A picture of the past reads the feed since then: one of long ago in a graph that changes much may not end in time. */
export function limitsOf(past: Past): typeof SEARCH_LIMITS | undefined {
  return past.asOf || past.knownAt ? SEARCH_LIMITS : undefined
}
