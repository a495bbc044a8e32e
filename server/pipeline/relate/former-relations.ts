import { compareIds, type GoldenId } from '../../model/ids.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { currentRelations, dropFormerRelations, putFormerRelations } from '../../store/write/relations.ts'
import { canonicalJson } from '../../text/hash.ts'
import type { GoldenRelation } from './relations.ts'

/**
 * Relations whose end records state follow the records as present ones do: a job, a parent. What ended because records
 * left stays as it was.
 */
export async function syncFormer(
  tx: Tx,
  type: 'WAS_WORKS_AT' | 'WAS_SUBSIDIARY_OF',
  goldens: readonly GoldenId[],
  wanted: readonly GoldenRelation[],
): Promise<void> {
  const standing = await currentRelations.run(tx, { ids: goldens, type })
  const stated = standing.filter(({ properties }) => properties.stated === true)
  const text = (rows: readonly GoldenRelation[]) => rows.map(canonicalJson).sort(compareIds).join()
  if (text(stated) === text(wanted)) return
  await dropFormerRelations.run(tx, { ids: goldens, type })
  if (wanted.length > 0) await putFormerRelations.run(tx, { rows: wanted, type })
}

/** The day on which a relation ended, where one of the former ones states it. */
export function statedEnds(former: readonly GoldenRelation[]): (row: GoldenRelation) => string | undefined {
  const ends = new Map(former.map(({ id, target, properties }) => [`${id} ${target}`, String(properties.to)]))
  return ({ id, target }) => ends.get(`${id} ${target}`)
}
