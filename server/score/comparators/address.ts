import { z } from 'zod'
import type { StandardAddress } from '../../model/record.ts'
import { comparator, packed, unpacked } from '../comparator.ts'
import { lineRules } from '../line-rule.ts'
import { editedWords, editsWithin, nearWords, type Word, wordOf } from '../similarity.ts'

const LEVELS = ['same', 'close', 'unit', 'building', 'street', 'postcode', 'city', 'region', 'different'] as const
const LINES = { address: LEVELS } as const
const Rule = z.strictObject({ use: z.literal('address'), name: z.string().optional(), lines: lineRules(LINES) })

type Place = StandardAddress['folded'] & { streetWord: Word; cityWord: Word; rarity: number[] }

/** How a part of two addresses compares: missing on a side, equal, alike, or not. */
const MISSING = 0
const EQUAL = 1
const ALIKE = 2
const UNLIKE = 3

/**
 * A whole address as one piece of evidence, best pair of several, for its parts depend on each other: same, the same
 * but for slips, another unit of the house, the same house in a place that is written otherwise, same street,
 * same postcode, same city, same region, different.
 */
export const address = comparator({
  use: 'address',
  rule: Rule,
  lines: LINES,
  bind: (_rule, tools) => ({
    read: (record) => {
      const places = record.addresses.flatMap(({ folded: f }) =>
        f.street + f.city + f.postcode + f.region === ''
          ? []
          : [[f.houseNumber, f.street, f.unit, f.city, f.region, f.postcode]],
      )
      return places.length > 0 ? packed(...places) : undefined
    },
    prepare: (text) =>
      unpacked(text).map((parts): Place => {
        const f = partsOf(parts)
        const [house, postcode, city, region] = [
          tools.rarity('address', `${f.houseNumber} ${f.street}`),
          tools.rarity('postcode', f.postcode),
          tools.rarity('city', f.city),
          tools.rarity('region', f.region),
        ]
        const street = tools.rarity('street', f.street)
        const rarity = [house, house, house, house, street, postcode, city, region, 0]
        return { ...f, streetWord: wordOf(f.street.replaceAll(' ', '')), cityWord: wordOf(f.city), rarity }
      }),
    compare: (a, b, out, at) => {
      let best: number = LEVELS.length
      for (const x of a) {
        for (const y of b) {
          const level = placeLevel(x, y)
          if (level >= best) continue
          best = level
          out.rarity[at] = Math.max(x.rarity[level] ?? 0, y.rarity[level] ?? 0)
        }
      }
      out.level[at] = best === LEVELS.length ? -1 : best
    },
    because: (a, b) => `${a.map(shownAs).join('; ')} / ${b.map(shownAs).join('; ')}`,
    counted: (text, count) => {
      for (const f of unpacked(text).map(partsOf)) {
        if (f.street !== '') count('address', `${f.houseNumber} ${f.street}`)
        if (f.street !== '') count('street', f.street)
        if (f.postcode !== '') count('postcode', f.postcode)
        if (f.city !== '') count('city', f.city)
        if (f.region !== '') count('region', f.region)
      }
    },
  }),
})

/** Level of two places; LEVELS.length when they have no part in common to compare. */
function placeLevel(a: Place, b: Place): number {
  const street = alike(a.streetWord, b.streetWord, 0.88)
  const house = houses(a.houseNumber, b.houseNumber)
  const postcode = codes(a.postcode, b.postcode)
  const city = alike(a.cityWord, b.cityWord, 0.88)
  const unit = a.unit === '' || b.unit === '' ? MISSING : a.unit === b.unit ? EQUAL : UNLIKE
  const placed = postcode === EQUAL || city === EQUAL
  const misplaced = !placed && (postcode === UNLIKE || city === UNLIKE)
  if (street === EQUAL || street === ALIKE) {
    if (house === EQUAL) {
      if (misplaced) return postcode === ALIKE || city === ALIKE ? 1 : 3
      if (unit === UNLIKE) return 2
      return street === EQUAL && placed ? 0 : 1
    }
    if (house === MISSING && placed) return street === EQUAL && a.houseNumber === b.houseNumber ? 0 : 1
    if (house === ALIKE && placed) return 1
    // A slip in the postcode beside another one in the street: still the street, whatever the suburb is called.
    if (misplaced && postcode === ALIKE && house !== UNLIKE) return 4
    if (!misplaced || street === EQUAL)
      return placed ? 4 : house === MISSING ? 4 : misplaced ? 6 + (city === EQUAL ? 0 : 2) : 4
  }
  if (house === EQUAL && postcode === EQUAL && (city === EQUAL || street === MISSING)) return 3
  if (postcode === EQUAL) return 5
  if (city === EQUAL || (city === ALIKE && postcode === ALIKE)) return postcode === ALIKE ? 5 : 6
  if (city === ALIKE || (postcode === ALIKE && city === MISSING)) return 6
  if (a.region !== '' && a.region === b.region && city !== UNLIKE) return 7
  if (street === MISSING && postcode === MISSING && city === MISSING) {
    return a.region === '' || b.region === '' ? LEVELS.length : a.region === b.region ? 7 : 8
  }
  return 8
}

function alike(a: Word, b: Word, least: number): number {
  if (a.text === '' || b.text === '') return MISSING
  if (a.text === b.text) return EQUAL
  return editedWords(a, b, 1) || nearWords(a, b, least) || within(a.text, b.text) ? ALIKE : UNLIKE
}

const SPACE = 32

/** A short form: `frankfurt` of `frankfurt am main`. */
function within(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.length > 3 && long.charCodeAt(short.length) === SPACE && long.startsWith(short)
}

function houses(a: string, b: string): number {
  if (a === '' || b === '') return MISSING
  if (a === b) return EQUAL
  return Math.max(a.length, b.length) > 2 && editsWithin(a, b, 1) <= 1 ? ALIKE : UNLIKE
}

function codes(a: string, b: string): number {
  if (a === '' || b === '') return MISSING
  if (a === b) return EQUAL
  return editsWithin(a, b, 1) <= 1 ? ALIKE : UNLIKE
}

function partsOf(parts: readonly string[]): StandardAddress['folded'] {
  const [houseNumber = '', street = '', unit = '', city = '', region = '', postcode = ''] = parts
  return { houseNumber, street, unit, city, region, postcode }
}

function shownAs({ houseNumber, street, unit, postcode, city, region }: Place): string {
  const line = [houseNumber, street].filter(Boolean).join(' ')
  return [line, unit, postcode, city, region].filter(Boolean).join(', ')
}
