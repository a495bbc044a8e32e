import { rowOf } from '../../model/arriving/row.ts'

/**
 * What may become of a row, the weaker first: of what several records of one row become, and of what is known of a row while
 * a load goes on, the strongest counts.
 */
const FATES = ['open', 'passed', 'part', 'unchanged', 'late', 'staged', 'written', 'deleted', 'rejected'] as const
export type Fate = Exclude<(typeof FATES)[number], 'open'>

/**
 * Rows by what became of them, each in exactly one: `passed` over by a rule of the mapping; `part` of a record that another
 * row completes; `late` or overtaken by a newer one; `deleted`, or of a record that a later row deletes.
 */
export type RowCounts = Record<Exclude<Fate, 'staged'>, number>

/** Rows that a book has room for at first. */
const ROOM = 1_024

/** All rows of a load: where each stood and what became of it. A few bytes a row. */
export class RowBook {
  readonly #files: { path: string; from: number }[] = []
  #lines = new Uint32Array(ROOM)
  #fates = new Uint8Array(ROOM)
  #size = 0

  get size(): number {
    return this.#size
  }

  /** The rows that follow are of this file. */
  begin(path: string): void {
    this.#files.push({ path, from: this.#size })
  }

  /** @returns the number of the row */
  add(line: number, fate?: Fate): number {
    if (this.#size === this.#lines.length) {
      const [lines, fates] = [new Uint32Array(2 * this.#size), new Uint8Array(2 * this.#size)]
      lines.set(this.#lines)
      fates.set(this.#fates)
      this.#lines = lines
      this.#fates = fates
    }
    const row = this.#size++
    this.#lines[row] = line
    if (fate) this.note(row, fate)
    return row
  }

  note(row: number | undefined, fate: Fate): void {
    if (row === undefined) return
    const place = FATES.indexOf(fate)
    if (place > (this.#fates[row] ?? 0)) this.#fates[row] = place
  }

  /** What became of the row that a record or an order came in. */
  noteOf(value: object, fate: Fate): void {
    this.note(rowOf(value), fate)
  }

  /** File and line of the row that a record or an order came in. */
  placeOf(value: object): { file: string; line: number } | undefined {
    const row = rowOf(value)
    const file = row === undefined ? undefined : this.#files.findLast(({ from }) => from <= row)
    return row === undefined || !file ? undefined : { file: file.path, line: this.#lines[row] ?? 0 }
  }

  /** What was staged is in the graph now. */
  putStaged(): void {
    const [staged, written] = [FATES.indexOf('staged'), FATES.indexOf('written')]
    for (let row = 0; row < this.#size; row++) if (this.#fates[row] === staged) this.#fates[row] = written
  }

  count(fate: keyof RowCounts): number {
    return this.counts()[fate]
  }

  counts(): RowCounts {
    const by = new Uint32Array(FATES.length)
    for (let row = 0; row < this.#size; row++) {
      const place = this.#fates[row] ?? 0
      by[place] = (by[place] ?? 0) + 1
    }
    const of = (fate: Fate) => by[FATES.indexOf(fate)] ?? 0
    return {
      written: of('written'),
      unchanged: of('unchanged'),
      late: of('late'),
      deleted: of('deleted'),
      passed: of('passed'),
      part: of('part'),
      rejected: of('rejected'),
    }
  }
}
