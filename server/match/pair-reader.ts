import type { RecordId } from '../model/ids.ts'
import type { CodedCompare, Outcome } from '../score/contract/comparator.ts'
import type { Comparable, Scorer } from '../score/score.ts'
import type { Columns } from './columns.ts'
import { wordsOf } from './row-table.ts'
import { textReader } from './text-table.ts'

/** Texts kept ready at most: as many as a heap has room for beside all else. */
const MOST_READY = 3_000_000

/**
 * Compares records of a batch by their numbers: first what the numbers in their rows tell, then, where that leaves a question,
 * their texts. A text is made ready once for all records that have it, and only when a pair asks.
 */
export class PairReader {
  private readonly columns: Columns
  private readonly scorer: Scorer
  private readonly coded: readonly (CodedCompare | undefined)[]
  private readonly textOf: readonly ((number: number) => string)[]
  private made: unknown[][] = []
  private ready = 0
  private readonly out: Outcome
  /** Comparisons that the rows leave open. */
  private readonly open: Int32Array

  constructor(columns: Columns, scorer: Scorer) {
    this.columns = columns
    this.scorer = scorer
    this.coded = scorer.comparisons.map(({ compare }, c) => {
      const words = columns.rows.words[c]
      const texts = columns.comparisons[c]?.texts
      return words && texts && compare.coded?.reader(wordsOf(words), wordsOf(texts))
    })
    this.textOf = columns.comparisons.map(({ texts }) => textReader(texts))
    this.out = scorer.unknown()
    this.open = new Int32Array(scorer.comparisons.length)
    this.forget()
  }

  /** Lets go of everything made ready. */
  forget(): void {
    this.made = this.columns.comparisons.map(({ texts }) => new Array(texts.ends.length))
    this.ready = 0
  }

  /** Levels and rarities of two records, in an object that the next call overwrites. */
  outcome(i: number, j: number): Outcome {
    const count = this.compareRows(i, j, Number.NEGATIVE_INFINITY, this.scorer)
    for (let n = 0; n < count; n++) this.compareTexts(i, j, this.open[n] as number)
    return this.out
  }

  /**
   * Bits of two records; minus infinity, and less work, where they cannot come to `least`.
   * @param scorer one whose rules have other weights, but the same comparisons and frequencies
   */
  bits(i: number, j: number, least = Number.NEGATIVE_INFINITY, scorer = this.scorer): number {
    const { out, open } = this
    let count = this.compareRows(i, j, least, scorer)
    if (count < 0) return Number.NEGATIVE_INFINITY
    while (count > 0) {
      if (least > Number.NEGATIVE_INFINITY && scorer.ceiling(out, open, count, -1) < least)
        return Number.NEGATIVE_INFINITY
      count--
      this.compareTexts(i, j, open[count] as number)
    }
    return scorer.weigh(out)
  }

  /** Whether a record says nothing that another does not say. */
  within(i: number, j: number): boolean {
    const { cells, width, starts } = this.columns.rows
    return starts.every((start, c) => {
      const [own, other] = [cells[i * width + start] as number, cells[j * width + start] as number]
      if (own === 0 || own === other) return true
      return other !== 0 && this.scorer.within(c, this.text(c, own), this.text(c, other))
    })
  }

  /** A record as a scorer takes it. */
  prepared(record: number): Comparable {
    const { cells, width, starts } = this.columns.rows
    const codes = starts.map((start) => cells[record * width + start] as number)
    return {
      id: '' as RecordId,
      features: codes.map((code, c) => (code === 0 ? undefined : this.feature(c, code))),
      texts: codes.map((code, c) => (code === 0 ? undefined : this.text(c, code))),
    }
  }

  /** Writes what the rows tell. @returns how many comparisons they leave open, or -1 where a pair cannot come to `least` */
  private compareRows(i: number, j: number, least: number, scorer: Scorer): number {
    const { cells, width, starts } = this.columns.rows
    const { out, open, coded } = this
    let late = -1
    out.level.fill(-1)
    out.rarity.fill(0)
    let count = 0
    for (let c = 0; c < coded.length; c++) {
      const a = i * width + (starts[c] as number)
      const b = j * width + (starts[c] as number)
      if (cells[a] === 0 || cells[b] === 0) continue
      const compare = coded[c]
      if (compare && cells[a + 1] !== 0 && cells[b + 1] !== 0) {
        const { at, compare: own } = scorer.comparisons[c] as Scorer['comparisons'][number]
        if (late < 0 && least > Number.NEGATIVE_INFINITY && own.coded?.late?.holds(cells, a + 1, b + 1)) {
          late = c
          continue
        }
        if (compare(cells, a + 1, b + 1, out, at)) continue
      }
      open[count++] = c
    }
    if (late < 0) return count
    if (scorer.ceiling(out, open, count, late) < least) return -1
    const start = (starts[late] as number) + 1
    const { at } = scorer.comparisons[late] as Scorer['comparisons'][number]
    if (!coded[late]?.(cells, i * width + start, j * width + start, out, at)) open[count++] = late
    return count
  }

  private compareTexts(i: number, j: number, comparison: number): void {
    const { cells, width, starts } = this.columns.rows
    const start = starts[comparison] as number
    const x = this.feature(comparison, cells[i * width + start] as number)
    const y = this.feature(comparison, cells[j * width + start] as number)
    const one = this.scorer.comparisons[comparison]
    one?.compare.compare(x, y, this.out, one.at)
  }

  private text(comparison: number, code: number): string {
    return this.textOf[comparison]?.(code - 1) ?? ''
  }

  private feature(comparison: number, code: number): unknown {
    const known = this.made[comparison]?.[code - 1]
    if (known !== undefined) return known
    if (this.ready++ >= MOST_READY) this.forget()
    const feature = this.scorer.feature(comparison, this.text(comparison, code))
    ;(this.made[comparison] as unknown[])[code - 1] = feature
    return feature
  }
}
