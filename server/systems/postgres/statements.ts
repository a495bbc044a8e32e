import { escapeIdentifier } from 'pg'
import type { PostgresTable } from './postgres-shape.ts'

// Every statement takes its rows as one JSON array, $1, and has columns of the rows read as the types of the table by
// jsonb_to_record: it converts as an assignment does, so 10.5 is 10.50 in numeric(9,2) and too long a text is refused, where a
// cast would cut it off. $2 are the texts that mean deleted, where a definition lists them.

/** Type of a column, as it is declared. */
export type Typing = (column: string) => string

/** A table as statements name it. */
export type Table = { readonly name: string; readonly ids: readonly string[]; readonly settings: PostgresTable }

/** One row of $1: what finds it, and what is to be written. */
export type GivenRow = {
  readonly nr: number
  readonly key: Readonly<Record<string, string>>
  readonly cells: Readonly<Record<string, string | null>>
  readonly version?: string | undefined
}

export const quoted = escapeIdentifier

/** A table of a definition. */
export function tableOf(schema: string, settings: PostgresTable): Table {
  const ids = typeof settings.id === 'string' ? [settings.id] : settings.id
  return { name: `${quoted(schema)}.${quoted(settings.table)}`, ids, settings }
}

/** Parameters of every statement here. */
export function paramsOf({ settings }: Table, given: unknown): unknown[] {
  const value = settings.deleted?.value
  return [JSON.stringify(given), ...(value === undefined || value === true ? [] : [[value].flat()])]
}

/** What stands in every answer about a row after what is special to it: `version, gone, into, origin`, its id, its cells. */
function record(table: Table, version = versionOf(table)): string {
  const { mergedInto, origin, columns } = table.settings
  return [
    version ?? 'NULL',
    goneOf(table),
    textOf(mergedInto),
    textOf(origin),
    ...table.ids.map((id) => cell(id)),
    ...(columns?.map((column) => cell(column)) ?? ['t.*']),
  ].join(', ')
}

/** The same of a row as it was written. Of partitions no xmin is returned; it is the transaction that writes. */
function written(table: Table): string {
  return record(table, table.settings.version === undefined ? 'pg_current_xact_id()::xid::text' : versionOf(table))
}

/** Rows that are found by the columns of `key`, with what of it is so already: `nr, equal, older, as expected`. */
export function lookSql(table: Table, key: readonly string[], cells: readonly string[], type: Typing): string {
  const { seq } = table.settings
  const version = versionOf(table)
  return [
    `SELECT w."nr", NOT (${differs(table, cells, 'n', type)}),`,
    `  ${seq && cells.includes(seq) ? `coalesce(${cell(seq)} > ${value('n', seq, type)}, false)` : 'false'},`,
    `  ${version ? `w."version" IS NULL OR w."version" = ${version}` : 'true'},`,
    `  ${record(table)}`,
    `FROM ${given(key, cells, type)}, ${table.name} AS t`,
    `WHERE ${found(key)}`,
  ].join('\n')
}

/** Writes what differs, where nobody wrote in between and no newer state is there. `nr`, and the row as it is then. */
export function updateSql(table: Table, cells: readonly string[], type: Typing): string {
  const { seq } = table.settings
  const version = versionOf(table)
  const set = [...cells.map((column) => `${quoted(column)} = ${value('n', column, type)}`), ...counted(table)]
  return [
    `UPDATE ${table.name} AS t`,
    `SET ${set.join(', ')}`,
    `FROM ${given(table.ids, cells, type)}`,
    `WHERE ${found(table.ids)}`,
    `  AND (${[differs(table, cells, 'n', type), ...behind(table, cells, 'n', type)].join(' OR ')})`,
    ...(seq && cells.includes(seq) ? [`  AND ${notOlder(seq, 'n', type)}`] : []),
    ...(version ? [`  AND (w."version" IS NULL OR w."version" = ${version})`] : []),
    ...aliveOf(table),
    `RETURNING w."nr", ${written(table)}`,
  ].join('\n')
}

/** Makes a row, or writes what differs into the one that has its external id. `nr`, and the row as it is then. */
export function createSql(table: Table, external: string | undefined, cells: readonly string[], type: Typing): string {
  const onWrite = Object.entries(table.settings.onWrite)
  const counts = onWrite.flatMap(([column, what]) =>
    what === 'now' ? [[column, 'now()']] : what === 'next' ? [[column, '1']] : [],
  )
  const columns = [...cells.map((column) => [column, value('n', column, type)]), ...counts]
  const insert = [
    `INSERT INTO ${table.name} AS t (${columns.map(([column = '']) => quoted(column)).join(', ')})`,
    `SELECT ${columns.map(([, from]) => from).join(', ')}`,
    `FROM ${given([], cells, type)}`,
    'ORDER BY w."nr"',
  ]
  if (external === undefined) return [...insert, `RETURNING 0, ${written(table)}`].join('\n')
  // Rows come back in no order of their own, so they are told by the external id as its column holds it.
  return [
    'WITH made AS (',
    ...insert,
    `ON CONFLICT (${quoted(external)}) ${onConflict(table, external, cells, type)}`,
    `RETURNING ${cell(external)} AS "key", t.*::${table.name} AS "row"`,
    '), asked AS MATERIALIZED (',
    `SELECT w."nr", k.${quoted(external)} AS "key"`,
    `FROM ${given([external], [], type)}`,
    ')',
    `SELECT asked."nr", ${written(table)}`,
    'FROM made JOIN asked ON asked."key" = made."key", LATERAL (SELECT (made."row").*) AS t',
  ].join('\n')
}

