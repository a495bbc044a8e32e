import type { Decision, Link } from '../model/evidence.ts'
import { compareIds, type Pair, pairOf, type RecordId } from '../model/ids.ts'
import type { Graph } from './agglomerate.ts'

/**
 * Connected components of two records and more, by links and by decisions that say `same`, each as a graph of its own. Records that
 * stand alone, most of them usually, are in none.
 */
export function componentsOf(
  ids: readonly RecordId[],
  links: readonly Link[],
  decisions: readonly Decision[],
): Graph[] {
  const joined = new Set<RecordId>()
  for (const { low, high } of links) joined.add(low).add(high)
  for (const { low, high, verdict } of decisions) if (verdict === 'same') joined.add(low).add(high)
  const own = ids.filter((id) => joined.has(id)).sort(compareIds)
  const place = new Map(own.map((id, i) => [id, i]))
  const root = Uint32Array.from(own.keys())
  const find = (i: number): number => {
    let at = i
    while (root[at] !== at) {
      root[at] = root[root[at] ?? at] ?? at
      at = root[at] ?? at
    }
    return at
  }
  const join = (low: RecordId, high: RecordId) => {
    const a = place.get(low)
    const b = place.get(high)
    if (a === undefined || b === undefined) return
    const [x, y] = [find(a), find(b)]
    root[Math.max(x, y)] = Math.min(x, y)
  }
  for (const link of links) join(link.low, link.high)
  for (const decision of decisions) if (decision.verdict === 'same') join(decision.low, decision.high)

  const graphs = new Map<number, Graph>()
  const local = new Uint32Array(own.length)
  for (const [i, id] of own.entries()) {
    const at = find(i)
    let graph = graphs.get(at)
    if (!graph) {
      graph = { ids: [], bits: new Map(), pairs: [], same: [], apart: new Set() }
      graphs.set(at, graph)
    }
    local[i] = graph.ids.push(id) - 1
  }
  const locate = (low: RecordId, high: RecordId) => {
    const a = place.get(low)
    const b = place.get(high)
    if (a === undefined || b === undefined || find(a) !== find(b)) return undefined
    const graph = graphs.get(find(a))
    return graph && { graph, i: local[a] ?? 0, j: local[b] ?? 0 }
  }
  for (const { low, high, bits } of links) {
    const found = locate(low, high)
    if (!found) continue
    found.graph.bits.set(keyOf(found), bits)
    found.graph.pairs.push(pairOf(low, high))
  }
  for (const { low, high, verdict } of decisions) {
    const found = locate(low, high)
    if (!found) continue
    if (verdict === 'distinct') found.graph.apart.add(keyOf(found))
    else {
      found.graph.same.push([Math.min(found.i, found.j), Math.max(found.i, found.j)])
      found.graph.pairs.push(pairOf(low, high))
    }
  }
  for (const graph of graphs.values()) {
    graph.pairs = uniquePairs(graph.pairs)
    graph.same.sort(([a, b], [c, d]) => a - c || b - d)
  }
  return [...graphs.values()].filter((graph) => graph.ids.length > 1)
}

function keyOf({ graph, i, j }: { graph: Graph; i: number; j: number }): number {
  return i < j ? i * graph.ids.length + j : j * graph.ids.length + i
}

function uniquePairs(pairs: readonly Pair[]): Pair[] {
  const sorted = [...pairs].sort(([a, b], [c, d]) => compareIds(a, c) || compareIds(b, d))
  return sorted.filter(([a, b], i) => a !== sorted[i - 1]?.[0] || b !== sorted[i - 1]?.[1])
}
