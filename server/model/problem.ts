import { z } from 'zod'

/** Every expected failure there is. The HTTP status of each lives in `api/problem-to-http.ts`. */
export const ProblemCode = z.enum([
  'request.invalid',
  'request.too-large',
  'request.too-many',
  'access.unauthenticated',
  'access.forbidden',
  'access.keys-unreadable', // nobody knows whom to let in
  'row.unreadable', // a line that is not CSV or JSON, or not UTF-8
  'row.too-large',
  'record.invalid',
  'record.not-found',
  'record.ambiguous', // records of several entities have the id; `path` names them
  'source.unknown',
  'mapping.invalid',
  'rules.invalid',
  'rules.outdated', // stored by another version of Kith
  'golden.not-found',
  'household.not-found',
  'life-event.not-found',
  'decision.not-found',
  'decision.conflict', // contradicts a standing decision; `path` says which
  'pin.not-found',
  'address.not-found', // no record writes it and nothing was told of it
  'address-word.not-found',
  'contact-point.not-found',
  'hierarchy.not-found',
  'hierarchy.conflict', // a circle, or a second parent or place; `path` is what stands against it
  'plan.not-found',
  'plan.state', // applied or reverted already, or not a plan to apply
  'plan.stale', // the graph has moved since it was made; `path` says what
  'plan.blocked', // a later change stands in the way of a revert; `path` names it
  'upload.not-found',
  'upload.state', // another file is being loaded, or this one is not as far, or too far, for what was asked
  'churn.exceeded', // a load would change more ids than the budget lets it; `path` names the plan
  'system.unknown', // no such system is defined, or in force
  'system.invalid', // what is wrong with its definition; all of it in `path`
  'system.unavailable', // it does not answer, or does not let us in
  'system.state', // paused, without a plan in force, or held by another sender
  'system.stale', // its file is not what the dry run was made of
  'delivery.not-found',
  'provider.invalid', // what is wrong with the file of an address provider; all of it in `path`
  'address.stale', // a check that is confirmed is of another address, or of other data by now
  'query.refused', // Cypher or GraphQL that is not allowed
  'query.failed',
  'query.limit',
  'feed.resync', // the cursor is before the feed's start, or beyond its head: take a snapshot and read on from there
  'history.pruned', // before the feed's start
  'clock.ahead', // this machine's clock is far ahead of what was written last; nothing is dated by it
  'graph.busy', // a bulk load holds the graph, or retries ran out
  'graph.full', // the disk has less left than Neo4j needs to write safely; reads go on
  'graph.newer', // written by a newer Kith
  'graph.unavailable',
  'route.not-found',
  'internal',
])
export type ProblemCode = z.infer<typeof ProblemCode>

/** A failure a user can act on: what, where (record, field, file, line, column) and why, in one sentence. */
export const Problem = z.object({
  code: ProblemCode,
  detail: z.string(),
  record: z.string().optional(),
  field: z.string().optional(),
  file: z.string().optional(),
  line: z.int().optional(),
  column: z.string().optional(),
  path: z.array(z.string()).optional(),
})
export type Problem = z.infer<typeof Problem>

export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem }

export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

export function failed<T>(code: ProblemCode, detail: string, where: Omit<Problem, 'code' | 'detail'> = {}): Result<T> {
  return { ok: false, problem: { code, detail, ...where } }
}

/** Carries a Problem through code that can only throw; the edges turn it back into an answer. */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

export function fail(code: ProblemCode, detail: string, where: Omit<Problem, 'code' | 'detail'> = {}): never {
  throw new ProblemError({ code, detail, ...where })
}
