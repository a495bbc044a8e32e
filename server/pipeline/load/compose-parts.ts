import { formerVersions, withParts } from '../../ingest/parts.ts'
import { rowOf, setRow } from '../../model/arriving/row.ts'
import { idOfRecord, type RecordId } from '../../model/ids.ts'
import type { RecordInput } from '../../model/record.ts'
import type { Store } from '../../store/graph/driver.ts'
import { recordInputs } from '../../store/write/records.ts'
import type { Arriving } from './read-files.ts'
import type { RowBook } from './row-book.ts'

/** Records whose stored form is asked for at once. */
const BATCH = 1_000

/** Puts records together of which parts arrive: with each other, and with what other tables said of them before; versions that are history stay beside. */
export async function composeParts(store: Store, arriving: Arriving, rows: RowBook): Promise<void> {
  const ids = [...new Set(arriving.inputs.flatMap((input) => (input.parts ? [idOfRecord(input)] : [])))]
  if (ids.length === 0) return
  const stored = new Map<RecordId, RecordInput>()
  for (let i = 0; i < ids.length; i += BATCH) {
    const batch = ids.slice(i, i + BATCH)
    for (const { id, input } of await store.read((tx) => recordInputs.run(tx, { ids: batch }))) stored.set(id, input)
  }
  const known = new Map(stored)
  const whole: RecordInput[] = []
  const former: RecordInput[] = []
  for (const input of arriving.inputs) {
    if (!input.parts) {
      whole.push(input)
      continue
    }
    const id = idOfRecord(input)
    const before = known.get(id)
    const after = withParts(before, input)
    const versions = formerVersions({ stored: stored.get(id), before, arriving: input, after })
    former.push(...versions)
    rows.noteOf(input, 'part')
    const isLate = versions.some((version) => rowOf(version) === rowOf(input))
    setRow(after, (isLate && before ? rowOf(before) : undefined) ?? rowOf(input))
    known.set(id, after)
  }
  const composed = ids.flatMap((id) => known.get(id) ?? [])
  // Those that are history go first: the last of one time stands.
  arriving.inputs = [...whole, ...former, ...composed]
  arriving.prepared = []
}
