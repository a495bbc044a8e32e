import type { Link } from '../../model/evidence.ts'
import { type Pair, pairKey, pairOf, type RecordId } from '../../model/ids.ts'
import type { EntityEngine } from '../../rules/engine.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { candidatesOf, keyMembers } from '../../store/write/keys.ts'
import { type Ends, linksBetween, linksOfKeys, linksOfRecords } from '../../store/write/links.ts'
import { type StoredRecord, standardRecords } from '../../store/write/records.ts'
import { moveMaybeSame, moveSameAs } from './match-links.ts'
import { neighboursOf, proposed } from './neighbourhood.ts'

/** Doubtful links that one record keeps: the five best. */
const DOUBTS = 5

/** Block keys whose commonness flipped in this transaction. */
export type Crossing = { common: string[]; rare: string[] }

export type Relinked = {
  /** Match links that appeared, changed or went. */
  changed: readonly Ends[]
  /** Match links of the given records, and of pairs whose neighbourhood changed. */
  same: readonly Link[]
  /** What is stored of the records that were compared. */
  stored: ReadonlyMap<RecordId, StoredRecord>
}

/**
 * Brings the stored links of records in line with their candidates: the new ones are scored, links that no longer hold
 * go. Also follows keys that became common (links that they alone proposed go, but between neighbours) or rare again
 * (their pairs are compared), and pairs of other records whose neighbourhood in a common key changed.
 * @returns what came of it.
 */
export async function relink(
  tx: Tx,
  live: readonly RecordId[],
  crossing: Crossing,
  shaken: readonly Pair[],
  engine: EntityEngine,
): Promise<Relinked> {
  const changed: Ends[] = []
  const pairs = await candidatePairs(tx, live, crossing, engine)
  const doubted = await doubtedPairs(tx, new Set(live), crossing, shaken)
  for (const { low, high } of await proposed(tx, doubted, engine.rules.block.near))
    pairs.set(pairKey(low, high), [low, high])
  const ends = new Set<RecordId>([...live, ...[...pairs.values()].flat()])
  const stored = new Map((await standardRecords.run(tx, { ids: [...ends] })).map((row) => [row.id, row]))
  const scored = scorePairs(pairs.values(), stored, engine)
  const { match, review } = engine.scorer
  const same = scored.filter((link) => link.bits >= match)
  const maybe = bestDoubts(scored.filter((link) => link.bits < match && link.bits >= review))
  const old = [
    ...(await linksOfRecords.run(tx, { ids: live })),
    ...(doubted.length === 0 ? [] : await linksBetween.run(tx, { rows: doubted })),
  ]
  await sync('SAME_AS', same)
  await sync('MAYBE_SAME', maybe)
  return { changed, same, stored }

  async function sync(type: 'SAME_AS' | 'MAYBE_SAME', wanted: Link[]): Promise<void> {
    const want = new Map(wanted.map((link) => [pairKey(link.low, link.high), link]))
    const have = new Map(old.filter((link) => link.type === type).map((link) => [pairKey(link.low, link.high), link]))
    const gone: Ends[] = [...have].filter(([key]) => !want.has(key)).map(([, { low, high }]) => ({ low, high }))
    const fresh = [...want]
      .filter(([key, link]) => have.get(key)?.bits !== link.bits || type === 'SAME_AS')
      .map(([, link]) => link)
    if (type === 'MAYBE_SAME') return moveMaybeSame(tx, { gone, fresh }, engine.hash)
    for (const { low, high } of [...gone, ...fresh]) changed.push({ low, high })
    await moveSameAs(tx, { gone, fresh }, engine.hash, (id) => stored.get(id)?.hash)
  }
}

/** Pairs of records, none of them `live`, that may be proposed no more, or anew. */
async function doubtedPairs(
  tx: Tx,
  live: ReadonlySet<RecordId>,
  { common }: Crossing,
  shaken: readonly Pair[],
): Promise<Ends[]> {
  const ends = shaken.map(([low, high]) => ({ low, high }))
  if (common.length > 0) ends.push(...(await linksOfKeys.run(tx, { keys: common })))
  const pairs = new Map(ends.map((pair) => [pairKey(pair.low, pair.high), pair]))
  return [...pairs.values()].filter(({ low, high }) => !live.has(low) && !live.has(high))
}

/** Doubts that the given records have by their candidates of today. */
export async function doubtsAbout(tx: Tx, ids: readonly RecordId[], engine: EntityEngine): Promise<Link[]> {
  const pairs = await candidatePairs(tx, ids, { common: [], rare: [] }, engine)
  const ends = new Set<RecordId>([...pairs.values()].flat())
  const stored = new Map((await standardRecords.run(tx, { ids: [...ends] })).map((row) => [row.id, row]))
  const { match, review } = engine.scorer
  return bestDoubts(scorePairs(pairs.values(), stored, engine).filter(({ bits }) => bits < match && bits >= review))
}

async function candidatePairs(
  tx: Tx,
  live: readonly RecordId[],
  { rare }: Crossing,
  { rules }: EntityEngine,
): Promise<Map<string, [RecordId, RecordId]>> {
  const pairs = new Map<string, [RecordId, RecordId]>()
  const add = (a: RecordId, b: RecordId) => pairs.set(pairKey(a, b), [...pairOf(a, b)])
  if (live.length > 0) {
    for (const { id, candidates } of await candidatesOf.run(tx, { ids: live }))
      for (const other of candidates) add(id, other)
    for (const { id, others } of await neighboursOf(tx, live, rules.block.near))
      for (const other of others) add(id, other)
  }
  if (rare.length > 0) {
    for (const { records } of await keyMembers.run(tx, { keys: rare })) {
      for (const [i, a] of records.entries()) for (const b of records.slice(i + 1)) add(a, b)
    }
  }
  return pairs
}

function scorePairs(
  pairs: Iterable<[RecordId, RecordId]>,
  stored: ReadonlyMap<RecordId, StoredRecord>,
  engine: EntityEngine,
): Link[] {
  const prepared = new Map<RecordId, ReturnType<typeof engine.scorer.prepare>>()
  const preparedOf = (row: StoredRecord) => {
    const found = prepared.get(row.id)
    if (found) return found
    const made = engine.scorer.prepare(row.standard, row.company === undefined ? {} : { company: row.company })
    prepared.set(row.id, made)
    return made
  }
  const links: Link[] = []
  for (const [low, high] of pairs) {
    const a = stored.get(low)
    const b = stored.get(high)
    if (!a || !b) continue // deleted by a transaction that committed since
    const bits = engine.scorer.bits(preparedOf(a), preparedOf(b))
    links.push({ low, high, bits, probability: engine.scorer.probability(bits) })
  }
  return links
}

/** The best five doubtful links of each record; a link stays when it is among the best of either end. */
export function bestDoubts(links: readonly Link[]): Link[] {
  const count = new Map<RecordId, number>()
  const ranked = [...links].sort(
    (a, b) => b.bits - a.bits || (pairKey(a.low, a.high) < pairKey(b.low, b.high) ? -1 : 1),
  )
  return ranked.filter(({ low, high }) => {
    const free = Math.min(count.get(low) ?? 0, count.get(high) ?? 0) < DOUBTS
    for (const id of [low, high]) count.set(id, (count.get(id) ?? 0) + 1)
    return free
  })
}
