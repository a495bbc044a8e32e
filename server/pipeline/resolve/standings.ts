import { profileOf, standingAt } from '../../block/order.ts'
import { compareIds, type Pair, pairKey, pairOf, type RecordId } from '../../model/ids.ts'
import type { EntityEngine } from '../../rules/engine.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { type InOrder, keyMembers, putStandings, type StandingRow, standingsOfRecords } from '../../store/write/keys.ts'
import { type StoredRecord, standardRecords } from '../../store/write/records.ts'
import { type Around, besideProfiles, withinProfiles } from './neighbourhood.ts'
import type { Crossing } from './relink.ts'

/** Places in the order of one common key that records left, and that records took. */
type Shaken = { left: Set<string>; taken: Set<string> }

/**
 * Has records stand where they belong in the orders of their common keys, and tells which pairs of other records may
 * have come to be neighbours by that, or ceased to be. Keys that have just become common get their whole order.
 * @param live records that were written or whose surroundings changed
 * @param gone places in common keys that records have left already
 */
export async function restand(
  tx: Tx,
  live: readonly RecordId[],
  gone: ReadonlyMap<string, readonly string[]>,
  crossing: Crossing,
  engine: EntityEngine,
): Promise<Pair[]> {
  const fresh = crossing.common.filter((key) => engine.keyNear(key) > 0)
  const rows = await orderOf(tx, fresh, engine)
  const shaken = new Map<string, Shaken>()
  const at = (key: string): Shaken => {
    const known = shaken.get(key) ?? { left: new Set(), taken: new Set() }
    shaken.set(key, known)
    return known
  }
  const flipped = new Set([...crossing.common, ...crossing.rare])
  for (const [key, places] of gone) if (!flipped.has(key)) for (const place of places) at(key).left.add(place)
  const standing = live.length === 0 ? [] : await standingsOfRecords.run(tx, { ids: live })
  const stored = await storedBy(tx, [...new Set(standing.map(({ id }) => id))])
  for (const { id, key, at: before } of standing) {
    const record = stored.get(id)
    if (flipped.has(key) || !record) continue
    const now = standingAt(key, engine.standing(record.standard, record.company))
    if (now === before) continue
    rows.push({ id, key, at: now })
    if (before !== null) at(key).left.add(before)
    at(key).taken.add(now)
  }
  if (rows.length > 0) await putStandings.run(tx, { rows })
  // A place that one record left and another took, or the same record came back to, is as it was.
  for (const [key, { left, taken }] of shaken)
    for (const place of left)
      if (taken.delete(place)) left.delete(place)
      else if (left.size + taken.size === 0) shaken.delete(key)
  return changedNeighbours(tx, shaken, engine.rules.block.near)
}

/** The order of keys that have just become common: a place for each of their records. */
async function orderOf(tx: Tx, keys: readonly string[], engine: EntityEngine): Promise<StandingRow[]> {
  if (keys.length === 0) return []
  const members = await keyMembers.run(tx, { keys: [...keys] })
  const stored = await storedBy(tx, [...new Set(members.flatMap(({ records }) => records))])
  return members.flatMap(({ key, records }) =>
    records.flatMap((id) => {
      const record = stored.get(id)
      return record ? [{ id, key, at: standingAt(key, engine.standing(record.standard, record.company)) }] : []
    }),
  )
}

async function storedBy(tx: Tx, ids: readonly RecordId[]): Promise<Map<RecordId, StoredRecord>> {
  if (ids.length === 0) return new Map()
  return new Map((await standardRecords.run(tx, { ids: [...ids].sort(compareIds) })).map((row) => [row.id, row]))
}

