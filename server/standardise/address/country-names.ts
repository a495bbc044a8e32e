import { fold } from '../../text/fold.ts'
import type { Knowledge } from '../knowledge.ts'

export type CountryNames = {
  /** ISO 3166-1 alpha-2 of what a source states as country: name or code in any notation and any of the known languages. */
  readonly stated: (text: string) => string | undefined
  /** The same of words within an address, where a name of another language or a sign may be anything else. */
  readonly inText: (text: string) => string | undefined
}

const LATIN = /^[\p{Script=Latin}\p{M}\p{P}\p{S}\p{Zs}\d]*$/u
const CODE = /^[A-Za-z]\.?\s?[A-Za-z]\.?(?:\s?[A-Za-z]\.?)?$/
const SUBDIVISION = /^([A-Z]{2})-[A-Z\d]{1,3}$/

/** A text as its own script writes it: Arabic, Han and Thai names would fold to letters that are codes of others. */
const written = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

/** Look-ups of countries by their names and codes. */
export function countryNames(rules: Knowledge): CountryNames {
  const { countryFillers, cityWords } = rules.addresses
  const fillers = new Set(countryFillers)
  const codes = new Map<string, string>()
  const names = new Map<string, string>()
  const others = new Map<string, string>()
  const scripts = new Map<string, string>()
  const bags = new Map<string, string>()
  const put = (map: Map<string, string>, key: string, code: string) => {
    if (key !== '' && !map.has(key)) map.set(key, code)
  }
  /** Words in any order, without those that are left out as often as not: `Korea, Republic of`, `St Kitts & Nevis`. */
  const bag = (text: string): string =>
    [...new Set(fold(text).split(' '))]
      .filter((word) => !fillers.has(word))
      .map((word) => cityWords[word] ?? word)
      .sort()
      .join(' ')

  for (const [code, country] of rules.countries) {
    for (const one of [code, country.alpha3]) put(codes, one.toLowerCase(), code)
    for (const one of [country.numeric, ...(country.signs ?? [])]) put(others, one ?? '', code)
    for (const name of country.names) put(names, fold(name), code)
    for (const name of [...country.names, ...(country.otherNames ?? [])]) {
      if (LATIN.test(name)) {
        put(others, fold(name), code)
        put(bags, bag(name), code)
      } else put(scripts, written(name), code)
    }
  }
  for (const [code, { names: own, otherNames = [] }] of rules.countries)
    for (const name of [...own, ...otherNames]) if (!LATIN.test(name)) put(others, fold(name), code)

  const byCode = (text: string) =>
    CODE.test(text) ? codes.get(text.replace(/[^A-Za-z]/g, '').toLowerCase()) : undefined
  const bySubdivision = (text: string) => {
    const country = SUBDIVISION.exec(text)?.[1]?.toLowerCase()
    return country === undefined ? undefined : codes.get(country)
  }
  return {
    stated(text) {
      const own = scripts.get(written(text))
      if (own !== undefined) return own
      const folded = fold(text)
      if (!LATIN.test(text)) return folded.length > 3 ? (names.get(folded) ?? others.get(folded)) : undefined
      return (
        byCode(text) ??
        names.get(folded) ??
        (/^[A-Z\d]+$/.test(text) ? others.get(text) : undefined) ??
        (folded.length > 1 ? others.get(folded) : undefined) ??
        bySubdivision(text) ??
        bags.get(bag(text))
      )
    },
    inText: (text) =>
      scripts.get(written(text)) ?? (LATIN.test(text) ? (byCode(text) ?? names.get(fold(text))) : undefined),
  }
}
