import { type Coded, type Tools, unpacked, type Words } from './comparator.ts'
import { FAMILY_LEVEL, familyLevel, GIVEN_LEVEL, givenLevel, Part } from './name-parts.ts'
import { type Best, isSettled, startReading, tryReading } from './name-reading.ts'
import { wordsOfName } from './name-words.ts'
import { PairMemo } from './pair-memo.ts'
import { rarityByNumber } from './rarity.ts'

/**
 * One given and one family name by their numbers: how two names compare is worked out once for all that bear them. Whoever
 * has more to the name (a middle name, a former one, a suffix) is compared by the text.
 * @param asks of each level of the given and of the family name: whether rarity moves it
 */
export function codedNames(asks: { given: readonly boolean[]; family: readonly boolean[] }, tools: Tools): Coded {
  return {
    width: 2,
    encode: (text, cells, at, numberOf) => {
      const [given = [], family = [], former = [], rest = []] = unpacked(text)
      const [first = '', last = ''] = [given[0], family[0]]
      if (given.length !== 1 || family.length !== 1 || former.length > 0 || rest.some((part) => part !== '')) return
      if (!isOneWord(first) || !isOneWord(last)) return
      cells[at] = numberOf(first)
      cells[at + 1] = numberOf(last)
    },
    reader: (words) => {
      const givens = comparedBy(words, givenLevel, GIVEN_LEVEL.exact)
      const families = comparedBy(words, familyLevel, FAMILY_LEVEL.exact)
      const givenRarity = rarityByNumber(words, tools, 'givenName')
      const familyRarity = rarityByNumber(words, tools, 'familyName')
      const read = (given: number, family: number, otherGiven: number, otherFamily: number, swapped: number): Best =>
        tryReading(
          givens(given, otherGiven),
          families(family, otherFamily),
          Math.max(givenRarity(given), givenRarity(otherGiven)),
          Math.max(familyRarity(family), familyRarity(otherFamily)),
          swapped,
        )
      return (cells, a, b, out, at) => {
        const [given, family] = [cells[a] as number, cells[a + 1] as number]
        const [otherGiven, otherFamily] = [cells[b] as number, cells[b + 1] as number]
        const first = givens(given, otherGiven)
        const last = families(family, otherFamily)
        if (isSettled(first, last)) {
          out.level[at] = first
          out.level[at + 1] = last
          out.level[at + 4] = 0
          if (asks.given[first]) out.rarity[at] = Math.max(givenRarity(given), givenRarity(otherGiven))
          if (asks.family[last]) out.rarity[at + 1] = Math.max(familyRarity(family), familyRarity(otherFamily))
          return true
        }
        startReading()
        read(given, family, otherGiven, otherFamily, 0)
        read(given, family, otherFamily, otherGiven, 1)
        const best = read(family, given, otherGiven, otherFamily, 1)
        out.level[at] = best.given
        out.rarity[at] = best.givenRarity
        out.level[at + 1] = best.family
        out.rarity[at + 1] = best.familyRarity
        out.level[at + 4] = best.swapped
        return true
      }
    },
  }
}

/** `van Dyck` is two, and so is the servant of somebody. */
function isOneWord(name: string): boolean {
  return name !== '' && !name.includes(' ') && wordsOfName(name).length === 1
}

function comparedBy(
  words: Words,
  compare: (a: Part, b: Part) => number,
  exact: number,
): (p: number, q: number) => number {
  const memo = new PairMemo()
  const made: Part[] = new Array(words.size + 1)
  const partAt = (number: number): Part => {
    made[number] ??= new Part(words.of(number), 0, false)
    return made[number]
  }
  const worked = (p: number, q: number) => compare(partAt(p), partAt(q))
  return (p, q) => (p === q ? exact : memo.of(p, q, worked))
}
