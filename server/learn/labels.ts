import { UnionFind } from '../collections/union-find.ts'
import { readRows } from '../ingest/readers.ts'
import type { Decision } from '../model/evidence.ts'
import { compareIds, type RecordId } from '../model/ids.ts'
import { fail } from '../model/problem.ts'

/** A pair that somebody told about. */
export type ToldPair = { low: RecordId; high: RecordId; same: boolean }

/** What is known of records without comparing them. */
export type Labels = {
  /** Whether two records are one entity; undefined where nobody told. */
  tell(a: RecordId, b: RecordId): boolean | undefined
  /** Name of the entity a record is of, as far as labels tell: its pairs are held out together. */
  entityOf(id: RecordId): string
  /** Pairs left out because others contradict them. */
  contradictory: number
}

/** Labels from a truth column. */
export function labelsOfTruth(truth: ReadonlyMap<RecordId, string>): Labels {
  return {
    tell: (a, b) => {
      const [x, y] = [truth.get(a), truth.get(b)]
      return x === undefined || y === undefined ? undefined : x === y
    },
    entityOf: (id) => truth.get(id) ?? id,
    contradictory: 0,
  }
}

/**
 * Labels from pairs, and from what follows of them: who is one with the same is one, who is apart from one is apart from
 * all of it. Where pairs contradict each other nobody knows which is right: all that hang together with them are left out.
 */
export function labelsOfPairs(pairs: readonly ToldPair[]): Labels {
  const rootOf = firstOfSame(pairs)
  const doubted = new Set<RecordId>()
  for (const { low, high, same } of pairs) if (!same && rootOf(low) === rootOf(high)) doubted.add(rootOf(low))
  const apart = new Set<string>()
  const told = new Set<RecordId>()
  let contradictory = 0
  for (const { low, high, same } of pairs) {
    const [x, y] = [rootOf(low), rootOf(high)]
    if (doubted.has(x) || doubted.has(y)) {
      contradictory++
      continue
    }
    told.add(low).add(high)
    if (!same) apart.add(`${x}\u0000${y}`).add(`${y}\u0000${x}`)
  }
  return {
    tell: (a, b) => {
      if (!told.has(a) || !told.has(b)) return undefined
      const [x, y] = [rootOf(a), rootOf(b)]
      if (x === y) return true
      return apart.has(`${x}\u0000${y}`) ? false : undefined
    },
    entityOf: (id) => (doubted.has(rootOf(id)) ? id : rootOf(id)),
    contradictory,
  }
}

/** The first, by id, of all that pairs say are one with a record; itself where they say nothing. */
function firstOfSame(pairs: readonly ToldPair[]): (id: RecordId) => RecordId {
  const ids = [...new Set(pairs.flatMap(({ low, high }) => [low, high]))].sort(compareIds)
  const place = new Map(ids.map((id, i) => [id, i]))
  const groups = new UnionFind(ids.length)
  for (const { low, high, same } of pairs) {
    const [x, y] = [place.get(low), place.get(high)]
    if (same && x !== undefined && y !== undefined) groups.join(x, y)
  }
  return (id) => {
    const at = place.get(id)
    return at === undefined ? id : (ids[groups.find(at)] ?? id)
  }
}

export function toldByDecisions(decisions: readonly Decision[]): ToldPair[] {
  return decisions
    .filter(({ revokedAt }) => revokedAt === undefined)
    .map(({ low, high, verdict }) => ({ low, high, same: verdict === 'same' }))
}

/**
 * Reads a CSV of pairs with the columns id1, id2 and match (1 or 0).
 * @throws ProblemError `row.unreadable` where a column is missing or an id is of no record.
 */
export async function readToldPairs(file: string, recordOf: (id: string) => RecordId | undefined): Promise<ToldPair[]> {
  const pairs: ToldPair[] = []
  for await (const item of readRows(file)) {
    if ('problem' in item) fail(item.problem.code, item.problem.detail, { file, line: item.line })
    const { id1, id2, match } = item.row
    const where = { file, line: item.line }
    if (id1 === undefined || id2 === undefined || match === undefined)
      fail('row.unreadable', 'labels need the columns id1, id2, match', where)
    const [low, high] = [id1, id2].map(
      (id) => recordOf(id) ?? fail('row.unreadable', `the file has no record ${id}, or several`, where),
    )
    if (!/^(0|1|true|false|yes|no)$/i.test(match)) fail('row.unreadable', `match is 1 or 0, not ${match}`, where)
    if (low !== undefined && high !== undefined && low !== high)
      pairs.push({ low, high, same: /^(1|true|yes)$/i.test(match) })
  }
  return pairs
}
