import { isRecordId } from '../../api/api.ts'
import { RecordName } from '../parts/marks.tsx'

/** What a system has a copy of: a record, or downstream a golden record. */
export function RecordMark({ id }: { id: string }) {
  return isRecordId(id) ? <RecordName id={id} /> : <span className="mono">{id}</span>
}
