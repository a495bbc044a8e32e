import type { Pair, RecordId } from '../model/ids.ts'

/** One component. Records by their place in `ids`, which is sorted; pairs of places i < j by the number i × size + j. */
export type Graph = {
  ids: RecordId[]
  /** Bits of the links. */
  bits: Map<number, number>
  /** Links and decisions that say `same`, as record ids, sorted. */
  pairs: Pair[]
  /** Decided `same`, sorted. */
  same: [number, number][]
  /** Decided `distinct`. */
  apart: Set<number>
}

/**
 * Joins parts bottom-up, the best supported join first: average linkage over the bits between two parts, where pairs
 * without a link count too. Decided-same pairs join before anything else; two parts with a decided-distinct pair
 * between them never do, so apart holds through chains and wins over same: the weakest of a contradictory chain's
 * joins, by the bits of its pair, is the one left out.
 * @returns parts as sorted places, in order of their first.
 */
export function agglomerate(
  graph: Graph,
  among: readonly number[],
  bitsOf: (i: number, j: number) => number,
  join: number,
  sample: number,
): number[][] {
  const size = graph.ids.length
  const parts = new Map<number, number[]>(among.map((i) => [i, [i]]))
  const owner = new Map<number, number>(among.map((i) => [i, i]))
  const forbidden = (a: readonly number[], b: readonly number[]): boolean =>
    graph.apart.size > 0 && a.some((i) => b.some((j) => graph.apart.has(i < j ? i * size + j : j * size + i)))
  const meld = (a: number, b: number): number => {
    const [low, high] = a < b ? [a, b] : [b, a]
    const merged = [...(parts.get(low) ?? []), ...(parts.get(high) ?? [])].sort((x, y) => x - y)
    for (const i of merged) owner.set(i, low)
    parts.set(low, merged)
    parts.delete(high)
    return low
  }

  const decided = graph.same.filter(([i, j]) => owner.has(i) && owner.has(j))
  decided.sort(([a, b], [c, d]) => bitsOf(c, d) - bitsOf(a, b) || a - c || b - d)
  for (const [i, j] of decided) {
    const a = owner.get(i) ?? i
    const b = owner.get(j) ?? j
    if (a !== b && !forbidden(parts.get(a) ?? [], parts.get(b) ?? [])) meld(a, b)
  }

  const near = neighbours(graph, owner)
  const support = new Map<number, number>()
  const supportOf = (a: number, b: number): number => {
    const key = a < b ? a * size + b : b * size + a
    let known = support.get(key)
    if (known === undefined) {
      const x = parts.get(a) ?? []
      const y = parts.get(b) ?? []
      known = forbidden(x, y) ? Number.NEGATIVE_INFINITY : mean(x, y, bitsOf, sample)
      support.set(key, known)
    }
    return known
  }
  for (;;) {
    let best = join
    let from = -1
    let to = -1
    for (const [a, others] of near) {
      for (const b of others) {
        if (b < a) continue
        const own = supportOf(a, b)
        if (own > best || (own === best && (from < 0 || a < from || (a === from && b < to)))) {
          best = own
          from = a
          to = b
        }
      }
    }
    if (from < 0) break
    const kept = meld(from, to)
    rewire(near, support, from, to, kept, size)
  }
  return [...parts.values()].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
}

/** Parts that have a link between them. */
function neighbours(graph: Graph, owner: ReadonlyMap<number, number>): Map<number, Set<number>> {
  const near = new Map<number, Set<number>>()
  const size = graph.ids.length
  for (const key of graph.bits.keys()) {
    const a = owner.get(Math.floor(key / size))
    const b = owner.get(key % size)
    if (a === undefined || b === undefined || a === b) continue
    for (const [x, y] of [
      [a, b],
      [b, a],
    ] as const) {
      const others = near.get(x)
      if (others) others.add(y)
      else near.set(x, new Set([y]))
    }
  }
  return near
}

function rewire(
  near: Map<number, Set<number>>,
  support: Map<number, number>,
  from: number,
  to: number,
  kept: number,
  size: number,
): void {
  const others = new Set([...(near.get(from) ?? []), ...(near.get(to) ?? [])])
  others.delete(from)
  others.delete(to)
  near.delete(from)
  near.delete(to)
  for (const other of others) {
    const back = near.get(other)
    back?.delete(from)
    back?.delete(to)
    back?.add(kept)
    for (const old of [from, to]) support.delete(old < other ? old * size + other : other * size + old)
  }
  if (others.size > 0) near.set(kept, others)
}

function mean(
  a: readonly number[],
  b: readonly number[],
  bitsOf: (i: number, j: number) => number,
  sample: number,
): number {
  let sum = 0
  let pairs = 0
  for (const i of a) {
    for (const j of b) {
      if (pairs >= sample) return sum / pairs
      sum += bitsOf(i, j)
      pairs++
    }
  }
  return sum / pairs
}
