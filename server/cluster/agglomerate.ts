import { Heap } from '../collections/heap.ts'
import type { LinkGraph } from './components.ts'
import { type ClusterPart, Parts } from './parts.ts'
import type { Says } from './says.ts'

type Join = { support: number; low: ClusterPart; high: ClusterPart; ages: number }

/** What parts need to be joined. */
export type Joining = {
  /** Mean bits over the pairs between them. */
  join: number
  /** Bits by which a part has to fit one better than another that cannot be one with the first. */
  alike: number
  /** Pairs looked at between two parts that meet for the first time. */
  sample: number
}

/**
 * Joins parts bottom-up, the best supported join first: average linkage (Sokal and Michener 1958) over the bits between
 * two parts, where pairs without a link count too. Two parts with a decided-distinct pair between them never join, so
 * apart holds through chains; nor do two whose records contradict each other; and a part that fits two alike which cannot
 * be one stays by itself. What was decided to be the same is joined whole: the clusters that the evidence makes, and
 * then these by the decision, so that a person who adds a record to a cluster does not tear the cluster. Where apart
 * forbids that, decided pairs join before anything else; of a contradictory chain's joins the weakest is left out.
 * @returns parts as sorted places, in order of their first
 */
export function agglomerate(graph: LinkGraph, among: readonly number[], says: Says, joining: Joining): number[][] {
  const { sample } = joining
  const decidedFirst = new Parts(graph, among, says, sample)
  const decided = graph.same.filter(([i, j]) => decidedFirst.has(i) && decidedFirst.has(j))
  decided.sort(([a, b], [c, d]) => says.bits(c, d) - says.bits(a, b) || a - c || b - d)
  const held = decided.filter(([i, j]) => decidedFirst.joinDecided(i, j))
  if (decided.length > 0) {
    const decidedLast = new Parts({ ...graph, apart: decidedFirst.apartPairs(graph) }, among, says, sample)
    joinSupported(decidedLast, joining)
    if (held.every(([i, j]) => decidedLast.joinDecided(i, j))) return placesOf(decidedLast)
  }
  joinSupported(decidedFirst, joining)
  return placesOf(decidedFirst)
}

function joinSupported(parts: Parts, joining: Joining): void {
  const heap = new Heap<Join>(before)
  for (const part of parts.all()) {
    for (const other of part.near) if (part.name < other.name) offer(heap, parts, part, other, joining)
  }
  // An entry from before one of its parts grew: a newer one is in the heap.
  const isCurrent = ({ low, high, ages }: Join) => low.age + high.age === ages && parts.lives(low) && parts.lives(high)
  let torn: Join[] = []
  for (;;) {
    for (let best = heap.pop(); best; best = heap.pop()) {
      if (!isCurrent(best)) continue
      if (isTorn(parts, best, joining)) {
        torn.push(best)
        continue
      }
      parts.meld(best.low, best.high)
      for (const other of best.low.near) offer(heap, parts, best.low, other, joining)
    }
    // What a part was torn between may fit it less well by now, or have become one.
    torn = torn.filter(isCurrent)
    const settled = torn.find((join) => !isTorn(parts, join, joining))
    if (!settled) return
    torn = torn.filter((join) => join !== settled)
    heap.push(settled)
  }
}

function placesOf(parts: Parts): number[][] {
  return [...parts.all()].map((part) => part.members).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
}

function offer(heap: Heap<Join>, parts: Parts, a: ClusterPart, b: ClusterPart, { join }: Joining): void {
  if (a.apart.has(b)) return
  const support = parts.support(a, b)
  const [low, high] = a.name < b.name ? [a, b] : [b, a]
  if (support >= join && !parts.contradict(a, b)) heap.push({ support, low, high, ages: low.age + high.age })
}

/** Whether one of the two fits a third as well, which cannot be one with the other. */
function isTorn(parts: Parts, { low, high, support }: Join, { join, alike }: Joining): boolean {
  const isBetween = (vague: ClusterPart, other: ClusterPart): boolean => {
    for (const rival of vague.near) {
      if (rival === other || vague.apart.has(rival)) continue
      const own = parts.support(vague, rival)
      if (own < join || own <= support - alike || parts.contradict(vague, rival)) continue
      if (other.apart.has(rival) || parts.contradict(other, rival, vague)) return true
      if (parts.support(other, rival, vague) < join) return true
    }
    return false
  }
  return isBetween(low, high) || isBetween(high, low)
}

/** Best support first, ties by name. */
function before(a: Join, b: Join): number {
  return b.support - a.support || a.low.name - b.low.name || a.high.name - b.high.name
}
