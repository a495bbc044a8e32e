import type { RecordId } from '../../model/ids.ts'
import type { Prepared, Scorer } from '../../score/score.ts'
import type { Columns } from './columns.ts'
import { textReader } from './text-table.ts'

type Slot = { id: RecordId; features: unknown[] }

/**
 * Hands records to a scorer by number. A text is made ready once for all records that have it, and only when a pair asks. The two
 * slots are reused: what `left` and `right` give is valid until their next call.
 */
export class PairReader {
  private readonly columns: Columns
  private readonly scorer: Scorer
  private made: unknown[][] = []
  private readonly textOf: ((number: number) => string)[]
  private readonly slots: [Slot, Slot]
  private held = -1

  constructor(columns: Columns, scorer: Scorer) {
    this.columns = columns
    this.scorer = scorer
    this.forget()
    this.textOf = columns.comparisons.map(({ texts }) => textReader(texts))
    const slot = (): Slot => ({ id: '' as RecordId, features: columns.comparisons.map(() => undefined) })
    this.slots = [slot(), slot()]
  }

  /** Lets go of everything made ready. */
  forget(): void {
    this.made = this.columns.comparisons.map(({ texts }) => new Array(texts.ends.length))
  }

  left(record: number): Prepared {
    if (record !== this.held) this.fill(this.slots[0].features, record)
    this.held = record
    return this.slots[0]
  }

  right(record: number): Prepared {
    this.fill(this.slots[1].features, record)
    return this.slots[1]
  }

  private fill(features: unknown[], record: number): void {
    const { comparisons } = this.columns
    for (let c = 0; c < comparisons.length; c++) {
      const column = comparisons[c]
      const code = column?.codes[record] ?? 0
      features[c] = code === 0 ? undefined : (this.made[c]?.[code - 1] ?? this.make(c, code - 1))
    }
  }

  private make(comparison: number, text: number): unknown {
    const feature = this.scorer.feature(comparison, this.textOf[comparison]?.(text) ?? '')
    const made = this.made[comparison]
    if (made) made[text] = feature
    return feature
  }
}
