import { groupBy } from '../../collections/group-by.ts'
import type { GoldenHead } from '../../model/golden.ts'
import { compareIds, type GoldenId, HouseholdId } from '../../model/ids.ts'
import type { HouseholdDraft, Resident } from '../../model/relation.ts'
import { households } from '../../relate/household.ts'
import type { HouseholdRules } from '../../relate/rules.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { homesOfGoldens, placesOfGoldens } from '../../store/write/addresses.ts'
import { standardRecords } from '../../store/write/records.ts'
import {
  endHouseholds,
  endRelations,
  householdsAt,
  joinHousehold,
  lockAddresses,
  putHouseholds,
  residentsAt,
} from '../../store/write/relations.ts'
import { fold } from '../../text/fold.ts'
import type { Ledger } from '../feed/ledger.ts'
import { noteRelation } from '../feed/noted-relations.ts'

type Standing = Pick<HouseholdDraft, 'name' | 'reason' | 'members'> & {
  id: HouseholdId
  size: number
  head?: string | undefined
  headReason?: string | undefined
  endedAt?: string | undefined
}

/**
 * Decides the households of every place that a golden record came to, left or stayed at under another name, and of those that
 * are others now. A place is decided as a whole, under its lock, from the customers who have it as their best one.
 * @returns the places
 */
export async function relateHouseholds(
  tx: Tx,
  goldens: { before?: GoldenHead | undefined; after?: GoldenHead | undefined }[],
  rules: HouseholdRules,
  ledger: Ledger,
): Promise<string[]> {
  const present = goldens.flatMap(({ after }) => (after?.addresses.length ? [after.id] : []))
  const keys = await lockHomes(tx, present, [...ledger.places])
  ledger.places.clear()
  if (keys.length === 0) return []
  const residents = (await residentsAt.run(tx, { keys })).map(residentOf)
  const knownAt = groupBy(await householdsAt.run(tx, { keys }), (row) => row.key)
  const wantedAt = groupBy(households(residents, rules), (draft) => draft.addressKey)
  const plans = keys.map((key) => planAddress(key, knownAt.get(key) ?? [], wantedAt.get(key) ?? [], ledger))
  noteHouseholds(plans, ledger)
  await write(tx, plans, residents, await daysOfLeaving(tx, plans, goldens), ledger)
  return keys
}

/** Takes the locks of places where golden records live, and of others. Those that have another key meanwhile are locked as well. */
async function lockHomes(tx: Tx, goldens: readonly GoldenId[], others: readonly string[]): Promise<string[]> {
  const homesOf = async () =>
    goldens.length === 0 ? [] : (await homesOfGoldens.run(tx, { ids: goldens })).map(({ key }) => key)
  const locked = new Set<string>()
  for (let wanted = [...(await homesOf()), ...others]; ; wanted = await homesOf()) {
    const open = [...new Set(wanted)].filter((key) => !locked.has(key)).sort(compareIds)
    if (open.length === 0) return [...locked].sort(compareIds)
    await lockAddresses.run(tx, { keys: open })
    for (const key of open) locked.add(key)
  }
}

type Plan = {
  /** Address that it is about. */
  key: string
  put: (HouseholdDraft & { id: HouseholdId })[]
  leave: { id: GoldenId; target: HouseholdId }[]
  end: HouseholdId[]
  /** Household of each customer at the address, before and after. */
  was: Map<GoldenId, HouseholdId>
  is: Map<GoldenId, HouseholdId>
}

/**
 * Household ids survive like golden ids do: with the draft that holds most of their members. One that came to an end goes
 * on when as many are together again as it last had, all of whom lived in it: a merge was taken back, a source restored.
 */
export function planAddress(key: string, known: Standing[], wanted: HouseholdDraft[], ledger: Ledger): Plan {
  const standing = known.filter(({ endedAt }) => endedAt === undefined)
  const former = known
    .filter(({ endedAt }) => endedAt !== undefined)
    .sort((a, b) => compareIds(b.endedAt ?? '', a.endedAt ?? '') || compareIds(a.id, b.id))
  const free = [...standing].sort((a, b) => b.members.length - a.members.length || compareIds(a.id, b.id))
  const plan: Plan = { key, put: [], leave: [], end: [], was: homes(standing), is: new Map() }
  const claimed = new Map<HouseholdId, HouseholdDraft>()
  const drafts = [...wanted].sort(
    (a, b) => b.members.length - a.members.length || compareIds(a.members[0] ?? '', b.members[0] ?? ''),
  )
  for (const draft of drafts) {
    const heir = free
      .filter((household) => !claimed.has(household.id) && overlap(household, draft) > 0)
      .sort((a, b) => overlap(b, draft) - overlap(a, draft))[0]
    const back = former.find((household) => !claimed.has(household.id) && isBack(household, draft))
    const id = (heir ?? back)?.id ?? HouseholdId.parse(ledger.context.mint('hou'))
    claimed.set(id, draft)
    if (!heir || !isSame(heir, draft)) plan.put.push({ ...draft, id })
  }
  for (const household of standing) {
    const now = new Set(claimed.get(household.id)?.members)
    for (const member of household.members) if (!now.has(member)) plan.leave.push({ id: member, target: household.id })
    if (!claimed.has(household.id)) plan.end.push(household.id)
  }
  plan.is = homes([...claimed].map(([id, { members }]) => ({ id, members })))
  return plan
}

