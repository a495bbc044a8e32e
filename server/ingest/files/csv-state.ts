import { type Dialect, scanQuoted } from '../csv-record.ts'
import { UNREADABLE } from '../decode.ts'
import type { CsvLayout } from './layout.ts'

/**
 * A record of a CSV text, or why there is none. `line` is where it starts, counted from 1. Fields may be fewer than those
 * of the header: many tools drop the empty ones at the end of a line. `alone` is a line in which nothing is told apart.
 */
export type CsvRecord =
  | {
      readonly line: number
      readonly fields: readonly string[]
      /** Of a workbook: cells that cannot be ids, by their place. */
      readonly noIds?: ReadonlyMap<number, string>
    }
  | {
      readonly line: number
      readonly broken: string
      readonly column?: number
      readonly tooLarge?: true
      readonly alone?: string
    }

/** A field above this is a broken row, not data. */
export const MAX_FIELD = 1 << 20
/** What a record may hold in memory before it must be whole. */
const MAX_RECORD = 4 * MAX_FIELD

/** What no honest text holds, and why it is there. */
const DAMAGES = [
  [UNREADABLE, 'bytes that are not valid UTF-8; name the encoding of the file (--encoding windows-1252, utf-16le, …)'],
  ['\u0000', 'NUL bytes; a binary file, or UTF-16 without a byte order mark (--encoding utf-16le)'],
] as const

/** Why a record cannot be used although its columns are right. */
function damage(fields: readonly string[]): { broken: string; column: number } | undefined {
  for (const [i, value] of fields.entries())
    for (const [sign, broken] of DAMAGES) if (value.includes(sign)) return { broken, column: i + 1 }
  return undefined
}

/** Reads the records of a text that is fed in pieces. A broken record is told and the rest goes on. */
export class CsvState {
  #text = ''
  #at = 0
  #line: number
  #columns: number
  readonly #dialect: Dialect
  readonly #comment: CsvLayout['comment']
  /** Inside a line that is too long: drop everything up to its end. */
  #skipping = false
  /** Next quote or escape at or after `#at`, remembered so that a chunk without them is searched once; Infinity: none. */
  #mark = -1

  constructor({ dialect, comment, line, columns }: CsvLayout) {
    this.#dialect = dialect
    this.#comment = comment
    this.#line = line
    this.#columns = columns
  }

  feed(chunk: string): void {
    this.#text = this.#at > 0 ? this.#text.slice(this.#at) + chunk : this.#text + chunk
    this.#at = 0
    this.#mark = -1
  }

  *drain(atEnd: boolean): Generator<CsvRecord> {
    while (this.#at < this.#text.length) {
      const newline = this.#text.indexOf('\n', this.#at)
      if (this.#skipping) {
        this.#skipLine(newline)
        continue
      }
      if (newline < 0 && this.#pending() > MAX_RECORD) {
        yield this.#tooLarge()
        this.#skipping = true
        continue
      }
      if (newline < 0 && !atEnd) return
      const lineEnd = newline < 0 ? this.#text.length : newline
      const isPlain = this.#markAfter(this.#at) >= lineEnd
      const read =
        isPlain || this.#isComment(lineEnd)
          ? this.#plainLine(newline, lineEnd)
          : this.#quotedRecord(this.#dialect, atEnd)
      if (read === 'more') return
      if (read !== 'blank') yield read
    }
    if (atEnd) this.#text = ''
  }

