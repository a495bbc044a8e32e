import { type Word, wordOf } from '../../text/similarity.ts'
import { unpacked } from '../contract/comparator.ts'
import { FAMILY_LEVEL, familyLevel, GIVEN_LEVEL, givenLevel, type Part } from './name-parts.ts'
import { type NameWord, nameWordOf, wordsOfName } from './name-words.ts'

/** How good a level is when two readings of a name compete; a missing part is worth a little less than a typo. */
const GIVEN_RANK = [10, 8, 7, 7, 5, 2, 2, 0]
const FAMILY_RANK = [10, 7, 6, 6, 2, 0]
const MISSING_RANK = 3
/** Up to this rank a level may be mended by what stands elsewhere in the names. */
export const WEAK = 2
const TURN = 2.5
/** One way to read a record's name. */
export type NameReading = { given: Part; family: Part }

/** Makes a reading of two names; `signs`: they are written in signs that are syllables. */
export type Read = (given: string, family: string, signs: boolean) => NameReading

/** All words of a name, for what the best reading leaves open. */
export type NameWords = {
  readonly words: readonly NameWord[]
  /** Places of the given and of the family name among the words; what is left are middle names. */
  readonly givenTo: number
  readonly familyFrom: number
  readonly middles: readonly NameWord[]
  readonly joined: Word
  /** All consonants, where a word came without vowels; empty otherwise. */
  readonly consonants: string
  readonly bare: boolean
  readonly hasInitial: boolean
}

/**
 * A packed name (given, family, former, then middle, suffix, whether it was one string and whose it is) ready to compare. Most pairs
 * ask for its straight reading only: the rest is made when a pair asks for it.
 */
export class Name {
  readonly straight: NameReading
  /** How it is said, where its record states that beside how it is written: タカハシ of 高橋. */
  readonly spoken: NameReading | undefined
  /** Nobody said which word is the family name: the order tells nothing. */
  readonly unsplit: boolean
  readonly fused: boolean
  readonly former: readonly string[]
  readonly middle: string
  readonly suffix: string
  /** `several`: the given names are two people's; `newborn`: a child's that has none yet. */
  readonly bearers: string
  /** Written in Han signs, which have as many readings as languages use them. */
  readonly ideographs: boolean
  /** Written in signs that are syllables. */
  readonly signs: boolean
  private readonly given: readonly string[]
  private readonly family: readonly string[]
  private readonly reading: Read
  private madeOthers: readonly NameReading[] | undefined
  private madeWords: NameWords | undefined

  constructor(text: string, reading: Read) {
    const [given = [], family = [], former = [], rest = []] = unpacked(text)
    const [middle = '', suffix = '', guess = '', script = '', bearers = '', spokenGiven = '', spokenFamily = ''] = rest
    this.given = given
    this.family = family
    this.former = former
    this.middle = middle
    this.suffix = suffix
    this.bearers = bearers
    this.unsplit = guess !== ''
    this.signs = script !== ''
    this.ideographs = script === 'han'
    this.reading = reading
    const [first = '', last = ''] = [given[0], family[0]]
    this.fused = (first === '' && last.includes(' ')) || (last === '' && first.includes(' '))
    this.straight = reading(first, last, this.signs)
    if (spokenGiven !== '' || spokenFamily !== '') this.spoken = reading(spokenGiven, spokenFamily, false)
  }

  get shown(): string {
    return `${this.given[0] ?? ''} ${this.family[0] ?? ''}`.trim()
  }

  /** Readings that are tried where the straight one fits badly. */
  get others(): readonly NameReading[] {
    this.madeOthers ??= this.makeOthers()
    return this.madeOthers
  }

  get all(): NameWords {
    this.madeWords ??= this.makeWords()
    return this.madeWords
  }

  private makeOthers(): NameReading[] {
    const { reading, signs, middle } = this
    const [given = '', family = ''] = [this.given[0], this.family[0]]
    const others: NameReading[] = []
    if (given !== '' || family !== '') others.push(reading(family, given, signs))
    if (this.fused) {
      const fused = (given === '' ? family : given).split(' ')
      others.push(reading(fused.slice(0, -1).join(' '), fused.at(-1) ?? '', signs))
      others.push(reading(fused.slice(1).join(' '), fused[0] ?? '', signs))
    }
    if (this.unsplit && middle !== '') {
      // Two family names, or one with a blank in it; or the family name in front, as in Kim Jong Un.
      others.push(reading(given, `${middle.split(' ').at(-1)} ${family}`, signs))
      others.push(reading(`${middle} ${family}`, given, signs))
    }
    const variants = Math.max(this.given.length, this.family.length)
    for (let i = 1; i < variants; i++) others.push(reading(this.given[i] ?? given, this.family[i] ?? family, signs))
    return others
  }

