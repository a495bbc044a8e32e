import { fold, foldCode, tidy } from '../../text/fold.ts'
import { remember } from '../../text/remember.ts'
import type { Knowledge } from '../knowledge.ts'
import { countryNames } from './country-names.ts'

export type Places = {
  /** ISO 3166-1 alpha-2 of what is stated as a country. */
  readonly country: (text: string) => string | undefined
  /** The same of words within an address. */
  readonly countryInText: (text: string) => string | undefined
  /** Code of a region of a country (or, without one, of whatever single country has it) and that country. */
  readonly region: (text: string, country: string | undefined) => { code: string; country: string } | undefined
  /** A region as its country shows it, by code or name in any notation: `DE-BY`, `CA - California`, `Calif.`, `Co. Kerry`. */
  readonly statedRegion: (text: string, country: string | undefined) => string | undefined
  /** A postcode in its country's way of writing; undefined where it does not look like one. */
  readonly postcode: (text: string, country: string | undefined) => string | undefined
  /** Countries whose postcodes look so and no other's do: GB, CA, NL, IE by their letters. */
  readonly countryOfPostcode: (text: string) => string | undefined
  /** Whether a text has the form of a country's postcodes. */
  readonly fitsPostcode: (text: string, country: string) => boolean
  /** The only country with such a subdivision whose postcodes look like this one. */
  readonly countryOfSubdivision: (name: string, postcode: string) => string | undefined
  /** The country that a region is in, where only one has a region of this name (or code, with a postcode that fits). */
  readonly countryOfRegion: (region: string, postcode: string) => string | undefined
  /** Part of a postcode that two sources agree on: the ZIP without its add-on. */
  readonly foldPostcode: (postcode: string, country: string | undefined) => string
  readonly city: (folded: string) => string
}