/** Pairs of records that stood still while places were left or taken, and that are or were neighbours. */
async function changedNeighbours(tx: Tx, shaken: ReadonlyMap<string, Shaken>, near: number): Promise<Pair[]> {
  const changed = new Map<string, Pair>()
  const doubt: Doubt = (one, other) => changed.set(pairKey(one, other), pairOf(one, other))
  const places = [...shaken.values()].flatMap(({ left, taken }) => [...left, ...taken])
  if (places.length === 0) return []
  const within = await withinProfiles(tx, places, 1 + mostTaken(shaken.values()))
  const firsts = new Map<string, Shaken>()
  const swapped: { profile: string; id: RecordId }[] = []
  for (const [key, all] of shaken) {
    const own: Shaken = { left: new Set(), taken: new Set() }
    firsts.set(key, own)
    for (const profile of profilesOf(all)) {
      for (const at of [...profile.left, ...profile.taken]) doubtAcross(profile, at, within(at), 1, doubt)
      const { was, is, still } = firstOf(profile, within)
      if (was === is) continue
      if (was !== undefined) own.left.add(was)
      if (is !== undefined) own.taken.add(is)
      if (still) swapped.push({ profile: profileOf(still.at).from, id: still.id })
    }
  }
  // Where another record of a profile has become its first, the profile itself stands where it stood.
  const heads = [...firsts].flatMap(([key, { left, taken }]) => {
    const kept = new Set([...taken].map((at) => profileOf(at).from))
    return [...taken, ...[...left].filter((at) => !kept.has(profileOf(at).from))].map((at) => ({ key, at }))
  })
  const beside = await besideProfiles(tx, heads, near + mostTaken(firsts.values()))
  const around = new Map(heads.map(({ at }) => [profileOf(at).from, beside(at)]))
  for (const { key, at } of heads) doubtAcross(firsts.get(key) ?? NOTHING, at, beside(at), near, doubt)
  for (const { profile, id } of swapped) {
    const { before = [], behind = [] } = around.get(profile) ?? {}
    for (const other of [...before, ...behind]) doubt(id, other.id)
  }
  return [...changed.values()]
}

type Doubt = (one: RecordId, other: RecordId) => void
const NOTHING: Shaken = { left: new Set(), taken: new Set() }

function mostTaken(all: Iterable<Shaken>): number {
  return Math.max(0, ...[...all].map(({ taken }) => taken.size))
}

/** Places of a key that were left or taken, profile by profile. */
function profilesOf({ left, taken }: Shaken): Shaken[] {
  const found = new Map<string, Shaken>()
  const at = (place: string) => {
    const { from } = profileOf(place)
    const known = found.get(from) ?? { left: new Set(), taken: new Set() }
    found.set(from, known)
    return known
  }
  for (const place of left) at(place).left.add(place)
  for (const place of taken) at(place).taken.add(place)
  return [...found.values()]
}

/**
 * Where the first record of a profile stood and stands, and the one that stood still of the two, if there is one: it has other
 * neighbours now.
 */
function firstOf({ left, taken }: Shaken, within: (at: string) => Around) {
  const lowest = [...left, ...taken].sort()[0] ?? ''
  const { before, behind } = within(lowest)
  if (before.length > 0) return { was: undefined, is: undefined, still: undefined }
  const still = behind.find(({ at }) => !taken.has(at))
  const was = [...left, ...(still ? [still.at] : [])].sort()[0]
  const is = taken.has(lowest) ? lowest : behind[0]?.at
  return { was, is, still: still && (still.at === was || still.at === is) ? still : undefined }
}

/** Doubts pairs of records on both sides of a place that others left or took, where that makes or ends a neighbourhood. */
function doubtAcross(
  { left, taken }: Shaken,
  at: string,
  { before, behind }: Around,
  near: number,
  doubt: Doubt,
): void {
  // Newcomers stand in between and do not count: beyond as many, whoever stood still is found.
  const still = (side: readonly InOrder[]) => side.filter((one) => !taken.has(one.at)).slice(0, near)
  const places = [...before.map((one) => one.at), ...behind.map((one) => one.at), ...(taken.has(at) ? [at] : [])]
  for (const low of still(before)) {
    for (const high of still(behind)) {
      const between = (all: Iterable<string>) => count(all, (place) => place > low.at && place < high.at)
      const now = between(places)
      const then = now - between(taken) + between(left)
      if (now < near !== then < near) doubt(low.id, high.id)
    }
  }
}

function count<T>(all: Iterable<T>, holds: (one: T) => boolean): number {
  let sum = 0
  for (const one of all) if (holds(one)) sum++
  return sum
}
