import { compareIds, type GoldenId, GoldenId as GoldenIdShape, type RecordId, splitRecordId } from '../model/ids.ts'
import type { StandardRecord } from '../model/record.ts'
import { type ParentClaim, RELATION_NAMES } from '../model/relation.ts'
import { groupBy } from '../relate/group-by.ts'
import { breakCycles, type ParentEdge, parentClaims } from '../relate/hierarchy.ts'
import type { HierarchyRules } from '../relate/rules.ts'
import type { Tx } from '../store/driver.ts'
import { goldenMembers, goldensOfRecords, lockGoldens, recordsOfNames } from '../store/goldens.ts'
import { parentsAbove, type RelationProperties } from '../store/relations.ts'
import type { Ledger } from './ledger.ts'
import { nameReferenceOf } from './prepare.ts'
import { type GoldenRelation, type RelationType, syncRelations } from './relations.ts'

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
  await syncRelations(tx, SUBSIDIARY_OF, ids, kept.map(parentRow), ledger)
  await syncRelations(tx, REFUSED_PARENT, ids, refused.map(parentRow), ledger)
}

export const SUBSIDIARY_OF: RelationType = { type: 'SUBSIDIARY_OF', attribute: RELATION_NAMES.SUBSIDIARY_OF }
export const REFUSED_PARENT: RelationType = { type: 'REFUSED_PARENT', attribute: RELATION_NAMES.REFUSED_PARENT }

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
  const members = await goldenMembers.run(tx, { ids: goldens })
  const refs = [...new Set(members.flatMap((row) => parentNameOf(row.standard) ?? []))]
  const named = refs.length === 0 ? [] : await recordsOfNames.run(tx, { refs })
  const recordOfName = new Map(named.map(({ ref, record }) => [ref, record]))
  const claims = [...groupBy(members, (row) => row.id)].map(([id, rows]) => ({
    id,
    claims: claimsOf(
      rows.map((row) => row.standard),
      (ref) => recordOfName.get(ref),
      rules,
    ),
  }))
  const parents = [...new Set(claims.flatMap((entry) => entry.claims.map((claim) => claim.parent)))]
  const rows = parents.length === 0 ? [] : await goldensOfRecords.run(tx, { ids: parents })
  const goldenOf = new Map<RecordId, GoldenId>(
    rows.filter((row) => row.entity === 'company').map((row) => [row.id, row.golden]),
  )
  return new Map(
    claims.flatMap(({ id, claims: own }) => {
      const edge = strongestEdge(id, own, (record) => goldenOf.get(record))
      return edge ? [[id, edge] as const] : []
    }),
  )
}

/** What the records of one company say of its parent, strongest first; a name counts where it means one company of their source. */
export function claimsOf(
  members: readonly StandardRecord[],
  recordOfName: (ref: string) => RecordId | undefined,
  rules: HierarchyRules,
): ParentClaim[] {
  const placed = members.map((standard) => {
    const ref = parentNameOf(standard)
    const parent = ref === undefined ? undefined : recordOfName(ref)
    if (!parent) return standard
    const { sourceId } = splitRecordId(parent)
    const claim = { value: sourceId, folded: sourceId, original: sourceId }
    return { ...standard, values: { ...standard.values, 'parent.id': [claim] } }
  })
  return parentClaims(placed, rules)
}

/** The strongest claim of a company that leads to another company's golden record. */
export function strongestEdge(
  id: GoldenId,
  claims: readonly ParentClaim[],
  goldenOf: (record: RecordId) => GoldenId | undefined,
): ParentEdge | undefined {
  for (const claim of claims) {
    const parent = goldenOf(claim.parent)
    if (parent !== undefined && parent !== id) return { child: id, parent, claim }
  }
  return undefined
}

/** How a record that gives no id of its parent names it. */
function parentNameOf(standard: StandardRecord): string | undefined {
  return standard.values['parent.id'] ? undefined : nameReferenceOf(standard, 'parent.name')
}

export function parentRow({ child, parent, claim }: ParentEdge): GoldenRelation {
  const properties: RelationProperties = { record: claim.record, source: splitRecordId(claim.record).source }
  if (claim.updatedAt !== '') properties.from = claim.updatedAt
  return { id: GoldenIdShape.parse(child), target: parent, properties }
}
