import type { Places } from '../standardise/address/place.ts'
import type { Knowledge } from '../standardise/knowledge.ts'
import { fold, foldCode } from '../text/fold.ts'
import { editsWithin } from '../text/similarity.ts'
import { formatOf } from './files.ts'

export type Regions = {
  /** A region as its country shows it; undefined for a text that names none. */
  readonly stated: (text: string, country: string) => string | undefined
  /** Regions that a text which names none may be a slip of: the nearest, several where they are as near. */
  readonly near: (text: string, country: string) => readonly string[]
  /** Regions with postcodes that begin like this one; none where that is not known. */
  readonly startingLike: (postcode: string, country: string) => readonly string[]
  /** Whether that is known of a region. */
  readonly hasStarts: (region: string, country: string) => boolean
}

/** Codes of regions are as short as this; a slip in one is a letter. */
const CODE = 3

type Names = readonly (readonly [name: string, shown: string])[]
type Starts = readonly (readonly [starts: RegExp, shown: string])[]

/** Look-ups of regions by the names that cleaning knows and by the postcodes that Google's data know. */
export function regionsOf(rules: Knowledge, places: Places): Regions {
  const countries = new Map(rules.countries)
  const names = new Map<string, Names>()
  const starts = new Map<string, Starts>()

  const stated: Regions['stated'] = (text, country) => places.statedRegion(text, country)

  const namesOf = (country: string): Names => {
    const { regions = {}, subdivisions = {} } = countries.get(country) ?? {}
    const all = [...Object.entries(regions), ...Object.entries(subdivisions)]
    return all.flatMap(([code, list]) =>
      [code, ...list].flatMap((name) => {
        const shown = stated(name, country)
        return shown === undefined || /^\d+$/.test(name) ? [] : [[fold(name), shown] as const]
      }),
    )
  }

  const startsOf = (country: string): Starts =>
    (formatOf(country)?.regions ?? []).flatMap((region): Starts => {
      const known = region.names.map((name) => stated(name, country)).find((shown) => shown !== undefined)
      return [[new RegExp(`^(?:${region.starts})`), known ?? region.names.at(-1) ?? '']]
    })

  return {
    stated,
    near(text, country) {
      const folded = fold(text)
      const most = folded.length <= CODE ? 1 : folded.length <= 7 ? 1 : 2
      let least = most
      const found = new Map<string, number>()
      for (const [name, shown] of known(names, country, namesOf)) {
        if (folded.length <= CODE !== name.length <= CODE) continue
        const slips = editsWithin(folded, name, least)
        if (slips > least) continue
        least = slips
        found.set(shown, Math.min(slips, found.get(shown) ?? slips))
      }
      return [...found].filter(([, slips]) => slips === least).map(([shown]) => shown)
    },
    startingLike(postcode, country) {
      const code = foldCode(postcode)
      return known(starts, country, startsOf).flatMap(([begins, shown]) => (begins.test(code) ? [shown] : []))
    },
    hasStarts: (region, country) => known(starts, country, startsOf).some(([, shown]) => shown === region),
  }
}

function known<T>(map: Map<string, T>, key: string, make: (key: string) => T): T {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make(key)
  map.set(key, made)
  return made
}