function homes(households: { id: HouseholdId; members: GoldenId[] }[]): Map<GoldenId, HouseholdId> {
  return new Map(households.flatMap(({ id, members }) => members.map((member) => [member, id] as const)))
}

/** Notes who is in another household than before. All addresses at once: who moves leaves one of them and comes to another. */
export function noteHouseholds(plans: readonly Pick<Plan, 'was' | 'is'>[], ledger: Ledger): void {
  const was = new Map(plans.flatMap((plan) => [...plan.was]))
  const is = new Map(plans.flatMap((plan) => [...plan.is]))
  for (const golden of new Set([...was.keys(), ...is.keys()]))
    noteRelation(ledger, golden, 'household', was.get(golden) ?? null, is.get(golden) ?? null)
}

/**
 * The day each member left, as far as records say: when the golden record's address became a former one, else since when
 * it has its new one, else when its record came to state the new one. Who stays behind alone was in a household
 * until the others left.
 */
async function daysOfLeaving(
  tx: Tx,
  plans: readonly Plan[],
  goldens: readonly { after?: GoldenHead | undefined }[],
): Promise<(leaving: { id: GoldenId; target: HouseholdId }) => string | undefined> {
  const leave = plans.flatMap((plan) => plan.leave)
  if (leave.length === 0) return () => undefined
  const after = new Map(goldens.flatMap(({ after }) => (after ? [[after.id, after] as const] : [])))
  const moved = leave.flatMap(({ id }) => after.get(id)?.addresses[0]?.record ?? [])
  const states = moved.length === 0 ? [] : await standardRecords.run(tx, { ids: [...new Set(moved)] })
  const changed = new Map(
    states.map(({ id, standard: { addresses, updatedAt, createdAt } }) => {
      const stated = addresses.map(({ key, since }) => [key, (since ?? updatedAt ?? createdAt)?.slice(0, 10)] as const)
      return [id, new Map(stated)]
    }),
  )
  const places = new Map(
    (await placesOfGoldens.run(tx, { ids: leave.map(({ id }) => id) })).map(({ golden, address, place }) => [
      `${golden} ${address}`,
      place,
    ]),
  )
  const own = new Map<string, string>()
  for (const { left, leave: leaving } of plans.map((plan) => ({ left: plan.key, leave: plan.leave })))
    for (const { id, target } of leaving) {
      const [best, ...others] = after.get(id)?.addresses ?? []
      if (!best || places.get(`${id} ${best.key}`) === left) continue
      const day =
        others.find(({ key }) => places.get(`${id} ${key}`) === left)?.to ??
        best.from ??
        changed.get(best.record)?.get(best.key)
      if (day !== undefined) own.set(`${id} ${target}`, day)
    }
  return ({ id, target }) => {
    const days = [...own].flatMap(([key, day]) => (key.endsWith(` ${target}`) ? [day] : []))
    return own.get(`${id} ${target}`) ?? days.sort(compareIds).at(-1)
  }
}

async function write(
  tx: Tx,
  plans: Plan[],
  residents: readonly Resident[],
  dayOf: Awaited<ReturnType<typeof daysOfLeaving>>,
  ledger: Ledger,
): Promise<void> {
  const from = new Map(residents.map((resident) => [resident.golden, resident.from ?? null]))
  const put = plans.flatMap((plan) => plan.put)
  const leave = plans.flatMap((plan) => plan.leave)
  const end = plans.flatMap((plan) => plan.end)
  if (leave.length > 0) {
    const rows = leave.map((row) => ({ ...row, to: dayOf(row) ?? null }))
    await endRelations.run(tx, { rows, type: 'IN_HOUSEHOLD', at: ledger.at })
  }
  if (put.length > 0) {
    await putHouseholds.run(tx, {
      rows: put.map(({ members, ...household }) => ({ ...household, size: members.length })),
    })
    const rows = put.flatMap(({ id, reason, members }) =>
      members.map((member) => ({ id: member, target: id, reason, from: from.get(member) ?? null })),
    )
    await joinHousehold.run(tx, { rows })
  }
  if (end.length > 0) await endHouseholds.run(tx, { ids: end, at: ledger.at })
}

/** A customer at its best address, with the names that golden values carry. */
export function residentOf(row: Awaited<ReturnType<typeof residentsAt.run>>[number]): Resident {
  const names = [row.familyName ?? '', ...(row.formerNames ?? [])]
  return {
    golden: row.golden,
    addressKey: row.key,
    familyNames: [...new Set(names.map(fold))].filter((name, place) => place === 0 || name !== ''),
    familyName: row.familyName ?? '',
    ...(row.from === undefined ? {} : { from: row.from }),
    ...(row.unit === undefined ? {} : { unit: row.unit }),
    ...(row.born === undefined ? {} : { born: row.born }),
    ...(row.record === undefined ? {} : { record: row.record }),
    points: row.points,
  }
}

function overlap(household: Standing, draft: HouseholdDraft): number {
  return household.members.filter((member) => draft.members.includes(member)).length
}

/** Whether as many are together again as there were, each of whom was there before. */
function isBack(household: Standing, draft: HouseholdDraft): boolean {
  return household.size === draft.members.length && overlap(household, draft) === draft.members.length
}

function isSame(household: Standing, draft: HouseholdDraft): boolean {
  const members = [...household.members].sort(compareIds)
  const counted = household.size === members.length // a member that was retired left without being asked
  return (
    counted &&
    household.name === draft.name &&
    household.reason === draft.reason &&
    household.head === draft.head &&
    household.headReason === draft.headReason &&
    members.join() === draft.members.join()
  )
}
