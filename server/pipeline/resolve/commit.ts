import { EntityName } from '../../model/entities/registry.ts'
import type { GoldenHead } from '../../model/golden.ts'
import { compareIds, type GoldenId, type RecordId } from '../../model/ids.ts'
import type { StandardRecord } from '../../model/record.ts'
import { RELATION_NAMES } from '../../model/relation.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { claimActivities } from '../../store/write/activities.ts'
import {
  clearWinners,
  keepGoldenVersions,
  moveMembers,
  putCompanies,
  putContacts,
  putCustomers,
  putSplitInto,
  putSupersededBy,
  putWinners,
  retireGoldens,
  reviveGoldens,
} from '../../store/write/goldens.ts'
import { cleanMaybeSame, healCuts, markCuts } from '../../store/write/links.ts'
import { detailTexts, parentsAbove, relationsAboutToEnd } from '../../store/write/relations.ts'
import type { Ledger } from '../feed/ledger.ts'
import { noteRelation } from '../feed/noted-relations.ts'
import { formsOf } from '../relate/address-rows.ts'
import type { AddressWork } from '../relate/addresses.ts'
import { followPlaces } from '../relate/hierarchies.ts'
import { commitContactPoints } from './contact-points.ts'
import { goldenRow } from './nodes.ts'
import type { Scope, Settlement } from './settle.ts'

/** How golden records of an entity are written. */
export const PUT = { person: putCustomers, company: putCompanies, contact: putContacts } as const

/** What a settlement leaves to be related, whichever path wrote it. */
export type Consequences = {
  /** Records whose golden differs from before. */
  moved: ReadonlyMap<RecordId, GoldenId>
  /** Golden records that were looked at, as they stood before. */
  stood: readonly GoldenHead[]
  /** Goldens whose relations are worked out: see `goldensToRelate`. */
  related: readonly GoldenId[]
  retired: readonly GoldenId[]
  /** What golden records state of addresses, to be joined to their places. */
  addresses: AddressWork
  removed: readonly RecordId[]
  /** Companies that retired ones stood under: a circle through these may be open now. */
  parentsOfRetired: readonly GoldenId[]
  /** Records that were only touched: what they refer to has moved. */
  reconsider: readonly RecordId[]
}

/**
 * Writes a settlement: goldens, members, winners, retired ids with their heirs. The caller holds the locks of
 * every golden in it and closes the ledger afterwards, in the same transaction.
 * @returns what follows from it; the caller adds whose relations are worked out, and what it removed or looked at again.
 */
export async function commitSettlement(
  tx: Tx,
  entity: EntityName,
  settlement: Settlement,
  scope: Scope,
  ledger: Ledger,
): Promise<Omit<Consequences, 'related'>> {
  const { put, retired, moved, changes } = settlement
  for (const change of changes) ledger.changes.set(change.golden, change)
  ledger.churn += settlement.churn
  const kept = [...put.flatMap(({ before }) => (before ? [before.id] : [])), ...retired.map(({ golden }) => golden.id)]
  for (const id of kept) ledger.kept.add(id)
  if (kept.length > 0) await keepGoldenVersions.run(tx, { ids: kept })
  // Nobody asks whether a new id is an old one but where some may come back.
  const fresh = put.flatMap(({ before, after }) => (before ? [] : [after.id]))
  if ((ledger.context.former || scope.lost?.length) && fresh.length > 0)
    await reviveGoldens.run(tx, { ids: fresh, at: ledger.at })
  if (put.length > 0) await PUT[entity].run(tx, { rows: put.map(({ after }) => goldenRow(after)) })
  if (moved.size > 0) await moveMembers.run(tx, { rows: [...moved].map(([record, golden]) => ({ record, golden })) })
  await commitCuts(tx, settlement, scope)
  if (put.length > 0) {
    if (kept.length > 0) await clearWinners.run(tx, { ids: kept })
    const rows = put.flatMap(({ after }) => after.winners.map((winner) => ({ golden: after.id, ...winner })))
    await putWinners.run(tx, { rows })
  }
  const retiredIds = retired.map(({ golden }) => golden.id)
  await commitContactPoints(tx, put, ledger)
  const above = entity === 'company' && retired.length > 0 ? await parentsAbove.run(tx, { ids: retiredIds }) : []
  if (retired.length > 0) {
    await noteEndingRelations(tx, retiredIds, ledger)
    await retireGoldens.run(tx, { ids: retiredIds, at: ledger.at })
    const one = retired.filter(({ heirs }) => heirs.length === 1)
    const several = retired.filter(({ heirs }) => heirs.length > 1)
    const rows = (of: typeof retired) =>
      of.flatMap(({ golden, heirs }) => heirs.map((heir) => ({ id: golden.id, heir })))
    if (one.length > 0) await putSupersededBy.run(tx, { rows: rows(one) })
    if (several.length > 0) await putSplitInto.run(tx, { rows: rows(several) })
  }
  const standing = standingGoldens(settlement, scope)
  if (standing.length > 0) await cleanMaybeSame.run(tx, { ids: standing })
  if (moved.size > 0)
    await claimActivities.run(tx, { ids: [...moved.keys()], entities: EntityName.options, at: ledger.at })
  if (entity === 'company')
    await followPlaces(tx, [...put.map(({ after }) => after.id), ...retiredIds], [...moved.keys()], ledger.at)
  const gone = new Set(retiredIds)
  const parentsOfRetired = above.map((row) => row.parent).filter((id) => !gone.has(id))
  const addresses = {
    put: put.map(({ before, after }) => ({ before, after, forms: formsOf(after, recordsOf(after.members, scope)) })),
    retired: retiredIds,
  }
  return { moved, stood: scope.before, retired: retiredIds, addresses, parentsOfRetired, removed: [], reconsider: [] }
}

