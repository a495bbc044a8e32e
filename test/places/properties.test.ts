import { expect, test } from 'vitest'
import { PLACE_PARTS } from '../../server/model/entities/field.ts'
import type { AddressInput } from '../../server/model/record.ts'
import { drawPlaces, SLIPPING, townsOf, verifyAddress, withSlip } from '../kit/address-slips.ts'
import { TEST_SEED } from '../kit/commit-seed.ts'
import { pick, seeded, shuffle } from '../kit/seeded.ts'

const STREETS: readonly AddressInput[] = [
  { line1: '12 Elm St' },
  { line1: '1901 W Madison St Apt 4' },
  { line1: '77 Oak Avenue', line2: 'Building C' },
  { houseNumber: '12', street: 'Elm St', unit: 'Suite 200' },
  { line1: 'PO Box 12' },
]

/** Addresses of the United States, one in four as the table has it, the others with a slip. */
function addresses(count: number): AddressInput[] {
  const random = seeded(TEST_SEED)
  return drawPlaces(townsOf('US'), 'code', count, TEST_SEED).map((place) => {
    const part = pick([...SLIPPING, 'none' as const], random)
    return {
      ...pick(STREETS, random),
      ...(part === 'none' ? place : withSlip(place, part, 'US', random)),
      country: 'US',
    }
  })
}

test('a proposal is plausible, and proposes itself', () => {
  for (const address of addresses(300)) {
    const { verdict, proposal } = verifyAddress({ address })
    if (proposal === undefined || verdict === 'incomplete') continue
    const again = verifyAddress({ address: proposal.parts as AddressInput })
    expect({ address, verdict: again.verdict, proposal: again.proposal }).toEqual({
      address,
      verdict: 'plausible',
      proposal,
    })
  }
})

test('candidates are plausible too, where nothing is missing in them', () => {
  for (const address of addresses(300))
    for (const { parts } of verifyAddress({ address }).candidates)
      if (parts.postcode !== undefined)
        expect(verifyAddress({ address: parts as AddressInput }).verdict).toBe('plausible')
})

test('the order of columns changes nothing', () => {
  const random = seeded(TEST_SEED)
  for (const address of addresses(100)) {
    const turned = Object.fromEntries(shuffle(Object.entries(address), random))
    expect(verifyAddress({ address: turned })).toEqual(verifyAddress({ address }))
  }
})

test('capitals and small letters change no verdict', () => {
  for (const address of addresses(100)) {
    const loud = Object.fromEntries(Object.entries(address).map(([part, text]) => [part, text?.toUpperCase()]))
    expect({ address, verdict: verifyAddress({ address: loud as AddressInput }).verdict }).toEqual({
      address,
      verdict: verifyAddress({ address }).verdict,
    })
  }
})

test('whatever is typed, there is an answer', () => {
  const random = seeded(TEST_SEED)
  const signs = [...'aZ09 ,.-/#\n\t()ßéñ中д', '\u0000', '😀']
  const text = () => Array.from({ length: 1 + Math.floor(random() * 40) }, () => pick(signs, random)).join('')
  for (let i = 0; i < 300; i++) {
    const address = Object.fromEntries(PLACE_PARTS.filter(() => random() < 0.4).map((name) => [name, text()]))
    const defaultCountry = pick([undefined, 'US', 'CA', 'DE', 'GB', 'JP'], random)
    expect(verifyAddress({ address, ...(defaultCountry ? { defaultCountry } : {}) }).verdict).toBeTypeOf('string')
  }
})
