import { compareIds, type GoldenId, GoldenId as GoldenIdShape, type RecordId, splitRecordId } from '../model/ids.ts'
import { groupBy } from '../relate/group-by.ts'
import { breakCycles, type ParentEdge, parentClaims } from '../relate/hierarchy.ts'
import type { HierarchyRules } from '../relate/rules.ts'
import type { Tx } from '../store/driver.ts'
import { goldenMembers, goldensOfRecords, lockGoldens, recordsOfNames } from '../store/goldens.ts'
import { parentsAbove, type RelationProperties, type RelationRow } from '../store/relations.ts'
import type { Ledger } from './ledger.ts'
import { nameReferenceOf } from './prepare.ts'
import { syncRelations } from './relations.ts'

/**
 * Puts companies under the parents that their records state. A company follows its strongest claim; where claims form a
 * circle, the weakest of the circle is refused and kept as REFUSED_PARENT. A change anywhere in a chain can open or
 * close a circle above it, so everything above the given companies, as it was and as it will be, is decided again,
 * under the lock of all of it.
 */
export async function relateCompanies(
  tx: Tx,
  goldens: readonly GoldenId[],
  rules: HierarchyRules,
  ledger: Ledger,
): Promise<void> {
  let chain = await chainAbove(tx, goldens, rules)
  for (let locked = 0; chain.size > locked; ) {
    locked = chain.size
    await lockGoldens.run(tx, { ids: [...chain.keys()].sort(compareIds) })
    chain = await chainAbove(tx, [...chain.keys()], rules)
  }
  const { kept, refused } = breakCycles([...chain.values()].filter((edge) => edge !== undefined))
  const ids = [...chain.keys()].sort(compareIds)
  await syncRelations(tx, { type: 'SUBSIDIARY_OF', attribute: 'parent' }, ids, kept.map(rowOf), ledger)
  await syncRelations(tx, { type: 'REFUSED_PARENT', attribute: 'refusedParent' }, ids, refused.map(rowOf), ledger)
}

/** The given companies and all above them, along standing and claimed parents, each with the parent it claims. */
async function chainAbove(
  tx: Tx,
  goldens: readonly GoldenId[],
  rules: HierarchyRules,
): Promise<Map<GoldenId, ParentEdge | undefined>> {
  const chain = new Map<GoldenId, ParentEdge | undefined>()
  let open = [...new Set(goldens)]
  while (open.length > 0) {
    const edges = await claimedEdges(tx, open, rules)
    for (const id of open) chain.set(id, edges.get(id))
    const standing = await parentsAbove.run(tx, { ids: open })
    const above = [
      ...standing.map((row) => row.parent),
      ...[...edges.values()].map((edge) => GoldenIdShape.parse(edge.parent)),
    ]
    open = [...new Set(above)].filter((id) => !chain.has(id))
  }
  return chain
}

/** The strongest claim of each company that leads to another company's golden record. */
async function claimedEdges(
  tx: Tx,
  goldens: readonly GoldenId[],
  rules: HierarchyRules,
): Promise<Map<GoldenId, ParentEdge>> {
  const members = groupBy(await withParentIds(tx, await goldenMembers.run(tx, { ids: goldens })), (row) => row.id)
  const claims = [...members].map(([id, rows]) => ({
    id,
    claims: parentClaims(
      rows.map((row) => row.standard),
      rules,
    ),
  }))
  const refs = [...new Set(claims.flatMap((entry) => entry.claims.map((claim) => claim.parent)))]
  const rows = refs.length === 0 ? [] : await goldensOfRecords.run(tx, { ids: refs })
  const goldenOf = new Map<RecordId, GoldenId>(
    rows.filter((row) => row.entity === 'company').map((row) => [row.id, row.golden]),
  )
  const edges = new Map<GoldenId, ParentEdge>()
  for (const { id, claims: own } of claims) {
    const claim = own.find((c) => goldenOf.has(c.parent) && goldenOf.get(c.parent) !== id)
    const parent = claim && goldenOf.get(claim.parent)
    if (claim && parent) edges.set(id, { child: id, parent, claim })
  }
  return edges
}

type MemberRow = Awaited<ReturnType<typeof goldenMembers.run>>[number]

/** Puts the id of the parent to records that only name it, where the name means one company of their source. */
async function withParentIds(tx: Tx, rows: readonly MemberRow[]): Promise<MemberRow[]> {
  const refOf = ({ standard }: MemberRow) =>
    standard.values['parent.id'] ? undefined : nameReferenceOf(standard, 'parent.name')
  const refs = [...new Set(rows.flatMap((row) => refOf(row) ?? []))]
  if (refs.length === 0) return [...rows]
  const parents = new Map((await recordsOfNames.run(tx, { refs })).map(({ ref, record }) => [ref, record]))
  return rows.map((row) => {
    const parent = parents.get(refOf(row) ?? '')
    if (!parent) return row
    const { sourceId } = splitRecordId(parent)
    const claim = { value: sourceId, folded: sourceId, original: sourceId }
    return { ...row, standard: { ...row.standard, values: { ...row.standard.values, 'parent.id': [claim] } } }
  })
}

function rowOf({ child, parent, claim }: ParentEdge): RelationRow & { id: GoldenId } {
  const properties: RelationProperties = { record: claim.record, source: splitRecordId(claim.record).source }
  if (claim.updatedAt !== '') properties.from = claim.updatedAt
  return { id: GoldenIdShape.parse(child), target: parent, properties }
}