/**
 * Marks the match links that a settlement did not follow, so that somebody looks at them, and takes the mark off those
 * that it follows now. The caller has moved the members.
 */
async function commitCuts(tx: Tx, settlement: Settlement, scope: Scope): Promise<void> {
  const owner = ownersAfter(settlement, scope)
  const rows = scope.links.filter(({ low, high }) => owner.get(low) !== owner.get(high))
  if (rows.length > 0) await markCuts.run(tx, { rows: rows.map(({ low, high }) => ({ low, high })) })
  if (settlement.moved.size > 0) await healCuts.run(tx, { ids: [...settlement.moved.keys()] })
}

/** The golden record of each record of the scope as it is after the settlement. */
function ownersAfter({ moved }: Settlement, { before }: Scope): ReadonlyMap<RecordId, GoldenId> {
  const owner = new Map<RecordId, GoldenId>()
  for (const { id, members } of before) for (const record of members) owner.set(record, id)
  for (const [record, id] of moved) owner.set(record, id)
  return owner
}

/** Every golden of the scope as it is after the settlement. */
export function standingGoldens({ put, retired }: Settlement, { before }: Scope): GoldenId[] {
  const gone = new Set(retired.map(({ golden }) => golden.id))
  const ids = [...before.map((golden) => golden.id), ...put.map(({ after }) => after.id)]
  return [...new Set(ids)].filter((id) => !gone.has(id))
}

/**
 * Goldens whose relations are worked out after a settlement: those it wrote, and those that hold a record that was written.
 * Relations rest on more than what survives: on where a record says that somebody works, and until when.
 */
export function goldensToRelate(
  { put, moved }: Settlement,
  { before }: Scope,
  records: readonly RecordId[],
): GoldenId[] {
  const written = new Set(records)
  const kept = before.filter(({ members }) => members.some((id) => written.has(id) && !moved.has(id)))
  return [...new Set([...put.map(({ after }) => after.id), ...kept.map(({ id }) => id)])]
}

/**
 * Notes what retired golden records were related to, and that whoever was related to them is so no longer; relations to
 * their heirs are worked out later, if there are any.
 */
async function noteEndingRelations(tx: Tx, retired: readonly GoldenId[], ledger: Ledger): Promise<void> {
  const gone = new Set<string>(retired)
  for (const { id, type, targets, shares } of await relationsAboutToEnd.run(tx, { ids: retired })) {
    const sorted = targets.sort(compareIds)
    const left = gone.has(id) ? [] : sorted.filter((target) => !gone.has(target))
    if (type === 'IN_HOUSEHOLD') noteRelation(ledger, id, RELATION_NAMES[type], sorted[0] ?? null, left[0] ?? null)
    else noteRelation(ledger, id, RELATION_NAMES[type], sorted, left)
    // A company has one parent: the share goes with it.
    if (type === 'SUBSIDIARY_OF')
      noteRelation(ledger, id, 'parentShare', detailTexts(shares), left.length > 0 ? detailTexts(shares) : [])
  }
}

/** What the records of a scope say, by their ids. */
export function recordsOf(ids: readonly RecordId[], scope: Pick<Scope, 'members'>): StandardRecord[] {
  return ids.flatMap((id) => scope.members.get(id)?.record ?? [])
}
