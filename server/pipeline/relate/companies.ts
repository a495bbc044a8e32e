import { groupBy } from '../../collections/group-by.ts'
import { compareIds, type GoldenId, GoldenId as GoldenIdShape, type RecordId, splitRecordId } from '../../model/ids.ts'
import { firstClaim, type StandardRecord } from '../../model/record.ts'
import { type ParentClaim, RELATION_NAMES } from '../../model/relation.ts'
import { breakCycles, type ParentEdge, parentClaims, placeUnder } from '../../relate/hierarchy.ts'
import type { HierarchyRules } from '../../relate/rules.ts'
import { nameReferenceOf } from '../../rules/prepare.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { goldenMembers, goldensOfRecords, lockGoldens, recordsOfNames } from '../../store/write/goldens.ts'
import { parentsAbove, type RelationProperties } from '../../store/write/relations.ts'
import { kindsOfSources } from '../../store/write/sources.ts'
import type { Ledger } from '../feed/ledger.ts'
import { dayOf } from '../run/context.ts'
import { statedEnds, syncFormer } from './former-relations.ts'
import { type GoldenRelation, type RelationType, syncRelations } from './relations.ts'

/**
 * Puts companies under the parents that their records state. A company follows its strongest claim; where claims form a
 * circle, the least trusted of it, or the newest of these, is refused and kept as REFUSED_PARENT; a parent that records call a former one is kept
 * as WAS_SUBSIDIARY_OF. A change anywhere in a chain can open or
 * close a circle above it, so everything above the given companies, as it was and as it will be, is decided again,
 * under the lock of all of it.
 */
export async function relateCompanies(
  tx: Tx,
  goldens: readonly GoldenId[],
  rules: HierarchyRules,
  ledger: Ledger,
): Promise<void> {
  const today = dayOf(ledger.context.now())
  let chain = await chainAbove(tx, goldens, rules, today)
  for (let locked = 0; chain.size > locked; ) {
    locked = chain.size
    await lockGoldens.run(tx, { ids: [...chain.keys()].sort(compareIds) })
    chain = await chainAbove(tx, [...chain.keys()], rules, today)
  }
  const { kept, refused } = breakCycles([...chain.values()].flatMap(({ current }) => current ?? []))
  const former = [...chain.values()].flatMap((place) => place.former.map(formerParentRow))
  const ids = [...chain.keys()].sort(compareIds)
  await syncRelations(tx, SUBSIDIARY_OF, ids, kept.map(parentRow), ledger, statedEnds(former))
  await syncRelations(tx, REFUSED_PARENT, ids, refused.map(parentRow), ledger)
  await syncFormer(tx, WAS_SUBSIDIARY_OF, ids, former)
}

export const SUBSIDIARY_OF: RelationType = {
  type: 'SUBSIDIARY_OF',
  attribute: RELATION_NAMES.SUBSIDIARY_OF,
  detail: { attribute: 'parentShare', property: 'share' },
}
export const WAS_SUBSIDIARY_OF = 'WAS_SUBSIDIARY_OF'
export const REFUSED_PARENT: RelationType = { type: 'REFUSED_PARENT', attribute: RELATION_NAMES.REFUSED_PARENT }

/** The parent of a company by its claims, and those that they call former ones. */
export type ParentPlace = ReturnType<typeof placeUnder>

/** The given companies and all above them, along standing and claimed parents, each with the parents it claims. */
async function chainAbove(
  tx: Tx,
  goldens: readonly GoldenId[],
  rules: HierarchyRules,
  today: string,
): Promise<Map<GoldenId, ParentPlace>> {
  const chain = new Map<GoldenId, ParentPlace>()
  let open = [...new Set(goldens)]
  while (open.length > 0) {
    const places = await claimedPlaces(tx, open, rules, today)
    for (const id of open) chain.set(id, places.get(id) ?? { former: [] })
    const standing = await parentsAbove.run(tx, { ids: open })
    const above = [
      ...standing.map((row) => row.parent),
      ...[...places.values()].flatMap(({ current }) => (current ? GoldenIdShape.parse(current.parent) : [])),
    ]
    open = [...new Set(above)].filter((id) => !chain.has(id))
  }
  return chain
}

