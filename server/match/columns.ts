import { type Blocker, compileBlocker, prefixOf } from '../block/block.ts'
import { type BlockRules, keyValue, nearOf, passOf } from '../block/block-rules.ts'
import type { RecordId } from '../model/ids.ts'
import type { StandardRecord } from '../model/record.ts'
import { compileScorer, type ScoreContext, type ScoreRules, type Scorer } from '../score/score.ts'
import { type CommonKey, KeyTable } from './key-table.ts'
import { type Rows, RowTable } from './row-table.ts'
import { Uint32Column } from './shared-numbers.ts'
import { type Texts, TextTable, textReader } from './text-table.ts'

/** One comparison's column: the number of each record's text plus one, 0 where it says nothing. */
export type TextColumn = { readonly codes: Uint32Array; readonly texts: Texts }

/**
 * All records of an entity as matching sees them: numbers in columns that any thread can read. Nothing in here depends on
 * weights or frequencies, so training and matching share it.
 */
export type Columns = {
  readonly size: number
  /** In the order of the rules' comparisons. */
  readonly comparisons: readonly TextColumn[]
  readonly rows: Rows
  readonly keys: KeyColumns
}

export type KeyColumns = {
  /** Key numbers of record i from `ends[i - 1]` to `ends[i]`. */
  readonly flat: Uint32Array
  readonly ends: Uint32Array
  /** Of each key: the number of records beyond which it is common. */
  readonly caps: Uint32Array
  /** Of each key: place of its pass among the rules' passes. */
  readonly passes: Uint32Array
}

/** Records of one entity, ready to be trained on and matched. Record numbers are places in `ids`. */
export type Batch = {
  readonly ids: readonly RecordId[]
  readonly columns: Columns
  /** Names of the blocking passes, and the neighbours that their common keys propose. */
  readonly passes: readonly string[]
  readonly near: Uint8Array
  /** Rules with the comparisons that the columns are of. */
  readonly score: ScoreRules
  /** Keys beyond their cap, sorted. */
  readonly common: readonly CommonKey[]
  /** What each record was labelled with, where the file says so. Matching never looks at it. */
  readonly labels: TextColumn
}

export type BatchRules = { block: BlockRules; score: ScoreRules }

/** A record, and what its file says it is one of. */
export type Labelled = { record: StandardRecord; label: string | undefined }

/**
 * All records at once as a batch.
 * @param keysOf block keys by these rules, where they are at hand
 */
export function batchOf(
  records: readonly StandardRecord[],
  rules: BatchRules,
  companyOf?: (record: StandardRecord) => string | undefined,
  keysOf?: (record: StandardRecord) => readonly string[] | undefined,
): Batch {
  const builder = new BatchBuilder(rules)
  for (const record of records) builder.add(record, { company: companyOf?.(record) }, undefined, keysOf?.(record))
  return builder.batch()
}

/** Takes records one by one and keeps only their columns. A record that comes again replaces the one before. */
export class BatchBuilder {
  private readonly score: ScoreRules
  private readonly passes: readonly string[]
  private readonly near: Uint8Array
  private readonly scorer: Scorer
  private readonly blocker: Blocker
  private readonly keys: KeyTable
  private readonly flat = new Uint32Column()
  private readonly ends = new Uint32Column()
  private readonly codes: Uint32Column[]
  private readonly tables: TextTable[]
  private readonly rowTable: RowTable
  private readonly labelCodes = new Uint32Column()
  private readonly labels = new TextTable()
  private readonly ids = new TextTable()
  /** Row of each id, by the id's number, and whether a row was overtaken. */
  private readonly rows = new Uint32Column()
  private readonly overtaken = new Set<number>()

  constructor({ block, score }: BatchRules) {
    this.score = score
    this.passes = block.passes.map(({ name }) => name)
    this.near = nearOf(block)
    this.scorer = compileScorer(score)
    this.blocker = compileBlocker(block)
    this.keys = new KeyTable(
      block.passes.map(({ name, cap }) => ({ prefix: prefixOf(block.entity, name), cap: cap ?? block.cap })),
    )
    this.codes = score.comparisons.map(() => new Uint32Column())
    this.tables = score.comparisons.map(() => new TextTable())
    this.rowTable = new RowTable(this.scorer.comparisons.map(({ compare }) => compare.coded))
  }

