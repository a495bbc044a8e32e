import { groupBy } from '../../collections/group-by.ts'
import { compareIds, type GoldenId } from '../../model/ids.ts'
import type { RELATION_DETAILS } from '../../model/relation.ts'
import type { Tx } from '../../store/graph/driver.ts'
import {
  currentRelations,
  detailTexts,
  endRelations,
  putGoldenRelations,
  type RelationRow,
} from '../../store/write/relations.ts'
import { canonicalJson } from '../../text/hash.ts'
import type { Ledger } from '../feed/ledger.ts'
import { noteRelation } from '../feed/noted-relations.ts'

/** A relationship type between goldens, and what the feed calls it. */
export type RelationType = {
  type: 'WORKS_AT' | 'SUBSIDIARY_OF' | 'REFUSED_PARENT' | 'SAME_PERSON'
  attribute: string
  /** A property that a consumer hears of too, and under which name. */
  detail?: { attribute: keyof typeof RELATION_DETAILS; property: string }
}

export type GoldenRelation = RelationRow & { id: GoldenId }

/**
 * Makes the relationships of one type that start at the given goldens exactly the wanted ones: new ones are written,
 * changed ones rewritten, the others end. What a consumer can see of it goes into the ledger.
 * @param endOf the day on which a relationship ended where records state it; else it ends now.
 */
export async function syncRelations(
  tx: Tx,
  { type, ...told }: RelationType,
  goldens: readonly GoldenId[],
  wanted: readonly GoldenRelation[],
  ledger: Ledger,
  endOf: (row: GoldenRelation) => string | undefined = () => undefined,
): Promise<void> {
  if (goldens.length === 0) return
  const current = await currentRelations.run(tx, { ids: goldens, type })
  const { ended, fresh } = diffRelations(current, wanted, told, ledger)
  if (ended.length > 0)
    await endRelations.run(tx, {
      rows: ended.map((row) => ({ id: row.id, target: row.target, to: endOf(row) ?? null })),
      type,
      at: ledger.at,
    })
  if (fresh.length > 0) await putGoldenRelations.run(tx, { rows: fresh, type })
}

/** What ends and what comes between the relationships that stand and the wanted ones, noted for the feed. */
export function diffRelations<T extends GoldenRelation>(
  current: readonly GoldenRelation[],
  wanted: readonly T[],
  { attribute, detail }: Omit<RelationType, 'type'>,
  ledger: Ledger,
): { ended: GoldenRelation[]; fresh: T[] } {
  const key = (row: { id: string; target: string }) => `${row.id} ${row.target}`
  const have = new Map(current.map((row) => [key(row), row]))
  const want = new Map(wanted.map((row) => [key(row), row]))
  const ended = current.filter((row) => !want.has(key(row)))
  const fresh = wanted.filter((row) => canonicalJson(have.get(key(row))?.properties) !== canonicalJson(row.properties))
  const [was, is] = [groupBy(current, (row) => row.id), groupBy(wanted, (row) => row.id)]
  for (const id of new Set([...ended, ...fresh].map((row) => row.id))) {
    const [before, after] = [was.get(id), is.get(id)]
    noteRelation(ledger, id, attribute, targets(before), targets(after))
    if (detail) noteRelation(ledger, id, detail.attribute, ...both(before, after, detail.property))
  }
  return { ended, fresh }
}

/** A property of the relationships before and now, as the feed tells it. */
function both(before: readonly GoldenRelation[] = [], after: readonly GoldenRelation[] = [], property: string) {
  const told = (rows: readonly GoldenRelation[]) => detailTexts(rows.map(({ properties }) => properties[property]))
  return [told(before), told(after)] as const
}

function targets(rows: readonly { target: string }[] = []): string[] {
  return rows.map((row) => row.target).sort(compareIds)
}
