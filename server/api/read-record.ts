import { recordIdOf, SourceName } from '../model/ids.ts'
import { ok, type Result } from '../model/problem.ts'
import { RecordInput } from '../model/record.ts'
import { requestProblem } from './problem-to-http.ts'

/** A record of a request body in its full form; the problem names the record, as far as it says who it is, and the field. */
export function readRecord(raw: unknown): Result<RecordInput> {
  const parsed = RecordInput.safeParse(raw)
  if (parsed.success) return ok(parsed.data)
  const record = idOf(raw)
  return { ok: false, problem: { ...requestProblem(parsed.error, 'record.invalid'), ...(record ? { record } : {}) } }
}

function idOf(raw: unknown): string | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined
  const { source, sourceId } = raw as Record<string, unknown>
  if (typeof sourceId !== 'string' || sourceId === '' || !SourceName.safeParse(source).success) return undefined
  return recordIdOf(String(source), sourceId)
}
