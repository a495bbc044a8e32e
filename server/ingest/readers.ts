import type { Problem } from '../model/problem.ts'
import { type CsvRecord, csvBatches, csvRecords, MAX_FIELD } from './csv.ts'
import { textOf, UNREADABLE } from './decode.ts'
import { flatten } from './flatten.ts'

export type Row = Record<string, string>
/** A row and the line it starts on, or what is wrong with the line. */
export type ReadRow =
  | { readonly line: number; readonly row: Row }
  | { readonly line: number; readonly problem: Problem }

export type ReadOptions = {
  /** Label such as `windows-1252` or `utf-16le`; without it UTF-8, or what a byte order mark says. */
  readonly encoding?: string | undefined
  /** Without it, by name: `.jsonl`, `.ndjson` and `.json` (also with .gz) hold one JSON object a line, others CSV. */
  readonly format?: 'csv' | 'jsonl' | undefined
  /** Without it, the one of comma, semicolon, tab and bar that fits the first lines. */
  readonly delimiter?: string | undefined
}

export function formatOf(path: string): 'csv' | 'jsonl' {
  return /\.(jsonl|ndjson|json)(\.gz)?$/i.test(path) ? 'jsonl' : 'csv'
}

/**
 * Rows of a file, streamed in bounded memory. A line that cannot be read comes as a Problem (file, line, column and
 * reason) in its place, and the rest goes on.
 * @throws what opening or unzipping the file throws (ENOENT, …)
 */
export function readRows(path: string, options: ReadOptions = {}): AsyncGenerator<ReadRow> {
  const format = options.format ?? formatOf(path)
  const text = textOf(path, options.encoding)
  return format === 'csv' ? csvRows(path, csvBatches(text, options.delimiter)) : jsonRows(path, text)
}

/** Columns of a CSV file; undefined for JSON lines, which need not agree on any. Empty when the file is. */
export async function readHeader(path: string, options: ReadOptions = {}): Promise<string[] | undefined> {
  if ((options.format ?? formatOf(path)) === 'jsonl') return undefined
  for await (const record of csvRecords(textOf(path, options.encoding), options.delimiter)) {
    return 'fields' in record ? headerOf(record.fields) : []
  }
  return []
}

/** Names for columns: trimmed; a second `email` is `email#2`, one without a name `column 3`. */
function headerOf(fields: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return fields.map((field, i) => {
    const name = field.trim() === '' ? `column ${i + 1}` : field.trim()
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? name : `${name}#${count}`
  })
}

function rowProblem(tooLarge: boolean, detail: string, file: string, line: number, column?: string): Problem {
  return { code: tooLarge ? 'row.too-large' : 'row.unreadable', detail, file, line, column }
}

async function* csvRows(file: string, batches: AsyncIterable<Iterable<CsvRecord>>): AsyncGenerator<ReadRow> {
  let header: string[] | undefined
  for await (const records of batches) {
    for (const record of records) {
      const { line } = record
      if ('broken' in record) {
        const column =
          record.column === undefined ? undefined : (header?.[record.column - 1] ?? `column ${record.column}`)
        yield { line, problem: rowProblem(record.tooLarge === true, record.broken, file, line, column) }
        // Without a header no row can be named.
        if (!header) return
        continue
      }
      if (!header) {
        header = headerOf(record.fields)
        continue
      }
      const row: Row = {}
      for (let i = 0; i < header.length; i++) row[header[i] ?? ''] = record.fields[i] ?? ''
      yield { line, row }
    }
  }
}

async function* jsonRows(file: string, chunks: AsyncIterable<string>): AsyncGenerator<ReadRow> {
  let rest = ''
  let line = 0
  let skipping = false
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const text of lines) {
      line++
      if (skipping) skipping = false
      else if (text.trim() !== '') yield jsonRow(file, line, text)
    }
    if (rest.length > MAX_LINE) {
      if (!skipping)
        yield {
          line: line + 1,
          problem: rowProblem(true, `a line of more than ${MAX_LINE} characters`, file, line + 1),
        }
      skipping = true
      rest = ''
    }
  }
  if (rest.trim() !== '' && !skipping) yield jsonRow(file, line + 1, rest)
}

const MAX_LINE = 4 * MAX_FIELD

function jsonRow(file: string, line: number, text: string): ReadRow {
  if (text.includes(UNREADABLE)) {
    const why = 'bytes that are not valid UTF-8; name the encoding of the file (--encoding windows-1252, utf-16le, …)'
    return { line, problem: rowProblem(false, why, file, line) }
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { line, problem: rowProblem(false, `not a JSON object: ${why.slice(0, 200)}`, file, line) }
  }
  const row = flatten(value)
  if (!row) return { line, problem: rowProblem(false, 'not a JSON object: each line must be one { … }', file, line) }
  for (const [column, cell] of Object.entries(row)) {
    if (cell.length > MAX_FIELD)
      return {
        line,
        problem: rowProblem(true, `a field of ${cell.length} characters; ${MAX_FIELD} are allowed`, file, line, column),
      }
    if (cell.includes('\u0000')) return { line, problem: rowProblem(false, 'NUL characters', file, line, column) }
  }
  return { line, row }
}
