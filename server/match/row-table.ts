import type { Coded, Words } from '../score/contract/comparator.ts'
import { Uint32Column } from './shared-numbers.ts'
import { type Texts, TextTable, textReader } from './text-table.ts'

/**
 * What comparisons need of each record, side by side: for each comparison the number of the record's text plus one (0
 * where it says nothing), then the numbers that stand for the text.
 */
export type Rows = {
  readonly cells: Int32Array
  /** Numbers of a row. */
  readonly width: number
  /** Where in a row each comparison begins. */
  readonly starts: readonly number[]
  /** Words that the numbers of each comparison speak of. */
  readonly words: readonly Texts[]
}

const read = new WeakMap<Texts, Words>()

/** Words by their numbers, as encoding gave them: 0 is the empty one. The same object for the same texts. */
export function wordsOf(texts: Texts): Words {
  const known = read.get(texts)
  if (known) return known
  const textOf = textReader(texts)
  const words = { size: texts.ends.length, of: (number: number) => (number === 0 ? '' : textOf(number - 1)) }
  read.set(texts, words)
  return words
}

/** Makes a row for each record. A text is encoded when it first comes, and copied from there on. */
export class RowTable {
  private readonly cells = new Uint32Column()
  private readonly width: number
  private readonly starts: number[] = []
  private readonly codings: readonly (Coded | undefined)[]
  private readonly words: TextTable[]
  /** Rows where each text of a comparison came first. */
  private readonly first: Uint32Column[]
  private readonly scratch: Int32Array
  private size = 0

  constructor(codings: readonly (Coded | undefined)[]) {
    this.codings = codings
    let width = 0
    for (const coding of codings) {
      this.starts.push(width)
      width += 1 + (coding?.width ?? 0)
    }
    this.width = width
    this.words = codings.map(() => new TextTable())
    this.first = codings.map(() => new Uint32Column())
    this.scratch = new Int32Array(width)
  }

  /** @param codes of the record by comparison: number of the text plus one, the next number where it is new */
  add(codes: readonly number[], texts: readonly (string | undefined)[]): void {
    const row = this.size++
    for (let c = 0; c < codes.length; c++) this.push(c, row, codes[c] ?? 0, texts[c] ?? '')
  }

  rows(): Rows {
    return this.rowsOf(this.cells)
  }

  /** Only these rows, in this order. */
  picked(rows: Uint32Array): Rows {
    const own = new Uint32Column(rows.length * this.width + 1)
    const { values } = this.cells
    for (const row of rows)
      for (let at = row * this.width; at < (row + 1) * this.width; at++) own.push(values[at] as number)
    return this.rowsOf(own)
  }

  private rowsOf({ values, length }: Uint32Column): Rows {
    const { width, starts } = this
    return {
      cells: new Int32Array(values.buffer, 0, length),
      width,
      starts,
      words: this.words.map((table) => table.texts()),
    }
  }

  private push(c: number, row: number, code: number, text: string): void {
    const { cells } = this
    const coding = this.codings[c]
    cells.push(code)
    if (!coding) return
    const first = this.first[c] as Uint32Column
    if (code > first.length) {
      first.push(row)
      this.scratch.fill(0, 0, coding.width)
      coding.encode(text, this.scratch, 0, (word) => (word === '' ? 0 : (this.words[c]?.add(word) ?? 0) + 1))
      for (let i = 0; i < coding.width; i++) cells.push(this.scratch[i] as number)
      return
    }
    const from = code === 0 ? -1 : (first.values[code - 1] ?? 0) * this.width + (this.starts[c] ?? 0) + 1
    for (let i = 0; i < coding.width; i++) cells.push(from < 0 ? 0 : (cells.values[from + i] as number))
  }
}
