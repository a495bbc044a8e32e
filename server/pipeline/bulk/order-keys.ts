import { standingAt } from '../../block/order.ts'
import type { RecordId } from '../../model/ids.ts'
import type { EntityEngine } from '../../rules/engine.ts'
import type { Store } from '../../store/graph/driver.ts'
import { keyMembers, putStandings } from '../../store/write/keys.ts'
import type { Whole } from './whole-entity.ts'

/** Records of one transaction, about. */
const BATCH = 5_000

/** Where a record of a resolved entity stands in one of its keys; null where the key is not common or proposes no neighbours. */
export type StandingOf = (key: string, id: RecordId) => string | null

/** @param whole as it should be: what of it is written already makes no difference */
export function standingsIn({ common, members, companies }: Whole, engine: EntityEngine): StandingOf {
  const ordered = new Set(common.filter((key) => engine.keyNear(key) > 0))
  const known = { id: '', own: '' }
  return (key, id) => {
    if (!ordered.has(key)) return null
    if (known.id !== id) {
      const record = members.get(id)?.record
      if (!record) return null
      known.own = engine.standing(record, companies.get(id))
      known.id = id
    }
    return standingAt(key, known.own)
  }
}

/**
 * Has the records that are stored already stand where they belong in keys that are common, or that a load is about to make
 * common. Done first, so that a load that is cut off leaves no common key without its order.
 */
export async function orderStored(store: Store, whole: Whole, engine: EntityEngine): Promise<void> {
  const standingOf = standingsIn(whole, engine)
  const keys = whole.common.filter((key) => engine.keyNear(key) > 0)
  let open: { id: RecordId; key: string; at: string }[] = []
  const flush = async () => {
    const rows = open
    open = []
    if (rows.length > 0) await store.write((tx) => putStandings.run(tx, { rows }))
  }
  for (const key of keys) {
    const [found] = await store.read((tx) => keyMembers.run(tx, { keys: [key] }))
    for (const id of found?.records ?? []) {
      const at = standingOf(key, id)
      if (at !== null) open.push({ id, key, at })
    }
    if (open.length >= BATCH) await flush()
  }
  await flush()
}
