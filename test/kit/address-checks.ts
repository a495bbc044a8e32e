import { expect } from 'vitest'
import { AddressCheck, type AddressVerdict } from '../../server/model/addresses/address-check.ts'
import type { AddressInput } from '../../server/model/record.ts'
import { verifyAddress } from './address-slips.ts'

/** Parts that are not as they came or not known, as `region corrected Michgan → MI`. */
function told(check: AddressCheck): string[] {
  return check.parts
    .filter(
      ({ part, state }) => !['confirmed', 'unchecked'].includes(state) && !(part === 'country' && state === 'added'),
    )
    .map(({ part, state, was, is }) => [part, state, was, is && `→ ${is}`].filter(Boolean).join(' '))
}

/** Checks an address, and that the answer has its shape. */
export const verify = (address: AddressInput, defaultCountry?: string): AddressCheck =>
  AddressCheck.parse(verifyAddress({ address, ...(defaultCountry === undefined ? {} : { defaultCountry }) }))

/** An address by its parts; what is empty does not stand there. */
export const at = (line1: string, city: string, region: string, postcode: string, country = 'US'): AddressInput =>
  Object.fromEntries(Object.entries({ line1, city, region, postcode, country }).filter(([, text]) => text !== ''))

/** Why, what, the verdict, and the parts that are not as they came. */
export type CheckRow = readonly [why: string, address: AddressInput, verdict: AddressVerdict, told: readonly string[]]

export function holds(_why: string, address: AddressInput, verdict: AddressVerdict, parts: readonly string[]): void {
  const check = verify(address)
  expect(`${check.verdict}: ${told(check).join('; ')}`).toBe(`${verdict}: ${parts.join('; ')}`)
}
