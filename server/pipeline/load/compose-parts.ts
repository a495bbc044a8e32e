import { withParts } from '../../ingest/parts.ts'
import { idOfRecord, type RecordId } from '../../model/ids.ts'
import type { RecordInput } from '../../model/record.ts'
import type { Store } from '../../store/graph/driver.ts'
import { recordInputs } from '../../store/write/records.ts'
import type { Arriving } from './read-files.ts'

/** Records whose stored form is asked for at once. */
const BATCH = 1_000

/** Puts records together of which parts arrive: with each other, and with what other tables said of them before. */
export async function composeParts(store: Store, arriving: Arriving): Promise<void> {
  const ids = [...new Set(arriving.inputs.flatMap((input) => (input.parts ? [idOfRecord(input)] : [])))]
  if (ids.length === 0) return
  const known = new Map<RecordId, RecordInput>()
  for (let i = 0; i < ids.length; i += BATCH) {
    const batch = ids.slice(i, i + BATCH)
    for (const { id, input } of await store.read((tx) => recordInputs.run(tx, { ids: batch }))) known.set(id, input)
  }
  const whole: RecordInput[] = []
  for (const input of arriving.inputs) {
    if (input.parts) known.set(idOfRecord(input), withParts(known.get(idOfRecord(input)), input))
    else whole.push(input)
  }
  const composed = ids.flatMap((id) => known.get(id) ?? [])
  arriving.inputs = [...whole, ...composed]
  arriving.prepared = []
}