  #skipLine(newline: number): void {
    this.#at = newline < 0 ? this.#text.length : newline + 1
    if (newline < 0) return
    this.#skipping = false
    this.#line++
  }

  #isComment(lineEnd: number): boolean {
    const comment = this.#comment
    if (comment === undefined || !this.#text.startsWith(comment.sign, this.#at)) return false
    return comment.isStated || !this.#text.slice(this.#at, lineEnd).includes(this.#dialect.delimiter)
  }

  #plainLine(newline: number, lineEnd: number): CsvRecord | 'blank' {
    const isComment = this.#isComment(lineEnd)
    const line = this.#text.slice(this.#at, this.#text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd)
    const start = this.#line
    this.#at = newline < 0 ? this.#text.length : newline + 1
    this.#line++
    return isComment || line.trim() === '' ? 'blank' : this.#check(start, line.split(this.#dialect.delimiter), line)
  }

  #quotedRecord(dialect: Dialect, atEnd: boolean): CsvRecord | 'more' | 'blank' {
    const scan = scanQuoted(this.#text, this.#at, dialect, atEnd)
    if (scan.is === 'unfinished' && !atEnd && this.#pending() <= MAX_RECORD) return 'more'
    if (scan.is === 'whole' && this.#fits(scan.fields)) {
      const start = this.#line
      const text = this.#text.slice(this.#at, scan.end)
      this.#at = scan.end
      this.#line += scan.lines
      return this.#check(start, scan.fields, text)
    }
    // Quotes may be escaped by a backslash, as MySQL and PostgreSQL write them, in a file that does not say so.
    const escaped = dialect.escape === '' ? this.#escapedRecord(dialect, atEnd) : undefined
    if (escaped) return escaped
    if (scan.is === 'broken') return this.#resync(scan.broken, scan.column)
    if (scan.is === 'unfinished') return this.#resync('a quote that is never closed', 0)
    // A quote that was never closed may end at the next row's opening one: then the columns do not add up, and
    // the rows it swallowed are read one by one.
    if (scan.lines > 1)
      return this.#resync('an unclosed quote, or a wrong number of columns in a record of several lines', 1)
    const start = this.#line
    const text = this.#text.slice(this.#at, scan.end)
    this.#at = scan.end
    this.#line++
    return this.#check(start, scan.fields, text)
  }

  /** The record once more with backslashes as escapes; undefined unless that makes it whole. */
  #escapedRecord(dialect: Dialect, atEnd: boolean): CsvRecord | 'blank' | undefined {
    const end = this.#text.indexOf('\n', this.#at)
    const line = this.#text.slice(this.#at, end < 0 ? undefined : end)
    if (!line.includes(`\\${dialect.quote}`)) return undefined
    const scan = scanQuoted(this.#text, this.#at, { ...dialect, escape: '\\' }, atEnd)
    if (scan.is !== 'whole' || !this.#fits(scan.fields)) return undefined
    const start = this.#line
    const text = this.#text.slice(this.#at, scan.end)
    this.#at = scan.end
    this.#line += scan.lines
    return this.#check(start, scan.fields, text)
  }

  /** Whether the fields are as many as the header's, but for empty ones at the end. */
  #fits(fields: readonly string[]): boolean {
    if (this.#columns === 0 || fields.length === this.#columns) return true
    return fields.length > this.#columns && fields.slice(this.#columns).every((field) => field.trim() === '')
  }

  #markAfter(at: number): number {
    if (this.#mark < at) {
      const { quote, escape: lead } = this.#dialect
      const found = [quote, lead].map((sign) => (sign === '' ? -1 : this.#text.indexOf(sign, at)))
      this.#mark = Math.min(...found.map((place) => (place < 0 ? Number.POSITIVE_INFINITY : place)))
    }
    return this.#mark
  }

  #pending(): number {
    return this.#text.length - this.#at
  }

  #tooLarge(): CsvRecord {
    return { line: this.#line, broken: `a line of more than ${MAX_RECORD} characters`, tooLarge: true }
  }

  /** Gives up on the record that starts here and goes on with the next line. */
  #resync(broken: string, column: number): CsvRecord {
    const line = this.#line
    const newline = this.#text.indexOf('\n', this.#at)
    this.#at = newline < 0 ? this.#text.length : newline + 1
    this.#line++
    return column > 0 ? { line, broken, column } : { line, broken }
  }

  /** `text` is what the fields were read from: one look at it spares one at each. */
  #check(line: number, fields: readonly string[], text: string): CsvRecord | 'blank' {
    if (this.#columns === 0) this.#columns = fields.length
    const large = text.length > MAX_FIELD ? fields.findIndex((f) => f.length > MAX_FIELD) : -1
    if (large >= 0)
      return {
        line,
        broken: `a field of ${fields[large]?.length ?? 0} characters; ${MAX_FIELD} are allowed`,
        column: large + 1,
        tooLarge: true,
      }
    const damaged = DAMAGES.some(([sign]) => text.includes(sign)) ? damage(fields) : undefined
    if (damaged) return { line, ...damaged }
    if (fields[0]?.trim() === '' && fields.every((field) => field.trim() === '')) return 'blank'
    const excess = fields.length - this.#columns
    if (excess === 0) return { line, fields }
    if (excess > 0 && this.#fits(fields)) return { line, fields: fields.slice(0, this.#columns) }
    if (excess < 0 && fields.length > 1) return { line, fields }
    const broken = `${fields.length} columns where the header has ${this.#columns}`
    return fields.length === 1 ? { line, broken, alone: fields[0] ?? '' } : { line, broken }
  }
}
