import { FORMS } from '../model/evidence.ts'
import type { LinkGraph } from './components.ts'
import type { Says } from './says.ts'

/** A part of the partition so far. Named by its first place; `age` tells what is from before its last growth. */
export type ClusterPart = {
  name: number
  members: number[]
  age: number
  near: Set<ClusterPart>
  apart: Set<ClusterPart>
  between: Map<ClusterPart, Between>
}

/** What lies between two parts. */
type Between = {
  /** Bits over all pairs. */
  sum: number
  /** Some pairs that contradict each other. */
  strife: readonly (readonly [number, number])[]
  /** Lines on which two of their records contradict each other that are linked all the same. */
  outweighed: number
}

/** Contradicting pairs that are kept of two parts: one that nothing explains is enough. */
const KEPT = 8

export class Parts {
  private readonly byName = new Map<number, ClusterPart>()
  private readonly owner = new Map<number, ClusterPart>()
  private readonly says: Says
  private readonly sample: number

  /** @param sample pairs looked at between two parts that meet for the first time */
  constructor(graph: LinkGraph, among: readonly number[], says: Says, sample: number) {
    this.says = says
    this.sample = sample
    for (const i of among) {
      const part: ClusterPart = { name: i, members: [i], age: 0, near: new Set(), apart: new Set(), between: new Map() }
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

  all(): IterableIterator<ClusterPart> {
    return this.byName.values()
  }

  lives(part: ClusterPart): boolean {
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
    for (const part of this.all()) {
      for (const other of part.apart) {
        for (const i of part.members) for (const j of other.members) if (i < j) pairs.add(i * size + j)
      }
    }
    return pairs
  }

  /** Takes `high` into `low`, which keeps its name. Sums of bits to the others add up (Lance and Williams 1967). */
  meld(low: ClusterPart, high: ClusterPart): void {
    for (const other of new Set([...low.near, ...high.near])) {
      if (other === low || other === high) continue
      const [one, two] = [this.between(low, other), this.between(high, other)]
      const between: Between = {
        sum: one.sum + two.sum,
        strife: [...one.strife, ...two.strife].sort(([a, b], [c, d]) => a - c || b - d).slice(0, KEPT),
        outweighed: one.outweighed | two.outweighed,
      }
      other.between.delete(high)
      this.keep(low, other, between)
    }
    for (const which of ['near', 'apart'] as const) {
      for (const other of high[which]) {
        other[which].delete(high)
        if (other === low) continue
        other[which].add(low)
        low[which].add(other)
      }
    }
    // What lies between parts that are no neighbours is of the smaller part; it is worked out anew when needed.
    for (const other of [...low.between.keys()]) if (!low.near.has(other)) this.forget(low, other)
    for (const other of high.between.keys()) if (other !== low) other.between.delete(high)
    for (const i of high.members) this.owner.set(i, low)
    low.members = [...low.members, ...high.members].sort((x, y) => x - y)
    low.age++
    this.byName.delete(high.name)
  }

  /** Mean bits over the pairs between two parts, or between the first two taken as one and the third. */
  support(a: ClusterPart, b: ClusterPart, third?: ClusterPart): number {
    const sum = this.between(a, b).sum + (third ? this.between(third, b).sum : 0)
    return sum / ((a.members.length + (third?.members.length ?? 0)) * b.members.length)
  }

  /**
   * Whether two of their records contradict each other, and neither a link between the parts outweighs the same nor a
   * record in them states what both of the two state.
   * @param third a part that the first would be one with
   */
  contradict(a: ClusterPart, b: ClusterPart, third?: ClusterPart): boolean {
    const [one, two] = [this.between(a, b), third && this.between(third, b)]
    const outweighed = one.outweighed | (two?.outweighed ?? 0)
    for (const [i, j] of two ? [...one.strife, ...two.strife] : one.strife) {
      const left = this.says.against(i, j) & ~outweighed
      if (left !== 0 && !this.explains(left, i, j, [a, b, ...(third ? [third] : [])])) return true
    }
    return false
  }

  /**
   * Whether a third record states what one of the two states and is, on these lines, the same as the other or linked to it all
   * the same; or states what both are forms of, in two different ways.
   */
  private explains(lines: number, i: number, j: number, parts: readonly ClusterPart[]): boolean {
    let left = lines
    for (const { members } of parts) {
      for (const m of members.length > this.sample ? members.slice(0, this.sample) : members) {
        if (m === i || m === j) continue
        left &= ~this.explained(m, i, j)
        if (left === 0) return true
      }
    }
    return false
  }

  /** Lines on which a third record explains two. */
  private explained(m: number, i: number, j: number): number {
    const { says } = this
    const [one, two] = [says.agreed(m, i), says.agreed(m, j)]
    let lines = (one & (two | says.outweighed(m, j))) | (two & says.outweighed(m, i))
    let [earlierOne, earlierTwo] = [one, two]
    for (let form = 0; form < FORMS; form++) {
      const [lesserOne, lesserTwo] = [says.lesser(m, i, form), says.lesser(m, j, form)]
      lines |= (lesserOne & earlierTwo) | (lesserTwo & earlierOne)
      earlierOne |= lesserOne
      earlierTwo |= lesserTwo
    }
    return lines
  }

  /** Of large parts the first pairs by place stand for the rest. */
  private between(a: ClusterPart, b: ClusterPart): Between {
    const known = a.between.get(b)
    if (known !== undefined) return known
    const { says, sample } = this
    const pairs = a.members.length * b.members.length
    const strife: [number, number][] = []
    let [sum, looked, outweighed] = [0, 0, 0]
    const [low, high] = a.name < b.name ? [a, b] : [b, a]
    for (const i of low.members) {
      for (const j of high.members) {
        if (looked >= sample) break
        sum += says.bits(i, j)
        outweighed |= says.outweighed(i, j)
        if (says.against(i, j) !== 0) strife.push(i < j ? [i, j] : [j, i])
        looked++
      }
    }
    strife.sort(([p, q], [r, s]) => p - r || q - s)
    return this.keep(a, b, { sum: (sum / looked) * pairs, strife: strife.slice(0, KEPT), outweighed })
  }

  private keep(a: ClusterPart, b: ClusterPart, between: Between): Between {
    a.between.set(b, between)
    b.between.set(a, between)
    return between
  }

  private forget(a: ClusterPart, b: ClusterPart): void {
    a.between.delete(b)
    b.between.delete(a)
  }
}
