import type { EntityName } from '../../server/model/entities/registry.ts'
import { SourceName } from '../../server/model/ids.ts'
import type { AddressInput, StandardRecord } from '../../server/model/record.ts'
import { shippedRuleSet } from '../../server/rules/rule-set.ts'
import { compileStandardiser } from '../../server/standardise/standardise.ts'

const rules = shippedRuleSet()
const standardise = compileStandardiser(rules.standardise)
const source = SourceName.parse('test')
let made = 0

export { rules as shipped }

/** What a test says about a record: field values, `address` parts under `address.`, an `id` where it matters. */
export type Said = Record<string, string | readonly string[]>

/** A standard record from plain values, cleaned by the shipped rules. */
function record(entity: EntityName, said: Said): StandardRecord {
  const fields: Record<string, string[]> = {}
  const address: AddressInput = {}
  for (const [field, value] of Object.entries(said)) {
    const values = [value].flat()
    if (field === 'id') continue
    if (field.startsWith('address.')) address[field.slice('address.'.length) as keyof AddressInput] = values[0] ?? ''
    else fields[field] = values
  }
  const addresses = Object.keys(address).length > 0 ? [address] : []
  const sourceId = typeof said.id === 'string' ? said.id : String(++made).padStart(6, '0')
  return standardise({ source, sourceId, entity, fields, addresses, hints: { defaultCountry: 'US' } })
}

export const person = (said: Said) => record('person', said)
export const company = (said: Said) => record('company', said)
export const contact = (said: Said) => record('contact', said)

/** A person from `Given Family`, with whatever else is said. */
export function named(name: string, said: Said = {}): StandardRecord {
  const [givenName = '', ...rest] = name.split(' ')
  return person({ givenName, familyName: rest.join(' '), ...said })
}
