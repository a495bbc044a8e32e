import type { AddressCheck, AddressQuestion } from '../../model/addresses/address-check.ts'
import { addressCleaner } from '../../standardise/address/address.ts'
import { placesOf } from '../../standardise/address/place.ts'
import { knowledgeOf } from '../../standardise/knowledge.ts'
import type { StandardiseRules } from '../../standardise/rules.ts'
import { linesOf } from '../lines.ts'
import { formatOf } from './files.ts'

/** Checks one address. It never throws, and the same question has the same answer. */
export type VerifyAddress = (question: AddressQuestion) => AddressCheck

/** Makes the verifier that asks nobody. It says what is missing, and knows no places. */
export function offlineVerifier(rules: StandardiseRules): VerifyAddress {
  const knowledge = knowledgeOf(rules)
  const clean = addressCleaner(knowledge, placesOf(knowledge))
  return ({ address, defaultCountry }) => {
    const { address: cleaned } = clean(address, defaultCountry)
    const provider = { name: 'offline', version: 'form' }
    if (!cleaned)
      return { verdict: 'undeliverable', parts: [], candidates: [], missing: ['street'], next: 'fix', provider }
    const { line1, line2, houseNumber, street, unit, city, region, postcode, country, complete } = cleaned
    const all = { line1, line2, houseNumber, street, unit, city, region, postcode, country }
    const parts = Object.fromEntries(Object.entries(all).filter(([, text]) => text !== undefined))
    const lines = linesOf(parts, country === undefined ? undefined : formatOf(country)?.fmt)
    const shared = { parts: [], candidates: [], proposal: { parts, lines }, provider }
    if (complete) return { verdict: 'plausible', ...shared, missing: [], next: 'accept' }
    return { verdict: 'incomplete', ...shared, missing: [street ? 'houseNumber' : 'street'], next: 'fix' }
  }
}
