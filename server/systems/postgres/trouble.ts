import { DatabaseError } from 'pg'
import { type Problem, ProblemError } from '../../model/problem.ts'
import { Unanswered } from './postgres-link.ts'

/** What an error says, and of what: of what was asked for, of the moment, or of the whole system. */
export type Trouble =
  | { readonly of: 'item'; readonly reason: string; readonly error: DatabaseError }
  | { readonly of: 'moment'; readonly reason: string; readonly applied: boolean }
  | { readonly of: 'system'; readonly problem: Problem }

/**
 * SQLSTATE of what passes: lost connections, serialization and deadlocks, resources, locks, time-outs and shutdown, the disk,
 * faults of the server, and a server that only reads for now.
 */
const PASSES = /^(08|40|53|55|57|58|XX|25006)/
/** Of those, where it is not known whether the transaction was committed before. */
const UNKNOWN_END = /^(08|40003|57P0[12])/
/** Not let in: another password or a GRANT helps, no other definition. */
const NOT_LET_IN = /^(28|42501)/
/** The definition does not fit the database: no such database, schema, table, column, index, or not of this kind. */
const NOT_AS_DEFINED = /^(0A|3D|3F|42)/
/** Where a policy of row-level security, of one row, shares its code with missing rights: the place that raises it. */
const ROW_POLICY = 'ExecWithCheckOptions'

/** Sorts an error by what can be done about it. What no list knows is of the item: triggers raise codes of their own. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof ProblemError) return { of: 'system', problem: error.problem }
  if (!(error instanceof Unanswered)) throw error
  const { cause, sent } = error
  if (!(cause instanceof DatabaseError)) return { of: 'moment', reason: reasonOf(cause), applied: sent }
  const code = cause.code ?? ''
  if (PASSES.test(code)) return { of: 'moment', reason: cause.message, applied: sent && UNKNOWN_END.test(code) }
  if (cause.routine === ROW_POLICY) return { of: 'item', reason: cause.message, error: cause }
  if (NOT_LET_IN.test(code)) return system('system.unavailable', cause)
  if (NOT_AS_DEFINED.test(code)) return system('system.invalid', cause)
  return { of: 'item', reason: itemReason(cause), error: cause }
}

/** Whether text cannot be a value of its column: so nothing can have it for its id. */
export function isUnfit(error: unknown): boolean {
  return error instanceof Unanswered && error.cause instanceof DatabaseError && /^22/.test(error.cause.code ?? '')
}

/** The error of a question that was not about single items. */
export function problemOf(error: unknown): ProblemError {
  const trouble = troubleOf(error)
  if (trouble.of === 'system') return new ProblemError(trouble.problem)
  return new ProblemError({ code: 'system.unavailable', detail: `PostgreSQL: ${trouble.reason}` })
}

function system(code: Problem['code'], { message }: DatabaseError): Trouble {
  return { of: 'system', problem: { code, detail: `PostgreSQL: ${message}` } }
}

/** Key values tell a steward which other row stands in the way; other details repeat the whole row, and are left out. */
function itemReason({ code, message, detail }: DatabaseError): string {
  return detail && (code === '23505' || code === '23503') ? `${message}: ${detail}` : message
}

/** An error of the network, which Node sometimes gives only as a list. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(reasonOf).join('; ')
  if (!(cause instanceof Error)) return String(cause)
  if (cause.name === 'TimeoutError') return 'it did not answer in time'
  if (cause.name === 'AbortError') return 'the wait for its answer was ended'
  return cause.message
}
