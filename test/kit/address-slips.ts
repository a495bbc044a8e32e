import type { AddressCheck } from '../../server/model/addresses/address-check.ts'
import { type TownEntry, tableOf } from '../../server/places/place-table.ts'
import { offlineVerifier, type VerifyAddress } from '../../server/places/verify-offline.ts'
import { cleaningOf } from '../../server/rules/cleaning.ts'
import { shippedRuleSet } from '../../server/rules/rule-set.ts'
import { textHash } from '../../server/text/hash32.ts'
import { below, pick, seeded } from './seeded.ts'

/** City, region and postcode of a place that the table has. */
export type TruePlace = { readonly city: string; readonly region: string; readonly postcode: string }
type Part = keyof TruePlace
export const SLIPPING: readonly Part[] = ['city', 'region', 'postcode']

/** The towns that costs were set on, and those that nobody looked at meanwhile: by hash, so that a town is always of one half. */
export type Half = 'tuned' | 'unseen'
const halfOf = ({ name, region }: TownEntry): Half => (textHash(`${region} ${name}`) % 2 === 0 ? 'tuned' : 'unseen')

const rules = cleaningOf(shippedRuleSet())
/** The verifier of the shipped rules. */
export const verifyAddress: VerifyAddress = offlineVerifier(rules)

/** Towns of a country's table that mail is written to, of one half or of both. */
export function townsOf(country: 'US' | 'CA', half?: Half): TownEntry[] {
  const regions = Object.keys(rules.countries?.[country]?.regions ?? {})
  const towns = regions.flatMap((region) => tableOf(country)?.inRegion(region) ?? [])
  return towns.filter((town) => town.isMain && (half === undefined || halfOf(town) === half))
}

/** Names of a country's regions by their codes, in English. */
const namesOf = (country: string) =>
  Object.entries(rules.countries?.[country]?.regions ?? {}).map(([code, names]) => [code, names[0] ?? code] as const)

/** Places by chance. `by`: each town is as likely as the next, or each code, which is a city's far more often. */
export function drawPlaces(towns: readonly TownEntry[], by: 'town' | 'code', count: number, seed: number): TruePlace[] {
  const random = seeded(seed)
  const urns: (readonly [TownEntry, string?])[] =
    by === 'town'
      ? towns.map((town) => [town])
      : towns.flatMap((town) => town.codes.map((code) => [town, code] as const))
  return Array.from({ length: count }, () => {
    const [town, code] = pick(urns, random)
    return { city: town.name, region: town.region, postcode: code ?? pick(town.codes, random) }
  })
}

/** A text with one slip: a character replaced, left out, put in, or two neighbours swapped. Never the same text. */
function slipped(text: string, signs: string, random: () => number): string {
  for (;;) {
    const at = below(random, text.length)
    const sign = signs[below(random, signs.length)] ?? ''
    const kinds = [
      text.slice(0, at) + sign + text.slice(at + 1),
      text.slice(0, at) + text.slice(at + 1),
      text.slice(0, at) + sign + text.slice(at),
      text.slice(0, at) + text.slice(at + 1, at + 2) + text.slice(at, at + 1) + text.slice(at + 2),
    ]
    const made = pick(kinds, random)
    if (made.trim().toLowerCase() !== text.toLowerCase() && made.trim() !== '') return made
  }
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** A place with one slip in a part. Regions stand as codes and as names, as often. */
export function withSlip(place: TruePlace, part: Part, country: 'US' | 'CA', random: () => number): TruePlace {
  if (part === 'postcode') return { ...place, postcode: slipped(place.postcode, '0123456789', random) }
  if (part === 'city') return { ...place, city: slipped(place.city, LETTERS, random) }
  const name = new Map(namesOf(country)).get(place.region) ?? place.region
  return {
    ...place,
    region: random() < 0.5 ? slipped(place.region, LETTERS.toUpperCase(), random) : slipped(name, LETTERS, random),
  }
}

export type Tally = {
  readonly part: Part | 'none'
  readonly count: number
  readonly right: number
  readonly wrong: number
}

const ADDRESS = { line1: '12 Elm St' }

/** What a check proposes, or what came where it proposes nothing. */
function proposed({ proposal }: AddressCheck, said: TruePlace): TruePlace {
  const { city = '', region = '', postcode = '' } = proposal?.parts ?? {}
  return proposal === undefined ? said : { city, region, postcode }
}

const isSame = (a: TruePlace, b: TruePlace) => SLIPPING.every((part) => a[part].toLowerCase() === b[part].toLowerCase())

/**
 * How many of some places with a slip in a part come out as they were. `wrong`: a slip was put right to something else. A slip that
 * leaves another code of the same town cannot be seen by anybody, and counts as not put right.
 */
export function tally(places: readonly TruePlace[], part: Part | 'none', country: 'US' | 'CA', seed: number): Tally {
  const random = seeded(seed)
  let right = 0
  let wrong = 0
  for (const place of places) {
    const said = part === 'none' ? place : withSlip(place, part, country, random)
    const found = proposed(verifyAddress({ address: { ...ADDRESS, ...said, country } }), said)
    if (isSame(found, place)) right++
    else if (!isSame(found, said)) wrong++
  }
  return { part, count: places.length, right, wrong }
}

export const percent = (share: number, of: number): number => Math.round((10_000 * share) / of) / 100
