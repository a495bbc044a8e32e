import type { RenderedRequest, WriteItem } from '../connector.ts'
import { keyOf } from './remote-rows.ts'
import {
  createSql,
  type GivenRow,
  lookSql,
  paramsOf,
  quoted,
  type Table,
  type Typing,
  updateSql,
} from './statements.ts'

/** Items of one table that one statement writes: all made or all changed, the same columns, every record once. */
export type Group = readonly WriteItem[]

/** A statement and the rows that it takes. */
export type SqlStatement = { readonly sql: string; readonly rows: readonly GivenRow[] }

/** Items as groups, at most so many in each. What comes after another item of its record is written after it. */
export function groupsOf(table: Table, items: Group, most: number): Group[] {
  const groups: WriteItem[][] = []
  let open = new Map<string, WriteItem[]>()
  let records = new Set<string>()
  for (const item of items) {
    const record = JSON.stringify([item.id, item.externalId])
    if (records.has(record)) {
      open = new Map()
      records = new Set()
    }
    records.add(record)
    const kind = kindOf(table, item)
    const group = open.get(kind)
    if (group && group.length < most) group.push(item)
    else {
      const begun = [item]
      groups.push(begun)
      open.set(kind, begun)
    }
  }
  return groups
}

/** Items of one kind go by one statement. What nothing tells from others goes alone, so that its answer is known to be its own. */
function kindOf(table: Table, item: WriteItem): string {
  if (item.id === undefined && externalOf(table, item) === undefined) return item.key
  return JSON.stringify([item.id === undefined, Object.keys(cellsOf(table, item)).sort()])
}

/** Column that a record is found by before its id is known. */
function externalOf({ settings: { externalId } }: Table, item: WriteItem): string | undefined {
  return item.externalId === undefined ? undefined : externalId
}

/** Columns that find the row of an item, and their values; undefined where there are none. */
export function itemKey(table: Table, item: WriteItem): Record<string, string> | undefined {
  if (item.id !== undefined) return keyOf(table, item.id)
  const external = externalOf(table, item)
  return external === undefined || item.externalId === undefined ? undefined : { [external]: item.externalId }
}

/** Everything that a write of the item says. A row that is made keeps the defaults of its table where nothing is said. */
export function cellsOf(table: Table, item: WriteItem): Record<string, string | null> {
  const { seq, onWrite } = table.settings
  const said = Object.entries(item.set).filter(([column, value]) => {
    const counted = onWrite[column] === 'now' || onWrite[column] === 'next'
    return !counted && (value !== null || item.id !== undefined)
  })
  return {
    ...Object.fromEntries(said),
    ...(item.id === undefined ? itemKey(table, item) : {}),
    ...(seq === undefined ? {} : { [seq]: String(item.seq) }),
    ...Object.fromEntries(
      Object.entries(onWrite).flatMap(([column, what]) => (typeof what === 'object' ? [[column, what.text]] : [])),
    ),
  }
}

/** The statement that writes a group; undefined where nothing is to be written. */
export function writeStatement(table: Table, group: Group, type: Typing): SqlStatement | undefined {
  const [first] = group
  const columns = first ? Object.keys(cellsOf(table, first)) : []
  if (!first || columns.length === 0) return undefined
  const sql =
    first.id === undefined ? createSql(table, externalOf(table, first), columns, type) : updateSql(table, columns, type)
  return { sql, rows: rowsOf(table, group) }
}

/** The question what is so already of a group; undefined where nothing finds its rows. */
export function lookStatement(table: Table, group: Group, type: Typing): SqlStatement | undefined {
  const [first] = group
  const key = first && itemKey(table, first)
  if (!first || !key) return undefined
  const sql = lookSql(table, Object.keys(key), Object.keys(cellsOf(table, first)), type)
  return { sql, rows: rowsOf(table, group) }
}

function rowsOf(table: Table, group: Group): GivenRow[] {
  return group.map((item, nr) => ({
    nr,
    key: itemKey(table, item) ?? {},
    cells: cellsOf(table, item),
    ...(item.version === undefined ? {} : { version: item.version }),
  }))
}

/** The statement as it is sent for this item alone, but that types, which only the catalogue knows, are named by their columns. */
export function renderItem(table: Table, item: WriteItem): RenderedRequest {
  const type: Typing = (column) => `${table.name}.${quoted(column)}%TYPE`
  const { sql, rows } = writeStatement(table, [item], type) ??
    lookStatement(table, [item], type) ?? { sql: '', rows: [] }
  const [, ...more] = paramsOf(table, rows)
  return {
    action: item.id === undefined ? 'create' : 'update',
    record: item.id ?? item.externalId ?? item.key,
    request: { sql, parameters: [rows, ...more] },
  }
}
