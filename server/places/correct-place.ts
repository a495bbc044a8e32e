import type { AddressCheck, CheckedPart } from '../model/addresses/address-check.ts'
import type { AddressInput } from '../model/record.ts'
import type { CorrectPlace, PlaceCorrection } from '../standardise/address/correct.ts'
import { remember } from '../text/remember.ts'
import { tableOf } from './place-table.ts'
import type { VerifyAddress } from './verify-offline.ts'

/** As many parts of a place as can witness for one another. */
const WITNESSES = 2

/**
 * Corrects the city, region and postcode of an address where tables are sure: one is a slip of what the two others say, or two
 * agree against it. What is only missing stays missing, since the others say it already; what is ambiguous or conflicting stays as
 * it came.
 */
export function placeCorrector(verify: VerifyAddress): CorrectPlace {
  const inParts = remember((mark) => correctionsIn(verify({ address: JSON.parse(mark) as AddressInput })))
  return {
    parts({ city, region, postcode, country }) {
      const said = [city, region, postcode].filter((text) => text !== undefined).length
      // Where no towns are known a region is all that a postcode can speak against.
      const isKnown = region !== undefined || country === undefined || tableOf(country) !== undefined
      return said < WITNESSES || !isKnown ? NONE : inParts(JSON.stringify({ city, region, postcode, country }))
    },
    line(address, defaultCountry) {
      const check = verify({ address, ...(defaultCountry === undefined ? {} : { defaultCountry }) })
      const corrections = correctionsIn(check)
      return corrections.length === 0 || !check.proposal ? undefined : { corrections, parts: check.proposal.parts }
    },
  }
}

const NONE: readonly PlaceCorrection[] = []
const UNSURE: ReadonlySet<AddressCheck['verdict']> = new Set(['ambiguous', 'undeliverable', 'unchecked'])

function correctionsIn({ verdict, parts }: AddressCheck): readonly PlaceCorrection[] {
  return UNSURE.has(verdict) || parts.some(isInConflict) ? NONE : parts.flatMap(corrected)
}

function isInConflict({ part, state }: CheckedPart): boolean {
  return state === 'conflicting' && (part === 'city' || part === 'region' || part === 'postcode')
}

function corrected({ part, state, was, is, why }: CheckedPart): PlaceCorrection[] {
  if (state !== 'corrected' || was === undefined || is === undefined) return []
  return part === 'city' || part === 'region' || part === 'postcode' ? [{ part, was, is, why: why.text }] : []
}
