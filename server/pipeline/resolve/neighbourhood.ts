import { profileOf, standingsOf } from '../../block/order.ts'
import type { RecordId } from '../../model/ids.ts'
import type { Tx } from '../../store/graph/driver.ts'
import {
  aroundStandings,
  besideStandings,
  type InOrder,
  proposedPairs,
  standingsOfRecords,
} from '../../store/write/keys.ts'
import type { Ends } from '../../store/write/links.ts'

// What `match/neighbours.ts` does with all records of a key in memory, asked of the graph a place at a time: the records of one
// profile stand side by side, each is compared with the next of it, and the first of them with the first of those near it.

/** A place in the order of a common key. */
export type KeyPlace = { key: string; at: string }

/** Records on both sides of a place, nearest first. */
export type Around = { before: readonly InOrder[]; behind: readonly InOrder[] }
const NOBODY: Around = { before: [], behind: [] }

/** Records of the profile that a place belongs to, without whoever stands there: at most so many on either side, by the place. */
export async function withinProfiles(tx: Tx, ats: Iterable<string>, most: number): Promise<(at: string) => Around> {
  const rows = [...new Set(ats)].map((at) => ({ at, ...profileOf(at) }))
  const found = rows.length === 0 ? [] : await aroundStandings.run(tx, { rows, most })
  return reader(new Map(found.map(({ at, before, behind }) => [at, { before, behind }])))
}

/** So many records are read to find a profile: most have a record or two, and one that has hundreds is passed at once. */
const RECORDS_A_PROFILE = 4

/**
 * The first records of the profiles on both sides of that which a place belongs to, at most so many on either, by the place. Few
 * records of a profile are read, however many say the same.
 */
export async function besideProfiles(
  tx: Tx,
  places: Iterable<KeyPlace>,
  most: number,
): Promise<(at: string) => Around> {
  const reach = most * RECORDS_A_PROFILE
  const found = new Map<string, { before: InOrder[]; behind: InOrder[] }>()
  let open = [...new Map([...places].map(({ key, at }) => [at, key]))].map(([at, key]) => {
    const { from: low, to: high } = profileOf(at)
    found.set(at, { before: [], behind: [] })
    return { place: at, low, high, ...standingsOf(key) }
  })
  while (open.length > 0) {
    const next = new Map((await besideStandings.run(tx, { rows: open, reach })).map((row) => [row.place, row]))
    open = open.flatMap((row) => {
      const [own, read] = [found.get(row.place), next.get(row.place)]
      if (!own || !read) return []
      own.before = [...own.before, ...read.before].slice(0, most)
      own.behind = [...own.behind, ...read.behind].slice(0, most)
      // A side where enough was found, or nothing more is, is not looked at again.
      const [first, last] = [
        read.moreBefore && own.before.length < most ? own.before.at(-1) : undefined,
        read.moreBehind && own.behind.length < most ? own.behind.at(-1) : undefined,
      ]
      const low = first ? profileOf(first.at).from : row.from
      return first || last ? [{ ...row, low, high: last ? profileOf(last.at).to : row.to }] : []
    })
  }
  return reader(found)
}

function reader(found: ReadonlyMap<string, Around>): (at: string) => Around {
  return (at) => found.get(at) ?? NOBODY
}

/** Those near the given records in their common keys. */
export async function neighboursOf(
  tx: Tx,
  ids: readonly RecordId[],
  near: number,
): Promise<{ id: RecordId; others: readonly RecordId[] }[]> {
  const places = (await standingsOfRecords.run(tx, { ids: [...ids] })).flatMap(({ id, key, at }) =>
    at === null ? [] : [{ id, key, at }],
  )
  const around = await neighbourhoods(tx, places, near)
  return places.map(({ id, at }) => ({ id, others: around(at) }))
}

/** Records that are near somebody who would stand at the given places. */
export async function nearPlaces(tx: Tx, places: readonly KeyPlace[], near: number): Promise<RecordId[]> {
  if (places.length === 0) return []
  const around = await neighbourhoods(tx, places, near)
  return [...new Set(places.flatMap(({ at }) => around(at)))]
}

/** Records that whoever stands at a place is compared with, by the place. */
async function neighbourhoods(
  tx: Tx,
  places: readonly KeyPlace[],
  near: number,
): Promise<(at: string) => readonly RecordId[]> {
  const within = await withinProfiles(
    tx,
    places.map(({ at }) => at),
    1,
  )
  const firsts = places.filter(({ at }) => within(at).before.length === 0)
  const beside = await besideProfiles(tx, firsts, near)
  return (at) => [within(at), beside(at)].flatMap(({ before, behind }) => [...before, ...behind].map((one) => one.id))
}

/** Those of the given pairs of records that some key proposes: one that is not common, or one in which they are neighbours. */
export async function proposed(tx: Tx, rows: readonly Ends[], near: number): Promise<Ends[]> {
  if (rows.length === 0) return []
  const pairs = await proposedPairs.run(tx, { rows: [...rows] })
  const standings = pairs.flatMap((pair) => (pair.byKey ? [] : pair.standings))
  const within = await withinProfiles(
    tx,
    standings.flatMap(({ one, other }) => [one, other]),
    1,
  )
  const isFirst = (at: string) => within(at).before.length === 0
  const isOneProfile = (one: string, other: string) => profileOf(one).from === profileOf(other).from
  const open = standings.filter(({ one, other }) => !isOneProfile(one, other) && isFirst(one) && isFirst(other))
  const beside = await besideProfiles(
    tx,
    open.map(({ key, one }) => ({ key, at: one })),
    near,
  )
  const isNear = ({ one, other }: { one: string; other: string }) =>
    isOneProfile(one, other)
      ? within(one).behind[0]?.at === other
      : isFirst(one) && isFirst(other) && beside(one).behind.some(({ at }) => at === other)
  return pairs.filter((pair) => pair.byKey || pair.standings.some(isNear))
}
