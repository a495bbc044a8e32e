import { z } from 'zod'
import type { GoldenValue } from '../../model/golden.ts'
import { compareIds, GoldenId, HouseholdId } from '../../model/ids.ts'
import { type HouseholdDraft, RELATION_NAMES } from '../../model/relation.ts'
import type { Tx } from '../graph/driver.ts'
import { maybe, query, rowsOf } from '../graph/query.ts'
import { pages } from './records.ts'

const ids = { ids: rowsOf<string>() }
const Properties = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
export type RelationProperties = Record<string, string | number | boolean>

/** A relationship that starts at a golden record; `target` is a golden id, an address key or a household id. */
export type RelationRow = { id: string; target: string; properties: RelationProperties }

export const currentRelations = query(
  'relations/current',
  { ...ids, type: z.string() },
  { id: GoldenId, target: z.string(), properties: Properties },
)
export const putGoldenRelations = query('relations/put-golden', { rows: rowsOf<RelationRow>(), type: z.string() }, {})
export const putAddressRelations = query('relations/put-address', { rows: rowsOf<RelationRow>(), type: z.string() }, {})
export const endRelations = query(
  'relations/end',
  { rows: rowsOf<{ id: string; target: string; to?: string | null }>(), type: z.string(), at: z.string() },
  {},
)
export const dropFormerRelations = query('relations/drop-former', { ...ids, type: z.string() }, {})
export const putFormerRelations = query('relations/put-former', { rows: rowsOf<RelationRow>(), type: z.string() }, {})
export const lockAddresses = query('relations/lock-addresses', { keys: rowsOf<string>() }, { locked: z.number() })
export const residentsAt = query(
  'relations/residents',
  { keys: rowsOf<string>() },
  {
    key: z.string(),
    golden: GoldenId,
    familyName: maybe(z.string()),
    formerNames: maybe(z.array(z.string())),
    from: maybe(z.string()),
    unit: maybe(z.string()),
    born: maybe(z.string()),
    record: maybe(z.string()),
    points: z.array(z.string()),
  },
)
export const householdsAt = query(
  'relations/households-at',
  { keys: rowsOf<string>() },
  {
    key: z.string(),
    id: HouseholdId,
    name: z.string(),
    reason: z.string(),
    size: z.number(),
    head: maybe(z.string()),
    headReason: maybe(z.string()),
    /** Of one that came to an end. */
    endedAt: maybe(z.string()),
    members: z.array(GoldenId),
  },
)
export const putHouseholds = query(
  'relations/put-households',
  { rows: rowsOf<Omit<HouseholdDraft, 'members'> & { id: HouseholdId; size: number }>() },
  {},
)
export const joinHousehold = query(
  'relations/join-household',
  { rows: rowsOf<{ id: GoldenId; target: HouseholdId; reason: string; from: string | null }>() },
  {},
)
export const endHouseholds = query('relations/end-households', { ...ids, at: z.string() }, {})
const targetsByType = {
  id: GoldenId,
  type: z.enum(['IN_HOUSEHOLD', 'WORKS_AT', 'SUBSIDIARY_OF', 'REFUSED_PARENT', 'SAME_PERSON']),
  targets: z.array(z.string()),
  /** Those that relationships of the type state. */
  shares: z.array(z.number()),
}
export const relationsAboutToEnd = query('relations/about-to-end', ids, targetsByType)
const relationsOf = query('relations/of-goldens', ids, targetsByType)
export const parentsAbove = query('relations/parents-above', ids, { child: GoldenId, parent: GoldenId })
const all = query(
  'relations/all',
  { after: z.string(), limit: z.number() },
  {
    id: GoldenId,
    relations: z.array(
      z.object({ type: z.string().nullable(), target: z.string().nullable(), properties: Properties.nullable() }),
    ),
  },
)

export type Relation = { id: GoldenId; type: string; target: string; properties: RelationProperties }

/** Every relationship that starts at a golden record: the current ones, and former ones whose end records state. */
export async function allRelations(tx: Tx): Promise<Relation[]> {
  const rows = await pages(
    10_000,
    (after, limit) => all.run(tx, { after, limit }),
    (row) => row.id,
  )
  return rows.flatMap(({ id, relations }) =>
    relations.flatMap(({ type, target, properties }) =>
      type === null || target === null ? [] : [{ id, type, target, properties: properties ?? {} }],
    ),
  )
}

export const putContactPoints = query(
  'relations/put-contact-points',
  { rows: rowsOf<{ id: string; target: string; kind: string; value: string }>() },
  {},
)
const sharing = { ...ids, mostSharers: z.number() }
export const samePersonCandidates = query('relations/same-person-candidates', sharing, {
  id: GoldenId,
  other: GoldenId,
})
export const samePersonCustomers = query('relations/same-person-customers', sharing, { customer: GoldenId })

/** A property of relationships as the feed tells it: one text each that has it. */
export function detailTexts(values: readonly (string | number | boolean | undefined)[]): string[] {
  return values.flatMap((value) => (value === undefined ? [] : String(value))).sort(compareIds)
}

/** Present relations of golden records, by the names they have in the feed. */
export async function relationsByName(
  tx: Tx,
  ids: readonly GoldenId[],
): Promise<Map<GoldenId, Record<string, GoldenValue>>> {
  const byId = new Map<GoldenId, Record<string, GoldenValue>>()
  if (ids.length === 0) return byId
  for (const { id, type, targets, shares } of await relationsOf.run(tx, { ids })) {
    const sorted = targets.sort(compareIds)
    const said = byId.get(id) ?? {}
    said[RELATION_NAMES[type]] = type === 'IN_HOUSEHOLD' ? (sorted[0] ?? '') : sorted
    if (type === 'SUBSIDIARY_OF') said.parentShare = detailTexts(shares)
    byId.set(id, said)
  }
  return byId
}
