import { addressAt, addressValues } from '../address-values.ts'
import { type CompanySource, company, contact, type Draft, type PersonSource, person, type Values } from '../draft.ts'

/** A hand-written piece of the demo: its records, what is true of them, and what a newcomer should see. */
export type Story = {
  readonly key: string
  readonly title: string
  /** What to type into the search box; ` · ` between several. */
  readonly search: string
  readonly expect: string
  readonly drafts: readonly Draft[]
  /** True households: id and the persons in it. */
  readonly households?: Readonly<Record<string, readonly string[]>>
  /** True parents: child entity to parent entity. */
  readonly parents?: Readonly<Record<string, string>>
  /** Persons who are also contacts: person entity to contact entity. */
  readonly samePerson?: Readonly<Record<string, string>>
}

/** When a record was made and last changed (plain dates, at noon UTC), and its version. */
export type When = readonly [created: string, updated: string, version: number]

/** A person record at an address line of the form `addressAt` reads; an empty line leaves the address out. */
export function customer(
  record: `${PersonSource}:${string}`,
  who: string,
  when: When,
  where: string,
  values: Values,
): Draft {
  const source = record.slice(0, record.indexOf(':'))
  const channel = { 'web-shop': 'web', loyalty: 'loyalty', crm: 'store', erp: 'phone' }[source]
  const address = where === '' ? {} : addressValues(addressAt(where), source === 'web-shop' || source === 'crm')
  return person(record, who, { channel, 'raw.account_type': 'registered', ...times(when), ...address, ...values })
}

/** A company record at an address line. */
export function account(
  record: `${CompanySource}:${string}`,
  who: string,
  when: When,
  where: string,
  values: Values,
): Draft {
  const source = record.slice(0, record.indexOf(':'))
  const territory = { 'crm-east': 'East', 'crm-central': 'Central', 'crm-west': 'West' }[source]
  const address = addressValues(addressAt(where), source === 'crm-east')
  const channel = source === 'erp' ? 'phone' : undefined
  return company(record, who, { channel, 'raw.territory': territory, ...times(when), ...address, ...values })
}

/** A contact record at a company: `works` is the true company and the record of it in the same source. */
export function worker(
  record: `${CompanySource}:${string}`,
  who: string,
  when: When,
  works: readonly [string, string],
  values: Values,
): Draft {
  const [entity, companyId] = works
  const fullName = [values.givenName, values.familyName].filter((part) => part !== undefined).join(' ')
  return contact(record, who, entity, {
    'company.id': companyId,
    fullName,
    primary: 'false',
    ...times(when),
    ...values,
  })
}

function times([created, updated, version]: When): Values {
  return { createdAt: `${created}T12:00:00Z`, updatedAt: `${updated}T12:00:00Z`, version: String(version) }
}
