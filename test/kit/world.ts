import { RecordId, splitRecordId } from '../../server/model/ids.ts'
import { RecordInput } from '../../server/model/record.ts'
import type { RunContext } from '../../server/pipeline/run/context.ts'
import { mintId } from '../../server/pipeline/run/mint.ts'
import { pick } from './seeded.ts'

/** Context of a test's own writes. */
export const TEST_CONTEXT: RunContext = { actor: { key: 'test' }, now: () => new Date(), mint: mintId }

/** A person's record from `source:person:id` and dotted fields; `address.*` fields make the one address. */
export function personInput(id: string, fields: Record<string, string>, own: Partial<RecordInput> = {}): RecordInput {
  const { source, sourceId } = splitRecordId(RecordId.parse(id))
  const address = Object.entries(fields).filter(([name]) => name.startsWith('address.'))
  const plain = Object.entries(fields).filter(([name]) => !name.startsWith('address.'))
  return RecordInput.parse({
    source,
    sourceId,
    entity: 'person',
    fields: Object.fromEntries(plain.map(([name, value]) => [name, [value]])),
    addresses:
      address.length > 0
        ? [Object.fromEntries(address.map(([name, value]) => [name.slice('address.'.length), value]))]
        : [],
    hints: { defaultCountry: 'US' },
    ...own,
  })
}

const GIVEN = ['Marta', 'Martha', 'Jonas', 'Joan', 'Priya', 'Pia', 'Tomas', 'Thomas']
const FAMILY = ['Lindqvist', 'Lindquist', 'Okoro', 'Barros', 'Baros']
const CITY = [
  ['Dayton', 'OH', '45402'],
  ['Boise', 'ID', '83702'],
]

/** Records of a small crowded town: few names, shared addresses and phones, so that they link, chain and conflict. */
export function crowdedTown(count: number, random: () => number): RecordInput[] {
  return Array.from({ length: count }, (_, i) => {
    const person = Math.floor(random() * (count / 2))
    const [city = '', region = '', postcode = ''] = pick(CITY, random)
    const fields: Record<string, string> = {
      givenName: pick(GIVEN, random),
      familyName: pick(FAMILY, random),
      'address.line1': `${100 + (person % 5)} Alder Street`,
      'address.city': city,
      'address.region': region,
      'address.postcode': postcode,
    }
    if (random() < 0.7) fields.email = `p${person}@example.org`
    if (random() < 0.5) fields.phone = `+1 513 555 01${String(person % 50).padStart(2, '0')}`
    if (random() < 0.6) fields.birthDate = `19${60 + (person % 30)}-0${1 + (person % 9)}-1${person % 9}`
    const day = String(1 + Math.floor(random() * 28)).padStart(2, '0')
    return personInput(`${pick(['shop', 'crm', 'erp'], random)}:person:${i}`, fields, {
      updatedAt: `2024-03-${day}T00:00:00Z`,
      createdAt: `2020-03-${day}T00:00:00Z`,
    })
  })
}

/** Up to four versions of each record, a day of its own each, in which its phone and its place come and go. */
export function inVersions(records: readonly RecordInput[], random: () => number): RecordInput[] {
  return records.flatMap((input) => {
    const days = [...new Set(Array.from({ length: 1 + Math.floor(random() * 4) }, () => 1 + Math.floor(random() * 28)))]
    return days.map((day) => {
      const { phone: _one, ...others } = input.fields
      const phone = random() < 0.3 ? {} : { phone: [`+1937555${pick(['0101', '0102', '0103'], random)}`] }
      const addresses = random() < 0.2 ? [] : [{ ...input.addresses[0], line1: `${pick(['1', '2'], random)} Mill Rd` }]
      const updatedAt = `2025-02-${String(day).padStart(2, '0')}T00:00:00Z`
      return { ...input, updatedAt, fields: { ...others, ...phone }, addresses }
    })
  })
}
