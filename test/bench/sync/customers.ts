import type { RecordInput } from '../../../server/model/record.ts'
import { personInput } from '../../kit/world.ts'

export const CRM = 'crm'
const SYLLABLES = ['ba', 'do', 'fe', 'gi', 'ku', 'la', 'mo', 'ne', 'pi', 'ru', 'sa', 'to', 've', 'wi', 'zo']

/** A word of its own for every number. */
function word(number: number): string {
  let [left, text] = [number + 15 * 15, '']
  for (; left > 0; left = Math.floor(left / 15)) text += SYLLABLES[left % 15]
  return `${text[0]?.toUpperCase()}${text.slice(1)}`
}

function person(i: number): Record<string, string> {
  return { givenName: word(i * 7), familyName: word(i * 13 + 5), email: `${word(i)}@example.org`.toLowerCase() }
}

/** Customers as a shop and a CRM have them: the CRM has an older address and phone. */
export function customersOf(count: number): { shop: RecordInput; crm: RecordInput }[] {
  return Array.from({ length: count }, (_, i) => {
    const place = { 'address.city': 'Ann Arbor', 'address.region': 'MI', 'address.postcode': '48104' }
    const phone = (area: number) => `+1 ${area} 555 ${String(i % 10_000).padStart(4, '0')}`
    const record = (source: string, line1: string, tel: string, updatedAt: string) =>
      personInput(
        `${source}:person:${i}`,
        { ...person(i), phone: tel, 'address.line1': line1, ...place },
        { updatedAt },
      )
    return {
      shop: record('shop', `${i + 1} Orchard Gate Lane`, phone(734), '2026-05-01T00:00:00Z'),
      crm: record(CRM, `${i + 1} Ironwood Crossing`, phone(313), '2025-05-01T00:00:00Z'),
    }
  })
}

/** Customers whom no system that is told of anything knows. */
export function strangers(count: number, tag: string): RecordInput[] {
  const from = 1_000_000 + (tag.charCodeAt(0) - 97) * 100_000
  return Array.from({ length: count }, (_, i) =>
    personInput(`shop:person:${tag}${i}`, { ...person(from + i), 'address.line1': `${i + 1} Mulberry Row` }),
  )
}

/** A record as the CRM shows it. */
export function rowOf({ sourceId, fields, addresses: [address] }: RecordInput): object {
  const of = (field: string) => fields[field]?.[0] ?? null
  return {
    id: sourceId,
    first: of('givenName'),
    last: of('familyName'),
    mail: of('email'),
    tel: of('phone'),
    street: address?.line1,
    town: address?.city,
    state: address?.region,
    zip: address?.postcode,
    changed: '2025-05-01T00:00:00Z',
  }
}

const FIELDS = {
  first: 'givenName',
  last: 'familyName',
  mail: 'email',
  tel: 'phone',
  street: 'address.line1',
  town: 'address.city',
  state: 'address.region',
  zip: 'address.postcode',
  changed: 'updatedAt',
}

/** How the CRM is spoken to: it can be asked for many, and is told one by one. */
export function definition(url: string, attributes: readonly string[], atOnce: number): object {
  return {
    system: CRM,
    mode: 'coexistence',
    pace: { atOnce },
    connector: {
      kind: 'rest',
      url,
      entities: {
        person: {
          record: { version: 'version', readOnly: ['id', 'version'] },
          read: { path: '/persons/{id}', many: { path: '/persons?ids={ids}', list: 'items', most: 100 } },
          update: { path: '/persons/{id}', stored: '' },
        },
      },
    },
    tables: [
      {
        entity: 'person',
        mapping: { source: CRM, entity: 'person', id: 'id', defaultCountry: 'US', fields: FIELDS },
        attributes: Object.fromEntries(attributes.map((name) => [name, { write: 'always' }])),
      },
    ],
  }
}
