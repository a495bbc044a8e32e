import { compareIds, recordIdOf } from '../../model/ids.ts'
import type { Store } from '../../store/graph/driver.ts'
import { dangling } from '../../store/write/orders.ts'
import type { Arrived } from './read-files.ts'

/** What waits for a record that it names: a record or an order, and the id it names. */
export type Waiting = {
  /** Counts by kind of what waits. */
  waiting: Record<string, number>
  /** The first of each kind, by id. */
  waits: { kind: string; id: string; names: string }[]
}

/** Of each kind, so many are named. */
const NAMED = 5
/** Ids asked about at a time. */
const PAGE = 10_000
/** Fields by which a record names another. */
const REFERENCES = ['company.id', 'parent.id']

/** Ids of the records and orders of a load that name another record. */
export function referringIds({ records, orders }: Arrived): string[] {
  const inputs = [...records.values()].flatMap((arriving) => arriving.inputs)
  const named = inputs.filter(({ fields }) => REFERENCES.some((field) => fields[field] !== undefined))
  return [
    ...new Set<string>([
      ...named.map(({ source, sourceId }) => recordIdOf(source, sourceId)),
      ...orders.map(({ source, orderId }) => recordIdOf(source, orderId)),
    ]),
  ].sort(compareIds)
}

/** Which of them wait, now that the load is in. */
export async function waitingOf(store: Store, ids: readonly string[]): Promise<Waiting> {
  const found: Waiting = { waiting: {}, waits: [] }
  for (let from = 0; from < ids.length; from += PAGE) {
    const rows = await store.read((tx) => dangling.run(tx, { ids: ids.slice(from, from + PAGE) }))
    for (const row of rows) {
      const count = (found.waiting[row.kind] ?? 0) + 1
      found.waiting[row.kind] = count
      if (count <= NAMED) found.waits.push(row)
    }
  }
  return found
}
