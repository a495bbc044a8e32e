import { rowsByGroup, rowsOfGroup } from '../collections/rows-by-group.ts'
import { UnionFind } from '../collections/union-find.ts'
import type { Decision } from '../model/evidence.ts'
import { compareIds, type Pair, pairOf, type RecordId } from '../model/ids.ts'

/** One component. Records by their place in `ids`, which is sorted; pairs of places i < j by the number i × size + j. */
export type LinkGraph = {
  ids: RecordId[]
  /** Places of these among all ids. */
  places: number[]
  /** Bits of the links. */
  bits: Map<number, number>
  /** Links and decisions that say `same`, as record ids, sorted. */
  pairs: Pair[]
  /** Decided `same`, sorted. */
  same: [number, number][]
  /** Decided `distinct`. */
  apart: Set<number>
}

/** Pairs in columns: places of their two records among all ids, and their bits. */
export type PlacedPairs = { readonly a: Uint32Array; readonly b: Uint32Array; readonly bits: Float64Array }

/** What holds records together: links, and decisions that are in force. */
export type Ties = {
  ids: readonly RecordId[]
  links: PlacedPairs
  decisions: readonly Decision[]
}

/**
 * Connected components of two records and more, by links and by decisions that say `same`, each as a graph of its own,
 * made when it is asked for: millions of them would not fit into a heap. Records that stand alone, most of them usually,
 * are in none.
 */
export function* componentsOf({ ids, links, decisions }: Ties): Generator<LinkGraph> {
  const decided = placedDecisions(ids, decisions)
  const roots = rootsOf(ids.length, links, decided)
  const members = rowsByGroup(roots, ids.length)
  const rootOf = (i: number) => roots[i] ?? 0
  const linked = rowsByGroup(links.a.map(rootOf), ids.length)
  const decidedIn = rowsByGroup(
    Uint32Array.from(decided, ({ i }) => rootOf(i)),
    ids.length,
  )
  // The place of each record in its own component.
  const local = new Uint32Array(ids.length)
  for (let root = 0; root < ids.length; root++) {
    const own = rowsOfGroup(members, root)
    if (own.length < 2) continue
    const places = [...own].sort((i, j) => compareIds(ids[i] ?? '', ids[j] ?? ''))
    for (const [at, i] of places.entries()) local[i] = at
    const size = places.length
    const keyOf = (i: number, j: number): number => {
      const [x, y] = [local[i] ?? 0, local[j] ?? 0]
      return Math.min(x, y) * size + Math.max(x, y)
    }
    const idAt = (i: number) => ids[i] as RecordId
    const graph: LinkGraph = { ids: places.map(idAt), places, bits: new Map(), pairs: [], same: [], apart: new Set() }
    for (const n of rowsOfGroup(linked, root)) {
      const [i, j] = [links.a[n] ?? 0, links.b[n] ?? 0]
      graph.bits.set(keyOf(i, j), links.bits[n] ?? 0)
      graph.pairs.push(pairOf(idAt(i), idAt(j)))
    }
    for (const n of rowsOfGroup(decidedIn, root)) {
      const { i, j, verdict } = decided[n] as PlacedDecision
      if (rootOf(j) !== root) continue
      if (verdict === 'distinct') graph.apart.add(keyOf(i, j))
      else {
        const [x, y] = [local[i] ?? 0, local[j] ?? 0]
        graph.same.push([Math.min(x, y), Math.max(x, y)])
        graph.pairs.push(pairOf(idAt(i), idAt(j)))
      }
    }
    if (graph.pairs.length > 1) graph.pairs = uniquePairs(graph.pairs)
    graph.same.sort(([a, b], [c, d]) => a - c || b - d)
    yield graph
  }
}

type PlacedDecision = { i: number; j: number; verdict: Decision['verdict'] }

/** Decisions about two of the records; of others nothing is known here. */
function placedDecisions(ids: readonly RecordId[], decisions: readonly Decision[]): PlacedDecision[] {
  if (decisions.length === 0) return []
  const place = new Map(ids.map((id, i) => [id, i]))
  return decisions.flatMap(({ low, high, verdict }) => {
    const [i, j] = [place.get(low), place.get(high)]
    return i === undefined || j === undefined ? [] : [{ i, j, verdict }]
  })
}

/** The first record of each record's component. */
function rootsOf(size: number, links: PlacedPairs, decided: readonly PlacedDecision[]): Uint32Array {
  const groups = new UnionFind(size)
  for (let n = 0; n < links.a.length; n++) groups.join(links.a[n] as number, links.b[n] as number)
  for (const { i, j, verdict } of decided) if (verdict === 'same') groups.join(i, j)
  return groups.roots()
}

function uniquePairs(pairs: readonly Pair[]): Pair[] {
  const sorted = [...pairs].sort(([a, b], [c, d]) => compareIds(a, c) || compareIds(b, d))
  return sorted.filter(([a, b], i) => a !== sorted[i - 1]?.[0] || b !== sorted[i - 1]?.[1])
}
