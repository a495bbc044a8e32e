import { unpacked } from './comparator.ts'
import { familyLevel, givenLevel, type Part } from './name-parts.ts'
import { type NameWord, nameWordOf, wordsOfName } from './name-words.ts'
import { type Word, wordOf } from './similarity.ts'

/** How good a level is when two readings of a name compete; a missing part is worth a little less than a typo. */
const GIVEN_RANK = [10, 8, 7, 7, 5, 2, 0]
const FAMILY_RANK = [10, 7, 6, 6, 2, 0]
const MISSING_RANK = 3
/** Up to this rank a level may be mended by what stands elsewhere in the names. */
export const WEAK = 2
const TURN = 2.5
/** One way to read a record's name. */
export type Reading = { given: Part; family: Part }
export type Name = {
  straight: Reading
  others: Reading[]
  /** Nobody said which word is the family name: the order tells nothing. */
  unsplit: boolean
  fused: boolean
  former: string[]
  words: NameWord[]
  /** Places of the given and of the family name among the words; what is left are middle names. */
  givenTo: number
  familyFrom: number
  middles: NameWord[]
  joined: Word
  /** All consonants, where a word came without vowels; empty otherwise. */
  consonants: string
  bare: boolean
  hasInitial: boolean
  middle: string
  suffix: string
  shown: string
}

/** Makes a packed name (given, family, former, then middle, suffix and whether it was one string) ready to compare. */
export function prepareName(text: string, reading: (given: string, family: string, signs: boolean) => Reading): Name {
  const [allGiven = [], allFamily = [], former = [], [middle = '', suffix = '', guess = '', script = ''] = []] =
    unpacked(text)
  const given = allGiven[0] ?? ''
  const family = allFamily[0] ?? ''
  const unsplit = guess !== ''
  const signs = script !== ''
  const others: Reading[] = []
  if (given !== '' || family !== '') others.push(reading(family, given, signs))
  const fused = given === '' ? family.split(' ') : family === '' ? given.split(' ') : []
  if (fused.length > 1) {
    others.push(reading(fused.slice(0, -1).join(' '), fused.at(-1) ?? '', signs))
    others.push(reading(fused.slice(1).join(' '), fused[0] ?? '', signs))
  }
  if (unsplit && middle !== '') {
    // Two family names, or one with a blank in it; or the family name in front, as in Kim Jong Un.
    others.push(reading(given, `${middle.split(' ').at(-1)} ${family}`, signs))
    others.push(reading(`${middle} ${family}`, given, signs))
  }
  const variants = Math.max(allGiven.length, allFamily.length)
  for (let i = 1; i < variants; i++) others.push(reading(allGiven[i] ?? given, allFamily[i] ?? family, signs))
  const givenWords = wordsOfName(given)
  const familyWords = wordsOfName(family)
  const words = [...givenWords, ...wordsOfName(middle), ...familyWords]
  const named = words.map((word) => nameWordOf(word, signs))
  const givenTo = givenWords.length
  const familyFrom = words.length - familyWords.length
  return {
    straight: reading(given, family, signs),
    others,
    unsplit,
    fused: fused.length > 1,
    former,
    words: named,
    givenTo,
    familyFrom,
    middles: named.slice(givenTo, familyFrom),
    joined: wordOf(words.join('')),
    consonants: named.map((word) => word.consonants).join(''),
    bare: named.some((word) => word.bare),
    hasInitial: words.some((word) => word.length === 1),
    middle,
    suffix,
    shown: `${given} ${family}`.trim(),
  }
}

export type Best = {
  given: number
  family: number
  givenRarity: number
  familyRarity: number
  swapped: number
  rank: number
}
const scratch: Best = { given: -1, family: -1, givenRarity: 0, familyRarity: 0, swapped: 0, rank: -1 }

export const rankGiven = (level: number): number => (level < 0 ? MISSING_RANK : (GIVEN_RANK[level] ?? 0))
export const rankFamily = (level: number): number => (level < 0 ? MISSING_RANK : (FAMILY_RANK[level] ?? 0))

/** The pair of readings that fits best; the straight one when nothing beats it. Reuses one object: no allocation per pair. */
export function bestReading(a: Name, b: Name): Best {
  scratch.rank = Number.NEGATIVE_INFINITY
  consider(a.straight, b.straight, a, b, 0)
  const settled = a.unsplit || b.unsplit ? 2 * (WEAK + 5) : 2 * MISSING_RANK
  if (scratch.rank > settled && !a.fused && !b.fused) return scratch
  for (const other of b.others) consider(a.straight, other, a, b, 1)
  for (const other of a.others) consider(other, b.straight, a, b, 1)
  return scratch
}

function consider(a: Reading, b: Reading, nameA: Name, nameB: Name, swapped: number): void {
  const given = givenLevel(a.given, b.given)
  const family = familyLevel(a.family, b.family, nameA.former, nameB.former)
  // Another order has to be clearly better: two unrelated names often agree a little when turned around.
  const rank = rankGiven(given) + rankFamily(family) - swapped * TURN
  const givenRarity = Math.max(a.given.rarity, b.given.rarity)
  const familyRarity = Math.max(a.family.rarity, b.family.rarity)
  // Ties go by what was found, never by who was looked at first: the comparison is symmetric.
  const better =
    rank - scratch.rank || scratch.given - given || scratch.family - family || scratch.givenRarity - givenRarity
  if (scratch.rank > Number.NEGATIVE_INFINITY && better <= 0) return
  scratch.rank = rank
  scratch.given = given
  scratch.family = family
  scratch.swapped = swapped
  scratch.givenRarity = givenRarity
  scratch.familyRarity = familyRarity
}
