import type { EntityName } from '../../server/model/entities/registry.ts'
import type { COLUMNS, GoldenListRow } from '../../server/model/lists/golden-list.ts'
import type { Obstacle } from '../../server/model/relation-views.ts'
import { type QueryText, valuesIn } from '../state/query-text.ts'
import { day, ENTITY_WORDS, number, plain, plural } from './words.ts'

type Column = (typeof COLUMNS)[number]

/** What a column is called, and what the list can be sorted by through it. */
type ColumnWords = { readonly name: string; readonly sort?: string; readonly isNumber?: boolean }

/** Columns that a list can show besides the name. */
export const COLUMN_WORDS: Readonly<Record<Exclude<Column, 'id' | 'name'>, ColumnWords>> = {
  email: { name: 'E-mail' },
  phone: { name: 'Phone' },
  line1: { name: 'Street' },
  unit: { name: 'Unit' },
  city: { name: 'Town', sort: 'city' },
  region: { name: 'Region' },
  postcode: { name: 'Postcode' },
  country: { name: 'Country', sort: 'country' },
  birthDate: { name: 'Born' },
  household: { name: 'Household' },
  company: { name: 'Company' },
  jobTitle: { name: 'Job title' },
  department: { name: 'Department' },
  parent: { name: 'Parent company' },
  legalForm: { name: 'Legal form' },
  taxId: { name: 'Tax number' },
  industry: { name: 'Industry' },
  status: { name: 'Status' },
  records: { name: 'Records', sort: 'records', isNumber: true },
  sources: { name: 'Sources', sort: 'sources' },
  issues: { name: 'Policies broken', isNumber: true },
  orders: { name: 'Orders', isNumber: true },
  changedAt: { name: 'Changed', sort: 'changed' },
  createdAt: { name: 'Known since', sort: 'created' },
}
export type ShownColumn = keyof typeof COLUMN_WORDS
const ALL = Object.keys(COLUMN_WORDS) as ShownColumn[]

const PEOPLE: ReadonlySet<ShownColumn> = new Set(['birthDate', 'household'])
const AT_WORK: ReadonlySet<ShownColumn> = new Set(['jobTitle', 'department'])
const OF_COMPANIES: ReadonlySet<ShownColumn> = new Set(['parent', 'legalForm', 'taxId', 'industry'])

/** Columns that there is something to show in. */
export function columnsFor(entity: EntityName): ShownColumn[] {
  return ALL.filter((column) => {
    if (PEOPLE.has(column)) return entity === 'person'
    if (AT_WORK.has(column)) return entity === 'contact'
    if (OF_COMPANIES.has(column)) return entity === 'company'
    return column !== 'company' || entity !== 'company'
  })
}

const FIRST: Readonly<Record<EntityName, readonly ShownColumn[]>> = {
  person: ['email', 'phone', 'city', 'country', 'records', 'sources', 'changedAt'],
  company: ['city', 'country', 'parent', 'industry', 'records', 'sources', 'changedAt'],
  contact: ['company', 'jobTitle', 'email', 'phone', 'records', 'sources'],
}

/** Columns of a query, in their own order; the usual ones where it names none. */
export function columnsIn(query: QueryText): readonly ShownColumn[] {
  const { columns, asOf } = valuesIn(query)
  if (asOf !== undefined) return ['records']
  const entity = entityIn(query)
  if (columns === undefined) return FIRST[entity]
  const wanted = new Set(columns.split(','))
  return columnsFor(entity).filter((column) => wanted.has(column))
}

export function entityIn(query: QueryText): EntityName {
  const { entity = 'person' } = valuesIn(query)
  return entity in ENTITY_WORDS ? (entity as EntityName) : 'person'
}

/** A cell as text. Times are days. */
export function cellOf(row: GoldenListRow, column: ShownColumn): string {
  const value = row[column]
  if (value === undefined) return ''
  if (Array.isArray(value)) return value.join(', ')
  if (typeof value === 'number') return number(value)
  return column.endsWith('At') || column === 'birthDate' ? day(value) : value
}

/** Filters of a list, as its address names them. */
export const FILTERS = [
  ...['text', 'source', 'only', 'twice', 'country', 'region', 'city', 'status', 'least', 'most'],
  ...['household', 'group', 'issue', 'issueSource', 'changed', 'created', 'asOf'],
] as const

/** What a list is asked for, in the order of its filters: each in words, so that it can be taken out by itself. */
export function filterWords(query: QueryText): { name: string; words: string }[] {
  const values = valuesIn(query)
  return FILTERS.flatMap((name) => {
    const value = values[name]
    if (value === undefined || value === '') return []
    return [{ name, words: WORDS[name]?.(value) ?? `${plain(name)}: ${value}` }]
  })
}

const WORDS: Readonly<Record<string, (value: string) => string>> = {
  text: (value) => `says “${value}”`,
  source: (value) => `has a record in ${value.split(',').join(' and in ')}`,
  only: () => 'and in no other source',
  twice: (value) => `has two records or more in ${value}`,
  country: (value) => `country ${value}`,
  region: (value) => `region ${value}`,
  city: (value) => `town ${value}`,
  status: (value) => `status ${value}`,
  least: (value) => `${plural(Number(value), 'record')} or more`,
  most: (value) => `${plural(Number(value), 'record')} at most`,
  household: (value) => (value === 'in' ? 'lives in a household' : 'lives in no household'),
  group: (value) => (value === 'in' ? 'belongs to a group' : 'stands alone'),
  issue: (value) => (value === 'any' ? 'breaks a policy' : `breaks “${plain(value.replaceAll('-', ' '))}”`),
  issueSource: (value) => `in a record of ${value}`,
  changed: (value) => `changed after ${momentWords(value)}`,
  created: (value) => `new after ${momentWords(value)}`,
  asOf: (value) => `as of ${momentWords(value)}`,
}

function momentWords(value: string): string {
  return /^\d+$/.test(value) ? `change ${number(Number(value))}` : day(value)
}

/** What a list comes to, beside how many are on it: `498 records of crm, 27 more than one each`. */
export function recordWords(query: QueryText, { total, records }: { total: number; records: number }): string {
  const { source, twice, issue, issueSource } = valuesIn(query)
  if (issue !== undefined || issueSource !== undefined)
    return `${plural(records, 'record')} that ${records === 1 ? 'breaks' : 'break'} it`
  const of = twice ?? source?.split(',').join(' and ')
  const more = records > total ? `, ${number(records - total)} more than one each` : ''
  return `${plural(records, 'record')}${of === undefined ? '' : ` of ${of}`}${more}`
}

/** Sorted by a column, or the other way round where it is so already. */
export function turned(sort: string, by: string): string {
  return sort === by ? `-${by}` : by
}

/** Why somebody gets no mailing; of one and of many alike. */
export const OBSTACLE_WORDS: Readonly<Record<Obstacle, string>> = {
  suppressed: 'not to be written to',
  blocked: 'held back by a policy',
  refused: 'mail refused',
  noConsent: 'no agreement yet',
  noAddress: 'no address',
  undeliverable: 'nothing arrives at the address',
  unverified: 'address not verified',
}
