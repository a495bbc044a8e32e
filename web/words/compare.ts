import { addressLine } from '../../server/model/address-line.ts'
import type { Evidence } from '../../server/model/evidence.ts'
import type { RecordView } from '../../server/model/views.ts'
import { lineOf } from './evidence-words.ts'

/** One field of two records side by side, with what the matcher made of it. */
export type ComparedField = {
  readonly field: string
  readonly low: readonly string[]
  readonly high: readonly string[]
  readonly agreement: 'same' | 'differs' | 'one-sided'
  readonly evidence: Evidence | undefined
}

type Side = Pick<RecordView, 'values' | 'addresses'>

/** Fields either record has, in the order the first one states them; addresses last. */
export function comparisonOf(low: Side, high: Side, evidence: readonly Evidence[]): ComparedField[] {
  const byField = new Map(evidence.map((e) => [e.field, e]))
  const fields = [...new Set([...Object.keys(low.values), ...Object.keys(high.values)])]
  const rows = fields.map((field) =>
    rowOf(field, low.values[field] ?? [], high.values[field] ?? [], byField.get(lineOf(field))),
  )
  const places = rowOf(
    'address',
    low.addresses.map(addressLine),
    high.addresses.map(addressLine),
    byField.get('address'),
  )
  return [...rows, places].filter((row) => row.low.length + row.high.length > 0)
}

function rowOf(
  field: string,
  low: readonly string[],
  high: readonly string[],
  evidence: Evidence | undefined,
): ComparedField {
  return { field, low, high, agreement: agreementOf(low, high), evidence }
}

function agreementOf(low: readonly string[], high: readonly string[]): ComparedField['agreement'] {
  if (low.length === 0 || high.length === 0) return 'one-sided'
  const folded = new Set(low.map((value) => value.toLowerCase()))
  return high.some((value) => folded.has(value.toLowerCase())) ? 'same' : 'differs'
}
