import { ADDRESS_PARTS, type AddressPart } from '../../server/model/entities/field.ts'
import { ENTITIES, EntityName, fieldDef } from '../../server/model/entities/registry.ts'
import type { Upload } from '../../server/model/uploads/upload.ts'
import { fieldLabel } from './words.ts'

type Mapping = Upload['mapping']
/** What a row of a file may be. */
export type RowKind = EntityName | 'order'
export const ROW_KINDS: Readonly<Record<RowKind, string>> = {
  person: 'Customers',
  company: 'Companies',
  contact: 'Contacts at companies',
  order: 'Orders',
}

/** What the column with the source's own id is said to feed. */
export const ID = 'id'

export type TargetGroup = { readonly title: string; readonly targets: readonly { to: string; label: string }[] }

const ADDRESS_WORDS: Record<AddressPart, string> = {
  full: 'Address in one cell',
  line1: 'Street and number',
  line2: 'Second line',
  houseNumber: 'House number',
  street: 'Street',
  unit: 'Flat, floor or door',
  city: 'Town',
  region: 'State or region',
  postcode: 'Postcode',
  country: 'Country',
  kind: 'Kind of address',
  from: 'Lives there from',
  to: 'Lived there until',
  verified: 'Address was verified',
}
const RECORD_WORDS: Readonly<Record<string, string>> = {
  updatedAt: 'Last changed',
  createdAt: 'Created',
  version: 'Version number',
  channel: 'Channel',
}
const CONSENT_WORDS: Readonly<Record<string, string>> = {
  'consent.email': 'May be e-mailed',
  'consent.phone': 'May be called',
  'consent.sms': 'May be texted',
  'consent.mail': 'May be written to',
}
export const ORDER_WORDS: Readonly<Record<string, string>> = {
  'customer.id': 'Customer’s id',
  date: 'Date',
  amount: 'Amount',
  currency: 'Currency',
  product: 'Product',
  quantity: 'Quantity',
  status: 'Status',
  channel: 'Channel',
  terms: 'Terms',
}

const labelled = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([to, label]) => ({ to, label }))

/** Everything that a column may feed, in groups as people look for it. */
export function targetGroups(kind: RowKind): TargetGroup[] {
  if (kind === 'order') return [{ title: 'Order', targets: labelled(ORDER_WORDS) }]
  const fields = ENTITIES.find(({ name }) => name === kind)?.fields ?? []
  return [
    { title: 'About them', targets: fields.map(({ name }) => ({ to: name, label: fieldLabel(kind, name) })) },
    {
      title: 'Address',
      targets: ADDRESS_PARTS.map((part) => ({ to: `address.${part}`, label: ADDRESS_WORDS[part] })),
    },
    { title: 'Consent', targets: labelled(CONSENT_WORDS) },
    { title: 'The record itself', targets: labelled(RECORD_WORDS) },
  ]
}

/** What a target is called, one that no list has too: `identifier.ssn`, `address.billing.city`. */
export function targetLabel(kind: RowKind, to: string): string {
  const known = targetGroups(kind)
    .flatMap(({ targets }) => targets)
    .find((target) => target.to === to)
  if (known) return known.label
  const address = /^address\.([\w-]+)\.(\w+)$/.exec(to)
  const part = ADDRESS_PARTS.find((name) => name === address?.[2])
  if (part) return `${ADDRESS_WORDS[part]} (${address?.[1]})`
  return kind === 'order' ? to : fieldLabel(kind, to)
}

/** What rows of a file are by its mapping; undefined where a column says it. */
export function rowKindOf({ entity }: Mapping): RowKind | undefined {
  return entity === 'order' ? 'order' : EntityName.safeParse(entity).data
}

/** What a column feeds: fields, or the id. */
export function targetsOf(mapping: Mapping, column: string): string[] {
  const rule = fieldsIn(mapping)[column]
  const rules = rule === undefined ? [] : Array.isArray(rule) ? rule : [rule]
  const targets = rules.flatMap((each: unknown) => (typeof each === 'string' ? each : (textIn(each, 'to') ?? [])))
  return idColumn(mapping) === column ? [ID, ...targets] : targets
}

/** Whether more is said of how a column is read than a choice from a list can say. */
export function isRefined(mapping: Mapping, column: string): boolean {
  const rule = fieldsIn(mapping)[column]
  return rule !== undefined && typeof rule !== 'string'
}

/** The column that ids come from; undefined where several do, or none. */
function idColumn({ id }: Mapping): string | undefined {
  return typeof id === 'string' ? id : textIn(id, 'column')
}

/** A mapping in which a column feeds another field, the id, or (undefined) nothing. */
export function withTarget(mapping: Mapping, column: string, to: string | undefined): Mapping {
  const { [column]: _before, ...others } = fieldsIn(mapping)
  const wasId = idColumn(mapping) === column
  if (to === ID) return { ...mapping, id: column, fields: fieldsIn(mapping) }
  const fields = to === undefined ? others : { ...others, [column]: to }
  return { ...mapping, ...(wasId ? { id: { content: true } } : {}), fields }
}

/** A mapping whose rows are something else: what that has no field for is not used any more. */
export function withRowKind(mapping: Mapping, kind: RowKind): Mapping {
  const known = new Set(targetGroups(kind).flatMap(({ targets }) => targets.map(({ to }) => to)))
  const isKnown = (to: string) => known.has(to) || (kind !== 'order' && fieldDef(kind, to) !== undefined)
  const named = (to: string) => (NAMES[kind] && Object.values(NAMES).includes(to) ? (NAMES[kind] ?? to) : to)
  const fields = Object.entries(fieldsIn(mapping)).flatMap(([column, rule]) => {
    const moved = typeof rule === 'string' ? named(rule) : rule
    const targets = targetsOf({ fields: { [column]: moved } }, column)
    return targets.every((to) => isKnown(to) || /^address\./.test(to)) ? [[column, moved] as const] : []
  })
  return { ...mapping, entity: kind, fields: Object.fromEntries(fields) }
}

/** The field that holds a whole name. */
const NAMES: Readonly<Partial<Record<RowKind, string>>> = { person: 'fullName', company: 'name', contact: 'fullName' }

/** A mapping with another value of one of its plain keys; empty text takes the key out. */
export function withKey(mapping: Mapping, key: string, value: string): Mapping {
  const { [key]: _before, ...others } = mapping
  return value.trim() === '' ? others : { ...others, [key]: value.trim() }
}

/** How records are told apart where no single column does, in words. */
export function idInWords({ id }: Mapping): string | undefined {
  if (typeof id !== 'object' || id === null) return undefined
  if ('from' in id && Array.isArray(id.from)) return `Ids are put together of ${id.from.join(', ')}.`
  if ('content' in id)
    return 'No column tells the rows apart, so a record is known by what it says: a row that changes is a new record. Choose the column with the id if there is one.'
  return undefined
}

function fieldsIn({ fields }: Mapping): Record<string, unknown> {
  return typeof fields === 'object' && fields !== null ? { ...fields } : {}
}

function textIn(value: unknown, key: string): string | undefined {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  return typeof found === 'string' ? found : undefined
}
