import { z } from 'zod'

/** What a value is, which decides how it is cleaned, compared and shown. */
export const FieldKind = z.enum([
  'fullName', // a whole personal name in one string; split into its parts
  'givenName',
  'familyName',
  'companyName',
  'date',
  'email',
  'phone',
  'url',
  'identifier', // of a type: identifier.<type>
  'address',
  'text',
  'name', // custom: a name compared fuzzily
  'category',
  'code',
  'number',
  'boolean',
  'money',
  'percent', // 0 to 100
  'reference', // id of another record of the same source
])
export type FieldKind = z.infer<typeof FieldKind>

/** One field of an entity as sources deliver it, and the property that carries it on the golden node. */
export type FieldDef = {
  readonly name: string
  readonly kind: FieldKind
  /** Several values live side by side on the golden record, best first. */
  readonly many: boolean
  /** Property of the golden node; undefined where a field is only a means (a reference, a part of another). */
  readonly property?: string
  readonly label: string
}

/** Parts that say where somebody is. */
export const PLACE_PARTS = [
  'full',
  'line1',
  'line2',
  'houseNumber',
  'street',
  'unit',
  'city',
  'region',
  'postcode',
  'country',
] as const

export const ADDRESS_PARTS = [
  ...PLACE_PARTS,
  'kind',
  'from',
  'to',
  'verified', // yes, no, or the day somebody made sure of it
] as const
export type AddressPart = (typeof ADDRESS_PARTS)[number]

export function field(
  name: string,
  kind: FieldKind,
  label: string,
  options: { many?: boolean; property?: string | null } = {},
): FieldDef {
  const { many = false, property = name } = options
  return property === null ? { name, kind, many, label } : { name, kind, many, label, property }
}

/** Fields shared by everybody who can be written to or called. */
export const CONTACT_POINTS: readonly FieldDef[] = [
  field('email', 'email', 'E-mail', { many: true, property: 'emails' }),
  field('phone', 'phone', 'Phone', { many: true, property: 'phones' }),
  field('mobile', 'phone', 'Mobile', { many: true, property: 'mobiles' }),
  field('website', 'url', 'Website'),
]

/** Fields of a human being, shared by person and contact. */
export const HUMAN_FIELDS: readonly FieldDef[] = [
  field('fullName', 'fullName', 'Full name'),
  field('title', 'text', 'Title'),
  field('givenName', 'givenName', 'Given name'),
  field('middleName', 'givenName', 'Middle name'),
  field('familyName', 'familyName', 'Family name'),
  field('suffix', 'text', 'Suffix'),
  field('formerName', 'familyName', 'Former name', { many: true, property: 'formerNames' }),
  field('familyNamePhonetic', 'text', 'Family name as spoken'),
  field('givenNamePhonetic', 'text', 'Given name as spoken'),
  field('birthDate', 'date', 'Birth date'),
  field('gender', 'category', 'Gender'),
  field('deceased', 'boolean', 'Deceased'),
  // What stood beside a name in its column: c/o, (Accounts).
  field('note', 'text', 'Note', { many: true, property: 'notes' }),
  ...CONTACT_POINTS,
  field('employer', 'companyName', 'Employer'),
]

/** Parts of a name in the order in which its bearer writes it, by the kind of the family name: 高橋 一郎, Nguyễn Văn An. */
const OWN_ORDERS: Readonly<Record<string, readonly string[]>> = {
  familyFirst: ['familyName', 'givenName', 'middleName', 'suffix'],
  givenLast: ['familyName', 'middleName', 'givenName', 'suffix'],
}

/** Fields of a name, given name first as rules list them, in the person's own order. */
export function inOwnOrder(fields: readonly string[], kind: string | undefined): readonly string[] {
  const own = OWN_ORDERS[kind ?? '']
  return own && fields.includes('familyName') ? own.filter((field) => fields.includes(field)) : fields
}
