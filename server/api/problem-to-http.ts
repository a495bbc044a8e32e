import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import { type Problem, type ProblemCode, ProblemError } from '../model/problem.ts'

/** HTTP status of every problem. A new code without one does not compile. */
export const HTTP_STATUS = {
  'request.invalid': 400,
  'request.too-large': 413,
  'request.too-many': 429,
  'access.unauthenticated': 401,
  'access.forbidden': 403,
  'access.keys-unreadable': 503,
  'row.unreadable': 422,
  'row.too-large': 422,
  'record.invalid': 422,
  'record.not-found': 404,
  'record.ambiguous': 409,
  'source.unknown': 422,
  'mapping.invalid': 422,
  'rules.invalid': 422,
  'rules.outdated': 500,
  'golden.not-found': 404,
  'household.not-found': 404,
  'life-event.not-found': 404,
  'decision.not-found': 404,
  'pin.not-found': 404,
  'address.not-found': 404,
  'address-word.not-found': 404,
  'contact-point.not-found': 404,
  'hierarchy.not-found': 404,
  'hierarchy.conflict': 409,
  'decision.conflict': 409,
  'plan.not-found': 404,
  'plan.state': 409,
  'plan.stale': 409,
  'plan.blocked': 409,
  'upload.not-found': 404,
  'upload.state': 409,
  'churn.exceeded': 409,
  'system.unknown': 404,
  'system.invalid': 422,
  'system.unavailable': 502,
  'system.state': 409,
  'system.stale': 409,
  'delivery.not-found': 404,
  'provider.invalid': 422,
  'address.stale': 409,
  'query.refused': 403,
  'query.failed': 422,
  'query.limit': 422,
  'feed.resync': 410,
  'history.pruned': 410,
  'clock.ahead': 503,
  'graph.busy': 503,
  'graph.full': 507,
  'graph.newer': 503,
  'graph.unavailable': 503,
  'route.not-found': 404,
  internal: 500,
} as const satisfies Record<ProblemCode, number>

/** Body of every error: RFC 9457, the problem's own members beside the standard ones. */
export type ProblemBody = Problem & { type: string; title: string; status: number; requestId?: string }

/** A problem whose answer carries more members than any problem has, as RFC 9457 allows. */
export class ProblemAnswer extends ProblemError {
  readonly members: Readonly<Record<string, unknown>>
  constructor(problem: Problem, members: Readonly<Record<string, unknown>>) {
    super(problem)
    this.members = members
  }
}

export function problemBody(problem: Problem, requestId?: string): ProblemBody {
  const status = HTTP_STATUS[problem.code]
  const title = STATUS_CODES[status] ?? 'Error'
  return { type: `urn:kith:problem:${problem.code}`, title, status, ...problem, ...(requestId ? { requestId } : {}) }
}

/** Any thrown thing as a problem. What nobody foresaw becomes `internal` and keeps its words to itself. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  if (error instanceof z.ZodError) return requestProblem(error)
  const { code, type, status, name } = traitsOf(error)
  if (type === 'entity.too.large')
    return { code: 'request.too-large', detail: 'the body is larger than this route takes' }
  if (type === 'entity.parse.failed') return { code: 'request.invalid', detail: 'the body is not valid JSON' }
  if (name === 'URIError') return { code: 'request.invalid', detail: 'the address has a broken percent sign' }
  if (typeof status === 'number' && status >= 400 && status < 500)
    return { code: 'request.invalid', detail: 'the request could not be read' }
  if (/ServiceUnavailable|SessionExpired|DatabaseUnavailable/.test(code))
    return { code: 'graph.unavailable', detail: 'Neo4j does not answer at the moment; try again' }
  if (/TransactionTimedOut|OutOfMemory/.test(code))
    return { code: 'query.limit', detail: 'the answer took too long or too much memory' }
  if (code.startsWith('Neo.TransientError')) return { code: 'graph.busy', detail: 'the graph is busy; try again' }
  return { code: 'internal', detail: 'something went wrong inside Kith; the log has more under the request id' }
}

/** First thing wrong with a request, by the name of its field, and how many more there are. */
function requestProblem(error: z.ZodError, code: ProblemCode = 'request.invalid'): Problem {
  const [first, ...others] = error.issues
  if (!first) return { code, detail: 'the request is not of the form this route takes' }
  const field = first.path.map(String).join('.')
  const more = others.length > 0 ? ` (and ${others.length} more)` : ''
  return {
    code,
    detail: `${field === '' ? '' : `${field}: `}${first.message}${more}`,
    ...(field === '' ? {} : { field }),
  }
}

function traitsOf(error: unknown): { code: string; type?: unknown; status?: unknown; name?: unknown } {
  if (typeof error !== 'object' || error === null) return { code: '' }
  const { code, type, status, name } = error as Record<string, unknown>
  return { code: typeof code === 'string' ? code : '', type, status, name }
}
