import type { Problem } from '../../model/problem.ts'
import { fold } from '../../text/fold.ts'
import type { CsvRecord } from './csv-state.ts'
import type { NoIds } from './no-id.ts'
import type { OnNote } from './note.ts'
import { FILE_WORDS } from './words.ts'

export type Row = Record<string, string>
/** A row and the line it starts on, or what is wrong with the line. */
export type ReadRow =
  | { readonly line: number; readonly row: Row; readonly noIds?: NoIds }
  | { readonly line: number; readonly problem: Problem }

/** Names for columns: trimmed; a second `email` is `email#2`, one without a name `column 3`. */
export function headerOf(fields: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return fields.map((field, i) => {
    const name = field.trim() === '' ? `column ${i + 1}` : field.trim()
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? name : `${name}#${count}`
  })
}

export function rowProblem(tooLarge: boolean, detail: string, file: string, line: number, column?: string): Problem {
  return { code: tooLarge ? 'row.too-large' : 'row.unreadable', detail, file, line, column }
}

/** A total or a remark at the end is one of three columns or more: of two, it may be a record that is cut short. */
const WIDE = 3
const TOTALS = new Set(FILE_WORDS.totals.map(fold))

type Fields = Extract<CsvRecord, { fields: readonly string[] }>
type Held = { readonly words: string; readonly read: ReadRow }

/**
 * Rows of a table by the names of its columns. Passed over, and counted: a header that comes again, and at the end of the
 * file remarks and totals. Short rows are filled up, unless the next one shows that a line broke in the middle.
 */
export async function* tableRows(
  file: string,
  header: readonly string[],
  batches: AsyncIterable<Iterable<CsvRecord>>,
  onNote: OnNote = () => {},
): AsyncGenerator<ReadRow> {
  const reader = new TableReader(file, header)
  for await (const records of batches) for (const record of records) yield* reader.take(record)
  yield* reader.end(onNote)
}

/** Shapes of ids that are remembered. */
const SHAPES = 50

class TableReader {
  readonly #file: string
  readonly #header: readonly string[]
  #headers = 0
  /** What is no record if nothing follows it but its like. */
  #held: Held[] = []
  /** A short row, until the next one shows whether it is whole. */
  #short: Fields | undefined
  /** Shapes of the first fields of rows: what looks like none of them does not begin a record. */
  readonly #shapes = new Set<string>()

  constructor(file: string, header: readonly string[]) {
    this.#file = file
    this.#header = header
  }

  take(record: CsvRecord): ReadRow[] {
    const before = this.#shortBefore(record)
    if (before.length > 1) return before
    const words = wordsAlone(record, this.#header)
    if (words !== undefined) {
      this.#held.push({ words, read: this.#read(record) })
      return before
    }
    const rows = [...before, ...this.#held.map(({ read }) => read)]
    this.#held = []
    if ('broken' in record) return [...rows, this.#read(record)]
    if (isHeader(record.fields, this.#header)) {
      this.#headers++
      return rows
    }
    if (this.#shapes.size < SHAPES) this.#shapes.add(shapeOf(record.fields[0]))
    if (record.fields.length < this.#header.length) {
      this.#short = record
      return rows
    }
    return [...rows, this.#read(record)]
  }

  end(onNote: OnNote): ReadRow[] {
    if (this.#headers > 0)
      onNote({ about: 'rows', count: this.#headers, detail: 'the header comes again; passed over' })
    if (this.#held.length > 0) {
      const said = this.#held.map(({ words, read }) => `line ${read.line} ${JSON.stringify(words.slice(0, 40))}`)
      const detail = `totals and remarks at the end of the file; passed over: ${said.slice(0, 5).join(', ')}`
      onNote({ about: 'rows', count: this.#held.length, detail })
    }
    return this.#short ? [this.#read(this.#short)] : []
  }

  /** The short row before this one; both as broken where they are one record together. */
  #shortBefore(record: CsvRecord): ReadRow[] {
    const short = this.#short
    this.#short = undefined
    if (!short) return []
    const columns = this.#header.length
    // The last field of the one and the first of the other are one.
    const areOne =
      'fields' in record &&
      record.fields.length < columns &&
      short.fields.length + record.fields.length - 1 === columns &&
      !this.#shapes.has(shapeOf(record.fields[0]))
    if (!areOne) return [this.#read(short)]
    const detail = `a record of ${columns} columns over two lines, without quotes around the cell that holds the line end`
    return [short, record].map(({ line }) => ({ line, problem: rowProblem(false, detail, this.#file, line) }))
  }

  #read(record: CsvRecord): ReadRow {
    return 'broken' in record ? problemOf(record, this.#file, this.#header) : rowOf(record, this.#header)
  }
}

/** Letters and digits of a text told apart, their number not. */
function shapeOf(text = ''): string {
  return text
    .trim()
    .replace(/\p{L}+/gu, 'a')
    .replace(/\d+/g, '9')
}

function problemOf(record: Extract<CsvRecord, { broken: string }>, file: string, header: readonly string[]): ReadRow {
  const { line, broken, tooLarge } = record
  const column = record.column === undefined ? undefined : (header[record.column - 1] ?? `column ${record.column}`)
  return { line, problem: rowProblem(tooLarge === true, broken, file, line, column) }
}

function rowOf({ line, fields, noIds }: Fields, header: readonly string[]): ReadRow {
  const row: Row = {}
  for (let i = 0; i < header.length; i++) row[header[i] ?? ''] = fields[i] ?? ''
  if (!noIds) return { line, row }
  return { line, row, noIds: Object.fromEntries([...noIds].map(([place, what]) => [header[place] ?? '', what])) }
}

function isHeader(fields: readonly string[], header: readonly string[]): boolean {
  if (fields[0]?.trim() !== header[0] || header.length < 2) return false
  return headerOf(fields).every((name, i) => name === header[i])
}

/** What a line says that is a remark or a total; undefined for one that is a record. */
function wordsAlone(record: CsvRecord, header: readonly string[]): string | undefined {
  if (header.length < WIDE) return undefined
  if ('broken' in record) return record.alone
  const [first = '', ...others] = record.fields.filter((field) => field.trim() !== '')
  if (others.length === 0) return record.fields.length < header.length ? first : undefined
  if (!TOTALS.has(fold(first))) return undefined
  return others.every((field) => /^[^\p{L}]*(?:\p{L}{1,3}\W*)?$/u.test(field)) ? first : undefined
}
