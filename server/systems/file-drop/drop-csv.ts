import type { WriteItem, WriteOutcome } from '../connector.ts'
import type { FileDropSettings } from './file-drop-shape.ts'

// A drop is read by a program: cells are what they are, and nothing is done about those that a spreadsheet would run as
// formulas (=, +, -, @), which would make other values of them. No cell is both written and empty: what is to be emptied is
// named in `cleared`, a JSON list of columns; any other empty cell is one that the row says nothing of.

const OWN = ['id', 'externalId', 'seq', 'key', 'action', 'cleared'] as const
type OwnColumn = (typeof OWN)[number]

type CsvSettings = Pick<FileDropSettings, 'columns' | 'prefix' | 'nullAs'>
type Cells = Readonly<Record<string, string>>

/** Columns of the settings that Kith's own would hide. */
export function hiddenColumns({ columns = [], prefix }: CsvSettings): string[] {
  const own = new Set<string>(ownColumns(prefix))
  return columns.filter((column, i) => own.has(column) || columns.indexOf(column) !== i)
}

/** Why an item cannot be put into a drop so that it would be read as it is; undefined where it can. */
export function refusalOf({ set }: WriteItem, settings: CsvSettings): WriteOutcome | undefined {
  for (const [column, value] of Object.entries(set)) {
    const reason = cellRefusal(column, value, settings)
    if (reason) return { kind: 'rejected', reason, column }
  }
  return undefined
}

function cellRefusal(column: string, value: string | null, { columns, prefix, nullAs }: CsvSettings) {
  if (ownColumns(prefix).includes(column))
    return "a drop has a column of Kith's own of this name: a prefix tells them apart"
  if (columns && !columns.includes(column)) return 'it is not among the columns of a drop'
  const isMistaken = value !== '' && value === nullAs
  return isMistaken ? `${JSON.stringify(nullAs)} is how a drop says that a cell is to be emptied` : undefined
}

/** Kith's own columns, then those of the settings, or else all that the items write. */
export function columnsOf(items: readonly WriteItem[], { columns, prefix }: CsvSettings): string[] {
  const written = columns ?? [...new Set(items.flatMap(({ set }) => Object.keys(set)))]
  return [...ownColumns(prefix), ...written]
}

/** An item as a row; columns that it says nothing of are left out. */
export function cellsOf(item: WriteItem, { prefix, nullAs }: CsvSettings): Cells {
  const cleared = Object.keys(item.set).filter((column) => isEmpty(item.set[column]))
  const own: Record<OwnColumn, string> = {
    id: item.id ?? '',
    externalId: item.externalId ?? '',
    seq: String(item.seq),
    key: item.key,
    action: item.id === undefined ? 'create' : 'update',
    cleared: cleared.length === 0 ? '' : JSON.stringify(cleared),
  }
  const written = Object.entries(item.set).map(([column, value]) => [column, isEmpty(value) ? nullAs : value])
  return Object.fromEntries([...OWN.map((column) => [`${prefix}${column}`, own[column]]), ...written])
}

/** Rows with their header as CSV (RFC 4180). */
export function dropText(columns: readonly string[], rows: readonly Cells[]): string {
  const lines = rows.map((row) => columns.map((column) => quoted(row[column] ?? '')).join(','))
  return `${[columns.map(quoted).join(','), ...lines].join('\r\n')}\r\n`
}

function ownColumns(prefix: string): string[] {
  return OWN.map((column) => `${prefix}${column}`)
}

function isEmpty(value: string | null | undefined): boolean {
  return value === null || value === undefined || value === ''
}

/** Also around outer blanks, which many a reader takes off otherwise. */
function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
