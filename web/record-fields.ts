import type { RecordView } from '../server/model/views.ts'

/** One field of a record: what was delivered, what cleaning made of it. */
export type RecordField = {
  readonly field: string
  readonly raw: readonly string[]
  readonly clean: readonly string[]
  readonly changed: boolean
}

/** Fields as delivered, in their order; then those that cleaning brought forth, such as the parts of a full name. */
export function recordFields(record: Pick<RecordView, 'input' | 'values'>): RecordField[] {
  const raw = record.input.fields
  const fields = [...Object.keys(raw), ...Object.keys(record.values).filter((field) => !(field in raw))]
  return fields.map((field) => {
    const before = raw[field] ?? []
    const after = record.values[field] ?? []
    return { field, raw: before, clean: after, changed: before.join('\n') !== after.join('\n') }
  })
}
