import { isSpent } from '../../server/model/sync/mark.ts'
import type { RecordView } from '../../server/model/views.ts'

/** What Kith wrote in a system, and still stands there. */
export type Written = {
  readonly stored: readonly string[]
  /** What it was to be, where the system stores something else. */
  readonly asked: readonly string[] | undefined
  readonly change: number
  readonly at: string
}

/** One field of a record: what was delivered, what cleaning made of it, and what Kith wrote there. */
export type RecordField = {
  readonly field: string
  readonly raw: readonly string[]
  readonly clean: readonly string[]
  readonly changed: boolean
  readonly written?: Written
}

/**
 * Fields as delivered, in their order; then those that cleaning brought forth, such as the parts of a full name, and those
 * that nobody but Kith wrote.
 */
export function recordFields(record: Pick<RecordView, 'input' | 'values'>): RecordField[] {
  const raw = record.input.fields
  const written = writtenFields(record.input)
  const further = [...Object.keys(record.values), ...written.keys()].filter((field) => !(field in raw))
  const fields = [...new Set([...Object.keys(raw), ...further])]
  return fields.map((field) => {
    const before = raw[field] ?? []
    const after = record.values[field] ?? []
    const mark = written.get(field)
    const changed = before.join('\n') !== after.join('\n')
    return { field, raw: before, clean: after, changed, ...(mark ? { written: mark } : {}) }
  })
}

/** What Kith wrote there and has not taken back: where that is so, the source's own word stands there again. */
export function standingMarks({ written = [] }: RecordView['input']): NonNullable<RecordView['input']['written']> {
  return written.filter((mark) => !isSpent(mark))
}

/** The address that Kith wrote there, as one line each. */
export function writtenAddress(input: RecordView['input']): Written | undefined {
  const mark = standingMarks(input).find(({ address }) => address !== undefined)
  if (!mark?.address) return undefined
  const { stored, asked } = mark.address
  return {
    stored: lineOf(stored),
    asked: asked === undefined ? undefined : lineOf(asked),
    change: mark.change,
    at: mark.at,
  }
}

function writtenFields(input: RecordView['input']): Map<string, Written> {
  return new Map(
    standingMarks(input).flatMap(({ fields, change, at }) =>
      Object.entries(fields).map(([field, { stored, asked }]) => [field, { stored, asked, change, at }]),
    ),
  )
}

function lineOf(address: Readonly<Record<string, string>> | null): string[] {
  return address === null ? [] : [Object.values(address).join(', ')]
}
