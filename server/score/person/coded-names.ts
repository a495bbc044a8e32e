import { remember } from '../../text/remember.ts'
import { isBare } from '../../text/romanised.ts'
import { mayBeEdited, wordOf } from '../../text/similarity.ts'
import { type Coded, type Tools, unpacked, type Words } from '../contract/comparator.ts'
import { comparedOnce, kept, madeOnce } from '../contract/pair-memo.ts'
import { rarityByNumber } from '../contract/rarity.ts'
import { FAMILY_LEVEL, familyLevel, GIVEN_LEVEL, givenLevel, Part } from './name-parts.ts'
import { type Best, isSettled, rankFamily, rankGiven, startReading, tryReading, WEAK } from './name-reading.ts'
import { unlikeNames } from './name-signs.ts'
import { wordsOfName } from './name-words.ts'

/** Where a name has its words' numbers, and what is known of all its letters together. */
const [LETTERS, GIVEN, FAMILY, ABOUT, WIDTH] = [1, 2, 3, 0, 4]
/** About a name: how many words it has, whether one came without vowels, and how many letters it has. */
const [WORDS, BARE, LENGTH] = [1, 16, 5]
const MOST_WORDS = 15
/** Different names that a process keeps ready. */
const REMEMBERED = 200_000

/**
 * One given and one family name by their numbers, either of which may be missing: how two names compare is worked out once
 * for all that bear them. Whoever has more to the name (a middle name, a former one, a suffix) is compared by the text,
 * and so are names of several words where `refined` would lay them on each other.
 * @param asks of each level of the given and of the family name: whether rarity moves it
 */
export function codedNames(asks: { given: readonly boolean[]; family: readonly boolean[] }, tools: Tools): Coded {
  return {
    width: WIDTH,
    late: { levels: PLAIN_LEVELS, holds: arePlain },
    encode: (text, cells, at, numberOf) => {
      const [given = [], family = [], former = [], rest = []] = unpacked(text)
      const [first = '', last = ''] = [given[0], family[0]]
      if (given.length > 1 || family.length > 1 || former.length > 0 || rest.some((part) => part !== '')) return
      const isFused = (first === '' && last.includes(' ')) || (last === '' && first.includes(' '))
      const [x, y] = [lettersOf(first), lettersOf(last)]
      const words = x.words + y.words
      if (isFused || words === 0 || words > MOST_WORDS) return
      cells[at + ABOUT] = ((x.length + y.length) << LENGTH) | (x.bare || y.bare ? BARE : 0) | (words * WORDS)
      cells[at + LETTERS] = x.mask | y.mask
      cells[at + GIVEN] = numberOf(first)
      cells[at + FAMILY] = numberOf(last)
    },
    reader: (words) => {
      const givens = levelsOf(words, givenLevel, GIVEN_LEVEL)
      const families = levelsOf(words, familyLevel, FAMILY_LEVEL)
      const givenRarity = rarityByNumber(words, tools, 'givenName')
      const familyRarity = rarityByNumber(words, tools, 'familyName')
      const readSwapped = (given: number, family: number, otherGiven: number, otherFamily: number): Best =>
        tryReading(
          givens(given, otherGiven),
          families(family, otherFamily),
          Math.max(givenRarity(given), givenRarity(otherGiven)),
          Math.max(familyRarity(family), familyRarity(otherFamily)),
          1,
        )
      return (cells, a, b, out, at) => {
        const given = cells[a + GIVEN] as number
        const family = cells[a + FAMILY] as number
        const otherGiven = cells[b + GIVEN] as number
        const otherFamily = cells[b + FAMILY] as number
        let first = givens(given, otherGiven)
        let last = families(family, otherFamily)
        let swapped = 0
        if (!isSettled(first, last)) {
          startReading()
          tryReading(
            first,
            last,
            Math.max(givenRarity(given), givenRarity(otherGiven)),
            Math.max(familyRarity(family), familyRarity(otherFamily)),
            0,
          )
          readSwapped(given, family, otherFamily, otherGiven)
          const best = readSwapped(family, given, otherGiven, otherFamily)
          if (mayBeRefined(cells, a, b, best.given, best.family)) return false
          out.rarity[at] = best.givenRarity
          out.rarity[at + 1] = best.familyRarity
          first = best.given
          last = best.family
          swapped = best.swapped
        } else {
          if (mayBeRefined(cells, a, b, first, last)) return false
          if (asks.given[first]) out.rarity[at] = Math.max(givenRarity(given), givenRarity(otherGiven))
          if (asks.family[last]) out.rarity[at + 1] = Math.max(familyRarity(family), familyRarity(otherFamily))
        }
        out.level[at] = first
        out.level[at + 1] = last
        if (first >= 0 || last >= 0) out.level[at + 4] = swapped
        return true
      }
    },
  }
}

/** Levels of plain names: nothing is known of middle names and suffixes, and `refined` mends nothing. */
const PLAIN_LEVELS = [
  Object.values(GIVEN_LEVEL),
  Object.values(FAMILY_LEVEL).filter((level) => level !== FAMILY_LEVEL.former),
  [],
  [],
  [0, 1],
]

/** Whether both are names of two words. */
function arePlain(cells: Int32Array, a: number, b: number): boolean {
  return ((cells[a + ABOUT] as number) & MOST_WORDS) === 2 && ((cells[b + ABOUT] as number) & MOST_WORDS) === 2
}

/** Whether `refined` might mend the levels of two such names: of two words each it mends nothing. */
function mayBeRefined(cells: Int32Array, a: number, b: number, given: number, family: number): boolean {
  const x = cells[a + ABOUT] as number
  const y = cells[b + ABOUT] as number
  if (arePlain(cells, a, b)) return false
  const m = x & MOST_WORDS
  const n = y & MOST_WORDS
  if (given === GIVEN_LEVEL.part || family === FAMILY_LEVEL.part) return true
  if (rankGiven(given) > WEAK && rankFamily(family) > WEAK) return false
  if (m <= 2 && n <= 2 && m === n) return false
  if (((x | y) & BARE) !== 0) return true
  return mayBeEdited(cells[a + LETTERS] as number, x >> LENGTH, cells[b + LETTERS] as number, y >> LENGTH, 1)
}

/** What the words of a given or of a family name have together. */
const lettersOf = remember((name) => {
  const words = wordsOfName(name)
  const letters = words.join('')
  return { words: words.length, length: letters.length, bare: words.some(isBare), mask: wordOf(letters).mask }
}, REMEMBERED)

const makePart = (text: string): Part => new Part(text, 0, false)

type Levels = (p: number, q: number) => number

/** A level of two given or two family names; -1 where one is missing. */
function levelsOf(
  words: Words,
  compare: (a: Part, b: Part) => number,
  { exact, different }: { exact: number; different: number },
): Levels {
  const compared = comparedOnce(words, makePart, compare)
  const unlike = kept(words, unlikeNames, () => unlikeNames(words, madeOnce(words, makePart)))
  return (p, q) => (p === 0 || q === 0 ? -1 : p === q ? exact : unlike(p, q) ? different : compared(p, q))
}
