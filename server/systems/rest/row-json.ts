import { groupBy } from '../../collections/group-by.ts'
import { ownValue } from '../../collections/own-value.ts'
import type { RemoteRow, RowPatch } from '../connector.ts'
import type { CellType, RestEntity } from './rest-entity-shape.ts'
import type { JsonValue } from './template.ts'

/** Why an item cannot be sent at all. A class, which no JSON that a record may hold is mistaken for. */
export class NotSendable {
  readonly reason: string
  readonly column: string | undefined
  constructor(reason: string, column?: string) {
    this.reason = reason
    this.column = column
  }
}

type Shown = Pick<RestEntity, 'columns' | 'whole' | 'record'>

/**
 * Cells that are to be written, as the system's JSON: columns are paths in it (`address.city`, `emails.0`). What can only be
 * replaced as a whole, lists and the objects that are declared so, is written with what else it is known to hold.
 */
export function patchJson(set: RowPatch, known: RemoteRow, shown: Shown): JsonValue | NotSendable {
  const roots = new Set(Object.keys(set).flatMap((column) => rootOf(column, shown.whole) ?? []))
  const beside = Object.entries(known).filter(([column]) => {
    const root = rootOf(column, shown.whole)
    return root !== undefined && roots.has(root) && !isReadOnly(column, shown)
  })
  return rowJson(set, Object.fromEntries(beside), shown)
}

/** The whole record as the system's JSON: what it is known to hold, and what is to be written. */
export function wholeJson(set: RowPatch, known: RemoteRow, shown: Shown): JsonValue | NotSendable {
  const kept = Object.entries(known).filter(([column]) => !isReadOnly(column, shown))
  return rowJson(set, Object.fromEntries(kept), shown)
}

/** An id or a version as JSON of the type of its column. */
export function typedCell(text: string, column: string | undefined, { columns }: Shown): JsonValue {
  const json = column === undefined ? text : cellJson(text, typeOf(ownValue(columns, column)))
  return json ?? text
}

function rowJson(set: RowPatch, beside: RemoteRow, { columns }: Shown): JsonValue | NotSendable {
  const cells: Cell[] = []
  for (const [column, text] of Object.entries({ ...beside, ...set })) {
    const said = ownValue(columns, column)
    const json = text === null ? emptyOf(said) : cellJson(text, typeOf(said))
    // What it holds already it has taken before, whatever that is.
    if (json === undefined && Object.hasOwn(set, column))
      return new NotSendable(`${JSON.stringify(text)} is no ${typeOf(said)}`, column)
    cells.push({ parts: column.split('.'), json: json ?? text })
  }
  return nested(cells)
}

type Cell = { readonly parts: readonly string[]; readonly json: JsonValue }
type ColumnSettings = RestEntity['columns'][string]

function typeOf(said: ColumnSettings | undefined): CellType {
  return typeof said === 'object' ? said.type : (said ?? 'text')
}

function emptyOf(said: ColumnSettings | undefined): JsonValue {
  return typeof said === 'object' ? said.empty : null
}

/** A cell as JSON of a type; undefined where it is none. */
function cellJson(text: string, type: CellType): JsonValue | undefined {
  switch (type) {
    case 'text':
      return text
    case 'number':
      return numberOf(text)
    case 'boolean':
      return BOOLEANS.get(text.toLowerCase())
    case 'json':
      return jsonOf(text)
  }
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
])

/** Digits beyond the 15 that a number of JSON is sure to keep would be another number there. */
function numberOf(text: string): number | undefined {
  const digits = text.replace(/\D/g, '')
  return /^-?\d+(\.\d+)?$/.test(text) && digits.length <= 15 ? Number(text) : undefined
}

function jsonOf(text: string): JsonValue | undefined {
  try {
    const parsed: JsonValue = JSON.parse(text)
    return parsed
  } catch {
    return undefined
  }
}

const IN_LIST = /^\d+$/

/** Cells by the first part of their paths, and so on down. A list keeps no gaps: what is emptied in it is gone from it. */
function nested(cells: readonly Cell[]): JsonValue {
  const members = [...groupBy(cells, ({ parts }) => parts[0] ?? '')].map(([name, group]) => {
    const deeper = group.filter(({ parts }) => parts.length > 1)
    const inner = deeper.map(({ parts, json }) => ({ parts: parts.slice(1), json }))
    return { name, json: inner.length > 0 ? nested(inner) : (group[0]?.json ?? null) }
  })
  if (members.length === 0 || !members.every(({ name }) => IN_LIST.test(name)))
    return Object.fromEntries(members.map(({ name, json }) => [name, json]))
  return members
    .sort((a, b) => Number(a.name) - Number(b.name))
    .map(({ json }) => json)
    .filter((json) => json !== null)
}

/** What a column is replaced with as a whole: the outermost list or declared object that it is in. */
function rootOf(column: string, whole: readonly string[]): string | undefined {
  const parts = column.split('.')
  for (let length = 1; length < parts.length; length++) {
    const root = parts.slice(0, length).join('.')
    if (whole.includes(root) || IN_LIST.test(parts[length] ?? '')) return root
  }
  return undefined
}

function isReadOnly(column: string, { record }: Shown): boolean {
  return record.readOnly.some((own) => column === own || column.startsWith(`${own}.`))
}
