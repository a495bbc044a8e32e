import type { AddressPartName } from '../model/addresses/address-check.ts'
import { isForces, isNumberAlone, isSpecial, lacksNumber } from './delivery.ts'
import { formatOf, verifyWords } from './files.ts'
import type { ReadAddress } from './read.ts'
import { asSaid, type PartOutcome } from './weigh.ts'
import { MISSING } from './where.ts'

/** Google's letters for street and city: what an address needs unless its country says otherwise. */
const NEEDED = 'AC'

/** Of city and postcode, what the addresses of a country need. */
export function neededParts({ parts }: ReadAddress, country: string): AddressPartName[] {
  const needed = formatOf(country)?.require ?? NEEDED
  const hasCity = needed.includes('C') && !verifyWords().withoutCity.includes(country) && !isForces(parts, country)
  return [...(hasCity ? (['city'] as const) : []), ...(needed.includes('Z') ? (['postcode'] as const) : [])]
}

type Found = readonly [AddressPartName, PartOutcome]

/**
 * Street, house and unit, which no table knows: that they are there is all that can be said. `isExact`: a postcode of this country
 * is of one door.
 */
export function streetOutcomes({ parts }: ReadAddress, country: string, isExact: boolean): Found[] {
  const found = (['houseNumber', 'street', 'unit'] as const).flatMap((part): Found[] => {
    const text = parts[part] ?? ''
    return text === '' ? [] : [[part, asSaid(text, 'unchecked', 'no-table')]]
  })
  const isSomewhere = [parts.street, parts.line1, parts.line2].some(Boolean) && !isNumberAlone(parts, country)
  const hasPlace = isSomewhere || isSpecial(parts) || isForces(parts, country)
  // A postcode that is of one door, or of one side of a street with the number beside it, names the street.
  const isNamed = parts.postcode !== undefined && (isExact || (country === 'NL' && parts.houseNumber !== undefined))
  if (!hasPlace && !isNamed) return [...found, ['street', MISSING]]
  return lacksNumber(parts, country) ? [...found, ['houseNumber', MISSING]] : found
}

const STREET: ReadonlySet<string> = new Set(['full', 'line1', 'street'])

/** What somebody typed where a part is needed, and which says nothing. */
export function placeholderOf({ unread }: ReadAddress, part: AddressPartName): string | undefined {
  return unread.find(
    (one) => one.why === 'placeholder' && (part === 'street' ? STREET.has(one.part) : one.part === part),
  )?.text
}
