import type { StandardAddress } from '../model/record.ts'
import { type Coded, type Tools, unpacked, type Words } from './comparator.ts'
import { PairMemo } from './pair-memo.ts'
import { ADDRESS_LEVELS, addressLevel, alike, alikeCodes, alikeHouses, EQUAL, MISSING, UNLIKE } from './place-level.ts'
import { rarityByNumber } from './rarity.ts'
import { type Word, wordOf } from './similarity.ts'

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
 * have them. Places that share more than a postcode are compared by their texts where a rule asks how rare that is.
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
    reader: (words) => {
      const compare = {
        streets: comparedBy(words, wordOf, alike),
        cities: comparedBy(words, wordOf, alike),
        houses: comparedBy(words, same, alikeHouses),
        postcodes: comparedBy(words, same, alikeCodes),
      }
      const rarities = new Map(
        [
          { level: 5, part: POSTCODE, table: 'postcode' },
          { level: 6, part: CITY, table: 'city' },
          { level: 7, part: REGION, table: 'region' },
        ].map(({ level, part, table }) => [level, { part, of: rarityByNumber(words, tools, table) }]),
      )
      return (cells, a, b, out, at) => {
        const level = addressLevel(
          compare.streets(cells[a + STREET] as number, cells[b + STREET] as number),
          compare.houses(cells[a + HOUSE] as number, cells[b + HOUSE] as number),
          compare.postcodes(cells[a + POSTCODE] as number, cells[b + POSTCODE] as number),
          compare.cities(cells[a + CITY] as number, cells[b + CITY] as number),
          equalNumbers(cells[a + UNIT] as number, cells[b + UNIT] as number),
          equalNumbers(cells[a + REGION] as number, cells[b + REGION] as number),
          cells[a + HOUSE] === cells[b + HOUSE],
        )
        if (level === ADDRESS_LEVELS.length) return true
        if (asks[level]) {
          const rarity = rarities.get(level)
          if (!rarity) return false
          const p = rarity.of((cells[a + rarity.part] as number) - NOTHING)
          out.rarity[at] = Math.max(p, rarity.of((cells[b + rarity.part] as number) - NOTHING))
        }
        out.level[at] = level
        return true
      }
    },
  }
}

const same = (text: string): string => text

function equalNumbers(p: number, q: number): number {
  return p === NOTHING || q === NOTHING ? MISSING : p === q ? EQUAL : UNLIKE
}

/** How two parts with these numbers compare, each pair of words once as far as the memory goes. */
function comparedBy<T extends Word | string>(
  words: Words,
  make: (text: string) => T,
  compare: (a: T, b: T) => number,
): (p: number, q: number) => number {
  const memo = new PairMemo()
  const made: T[] = new Array(words.size + 1)
  const wordAt = (number: number): T => {
    made[number] ??= make(words.of(number - NOTHING))
    return made[number]
  }
  const worked = (p: number, q: number) => compare(wordAt(p), wordAt(q))
  return (p, q) => (p === NOTHING || q === NOTHING ? MISSING : p === q ? EQUAL : memo.of(p, q, worked))
}
