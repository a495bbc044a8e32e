import { type CsvRecord, openCsv } from './csv.ts'
import { textOf } from './decode.ts'
import { jsonLines, jsonList, listFor } from './files/json-rows.ts'
import type { LayoutOptions } from './files/layout.ts'
import type { OnNote } from './files/note.ts'
import { openFile } from './files/open-file.ts'
import { headerOf, type ReadRow, type Row, tableRows } from './files/table.ts'
import { readWorkbook } from './files/workbook.ts'

export type { ReadRow, Row }

export type ReadOptions = LayoutOptions & {
  /** Label such as `windows-1252` or `utf-16le`; without it what the bytes say, UTF-8 first. */
  readonly encoding?: string | undefined
  /** Without it, by name and first letters. */
  readonly format?: 'csv' | 'jsonl' | undefined
  /** Sheet of a workbook, file in an archive, place of the list in a JSON text (`data.customers`). */
  readonly sheet?: string | undefined
  readonly entry?: string | undefined
  readonly list?: string | undefined
  /** Columns of ids: what cannot be one there is told with its row. */
  readonly ids?: ReadonlySet<string> | undefined
  readonly onNote?: OnNote | undefined
}

/** A file that is being read: its columns, undefined where rows need not agree on any (JSON), and its rows. */
export type OpenRows = { readonly header: readonly string[] | undefined; readonly rows: AsyncGenerator<ReadRow> }

export function formatOf(path: string): 'csv' | 'jsonl' {
  return /\.(jsonl|ndjson|json|geojson)(\.gz)?$/i.test(path) ? 'jsonl' : 'csv'
}

/**
 * Opens a file for what it is: CSV in any dialect, JSON lines, a JSON list, a workbook; plain, in gzip or in a zip. Rows
 * come in bounded memory, but those of a workbook. A line that cannot be read comes as a Problem (file, line, column and
 * reason) in its place, and the rest goes on.
 * @throws ProblemError `request.invalid` that names what is no list; what opening or unzipping the file throws (ENOENT, …)
 */
export async function openRows(path: string, options: ReadOptions = {}): Promise<OpenRows> {
  const { onNote } = options
  const opened = await openFile(path, options)
  if (opened.is === 'workbook') {
    const { names, records } = await readWorkbook(path, opened.bytes, options)
    const [head, ...others] = records
    const header = names ?? headerOf(head?.fields ?? [])
    return { header, rows: tableRows(path, header, one(names ? records : others), onNote) }
  }
  const text = textOf(opened.bytes, options.encoding, onNote)
  const { head, chunks } = await begun(text)
  if (head.trim() === '') onNote?.({ about: 'file', count: 1, detail: 'this is an empty file' })
  const format = options.format ?? jsonBy(head) ?? formatOf(opened.name)
  if (format === 'jsonl')
    return {
      header: undefined,
      rows: isList(head, options) ? jsonList(path, chunks, options) : jsonLines(path, chunks, options.ids),
    }
  const { layout, batches } = await openCsv(chunks, options)
  if (layout.titles.length > 0) {
    const said = layout.titles.slice(0, 3).map((title) => JSON.stringify(title.slice(0, 40)))
    const detail = `lines before the header, passed over: ${said.join(', ')}`
    onNote?.({ about: 'rows', count: layout.titles.length, detail })
  }
  if (layout.names) return { header: layout.names, rows: tableRows(path, layout.names, batches, onNote) }
  return headed(path, batches, onNote)
}

/** Rows of a file: see `openRows`. */
export async function* readRows(path: string, options: ReadOptions = {}): AsyncGenerator<ReadRow> {
  yield* (await openRows(path, options)).rows
}

/** Columns of a file; undefined for JSON, whose objects need not agree on any. Empty when the file is. */
export async function readHeader(path: string, options: ReadOptions = {}): Promise<readonly string[] | undefined> {
  const { header, rows } = await openRows(path, options)
  await rows.return(undefined)
  return header
}

/** The first record names the columns; one that is broken leaves nothing that could be named. */
async function headed(
  path: string,
  batches: AsyncGenerator<Iterable<CsvRecord>>,
  onNote: OnNote | undefined,
): Promise<OpenRows> {
  for (let next = await batches.next(); !next.done; next = await batches.next()) {
    const records = next.value[Symbol.iterator]()
    const first = records.next()
    if (first.done) continue
    if ('broken' in first.value) {
      const broken = first.value
      await batches.return(undefined)
      return { header: [], rows: tableRows(path, [], one([broken]), onNote) }
    }
    const header = headerOf(first.value.fields)
    return { header, rows: tableRows(path, header, rest(records, batches), onNote) }
  }
  return { header: [], rows: tableRows(path, [], one([]), onNote) }
}

async function* rest(
  records: Iterator<CsvRecord>,
  batches: AsyncGenerator<Iterable<CsvRecord>>,
): AsyncGenerator<Iterable<CsvRecord>> {
  yield { [Symbol.iterator]: () => records }
  yield* batches
}

async function* one(records: readonly CsvRecord[]): AsyncGenerator<Iterable<CsvRecord>> {
  yield records
}

/** Text with its beginning looked at; it still comes whole. */
async function begun(text: AsyncGenerator<string>): Promise<{ head: string; chunks: AsyncGenerator<string> }> {
  const first = await text.next()
  const head = first.done ? '' : first.value
  return { head, chunks: again(head, text) }
}

async function* again(head: string, text: AsyncGenerator<string>): AsyncGenerator<string> {
  if (head !== '') yield head
  yield* text
}

/** JSON by its first letters, whatever the file is called: what no CSV begins with. */
function jsonBy(head: string): 'jsonl' | undefined {
  return /^\s*(?:\[\s*)?\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\})/.test(head) ? 'jsonl' : undefined
}

/** A text as a whole, rather than an object a line. */
function isList(head: string, { list, expected = [] }: ReadOptions): boolean {
  if (list !== undefined || /^\s*\[\s*(?:\{|\]|$)/.test(head)) return true
  if (!/^\s*\{/.test(head)) return false
  const line = head.trimStart().split('\n', 1)[0] ?? ''
  const first = parsed(line)
  // One object alone may be a record, or hold the list.
  if (first !== undefined) return line.trim() === head.trim() && listFor(first, expected) !== undefined
  // Of JSON lines, the first may be damaged, but it ends in its brace.
  return !line.trimEnd().endsWith('}') && head.includes('\n')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
