import { LINES, type PairSay } from '../model/evidence.ts'
import type { RecordId } from '../model/ids.ts'
import type { LinkGraph } from './components.ts'

/** What any two records say about each other, by id and by their places among the ids. */
export type Pairs = {
  say(a: RecordId, b: RecordId, i: number, j: number): PairSay
  /** Whether the first says nothing that the second does not say. */
  within(a: RecordId, b: RecordId, i: number, j: number): boolean
}

/** Lines of one set, as a number below this. */
const SETS = 1 << LINES

/**
 * What the pairs of one component say, by their places in it: bits are cut to what a pair may count for, links are known, and
 * of the rest each pair is asked about once.
 */
export class Says {
  readonly size: number
  private readonly graph: LinkGraph
  private readonly bounds: { most: number; least: number }
  private readonly pairs: Pairs | undefined
  private readonly known: Map<number, number>
  /** The sets of lines of a pair, in one number. */
  private readonly sets = new Map<number, number>()

  constructor(graph: LinkGraph, bounds: { most: number; least: number }, pairs: Pairs | undefined) {
    this.graph = graph
    this.size = graph.ids.length
    this.bounds = bounds
    this.pairs = pairs
    this.known = new Map(graph.bits)
  }

  bits(i: number, j: number): number {
    const key = this.keyOf(i, j)
    let bits = this.known.get(key)
    if (bits === undefined) {
      this.ask(i, j, key)
      bits = this.known.get(key) as number
    }
    return Math.max(this.bounds.least, Math.min(this.bounds.most, bits))
  }

  isLink(i: number, j: number): boolean {
    return this.graph.bits.has(this.keyOf(i, j))
  }

  /** Lines on which two records that nothing links contradict each other. */
  against(i: number, j: number): number {
    return this.setOf(i, j, 0)
  }

  /** Lines on which two records contradict each other that are linked all the same. */
  outweighed(i: number, j: number): number {
    return this.setOf(i, j, 1)
  }

  /** Lines on which both state the very same. */
  agreed(i: number, j: number): number {
    return this.setOf(i, j, 2)
  }

  /** Lines on which one states a lesser form of what the other states; `form` counts from 0. */
  lesser(i: number, j: number, form: number): number {
    return this.setOf(i, j, 3 + form)
  }

  /** Whether `i` says nothing that `j` does not say. */
  within(i: number, j: number): boolean {
    const { ids, places } = this.graph
    return this.pairs?.within(ids[i] as RecordId, ids[j] as RecordId, places[i] as number, places[j] as number) === true
  }

  private keyOf(i: number, j: number): number {
    return i < j ? i * this.size + j : j * this.size + i
  }

  private setOf(i: number, j: number, which: number): number {
    return Math.floor(this.setsOf(i, j) / SETS ** which) % SETS
  }

  private setsOf(i: number, j: number): number {
    if (this.pairs === undefined || i === j) return 0
    const key = this.keyOf(i, j)
    if (!this.sets.has(key)) this.ask(i, j, key)
    return this.sets.get(key) as number
  }

  private ask(i: number, j: number, key: number): void {
    const { ids, places } = this.graph
    const say = this.pairs?.say(ids[i] as RecordId, ids[j] as RecordId, places[i] as number, places[j] as number)
    if (!this.known.has(key)) this.known.set(key, say?.bits ?? 0)
    const sets = say ? [say.against, say.outweighed, say.agreed, ...say.lesser] : []
    this.sets.set(
      key,
      sets.reduceRight((packed, set) => packed * SETS + set, 0),
    )
  }
}