/** Look-ups of countries, regions, postcodes and cities in a set of rules. */
export function placesOf(rules: Knowledge): Places {
  const { cities, cityWords } = rules.addresses
  const countries = countryNames(rules)
  const subdivisions = new Map<string, ReadonlyMap<string, string>>()
  const patterns = new Map<string, RegExp>()
  const ways = new Map(rules.countries.map(([code, { writing }]) => [code, writing?.postcode ?? {}]))
  /** Countries whose postcodes tell them by their letters. */
  const telling = rules.countries.flatMap(([code]) => (ways.get(code)?.telling ? [code] : []))
  /** Countries that alone write a sign where they do. */
  const own = rules.countries.flatMap(([code]) => {
    const written = ways.get(code)?.written
    return written === undefined ? [] : [[code, new RegExp(`^(?:${written})$`)] as const]
  })
  const firstNames = new Map<string, string>()
  const regions = new Map<string, { code: string; country: string }[]>()
  for (const [code, { postcode, regions: ofCountry, subdivisions: parts = {}, writing }] of rules.countries) {
    subdivisions.set(code, shownRegions(parts, writing?.regionCodes === true))
    if (postcode) patterns.set(code, new RegExp(`^(?:${postcode})$`))
    for (const [region, regionNames] of Object.entries(ofCountry ?? {})) {
      firstNames.set(`${code} ${region}`, regionNames[0] ?? region)
      for (const name of new Set([region, ...regionNames].map(fold))) {
        regions.set(name, [...(regions.get(name) ?? []), { code: region, country: code }])
      }
    }
  }
  const fits = (text: string, country: string) => patterns.get(country)?.test(text) === true

  const region: Places['region'] = (text, country) => {
    const found = regions.get(fold(text)) ?? []
    if (country) return found.find((r) => r.country === country)
    return found.length === 1 ? found[0] : undefined
  }

  /** A region as letters show it: nobody knows Vienna by its 9. */
  const shownOf = (found: { code: string; country: string } | undefined): string | undefined =>
    found && /^\d+$/.test(found.code) ? (firstNames.get(`${found.country} ${found.code}`) ?? found.code) : found?.code

  const oneNotation = (text: string, country: string): string | undefined => {
    const known = subdivisions.get(country)
    const bare = text.startsWith(`${country}-`) ? text.slice(country.length + 1) : text
    const found = (name: string) => shownOf(region(name, country)) ?? known?.get(fold(name))
    // N.Y. and B. C. are their letters.
    return found(bare) ?? (/^(?:\p{L}\.\s?)+$/u.test(bare) ? found(bare.replace(/[.\s]/g, '')) : undefined)
  }

  return {
    country: remember(countries.stated),
    countryInText: countries.inText,
    region,
    statedRegion(text, country) {
      if (country === undefined) return shownOf(region(text, country))
      const whole = oneNotation(text, country)
      if (whole !== undefined) return whole
      // Code and name in one: `CA - California`, `Texas (TX)`.
      const pieces = text.split(/(?<!\s)\s+[-–]\s+|(?<!\s)\s*[()/]\s*/).filter((piece) => piece !== '')
      const said = new Set(pieces.map((piece) => oneNotation(piece, country)))
      return pieces.length > 1 && said.size === 1 ? [...said][0] : undefined
    },
    postcode(text, country) {
      const upper = foldCode(text)
      const known = country ?? telling.find((c) => fits(upper, c))
      if (!known) return /\d/.test(upper) && upper.length <= 10 ? tidy(text).toUpperCase() : undefined
      const { signed, padTo = 0, fewest = padTo - 1, split } = ways.get(known) ?? {}
      const bare = signed ? upper.replace(/^[A-Z]{1,2}(?=\d)/, '') : upper
      const padded = bare.length >= fewest && bare.length < padTo ? bare.padStart(padTo, '0') : bare
      if (!fits(padded, known)) return undefined
      if (split === undefined || padded.length < (split.from ?? 0)) return padded
      return padded.slice(0, split.at) + split.by + padded.slice(split.at)
    },
    countryOfPostcode: (text) =>
      telling.find((c) => fits(foldCode(text), c)) ?? own.find(([, pattern]) => pattern.test(text.trim()))?.[0],
    fitsPostcode: (text, country) => fits(foldCode(text), country),
    countryOfSubdivision(name, postcode) {
      if (name.length < 4 || postcode === '') return undefined
      const having = rules.countries.filter(
        ([code]) => subdivisions.get(code)?.has(fold(name)) && fits(foldCode(postcode), code),
      )
      return having.length === 1 ? having[0]?.[0] : undefined
    },
    countryOfRegion(region, postcode) {
      const found = [...new Set((regions.get(fold(region)) ?? []).map((r) => r.country))]
      if (region.length > 3 && found.length === 1) return found[0]
      const fitting = postcode === '' ? [] : found.filter((country) => fits(foldCode(postcode), country))
      return fitting.length === 1 ? fitting[0] : undefined
    },
    foldPostcode(postcode, country) {
      const folded = foldCode(postcode).toLowerCase()
      return folded.slice(0, country === undefined ? undefined : ways.get(country)?.compared)
    },
    city(folded) {
      const known = cities[folded]
      const words = (known ?? folded).split(' ')
      return words.map((word) => cityWords[word] ?? word).join(' ')
    },
  }
}

/** What each name and code of a country's regions is shown as: its code where letters use codes, else its first name. */
function shownRegions(
  parts: Readonly<Record<string, readonly string[]>>,
  byCode: boolean,
): ReadonlyMap<string, string> {
  const shown = new Map<string, string>()
  const put = (name: string, as: string) => {
    if (!shown.has(fold(name))) shown.set(fold(name), as)
  }
  const entries = Object.entries(parts).map(
    ([code, names]) => [code, names, byCode && /\D/.test(code) ? code : (names[0] ?? code)] as const,
  )
  for (const [code, , as] of entries) put(code, as)
  for (const [, names, as] of entries) for (const name of names) put(name, as)
  return shown
}