function onConflict(table: Table, external: string, cells: readonly string[], type: Typing): string {
  const { seq } = table.settings
  const others = cells.filter((column) => column !== external)
  const set = [...others.map((column) => `${quoted(column)} = excluded.${quoted(column)}`), ...counted(table)]
  if (set.length === 0) return 'DO NOTHING'
  return [
    `DO UPDATE SET ${set.join(', ')}`,
    `WHERE (${[differs(table, others, 'excluded', type), ...behind(table, cells, 'excluded', type)].join(' OR ')})`,
    ...(seq ? [`  AND ${notOlder(seq, 'excluded', type)}`] : []),
    ...aliveOf(table),
  ].join('\n')
}

/** The next page of what changed, in order of change and id. `change, ids` of the row as JSON writes them, then the row. */
export function changesSql(table: Table, changed: string, from: boolean, type: Typing, most: number): string {
  const order = [changed, ...table.ids]
  const cursor = order.map((column, i) => `($1::jsonb ->> ${i})::${type(column)}`)
  return [
    `SELECT ${order.map((column) => `to_json(${cell(column)}) #>> '{}'`).join(', ')}, ${record(table)}`,
    `FROM ${table.name} AS t`,
    `WHERE ${cell(changed)} IS NOT NULL AND $1::jsonb IS NOT NULL`,
    ...(from ? [`  AND (${order.map(cell).join(', ')}) > (${cursor.join(', ')})`] : []),
    `ORDER BY ${order.map(cell).join(', ')}`,
    `LIMIT ${most}`,
  ].join('\n')
}

/** Fails where one of the texts cannot be a value of its column. */
export function fitSql(column: string, type: Typing): string {
  const from = `jsonb_to_record($1::jsonb) AS n(${quoted(column)} ${textOrType(type(column))})`
  return `SELECT ${value('n', column, type)} FROM ${from}`
}

/** The rows of $1: `w` what is said of each, `k` what finds it, `n` what is new. */
function given(key: readonly string[], cells: readonly string[], type: Typing): string {
  const columns = (names: readonly string[], kind: Typing) =>
    names.map((column) => `${quoted(column)} ${kind(column)}`).join(', ')
  return [
    'jsonb_to_recordset($1::jsonb) AS w("nr" int, "key" jsonb, "cells" jsonb, "version" text)',
    ...(key.length > 0 ? [`jsonb_to_record(w."key") AS k(${columns(key, type)})`] : []),
    ...(cells.length > 0 ? [`jsonb_to_record(w."cells") AS n(${columns(cells, (c) => textOrType(type(c)))})`] : []),
  ].join(', ')
}

// The text of a JSON column would become a JSON string: it is read as text first.
const isJson = (type: string): boolean => type === 'json' || type === 'jsonb'
const textOrType = (type: string): string => (isJson(type) ? 'text' : type)

function value(of: 'n' | 'excluded', column: string, type: Typing): string {
  const name = `${of}.${quoted(column)}`
  return of === 'n' && isJson(type(column)) ? `${name}::${type(column)}` : name
}

function cell(column: string): string {
  return `t.${quoted(column)}`
}

function textOf(column: string | undefined): string {
  return column === undefined ? 'NULL' : `${cell(column)}::text`
}

function found(key: readonly string[]): string {
  return key.map((column) => `${cell(column)} = k.${quoted(column)}`).join(' AND ')
}

/** Compared as text: types without equality can be compared so, and letter case counts where the column's own rules pass over it. */
function differs(table: Table, cells: readonly string[], of: 'n' | 'excluded', type: Typing): string {
  const compared = cells.filter(
    (column) => column !== table.settings.seq && !Object.hasOwn(table.settings.onWrite, column),
  )
  const each = compared.map(
    (column) => `${cell(column)}::text COLLATE "C" IS DISTINCT FROM ${value(of, column, type)}::text`,
  )
  return each.length > 0 ? each.join(' OR ') : 'false'
}

/** A row of which all is so already learns how new it is: else an older state, still on its way, would be taken later. */
function behind({ settings: { seq } }: Table, cells: readonly string[], of: 'n' | 'excluded', type: Typing): string[] {
  return seq && cells.includes(seq) ? [`${cell(seq)} IS DISTINCT FROM ${value(of, seq, type)}`] : []
}

function notOlder(seq: string, of: 'n' | 'excluded', type: Typing): string {
  return `(${cell(seq)} IS NULL OR ${cell(seq)} <= ${value(of, seq, type)})`
}

/** Columns that are set on every write, by what is there. Their texts are cells like others. */
function counted({ settings: { onWrite } }: Table): string[] {
  return Object.entries(onWrite).flatMap(([column, what]) => {
    if (what === 'now') return [`${quoted(column)} = now()`]
    return what === 'next' ? [`${quoted(column)} = coalesce(${cell(column)}, 0) + 1`] : []
  })
}

function versionOf({ settings: { version } }: Table): string | undefined {
  return version === false ? undefined : version === undefined ? 't.xmin::text' : textOf(version)
}

function goneOf({ settings: { deleted, mergedInto } }: Table): string {
  const parts = [
    ...(deleted === undefined
      ? []
      : [deleted.value === true ? `${cell(deleted.column)} IS NOT NULL` : isDeleted(deleted.column)]),
    ...(mergedInto === undefined ? [] : [`nullif(${textOf(mergedInto)}, '') IS NOT NULL`]),
  ]
  return parts.length > 0 ? `(${parts.join(' OR ')})` : 'false'
}

function isDeleted(column: string): string {
  return `coalesce(${textOf(column)} = ANY ($2::text[]), false)`
}

function aliveOf(table: Table): string[] {
  const gone = goneOf(table)
  return gone === 'false' ? [] : [`  AND NOT ${gone}`]
}
