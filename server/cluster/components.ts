import type { Decision, Link } from '../model/evidence.ts'
import { compareIds, type Pair, pairOf, type RecordId } from '../model/ids.ts'
import type { Graph } from './agglomerate.ts'

/** Places of the two records of each link among all ids. */
export type Ends = { readonly a: Uint32Array; readonly b: Uint32Array }

/** What holds records together: links, and decisions that are in force. */
export type Ties = {
  ids: readonly RecordId[]
  links: readonly Link[]
  decisions: readonly Decision[]
  /** Of the links, in their order; absent: looked up. */
  ends?: Ends | undefined
}

/** A pair by the places of its records; undefined where either is not among the ids. */
type Placed = readonly [i: number, j: number] | undefined

/**
 * Connected components of two records and more, by links and by decisions that say `same`, each as a graph of its own. Records that
 * stand alone, most of them usually, are in none.
 */
export function componentsOf({ ids, links, decisions, ends }: Ties): Graph[] {
  const placed = placedPairs(ids, links, decisions, ends)
  const root = Uint32Array.from(ids.keys())
  const find = (i: number): number => {
    let at = i
    while (root[at] !== at) {
      root[at] = root[root[at] ?? at] ?? at
      at = root[at] ?? at
    }
    return at
  }
  const join = (pair: Placed) => {
    if (!pair) return
    const [x, y] = [find(pair[0]), find(pair[1])]
    root[Math.max(x, y)] = Math.min(x, y)
  }
  for (let n = 0; n < links.length; n++) join(placed.link(n))
  for (const [n, { verdict }] of decisions.entries()) if (verdict === 'same') join(placed.decisions[n])

  const graphs = new Map<number, Graph>()
  for (let i = 0; i < ids.length; i++) {
    const at = find(i)
    if (at === i) continue
    const graph = graphs.get(at)
    if (graph) graph.places.push(i)
    else graphs.set(at, { ids: [], places: [at, i], bits: new Map(), pairs: [], same: [], apart: new Set() })
  }
  // The place of each record in its own component.
  const local = new Uint32Array(ids.length)
  for (const graph of graphs.values()) {
    graph.places.sort((i, j) => compareIds(ids[i] ?? '', ids[j] ?? ''))
    for (const [at, i] of graph.places.entries()) {
      graph.ids.push(ids[i] as RecordId)
      local[i] = at
    }
  }
  const keyOf = (graph: Graph, [i, j]: readonly [number, number]): number => {
    const [x, y] = [local[i] ?? 0, local[j] ?? 0]
    return Math.min(x, y) * graph.ids.length + Math.max(x, y)
  }
  for (let n = 0; n < links.length; n++) {
    const [pair, link] = [placed.link(n), links[n]]
    const graph = pair && graphs.get(find(pair[0]))
    if (!graph || !link) continue
    graph.bits.set(keyOf(graph, pair), link.bits)
    graph.pairs.push(pairOf(link.low, link.high))
  }
  for (const [n, { low, high, verdict }] of decisions.entries()) {
    const pair = placed.decisions[n]
    const graph = pair && find(pair[0]) === find(pair[1]) ? graphs.get(find(pair[0])) : undefined
    if (!graph || !pair) continue
    if (verdict === 'distinct') graph.apart.add(keyOf(graph, pair))
    else {
      const [x, y] = [local[pair[0]] ?? 0, local[pair[1]] ?? 0]
      graph.same.push([Math.min(x, y), Math.max(x, y)])
      graph.pairs.push(pairOf(low, high))
    }
  }
  for (const graph of graphs.values()) {
    if (graph.pairs.length > 1) graph.pairs = uniquePairs(graph.pairs)
    graph.same.sort(([a, b], [c, d]) => a - c || b - d)
  }
  return [...graphs.values()]
}

function placedPairs(
  ids: readonly RecordId[],
  links: readonly Link[],
  decisions: readonly Decision[],
  ends: Ends | undefined,
): { link(n: number): Placed; decisions: readonly Placed[] } {
  const place = ends && decisions.length === 0 ? undefined : new Map(ids.map((id, i) => [id, i]))
  const pairOfIds = (low: RecordId, high: RecordId): Placed => {
    const [i, j] = [place?.get(low), place?.get(high)]
    return i === undefined || j === undefined ? undefined : [i, j]
  }
  const looked = ends ? [] : links.map(({ low, high }) => pairOfIds(low, high))
  return {
    link: (n) => (ends ? [ends.a[n] ?? 0, ends.b[n] ?? 0] : looked[n]),
    decisions: decisions.map(({ low, high }) => pairOfIds(low, high)),
  }
}

function uniquePairs(pairs: readonly Pair[]): Pair[] {
  const sorted = [...pairs].sort(([a, b], [c, d]) => compareIds(a, c) || compareIds(b, d))
  return sorted.filter(([a, b], i) => a !== sorted[i - 1]?.[0] || b !== sorted[i - 1]?.[1])
}