/** Where the claims of each company place it, by present golden ids. */
async function claimedPlaces(
  tx: Tx,
  goldens: readonly GoldenId[],
  rules: HierarchyRules,
  today: string,
): Promise<Map<GoldenId, ParentPlace>> {
  return placesByClaims(tx, await goldenMembers.run(tx, { ids: goldens }), {
    goldensOf: async (parents) => {
      const rows = await goldensOfRecords.run(tx, { ids: parents })
      return new Map(rows.filter((row) => row.entity === 'company').map((row) => [row.id, row.golden]))
    },
    ...{ rules, today },
  })
}

type Claiming = {
  /** Whose the records are that are claimed as parents. */
  goldensOf: (parents: readonly RecordId[]) => Promise<ReadonlyMap<RecordId, GoldenId>>
  rules: HierarchyRules
  /** A day: a parent whose end is past by then is a former one. */
  today: string
}

/** Where what their records say places companies, by the golden ids that `goldensOf` knows. */
export async function placesByClaims(
  tx: Tx,
  members: readonly { id: GoldenId; standard: StandardRecord }[],
  { goldensOf, rules, today }: Claiming,
): Promise<Map<GoldenId, ParentPlace>> {
  const refs = [...new Set(members.flatMap((row) => parentNameOf(row.standard) ?? []))]
  const named = refs.length === 0 ? [] : await recordsOfNames.run(tx, { refs })
  const recordOfName = new Map(named.map(({ ref, record }) => [ref, record]))
  const kinds = await kindsOfSources(tx)
  const claims = [...groupBy(members, (row) => row.id)].map(([id, rows]) => ({
    id,
    claims: claimsOf(
      rows.map((row) => row.standard),
      (ref) => recordOfName.get(ref),
      rules,
      kinds,
    ),
  }))
  const parents = [...new Set(claims.flatMap((entry) => entry.claims.map((claim) => claim.parent)))]
  const goldenOf = parents.length === 0 ? new Map<RecordId, GoldenId>() : await goldensOf(parents)
  return new Map(
    claims.map(({ id, claims: own }) => [id, placeUnder(id, own, (record) => goldenOf.get(record), today)]),
  )
}

/** What the records of one company say of its parent, strongest first; a name counts where it means one company of their source. */
export function claimsOf(
  members: readonly StandardRecord[],
  recordOfName: (ref: string) => RecordId | undefined,
  rules: HierarchyRules,
  kinds: ReadonlyMap<string, string>,
): ParentClaim[] {
  const placed = members.map((standard) => {
    const ref = parentNameOf(standard)
    const parent = ref === undefined ? undefined : recordOfName(ref)
    if (!parent) return standard
    const since = firstClaim(standard, 'parent.name')?.since
    const claim = { value: parent, folded: parent, original: parent, ...(since && { since }) }
    return { ...standard, values: { ...standard.values, 'parent.id': [claim] } }
  })
  return parentClaims(placed, rules, kinds)
}

/** How a record that gives no id of its parent names it. */
function parentNameOf(standard: StandardRecord): string | undefined {
  return standard.values['parent.id'] ? undefined : nameReferenceOf(standard, 'parent.name')
}

export function parentRow({ child, parent, claim }: ParentEdge): GoldenRelation {
  const { record, share, from = claim.updatedAt, to } = claim
  const properties: RelationProperties = { record, source: splitRecordId(record).source }
  if (share !== undefined) properties.share = share
  if (from !== '') properties.from = from
  if (to !== undefined) properties.to = to
  return { id: GoldenIdShape.parse(child), target: parent, properties }
}

/** A parent that records call a former one. Since when is known only where they state it. */
export function formerParentRow(edge: ParentEdge): GoldenRelation {
  const { properties, ...row } = parentRow(edge)
  const { from: _known, ...rest } = properties
  const { from } = edge.claim
  return { ...row, properties: { ...rest, ...(from && { from }), stated: true } }
}
