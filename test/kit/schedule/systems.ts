import type { PaperSystem } from '../paper-system.ts'

/** Three systems, each with columns, spelling and ways of its own. */
export const SYSTEMS = ['shop', 'crm', 'erp'] as const
export type SystemName = (typeof SYSTEMS)[number]

const FIELDS: Record<SystemName, object> = {
  shop: {
    first: 'givenName',
    last: 'familyName',
    mail: 'email',
    tel: 'phone',
    born: { to: 'birthDate', format: 'MM/dd/yyyy' },
    street: 'address.line1',
    town: 'address.city',
    state: 'address.region',
    zip: 'address.postcode',
    changed: 'updatedAt',
  },
  crm: {
    name: 'fullName',
    mail: 'email',
    tel: 'phone',
    born: 'birthDate',
    street: 'address.line1',
    town: 'address.city',
    state: 'address.region',
    zip: 'address.postcode',
    changed: 'updatedAt',
  },
  erp: {
    first: 'givenName',
    last: 'familyName',
    mail: 'email',
    tel: 'phone',
    born: { to: 'birthDate', format: 'dd.MM.yyyy' },
    street: 'address.line1',
    town: 'address.city',
    state: 'address.region',
    zip: 'address.postcode',
    changed: 'updatedAt',
    rev: 'version',
  },
}

const ATTRIBUTES: Record<SystemName, object> = {
  shop: {
    name: { write: 'always' },
    email: { write: 'always' },
    phone: { write: 'ifEmpty' },
    birthDate: { write: 'always' },
    address: { write: 'always' },
  },
  crm: {
    name: { write: 'always' },
    email: { write: 'always', format: 'lower' },
    phone: { write: 'always', format: 'international' },
    birthDate: { write: 'never' },
    address: { write: 'always' },
    golden: { write: 'always', columns: { golden: 'kith' } },
  },
  erp: {
    name: { write: 'ifEmpty' },
    email: { write: 'always' },
    phone: { write: 'always', format: 'national' },
    birthDate: { write: 'ifEmpty' },
    address: { write: 'always' },
  },
}

/** Columns that are one attribute: whoever changes one of them has said all of it. */
export const GROUPS: Record<SystemName, Record<string, readonly string[]>> = {
  shop: {
    name: ['first', 'last'],
    email: ['mail'],
    phone: ['tel'],
    birthDate: ['born'],
    address: ['street', 'town', 'state', 'zip'],
  },
  crm: {
    name: ['name'],
    email: ['mail'],
    phone: ['tel'],
    birthDate: ['born'],
    address: ['street', 'town', 'state', 'zip'],
  },
  erp: {
    name: ['first', 'last'],
    email: ['mail'],
    phone: ['tel'],
    birthDate: ['born'],
    address: ['street', 'town', 'state', 'zip'],
  },
}

/** What a system makes of what it is told. */
export const COERCE: Record<SystemName, (column: string, text: string) => string> = {
  shop: (column, text) => (column === 'mail' ? text.trim().toLowerCase() : text),
  crm: (column, text) => (column === 'street' ? text.toUpperCase() : text.trim()),
  erp: (column, text) => (column === 'town' ? text.slice(0, 6) : text),
}

/** Whether a write of Kith's counts as a change there: in `changed`, which a person's edit always moves. */
export const STAMPS: Record<SystemName, boolean> = { shop: true, crm: false, erp: true }

/** `revert` in one, `keep` in one, a steward in one. */
const ON_LOSS: Record<SystemName, string> = { shop: 'ask', crm: 'keep', erp: 'revert' }

export const mappingOf = (system: SystemName) => ({
  source: system,
  entity: 'person',
  id: 'id',
  defaultCountry: 'US',
  fields: FIELDS[system],
})

export const definitionOf = (system: SystemName) => ({
  system,
  mode: 'coexistence',
  connector: { kind: 'file', folder: '/nowhere', acknowledgement: 'none' },
  retry: { firstSeconds: 60, tries: 4 },
  tables: [{ entity: 'person', mapping: mappingOf(system), attributes: ATTRIBUTES[system], onLoss: ON_LOSS[system] }],
})

export type Papers = Record<SystemName, PaperSystem>

/** Somebody as each system writes them down: the first value of each is the usual one. */
type Somebody = { name: string[][]; email: string[]; phone: string[]; birthDate: string[]; address: string[][] }

const PEOPLE: readonly Somebody[] = [
  {
    name: [
      ['Sunniva', 'Dahlberg'],
      ['Sunniva', 'Montclair'],
      ['Sunnifa', 'Dahlberg'],
    ],
    email: ['sunniva@example.org', 'sunniva@example.net', 's.dahlberg@example.com', ''],
    phone: ['+1 207 555 0111', '+1 207 555 0112', ''],
    birthDate: ['1984-07-02', '1984-02-07', ''],
    address: [
      ['3 Tannery Row', 'Portland', 'ME', '04101'],
      ['18 Pilot Street', 'Rockport', 'ME', '04856'],
      ['7 Lake Road', 'Bangor', 'ME', '04401'],
      ['', '', '', ''],
    ],
  },
  {
    name: [
      ['Casper', 'Holm'],
      ['Kasper', 'Holm'],
    ],
    email: ['casper@example.org', 'c.holm@example.net', 'holm@example.com', ''],
    phone: ['+1 207 555 0133', '+1 207 555 0134', ''],
    birthDate: ['1977-03-15', ''],
    address: [
      ['18 Pilot Street', 'Rockport', 'ME', '04856'],
      ['40 Harbour View', 'Belfast', 'ME', '04915'],
    ],
  },
]

/** Records of the town, and whose each is: two of one customer in one system are among them. */
export const RECORDS: readonly { system: SystemName; id: string; who: number }[] = [
  { system: 'shop', id: '1', who: 0 },
  { system: 'shop', id: '2', who: 0 },
  { system: 'shop', id: '3', who: 1 },
  { system: 'crm', id: '1', who: 0 },
  { system: 'crm', id: '2', who: 1 },
  { system: 'erp', id: '1', who: 0 },
  { system: 'erp', id: '2', who: 1 },
]

/** The cells of one attribute, in a system's own way to write it. */
export function cellsOf(
  system: SystemName,
  attribute: keyof Somebody,
  who: number,
  nth: number,
): Record<string, string> {
  const all = PEOPLE[who]?.[attribute] ?? []
  const said = all[nth % all.length] ?? ''
  const [first = '', last = ''] = said
  if (attribute === 'name' && Array.isArray(said))
    return system === 'crm' ? { name: `${first} ${last}` } : { first, last }
  if (attribute === 'address' && Array.isArray(said)) {
    const [street = '', town = '', state = '', zip = ''] = said
    return { street, town: COERCE[system]('town', town), state, zip }
  }
  const text = String(said)
  if (attribute === 'email') return { mail: text }
  if (attribute === 'phone') return { tel: text }
  const [year, month, day] = text.split('-')
  if (!year) return { born: '' }
  if (system === 'shop') return { born: `${month}/${day}/${year}` }
  return { born: system === 'erp' ? `${day}.${month}.${year}` : text }
}
