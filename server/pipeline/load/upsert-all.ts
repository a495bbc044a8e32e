import type { EntityName } from '../../model/entities/registry.ts'
import { idOfRecord } from '../../model/ids.ts'
import type { Problem } from '../../model/problem.ts'
import type { OrderInput, RecordInput } from '../../model/record.ts'
import type { RecordOutcome } from '../../model/views.ts'
import type { Store } from '../../store/graph/driver.ts'
import { refusalInWords } from '../../store/graph/refusal.ts'
import { openUpserts } from '../arrive/upsert.ts'
import type { RunContext } from '../run/context.ts'
import { rulesInForce } from '../run/rules-in-force.ts'
import type { EntitySummary, LoadOptions } from './load-options.ts'
import type { RowBook } from './row-book.ts'

/** Records that one request of a load upserts. */
const BATCH = 500

/** Upserts records of a load, and notes what became of each. */
export async function upsertAll(
  { store, rows }: { store: Store; rows: RowBook },
  inputs: readonly RecordInput[],
  { entity, mostChurn, context }: { entity: EntityName; mostChurn: number | undefined; context: RunContext },
  options: LoadOptions,
): Promise<Pick<EntitySummary, 'written' | 'unchanged' | 'late' | 'rejected'>> {
  const causes = new Map<string, unknown>()
  const upsert = openUpserts(store, rulesInForce(), { onError: (error, record) => causes.set(record, error) })
  const counts = { written: 0, unchanged: 0, late: 0, rejected: 0 }
  for (let i = 0; i < inputs.length; i += BATCH) {
    const batch = inputs.slice(i, i + BATCH)
    const outcomes = await upsert(batch, context, mostChurn)
    const told = batch.map((input, at) => ({ input, outcome: outcomes[at], fate: fateOf(outcomes[at]?.outcome) }))
    for (const { input, fate } of told) {
      counts[fate]++
      rows.noteOf(input, fate)
    }
    // What is told may end the load, so all that became of the batch is known before.
    for (const { input, outcome, fate } of told) {
      if (fate !== 'rejected') continue
      const record = idOfRecord(input)
      const cause = causes.get(record)
      const internal: Problem = {
        code: 'internal',
        detail: refusalInWords(cause ?? 'the record was not written'),
        record,
      }
      reject(input, cause === undefined ? (outcome?.problem ?? internal) : internal, rows, options)
    }
    options.onProgress?.('write', entity, Math.min(i + BATCH, inputs.length), inputs.length)
  }
  return counts
}

function fateOf(outcome: RecordOutcome['outcome'] | undefined): 'written' | 'unchanged' | 'late' | 'rejected' {
  switch (outcome) {
    case 'created':
    case 'updated':
      return 'written'
    case 'unchanged':
      return 'unchanged'
    case 'stale':
      return 'late'
    default:
      return 'rejected'
  }
}

/** Tells of a record that is not written, where its row stood. */
export function reject(
  value: RecordInput | OrderInput,
  problem: Problem,
  rows: RowBook,
  { onReject }: Pick<LoadOptions, 'onReject'>,
): void {
  rows.noteOf(value, 'rejected')
  const place = rows.placeOf(value)
  const raw = 'raw' in value ? value.raw : undefined
  onReject?.({ file: place?.file ?? '', problem: { ...problem, ...place }, ...(raw ? { row: raw } : {}) })
}
