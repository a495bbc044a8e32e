/** Which file of which source a record is written to: the base name of `data/*` and of its mapping in `sources/*`. */
export const FILES = [
  'web-shop-customers',
  'loyalty-members',
  'crm-customers',
  'erp-customers',
  'crm-east-companies',
  'crm-central-companies',
  'crm-west-companies',
  'erp-companies',
  'crm-east-contacts',
  'crm-central-contacts',
  'crm-west-contacts',
  'erp-contacts',
  'web-shop-orders',
  'crm-orders',
  'erp-orders',
] as const
export type FileName = (typeof FILES)[number]

export type PersonSource = 'web-shop' | 'loyalty' | 'crm' | 'erp'
export type CompanySource = 'crm-east' | 'crm-central' | 'crm-west' | 'erp'
export type Entity = 'person' | 'company' | 'contact' | 'order'

/** Values by Kith field name; `raw.<column>` fills a column that no mapping knows. Dates are `yyyy-MM-dd`, instants end in Z. */
export type Values = Readonly<Record<string, string | readonly string[] | undefined>>

/** A source record before it is laid out in the columns of its source. */
export type Draft = {
  readonly file: FileName
  readonly source: string
  readonly id: string
  /** True entity; of an order, the record that placed it. */
  readonly entity: string
  /** Of a contact: the true company of this stint. */
  readonly company?: string
  readonly values: Values
}

const PERSON_FILES: Record<PersonSource, FileName> = {
  'web-shop': 'web-shop-customers',
  loyalty: 'loyalty-members',
  crm: 'crm-customers',
  erp: 'erp-customers',
}

/** Draft of a person record; `record` is `source:id`. */
export function person(record: `${PersonSource}:${string}`, entity: string, values: Values): Draft {
  const [source, id] = split(record)
  return { file: PERSON_FILES[source as PersonSource], source, id, entity, values }
}

/** Draft of a company record. */
export function company(record: `${CompanySource}:${string}`, entity: string, values: Values): Draft {
  const [source, id] = split(record)
  return { file: `${source as CompanySource}-companies`, source, id, entity, values }
}

/** Draft of a contact record: who it is, and at which true company. */
export function contact(record: `${CompanySource}:${string}`, entity: string, at: string, values: Values): Draft {
  const [source, id] = split(record)
  return { file: `${source as CompanySource}-contacts`, source, id, entity, company: at, values }
}

/** `source:id` of a draft. */
export function recordOf(draft: Draft): string {
  return `${draft.source}:${draft.id}`
}

function split(record: string): [string, string] {
  const colon = record.indexOf(':')
  return [record.slice(0, colon), record.slice(colon + 1)]
}
