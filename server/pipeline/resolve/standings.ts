import { standingAt, standingsOf } from '../../block/order.ts'
import { compareIds, type Pair, pairKey, pairOf, type RecordId } from '../../model/ids.ts'
import type { EntityEngine } from '../../rules/engine.ts'
import type { Tx } from '../../store/graph/driver.ts'
import {
  aroundStandings,
  keyMembers,
  putStandings,
  type StandingRow,
  standingsOfRecords,
} from '../../store/write/keys.ts'
import { type StoredRecord, standardRecords } from '../../store/write/records.ts'
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

type Standing = { id: RecordId; at: string }

/** Pairs of records that stood still while places between them were left or taken, and that are or were neighbours. */
async function changedNeighbours(tx: Tx, shaken: ReadonlyMap<string, Shaken>, near: number): Promise<Pair[]> {
  const changed = new Map<string, Pair>()
  const rows = [...shaken].flatMap(([key, { left, taken }]) =>
    [...left, ...taken].map((at) => ({ key, at, ...standingsOf(key) })),
  )
  if (rows.length === 0) return []
  // Newcomers stand in between and do not count: beyond as many, whoever stood still is found.
  const most = near + Math.max(...[...shaken.values()].map(({ taken }) => taken.size))
  for (const { key, at, before, behind } of await aroundStandings.run(tx, { rows, most })) {
    const { left, taken } = shaken.get(key) ?? { left: new Set(), taken: new Set() }
    const still = (side: readonly Standing[]) => side.filter((one) => !taken.has(one.at)).slice(0, near)
    const places = [...before.map((one) => one.at), ...behind.map((one) => one.at), ...(taken.has(at) ? [at] : [])]
    for (const low of still(before)) {
      for (const high of still(behind)) {
        const between = (all: Iterable<string>) => count(all, (place) => place > low.at && place < high.at)
        const now = between(places)
        const then = now - between(taken) + between(left)
        if (now < near !== then < near) changed.set(pairKey(low.id, high.id), pairOf(low.id, high.id))
      }
    }
  }
  return [...changed.values()]
}

function count<T>(all: Iterable<T>, holds: (one: T) => boolean): number {
  let sum = 0
  for (const one of all) if (holds(one)) sum++
  return sum
}
