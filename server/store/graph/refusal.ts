import { ProblemError } from '../../model/problem.ts'

/** Problems that are not of one record: trying others would not help. */
const OF_ALL: ReadonlySet<string> = new Set([
  'churn.exceeded',
  'clock.ahead',
  'graph.busy',
  'graph.full',
  'graph.newer',
  'graph.unavailable',
])

/** What the driver and the server say that is of the server, or of the moment. */
const OF_SERVER =
  /^Neo\.TransientError|DatabaseError\.(?:General|Transaction)|ServiceUnavailable|SessionExpired|DatabaseUnavailable|\.Security\.|\.Database\.|TimedOut|Terminated|OutOfMemory/

/** Whether what a transaction failed with may be the fault of a record in it, so that others can still be written. */
export function isOfRecord(error: unknown): boolean {
  if (error instanceof ProblemError) return !OF_ALL.has(error.problem.code)
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code !== 'string' || !OF_SERVER.test(code)
}

/** Why a record was refused, in the words of whoever refused it. */
export function refusalInWords(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error)
  return `the graph refused it: ${words.slice(0, 500)}`
}
