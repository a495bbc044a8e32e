import { fold, foldCode, tidy } from '../text/fold.ts'
import type { StandardiseRules } from './rules.ts'

export type Places = {
  /** ISO 3166-1 alpha-2 of a name or code in any of the known languages. */
  readonly country: (text: string) => string | undefined
  /** Code of a region of a country (or, without one, of whatever single country has it) and that country. */
  readonly region: (text: string, country: string | undefined) => { code: string; country: string } | undefined
  /** A postcode in its country's way of writing; undefined where it does not look like one. */
  readonly postcode: (text: string, country: string | undefined) => string | undefined
  /** Countries whose postcodes look so and no other's do: GB, CA, NL, IE by their letters. */
  readonly countryOfPostcode: (text: string) => string | undefined
  /** The country that a region is in, where only one has a region of this name (or code, with a postcode that fits). */
  readonly countryOfRegion: (region: string, postcode: string) => string | undefined
  readonly city: (folded: string) => string
}

/** Postcodes that older hands write with the sign of the country in front: D-50667, FL-2198. */
const PREFIXED = new Set(['DE', 'AT', 'CH', 'LI', 'FR', 'BE', 'LU', 'IT', 'ES'])
/** Postcodes with letters tell their country. */
const TELLING = ['GB', 'CA', 'NL', 'IE'] as const

/** Look-ups of countries, regions, postcodes and cities in a set of rules. */
export function placesOf(rules: StandardiseRules): Places {
  const { countries, cities, cityWords } = rules.addresses
  const byName = new Map<string, string>()
  const patterns = new Map<string, RegExp>()
  const regions = new Map<string, { code: string; country: string }[]>()
  for (const [code, { alpha3, names, postcode, regions: ofCountry }] of Object.entries(countries)) {
    for (const name of [code, alpha3, ...names]) if (!byName.has(fold(name))) byName.set(fold(name), code)
    if (postcode) patterns.set(code, new RegExp(`^(?:${postcode})$`))
    for (const [region, regionNames] of Object.entries(ofCountry ?? {})) {
      for (const name of new Set([region, ...regionNames].map(fold))) {
        regions.set(name, [...(regions.get(name) ?? []), { code: region, country: code }])
      }
    }
  }
  const fits = (text: string, country: string) => patterns.get(country)?.test(text) === true

  return {
    country: (text) => byName.get(fold(text)),
    region(text, country) {
      const found = regions.get(fold(text)) ?? []
      if (country) return found.find((r) => r.country === country)
      return found.length === 1 ? found[0] : undefined
    },
    postcode(text, country) {
      const upper = foldCode(text)
      const known = country ?? TELLING.find((c) => fits(upper, c))
      if (!known) return /\d/.test(upper) && upper.length <= 10 ? tidy(text).toUpperCase() : undefined
      const bare = PREFIXED.has(known) ? upper.replace(/^[A-Z]{1,2}(?=\d)/, '') : upper
      const padded = (known === 'US' && bare.length === 4) || (known === 'DE' && bare.length === 4) ? `0${bare}` : bare
      return fits(padded, known) ? spaced(padded, known) : undefined
    },
    countryOfPostcode: (text) => TELLING.find((c) => fits(foldCode(text), c)),
    countryOfRegion(region, postcode) {
      const found = [...new Set((regions.get(fold(region)) ?? []).map((r) => r.country))]
      if (region.length > 3 && found.length === 1) return found[0]
      const fitting = postcode === '' ? [] : found.filter((country) => fits(foldCode(postcode), country))
      return fitting.length === 1 ? fitting[0] : undefined
    },
    city(folded) {
      const known = cities[folded]
      const words = (known ?? folded).split(' ')
      return words.map((word) => cityWords[word] ?? word).join(' ')
    },
  }
}

function spaced(code: string, country: string): string {
  if (country === 'GB') return `${code.slice(0, -3)} ${code.slice(-3)}`
  if (country === 'CA') return `${code.slice(0, 3)} ${code.slice(3)}`
  if (country === 'NL') return `${code.slice(0, 4)} ${code.slice(4)}`
  if (country === 'PL') return `${code.slice(0, 2)}-${code.slice(2)}`
  if (country === 'PT' || country === 'BR') return code.length < 7 ? code : `${code.slice(0, -3)}-${code.slice(-3)}`
  if (country === 'JP') return `${code.slice(0, 3)}-${code.slice(3)}`
  if (country === 'US' && code.length === 9) return `${code.slice(0, 5)}-${code.slice(5)}`
  return code
}

/** Part of a postcode that two sources agree on: the ZIP without its add-on. */
export function foldPostcode(postcode: string, country: string | undefined): string {
  const folded = foldCode(postcode).toLowerCase()
  return country === 'US' ? folded.slice(0, 5) : folded
}
