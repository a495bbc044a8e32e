import { groupBy } from '../../collections/group-by.ts'
import { fail } from '../../model/problem.ts'
import type { PgLink } from './postgres-link.ts'
import type { PostgresTable } from './postgres-shape.ts'
import { quoted, type Table, type Typing } from './statements.ts'
import { troubleOf } from './trouble.ts'

const COLUMNS = `
SELECT a.attname, format_type(a.atttypid, a.atttypmod), has_column_privilege(a.attrelid, a.attnum, 'SELECT')
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace
WHERE s.nspname = $1 AND c.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped`

const RIGHTS = `
SELECT c.relkind, has_schema_privilege(s.oid, 'USAGE'),
  has_any_column_privilege(c.oid, 'UPDATE'), has_any_column_privilege(c.oid, 'INSERT')
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace
WHERE s.nspname = $1 AND c.relname = $2`

/** Columns of indexes that keep rows apart: of whole tables, at once. An expression among them has no name. */
const UNIQUE = `
SELECT i.indexrelid, a.attname
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace
CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND a.attnum > 0
WHERE s.nspname = $1 AND c.relname = $2
  AND i.indisunique AND i.indimmediate AND i.indisvalid AND i.indpred IS NULL AND k.place <= i.indnkeyatts`

const CONSTRAINT = `
SELECT a.attname
FROM (
  SELECT conrelid AS relation, conkey AS keys, conname AS name FROM pg_catalog.pg_constraint
  UNION ALL
  SELECT i.indrelid, i.indkey::int2[], x.relname FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
) AS held
JOIN pg_catalog.pg_class c ON c.oid = held.relation
JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (held.keys)
WHERE s.nspname = $1 AND c.relname = $2 AND held.name = $3
ORDER BY a.attnum`

/** How long the types of a table are taken for what they were: somebody may alter it while Kith runs. */
const FRESH_MS = 60_000

/** What the database says of one table; asked once a while. */
export type Catalogue = {
  /** @throws ProblemError `system.invalid` where there is no such table */
  types(signal: AbortSignal): Promise<Typing>
  /** Forgets what was asked before this moment (ms); false where nothing was. */
  forget(before: number): boolean
  /** Columns that a constraint or index is of. */
  constrained(constraint: string, signal: AbortSignal): Promise<string[]>
  /** What the definition needs and the database lacks, in words. */
  missing(signal: AbortSignal): Promise<string[]>
}

/** A table, and what is known of it. */
export type TablePlace = { readonly link: PgLink; readonly table: Table; readonly catalogue: Catalogue }

/** Asks nothing yet. */
export function catalogueOf(link: PgLink, schema: string, table: Table): Catalogue {
  const name = table.settings.table
  const ask = async (sql: string, signal: AbortSignal, ...more: string[]) =>
    (await link.ask(sql, [schema, name, ...more], signal)).rows
  let known: { types: Typing; asked: number } | undefined
  return {
    types: async (signal) => {
      if (!known || known.asked + FRESH_MS < Date.now()) {
        const asked = Date.now()
        known = { types: typing(table, await ask(COLUMNS, signal)), asked }
      }
      return known.types
    },
    forget: (before) => {
      const old = known !== undefined && known.asked < before
      if (old) known = undefined
      return old
    },
    constrained: async (constraint, signal) =>
      (await ask(CONSTRAINT, signal, constraint)).map(([column]) => column ?? ''),
    missing: async (signal) => {
      const columns = await ask(COLUMNS, signal)
      const [rights] = await ask(RIGHTS, signal)
      if (!rights) return [`there is no ${table.name}`]
      const [kind] = rights
      const faults = [
        ...columnFaults(table, columns),
        ...rightFaults(table.settings, rights),
        ...(isTable(kind) ? uniqueFaults(table, await ask(UNIQUE, signal)) : []),
      ]
      return faults.map((fault) => `${table.name}: ${fault}`)
    },
  }
}

/** Does it once more where it failed with what was known of the table before: somebody may have altered it meanwhile. */
export async function upToDate<T>(catalogue: Catalogue, began: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (troubleOf(error).of === 'moment' || !catalogue.forget(began)) throw error
    return work()
  }
}

type Rows = readonly (readonly (string | null)[])[]

function typing(table: Table, rows: Rows): Typing {
  if (rows.length === 0) fail('system.invalid', `PostgreSQL: there is no ${table.name}`)
  const types = new Map(rows.map(([column, type]) => [column, type]))
  return (column) =>
    types.get(column) ?? fail('system.invalid', `PostgreSQL: ${table.name} has no column ${quoted(column)}`, { column })
}

function columnFaults({ ids, settings }: Table, rows: Rows): string[] {
  const { columns, version, externalId, seq, changed, deleted, mergedInto, origin, onWrite } = settings
  const readable = new Map(rows.map(([column, , may]) => [column, may === 't']))
  const named = [externalId, seq, changed?.column, deleted?.column, mergedInto, origin, version || undefined]
  const wanted = new Set([...ids, ...named, ...Object.keys(onWrite), ...(columns ?? readable.keys())])
  return [...wanted].flatMap((column) => {
    if (typeof column !== 'string' || readable.get(column)) return []
    if (!readable.has(column)) return [`no column ${quoted(column)}`]
    return [`no right to SELECT column ${quoted(column)}${columns ? '' : '; name those that are read in columns'}`]
  })
}

/** Whether it holds rows itself, or in its partitions: with an xmin each, and indexes of its own. */
function isTable(kind: string | null | undefined): boolean {
  return kind === 'r' || kind === 'p'
}

function rightFaults(settings: PostgresTable, [kind, schema, update, insert]: Rows[number]): string[] {
  return [
    ...(schema === 't' ? [] : ['no right to USAGE of its schema']),
    ...(update === 't' ? [] : ['no right to UPDATE']),
    ...(insert === 't' || settings.externalId === undefined ? [] : ['no right to INSERT']),
    ...(settings.version !== undefined || isTable(kind)
      ? []
      : ['it is no table, so its rows have no xmin: name a version, or false']),
  ]
}

function uniqueFaults({ ids, settings: { externalId } }: Table, rows: Rows): string[] {
  const indexes = groupBy(rows, ([index]) => index)
  const keptApart = (columns: readonly string[]) =>
    [...indexes.values()].some((index) => index.every(([, column]) => column && columns.includes(column)))
  const wanted = [ids, ...(externalId === undefined || ids.join() === externalId ? [] : [[externalId]])]
  return wanted
    .filter((columns) => !keptApart(columns))
    .map((columns) => `no unique index on ${columns.map(quoted).join(', ')}`)
}
