import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { PROJECT } from '../../server/env.ts'
import type { AddressInput } from '../../server/model/record.ts'

/** A row of the tables in `table/`, with the address it is about. */
export type TableRow = {
  readonly id: string
  readonly address: AddressInput
  readonly verdicts: readonly string[]
  readonly missing: readonly string[]
  readonly corrected: Readonly<Record<string, string>>
  readonly next: string
  readonly why: string
}

type Cells = Readonly<Record<string, string>>
const PARTS = ['country', 'line1', 'line2', 'city', 'region', 'postcode', 'full'] as const
const SHARED = join(PROJECT, '..', 'shared')

/** Addresses of our own. */
export function ownRows(): TableRow[] {
  return cellsOf(readFileSync(tablePath('addresses.csv'), 'utf8')).map((row) => rowOf(row, (part) => row[part] ?? ''))
}

/** Addresses of given material that lies beside the project, of the files that are there. */
export function referencedRows(): TableRow[] {
  const files = new Map<string, unknown[]>()
  return cellsOf(readFileSync(tablePath('references.csv'), 'utf8')).flatMap((row) => {
    const path = join(SHARED, row.file ?? '')
    if (!existsSync(path)) return []
    const rows = files.get(path) ?? rowsIn(path)
    files.set(path, rows)
    const found = rows.find((each) => valueAt(each, row.key ?? '') === row.value)
    if (!found) throw new Error(`${row.id}: nothing in ${row.file} has ${row.key} ${row.value}`)
    return [rowOf(row, (part) => textOf(found, row[part] ?? ''))]
  })
}

function tablePath(name: string): string {
  return join(PROJECT, 'test', 'addresses', 'table', name)
}

function cellsOf(text: string): Cells[] {
  return parse(text, { columns: true, skip_empty_lines: true, relax_column_count: true })
}

function rowsIn(path: string): unknown[] {
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  if (path.endsWith('.jsonl')) return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line)]))
  if (!path.endsWith('.json')) return cellsOf(text.replace(/^\uFEFF/, ''))
  const json: unknown = JSON.parse(text)
  return Array.isArray(json) ? json : Object(json).records
}

/** Text of the columns that a cell names: `='US'` is itself, `a+b` two of them. */
function textOf(row: unknown, named: string): string {
  if (named.startsWith('=')) return named.slice(2, -1)
  const names = valueAt(row, named) === undefined ? named.split('+') : [named]
  return names.flatMap((name) => valueAt(row, name) || []).join(' ')
}

/** The column of that very name, else a dot leads inwards. */
function valueAt(row: unknown, name: string): string | undefined {
  const own: unknown = Object(row)[name]
  const found = own ?? name.split('.').reduce<unknown>((within, part) => Object(within)[part], row)
  return found === undefined || found === null ? undefined : String(found)
}

function rowOf(row: Cells, textOfPart: (part: string) => string): TableRow {
  const address = PARTS.flatMap((part) => {
    const text = textOfPart(part)
    return text === '' ? [] : [[part, text] as const]
  })
  const listed = (text: string | undefined) => (text ? text.split(';') : [])
  const corrected = listed(row.corrected).map((pair) => [
    pair.slice(0, pair.indexOf('=')),
    pair.slice(pair.indexOf('=') + 1),
  ])
  return {
    id: row.id ?? '',
    address: Object.fromEntries(address),
    verdicts: (row.verdict ?? '').split('|'),
    missing: listed(row.missing),
    corrected: Object.fromEntries(corrected),
    next: row.next ?? '',
    why: row.why ?? '',
  }
}
