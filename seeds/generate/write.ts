import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FileName } from './draft.ts'
import { columnsOf, type Row } from './layout.ts'

/** Files that a source delivers as JSON lines; the others are CSV. */
const JSON_LINES: readonly FileName[] = ['loyalty-members', 'crm-central-companies', 'crm-central-contacts']

/** Name of the data file of a mapping, with its extension. */
export function dataFileOf(file: FileName): string {
  return `${file}.${JSON_LINES.includes(file) ? 'jsonl' : 'csv'}`
}

/** Text of a source file. JSON lines leave out what is empty. */
export function textOf(file: FileName, rows: readonly Row[]): string {
  if (!JSON_LINES.includes(file)) return csv(columnsOf(file), rows)
  return rows
    .map((row) => `${JSON.stringify(Object.fromEntries(Object.entries(row).filter(([, v]) => v !== '')))}\n`)
    .join('')
}

/** RFC 4180 text with a header, LF line ends. */
export function csv(columns: readonly string[], rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `${cells.map(cell).join(',')}\n`
  return line(columns) + rows.map((row) => line(columns.map((column) => row[column] ?? ''))).join('')
}

/** Writes each text under its relative path. */
export function writeAll(out: string, texts: ReadonlyMap<string, string>): void {
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(out, path)), { recursive: true })
    writeFileSync(join(out, path), text)
  }
}

function cell(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
