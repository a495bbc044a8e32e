import type { StandardAddress } from '../../model/record.ts'
import { wordOf } from '../../text/similarity.ts'
import { type Coded, type Tools, unpacked, type Words } from '../contract/comparator.ts'
import { comparedOnce } from '../contract/pair-memo.ts'
import { rarityByNumber } from '../contract/rarity.ts'
import {
  ADDRESS_LEVELS,
  addressLevel,
  alike,
  alikeCodes,
  alikeHouses,
  type ComparedParts,
  EQUAL,
  MISSING,
  NEITHER,
  UNLIKE,
} from './place-level.ts'

/** Where a place has the number of each part. */
const [HOUSE, STREET, UNIT, CITY, REGION, POSTCODE, WIDTH] = [0, 1, 2, 3, 4, 5, 6]
/** Number of a part that is not there. */
const NOTHING = 1

/** The parts of a packed place by name. */
export function partsOf(parts: readonly string[]): StandardAddress['folded'] {
  const [houseNumber = '', street = '', unit = '', city = '', region = '', postcode = ''] = parts
  return { houseNumber, street, unit, city, region, postcode }
}

/**
 * One place by the numbers of its parts, each plus one: how two parts compare is worked out once for all the places that
 * have them.
 * @param asks of each level: whether rarity moves it
 */
export function codedPlaces(asks: readonly boolean[], tools: Tools): Coded {
  return {
    width: WIDTH,
    encode: (text, cells, at, numberOf) => {
      const places = unpacked(text)
      if (places.length !== 1) return
      const f = partsOf(places[0] ?? [])
      const parts = [f.houseNumber, f.street.replaceAll(' ', ''), f.unit, f.city, f.region, f.postcode]
      for (let i = 0; i < WIDTH; i++) cells[at + i] = numberOf(parts[i] ?? '') + NOTHING
    },
    reader: (words, texts) => {
      const compare = {
        streets: comparedBy(words, wordOf, alike),
        cities: comparedBy(words, wordOf, alike),
        houses: comparedBy(words, same, alikeHouses),
        postcodes: comparedBy(words, same, alikeCodes),
      }
      const house = rarityByNumber(texts, tools, 'address', (text) => houseIn(text))
      const street = rarityByNumber(texts, tools, 'street', (text) => partsOf(unpacked(text)[0] ?? []).street)
      const postcode = rarityByNumber(words, tools, 'postcode')
      const city = rarityByNumber(words, tools, 'city')
      const region = rarityByNumber(words, tools, 'region')
      // Written anew for each pair: one for all of them costs nothing.
      const parts: ComparedParts = { street: 0, house: 0, postcode: 0, city: 0, unit: 0, region: 0 }
      /** How rare what a place shares at a level is. */
      const rarityOf = (cells: Int32Array, at: number, level: number): number => {
        if (level < 4) return house(cells[at - 1] as number)
        if (level === 4) return street(cells[at - 1] as number)
        if (level === 5) return postcode((cells[at + POSTCODE] as number) - NOTHING)
        if (level === 6) return city((cells[at + CITY] as number) - NOTHING)
        return level === 7 ? region((cells[at + REGION] as number) - NOTHING) : 0
      }
      return (cells, a, b, out, at) => {
        parts.street = compare.streets(cells[a + STREET] as number, cells[b + STREET] as number)
        parts.house = compare.houses(cells[a + HOUSE] as number, cells[b + HOUSE] as number)
        parts.postcode = compare.postcodes(cells[a + POSTCODE] as number, cells[b + POSTCODE] as number)
        parts.city = compare.cities(cells[a + CITY] as number, cells[b + CITY] as number)
        parts.unit = equalNumbers(cells[a + UNIT] as number, cells[b + UNIT] as number)
        parts.region = equalNumbers(cells[a + REGION] as number, cells[b + REGION] as number)
        const level = addressLevel(parts)
        if (level === ADDRESS_LEVELS.length) return true
        if (asks[level]) out.rarity[at] = Math.max(rarityOf(cells, a, level), rarityOf(cells, b, level))
        out.level[at] = level
        return true
      }
    },
  }
}

/** What the table of addresses counts: a house of a street. */
function houseIn(text: string): string {
  const { houseNumber, street } = partsOf(unpacked(text)[0] ?? [])
  return `${houseNumber} ${street}`
}

const same = (text: string): string => text

function equalNumbers(p: number, q: number): number {
  return p === NOTHING || q === NOTHING ? (p === q ? NEITHER : MISSING) : p === q ? EQUAL : UNLIKE
}

/** How two parts with these numbers compare. */
function comparedBy<T>(
  words: Words,
  make: (text: string) => T,
  compare: (a: T, b: T) => number,
): (p: number, q: number) => number {
  const compared = comparedOnce(words, make, compare)
  return (p, q) =>
    p === NOTHING || q === NOTHING
      ? p === q
        ? NEITHER
        : MISSING
      : p === q
        ? EQUAL
        : compared(p - NOTHING, q - NOTHING)
}
