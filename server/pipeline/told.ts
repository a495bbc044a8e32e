import type { Golden, GoldenValue } from '../model/golden.ts'
import { compareIds, type GoldenId } from '../model/ids.ts'
import { RELATION_NAMES } from '../model/relation.ts'
import { isSaid, type Told } from '../publish/replay.ts'
import type { Tx } from '../store/driver.ts'
import { relationsOf } from '../store/relations.ts'

/** Golden records as the feed tells of them: values, status, relations by name, members. */
export async function toldOf(tx: Tx, goldens: readonly Golden[]): Promise<Told[]> {
  const relations = await relationsByName(
    tx,
    goldens.map((golden) => golden.id),
  )
  return goldens.map(({ id, entity, members, values, status }) => {
    const all = { ...values, status, ...relations.get(id) }
    const said = Object.entries(all).filter(([, value]) => isSaid(value))
    return { id, entity, members, values: Object.fromEntries(said) }
  })
}

/** Present relations of golden records, by the names they have in the feed. */
export async function relationsByName(
  tx: Tx,
  ids: readonly GoldenId[],
): Promise<Map<GoldenId, Record<string, GoldenValue>>> {
  const byId = new Map<GoldenId, Record<string, GoldenValue>>()
  if (ids.length === 0) return byId
  for (const { id, type, targets } of await relationsOf.run(tx, { ids })) {
    const sorted = targets.sort(compareIds)
    const said = byId.get(id) ?? {}
    said[RELATION_NAMES[type]] = type === 'IN_HOUSEHOLD' ? (sorted[0] ?? '') : sorted
    byId.set(id, said)
  }
  return byId
}
