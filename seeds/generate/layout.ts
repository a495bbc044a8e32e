import { readFileSync } from 'node:fs'
import { formatDate } from './dates.ts'
import type { Draft, Entity, FileName, Values } from './draft.ts'

/** The part of a source mapping (docs/sources.md) that a generator needs: it writes what the mapping reads. */
export type Mapping = {
  readonly source: string
  readonly entity: Entity
  readonly id: string
  readonly fields: Readonly<
    Record<string, string | { readonly to: string; readonly format?: string; readonly kind?: string }>
  >
  readonly join?: Readonly<Record<string, { readonly from: readonly string[]; readonly format: string }>>
}

/** One row of a source file, by column. */
export type Row = Readonly<Record<string, string>>

/** Columns that no mapping names; they stay in the raw record. */
const UNMAPPED: Partial<Record<FileName, readonly string[]>> = {
  'web-shop-customers': ['account_type'],
  'loyalty-members': ['tier'],
  'crm-east-companies': ['territory'],
  'crm-central-companies': ['territory'],
  'crm-west-companies': ['territory'],
}

const cache = new Map<FileName, Mapping>()

/** The committed mapping of a file. */
export function mappingOf(file: FileName): Mapping {
  const known = cache.get(file)
  if (known) return known
  const mapping = JSON.parse(readFileSync(new URL(`../sources/${file}.json`, import.meta.url), 'utf8')) as Mapping
  cache.set(file, mapping)
  return mapping
}

/** Columns of a file in order: the id, the mapped ones, the joined ones, the unmapped ones. */
export function columnsOf(file: FileName): string[] {
  const { id, fields, join = {} } = mappingOf(file)
  return [id, ...Object.keys(fields), ...Object.values(join).flatMap(({ from }) => from), ...(UNMAPPED[file] ?? [])]
}

/** The draft in its source's columns and date patterns. A value without a column is lost, as in life. */
export function rowOf(draft: Draft): Row {
  const { id, fields, join = {} } = mappingOf(draft.file)
  const row: Record<string, string> = { [id]: draft.id }
  const used = new Map<string, number>()
  for (const [column, target] of Object.entries(fields)) {
    const { to, format } = typeof target === 'string' ? { to: target, format: undefined } : target
    const nth = used.get(to) ?? 0
    used.set(to, nth + 1)
    const value = nthOf(draft.values, to, nth)
    row[column] = format ? formatDate(value, format) : value
  }
  for (const [to, { from, format }] of Object.entries(join)) {
    const value = nthOf(draft.values, to, 0)
    const parts = value === '' ? [] : formatDate(value, format).split(' ')
    from.forEach((column, i) => {
      row[column] = parts[i] ?? ''
    })
  }
  for (const column of UNMAPPED[draft.file] ?? []) row[column] = nthOf(draft.values, `raw.${column}`, 0)
  return row
}

function nthOf(values: Values, field: string, n: number): string {
  const value = values[field]
  if (value === undefined) return ''
  return typeof value === 'string' ? (n === 0 ? value : '') : (value[n] ?? '')
}