  private makeWords(): NameWords {
    const givenWords = wordsOfName(this.given[0] ?? '')
    const familyWords = wordsOfName(this.family[0] ?? '')
    const words = [...givenWords, ...wordsOfName(this.middle), ...familyWords]
    const named = words.map((word) => nameWordOf(word, this.signs))
    const givenTo = givenWords.length
    const familyFrom = words.length - familyWords.length
    return {
      words: named,
      givenTo,
      familyFrom,
      middles: named.slice(givenTo, familyFrom),
      joined: wordOf(words.join('')),
      consonants: named.map((word) => word.consonants).join(''),
      bare: named.some((word) => word.bare),
      hasInitial: words.some((word) => word.length === 1),
    }
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

/** Whether the straight reading of two names that are as they were given fits well enough to look no further. */
export function isSettled(given: number, family: number): boolean {
  return rankGiven(given) + rankFamily(family) > 2 * MISSING_RANK
}

/** The pair of readings that fits best; the straight one when nothing beats it. Reuses one object: no allocation per pair. */
export function bestReading(a: Name, b: Name): Best {
  startReading()
  consider(a.straight, b.straight, a, b, 0)
  if (a.spoken || b.spoken) hear(a, b)
  const settled = a.unsplit || b.unsplit ? 2 * (WEAK + 5) : 2 * MISSING_RANK
  if (scratch.rank > settled && !a.fused && !b.fused) return scratch
  for (const other of b.others) consider(a.straight, other, a, b, 1)
  for (const other of a.others) consider(other, b.straight, a, b, 1)
  return scratch
}

/** The level of a part as it is written, or of how it is said where that is better: then it is a slip at most. */
function orSlip(written: number, said: number, slip: number, rank: (level: number) => number): number {
  const heard = said < 0 ? said : Math.max(said, slip)
  return rank(heard) > rank(written) ? heard : written
}

/**
 * Tries names as they are said. Of two that are written in other signs it tells no more than that one may be a slip of the
 * other: 洋子 and 容子 are both Yoko, and often two. Letters write what is said.
 */
function hear(a: Name, b: Name): void {
  if (a.spoken && b.spoken) {
    const [x, y] = [a.straight, b.straight]
    const given = orSlip(
      givenLevel(x.given, y.given),
      givenLevel(a.spoken.given, b.spoken.given),
      GIVEN_LEVEL.typo,
      rankGiven,
    )
    const family = orSlip(
      familyLevel(x.family, y.family, a.former, b.former),
      familyLevel(a.spoken.family, b.spoken.family),
      FAMILY_LEVEL.typo,
      rankFamily,
    )
    const rarity = (one: Part, other: Part) => Math.max(one.rarity, other.rarity)
    tryReading(given, family, rarity(x.given, y.given), rarity(x.family, y.family), 0)
  } else if (a.spoken && !b.signs) consider(a.spoken, b.straight, a, b, 0)
  else if (b.spoken && !a.signs) consider(a.straight, b.spoken, a, b, 0)
}

function consider(a: NameReading, b: NameReading, nameA: Name, nameB: Name, swapped: number): void {
  tryReading(
    givenLevel(a.given, b.given),
    familyLevel(a.family, b.family, nameA.former, nameB.former),
    Math.max(a.given.rarity, b.given.rarity),
    Math.max(a.family.rarity, b.family.rarity),
    swapped,
  )
}

/** Forgets the readings tried so far: those of another pair. */
export function startReading(): void {
  scratch.rank = Number.NEGATIVE_INFINITY
}

/** Keeps the reading that fits best so far, and gives it; in the one object that all pairs use. */
export function tryReading(
  given: number,
  family: number,
  givenRarity: number,
  familyRarity: number,
  swapped: number,
): Best {
  // Another order has to be clearly better: two unrelated names often agree a little when turned around.
  const rank = rankGiven(given) + rankFamily(family) - swapped * TURN
  // Ties go by what was found, never by who was looked at first: the comparison is symmetric.
  const better =
    rank - scratch.rank ||
    scratch.given - given ||
    scratch.family - family ||
    scratch.givenRarity - givenRarity ||
    scratch.familyRarity - familyRarity
  if (scratch.rank > Number.NEGATIVE_INFINITY && better <= 0) return scratch
  scratch.rank = rank
  scratch.given = given
  scratch.family = family
  scratch.swapped = swapped
  scratch.givenRarity = givenRarity
  scratch.familyRarity = familyRarity
  return scratch
}