  /** @param keys the record's block keys, where they are at hand */
  add(record: StandardRecord, context?: ScoreContext, label?: string, keys?: readonly string[]): void {
    this.addValues(record, context, label)
    this.addKeys(record, keys)
  }

  /** Several at once, so that what their columns and what their keys cost can be told apart. */
  addAll(entries: readonly Labelled[], lap: (phase: 'columns' | 'block') => void): void {
    for (const { record, label } of entries) this.addValues(record, undefined, label)
    lap('columns')
    for (const { record } of entries) this.addKeys(record)
    lap('block')
  }

  private addValues(record: StandardRecord, context?: ScoreContext, label?: string): void {
    const row = this.labelCodes.length
    const id = this.ids.add(record.id)
    if (id === this.rows.length) this.rows.push(row)
    else {
      this.overtake(this.rows.values[id] ?? 0)
      this.rows.values[id] = row
    }
    const texts = this.scorer.read(record, context)
    const codes = texts.map((text, c) => (text === undefined ? 0 : (this.tables[c]?.add(text) ?? 0) + 1))
    for (const [c, code] of codes.entries()) this.codes[c]?.push(code)
    this.rowTable.add(codes, texts)
    this.labelCodes.push(label === undefined ? 0 : this.labels.add(label) + 1)
  }

  /** Of records in the order in which their values came; one that was overtaken meanwhile has none. */
  private addKeys(record: StandardRecord, keys?: readonly string[]): void {
    if (!this.overtaken.has(this.ends.length)) {
      if (keys) for (const key of keys) this.addKey(this.passes.indexOf(passOf(key)), keyValue(key))
      else this.blocker.each(record, this.addKey)
    }
    this.ends.push(this.flat.length)
  }

  private readonly addKey = (pass: number, value: string): void => this.flat.push(this.keys.add(pass, value))

  batch(): Batch {
    const idOf = textReader(this.ids.texts())
    const ids = this.rows.view()
    // Without repeats an id's number is its row.
    const order = this.overtaken.size === 0 ? undefined : Uint32Array.from(ids.keys()).sort(byRow(ids))
    const rows = order?.map((id) => ids[id] ?? 0)
    const count = ids.length
    const column = (codes: Uint32Column, table: TextTable): TextColumn => ({
      codes: rows ? picked(codes.view(), rows) : codes.view(),
      texts: table.texts(),
    })
    return {
      ids: Array.from({ length: count }, (_, i) => idOf(order?.[i] ?? i) as RecordId),
      columns: {
        size: count,
        comparisons: this.codes.map((codes, c) => column(codes, this.tables[c] as TextTable)),
        rows: rows ? this.rowTable.picked(rows) : this.rowTable.rows(),
        keys: { ...this.keyColumns(rows), caps: this.keys.capOfEach(), passes: this.keys.passOfEach() },
      },
      passes: this.passes,
      near: this.near,
      score: this.score,
      common: this.keys.common(),
      labels: column(this.labelCodes, this.labels),
    }
  }

  private overtake(row: number): void {
    this.overtaken.add(row)
    if (row >= this.ends.length) return
    const from = row === 0 ? 0 : (this.ends.values[row - 1] ?? 0)
    for (let at = from; at < (this.ends.values[row] ?? 0); at++) this.keys.remove(this.flat.values[at] ?? 0)
  }

  private keyColumns(rows: Uint32Array | undefined): { flat: Uint32Array; ends: Uint32Array } {
    if (!rows) return { flat: this.flat.view(), ends: this.ends.view() }
    const [flat, ends] = [new Uint32Column(this.flat.length), new Uint32Column(rows.length)]
    for (const row of rows) {
      const from = row === 0 ? 0 : (this.ends.values[row - 1] ?? 0)
      for (let at = from; at < (this.ends.values[row] ?? 0); at++) flat.push(this.flat.values[at] ?? 0)
      ends.push(flat.length)
    }
    return { flat: flat.view(), ends: ends.view() }
  }
}

function byRow(rows: Uint32Array): (a: number, b: number) => number {
  return (a, b) => (rows[a] ?? 0) - (rows[b] ?? 0)
}

function picked(values: Uint32Array, rows: Uint32Array): Uint32Array {
  const column = new Uint32Column(rows.length)
  for (const row of rows) column.push(values[row] ?? 0)
  return column.view()
}
