import { EntityName } from '../../model/entities/registry.ts'
import { compareIds, idOfRecord, type RecordId } from '../../model/ids.ts'
import type { Store } from '../../store/graph/driver.ts'
import { ambiguousCustomers, dangling } from '../../store/write/orders.ts'
import type { Arrived } from './read-files.ts'

/**
 * Of a load, `orders`, `contacts` and `companies`; `others`, of whenever, only where several records may be meant.
 * `mayBe`: the records that one may mean which does not say of which entity its customer is, where there are several.
 */
type Waits = { kind: string; id: string; names: string; mayBe?: readonly RecordId[] }

/** What waits for a record that it names: a record or an order, and the id it names. */
export type Waiting = {
  /** Counts by kind of what waits. */
  waiting: Record<string, number>
  /** The first of each kind, by id. */
  waits: Waits[]
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
    ...new Set<string>([...named.map(idOfRecord), ...orders.map(({ source, orderId }) => `${source}:${orderId}`)]),
  ].sort(compareIds)
}

/** Which of them wait, now that the load is in, and what else waits since the load made it doubtful whose it is. */
export async function waitingOf(store: Store, ids: readonly string[]): Promise<Waiting> {
  const found: Waiting = { waiting: {}, waits: [] }
  const add = ({ mayBe = [], ...row }: Waits) => {
    const count = (found.waiting[row.kind] ?? 0) + 1
    found.waiting[row.kind] = count
    if (count <= NAMED) found.waits.push(mayBe.length > 1 ? { ...row, mayBe } : row)
  }
  const entities = EntityName.options
  for (let from = 0; from < ids.length; from += PAGE) {
    const page = ids.slice(from, from + PAGE)
    for (const row of await store.read((tx) => dangling.run(tx, { ids: page, entities }))) add(row)
  }
  const own = new Set(ids)
  const doubtful = await store.read((tx) => ambiguousCustomers.run(tx, { entities }))
  for (const row of doubtful) if (!own.has(row.id)) add({ kind: 'others', ...row })
  return found
}
