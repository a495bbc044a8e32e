import { type AddressCandidate, isCovered, placesOf } from './addresses.ts'
import type { SurviveRules } from './rules.ts'
import { type Criterion, deciding, rank } from './winners.ts'
import { compileTrust, type Member, witnessesOf } from './witness.ts'

/** One address for an end, with the record that states it and what set it apart from the next one. */
export type Offer = AddressCandidate & { readonly rule: string }

/**
 * Addresses of any member for an end that the rules name, best first, each place once. Undefined for an end that they do
 * not name. The golden record has one best address for everything; where goods or bills go may be another one.
 */
export function compileOffers(
  rules: SurviveRules,
): (members: readonly Member[], purpose: string) => Offer[] | undefined {
  const trustOf = compileTrust(rules.trust)
  return (members, purpose) => {
    const offer = rules.addresses.offers?.[purpose]
    if (!offer) return undefined
    // What does not arrive serves no end.
    const places = placesOf(witnessesOf(members), rules.addresses, trustOf, offer.kinds).filter(
      ({ candidate }) => candidate.deliverable,
    )
    const byCandidate = new Map(places.map((place) => [place.candidate, place]))
    const ranked = rank([...byCandidate.keys()], offer.pick)
    const listed: AddressCandidate[] = []
    for (const candidate of ranked?.ordered ?? []) {
      const place = byCandidate.get(candidate)
      if (place && !listed.some((better) => isCovered(place.address, better.address, rules.addresses)))
        listed.push(place)
    }
    return listed.map((place, i) => ({ ...place, rule: ruleOf(place, listed[i + 1], offer.pick) }))
  }
}

function ruleOf(
  { candidate }: AddressCandidate,
  next: AddressCandidate | undefined,
  pick: readonly Criterion[],
): string {
  return next ? deciding(pick, candidate, next.candidate) : 'onlyValue'
}
