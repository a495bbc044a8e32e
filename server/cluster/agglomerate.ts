import { Heap } from '../collections/heap.ts'
import type { Pair, RecordId } from '../model/ids.ts'

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

type Bits = (i: number, j: number) => number

/** A part of the partition so far. Named by its first place; `age` tells heap entries from before its last growth. */
type Part = { name: number; members: number[]; age: number; near: Set<Part>; apart: Set<Part>; sums: Map<Part, number> }

type Join = { support: number; low: Part; high: Part; ages: number }

/**
 * Joins parts bottom-up, the best supported join first: average linkage (Sokal and Michener 1958) over the bits between
 * two parts, where pairs without a link count too. Two parts with a decided-distinct pair between them never join, so
 * apart holds through chains. What was decided to be the same is joined whole: the clusters that the evidence makes, and
 * then these by the decision, so that a person who adds a record to a cluster does not tear the cluster. Where apart
 * forbids that, decided pairs join before anything else; of a contradictory chain's joins the weakest is left out.
 * @param sample pairs looked at between two parts that meet for the first time
 * @returns parts as sorted places, in order of their first
 */
export function agglomerate(
  graph: LinkGraph,
  among: readonly number[],
  bitsOf: Bits,
  join: number,
  sample: number,
): number[][] {
  const decidedFirst = new Partition(graph, among, bitsOf, sample)
  const decided = graph.same.filter(([i, j]) => decidedFirst.has(i) && decidedFirst.has(j))
  decided.sort(([a, b], [c, d]) => bitsOf(c, d) - bitsOf(a, b) || a - c || b - d)
  const held = decided.filter(([i, j]) => decidedFirst.joinDecided(i, j))
  if (decided.length > 0) {
    const decidedLast = new Partition({ ...graph, apart: decidedFirst.apartPairs(graph) }, among, bitsOf, sample)
    joinSupported(decidedLast, join)
    if (held.every(([i, j]) => decidedLast.joinDecided(i, j))) return placesOf(decidedLast)
  }
  joinSupported(decidedFirst, join)
  return placesOf(decidedFirst)
}

function joinSupported(partition: Partition, join: number): void {
  const heap = new Heap<Join>(before)
  for (const part of partition.parts()) {
    for (const other of part.near) if (part.name < other.name) offer(heap, partition, part, other, join)
  }
  for (let best = heap.pop(); best; best = heap.pop()) {
    const { low, high, ages } = best
    // An entry from before one of its parts grew: a newer one is in the heap.
    if (low.age + high.age !== ages || !partition.lives(low) || !partition.lives(high)) continue
    partition.meld(low, high)
    for (const other of low.near) offer(heap, partition, low, other, join)
  }
}

function placesOf(partition: Partition): number[][] {
  return [...partition.parts()].map((part) => part.members).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
}

function offer(heap: Heap<Join>, partition: Partition, a: Part, b: Part, join: number): void {
  if (a.apart.has(b)) return
  const support = partition.sum(a, b) / (a.members.length * b.members.length)
  const [low, high] = a.name < b.name ? [a, b] : [b, a]
  if (support >= join) heap.push({ support, low, high, ages: low.age + high.age })
}

/** Best support first, ties by name. */
function before(a: Join, b: Join): number {
  return b.support - a.support || a.low.name - b.low.name || a.high.name - b.high.name
}

class Partition {
  private readonly byName = new Map<number, Part>()
  private readonly owner = new Map<number, Part>()
  private readonly bitsOf: Bits
  private readonly sample: number

  constructor(graph: LinkGraph, among: readonly number[], bitsOf: Bits, sample: number) {
    this.bitsOf = bitsOf
    this.sample = sample
    for (const i of among) {
      const part: Part = { name: i, members: [i], age: 0, near: new Set(), apart: new Set(), sums: new Map() }
      this.byName.set(i, part)
      this.owner.set(i, part)
    }
    const size = graph.ids.length
    const tie = (key: number, which: 'near' | 'apart') => {
      const a = this.owner.get(Math.floor(key / size))
      const b = this.owner.get(key % size)
      if (!a || !b) return
      a[which].add(b)
      b[which].add(a)
    }
    for (const key of graph.bits.keys()) tie(key, 'near')
    for (const key of graph.apart) tie(key, 'apart')
  }

  has(i: number): boolean {
    return this.owner.has(i)
  }

  parts(): IterableIterator<Part> {
    return this.byName.values()
  }

  lives(part: Part): boolean {
    return this.byName.get(part.name) === part
  }

  /** @returns whether the two are in one part now; not where something in their parts was decided distinct. */
  joinDecided(i: number, j: number): boolean {
    const a = this.owner.get(i)
    const b = this.owner.get(j)
    if (!a || !b || a.apart.has(b)) return false
    if (a === b) return true
    if (a.name < b.name) this.meld(a, b)
    else this.meld(b, a)
    return true
  }

  /** Pairs that must stay apart because their parts must: distinct carries over to all that was decided the same. */
  apartPairs({ ids: { length: size }, apart }: LinkGraph): Set<number> {
    const pairs = new Set(apart)
    for (const part of this.parts()) {
      for (const other of part.apart) {
        for (const i of part.members) for (const j of other.members) if (i < j) pairs.add(i * size + j)
      }
    }
    return pairs
  }

  /** Takes `high` into `low`, which keeps its name. Sums of bits to the others add up (Lance and Williams 1967). */
  meld(low: Part, high: Part): void {
    for (const other of new Set([...low.near, ...high.near])) {
      if (other === low || other === high) continue
      const sum = this.sum(low, other) + this.sum(high, other)
      other.sums.delete(high)
      low.sums.set(other, sum)
      other.sums.set(low, sum)
    }
    for (const which of ['near', 'apart'] as const) {
      for (const other of high[which]) {
        other[which].delete(high)
        if (other === low) continue
        other[which].add(low)
        low[which].add(other)
      }
    }
    // Sums to parts that are no neighbours are of the smaller part; they are worked out anew when needed.
    for (const other of [...low.sums.keys()]) if (!low.near.has(other)) this.forget(low, other)
    for (const i of high.members) this.owner.set(i, low)
    low.members = [...low.members, ...high.members].sort((x, y) => x - y)
    low.age++
    this.byName.delete(high.name)
  }

  /** Sum of bits over all pairs between two parts; of large parts the first pairs by place stand for the rest. */
  sum(a: Part, b: Part): number {
    const known = a.sums.get(b)
    if (known !== undefined) return known
    const pairs = a.members.length * b.members.length
    let sum = 0
    let looked = 0
    const [low, high] = a.name < b.name ? [a, b] : [b, a]
    for (const i of low.members) {
      for (const j of high.members) {
        if (looked >= this.sample) break
        sum += this.bitsOf(i, j)
        looked++
      }
    }
    const scaled = (sum / looked) * pairs
    a.sums.set(b, scaled)
    b.sums.set(a, scaled)
    return scaled
  }

  private forget(a: Part, b: Part): void {
    a.sums.delete(b)
    b.sums.delete(a)
  }
}
