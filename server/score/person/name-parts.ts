import { editedWords, nearWords, type Word } from '../../text/similarity.ts'
import { type Sound, sameCodes, soundOf } from '../../text/sound.ts'
import { isInitial, type NameWord, nameWordOf, sameSpelling, shareFamily, wordsOfName } from './name-words.ts'
import { areTwoForms, areTwoNames } from './two-names.ts'

/** `alike`: two names of their own that look or sound like one (Jayden and Hayden): neither is a slip of the other. */
export const GIVEN = ['exact', 'nickname', 'part', 'typo', 'initial', 'near', 'alike', 'different'] as const
export const FAMILY = ['exact', 'typo', 'part', 'former', 'near', 'different'] as const

/** Levels by name; null is written as -1. */
export const GIVEN_LEVEL = {
  exact: 0,
  nickname: 1,
  part: 2,
  typo: 3,
  initial: 4,
  near: 5,
  alike: 6,
  different: 7,
} as const
export const FAMILY_LEVEL = { exact: 0, typo: 1, part: 2, former: 3, near: 4, different: 5 } as const

/** The given or the family name of one reading of a name. What few pairs ask for is made when one does. */
export class Part {
  readonly spelling: NameWord
  readonly whole: Word
  readonly words: readonly string[]
  /** First letters of several words: `jc` of Jean-Claude. */
  readonly initials: string
  readonly rarity: number
  private readonly signs: boolean
  private madeCore: NameWord | undefined
  private madeSound: Sound | undefined

  constructor(text: string, rarity: number, signs: boolean) {
    this.words = text === '' ? [] : text.split(' ')
    this.spelling = nameWordOf(this.words.join(''), signs)
    this.whole = this.spelling.word
    this.initials = this.words.length > 1 ? this.words.map((word) => word.charAt(0)).join('') : ''
    this.rarity = rarity
    this.signs = signs
  }

  /** Words without particles, closed up: `berg` of van der Berg. */
  get core(): NameWord {
    if (!this.madeCore) {
      const core = wordsOfName(this.words.join(' ')).join('')
      this.madeCore = core === this.whole.text ? this.spelling : nameWordOf(core, this.signs)
    }
    return this.madeCore
  }

  get sound(): Sound {
    this.madeSound ??= soundOf(this.whole.text)
    return this.madeSound
  }

  get firstFamilies(): readonly number[] {
    return this.words.length > 1 ? nameWordOf(this.words[0] ?? '', this.signs).families : this.spelling.families
  }
}

export function givenLevel(a: Part, b: Part): number {
  const x = a.whole.text
  const y = b.whole.text
  if (x === '' || y === '') return -1
  if (x === y) return GIVEN_LEVEL.exact
  if (a.words.length + b.words.length > 2) {
    if (isAmong(a.words, b.words) || isAmong(b.words, a.words)) return GIVEN_LEVEL.part
    if (x === b.initials || y === a.initials) return GIVEN_LEVEL.initial
  }
  // Of two compound names the first word alone tells nothing: Jean-Luc is not Jean-Marie.
  const isCompound = a.words.length > 1 && b.words.length > 1
  if (!isCompound && shareFamily(a.firstFamilies, b.firstFamilies))
    return areTwoForms(x, y) ? GIVEN_LEVEL.alike : GIVEN_LEVEL.nickname
  if (shareFamily(a.spelling.families, b.spelling.families)) return GIVEN_LEVEL.nickname
  if (x.length === 1 || y.length === 1)
    return isInitial(a.spelling, b.spelling) ? GIVEN_LEVEL.initial : GIVEN_LEVEL.different
  return lettersLevel(a, b)
}

/** Level of two given names by their letters and sounds alone. */
function lettersLevel(a: Part, b: Part): number {
  const x = a.whole.text
  const y = b.whole.text
  if (sameSpelling(a.spelling, b.spelling)) {
    if (areTwoNames(x, y)) return GIVEN_LEVEL.alike
    return isOtherGender(x, y) ? GIVEN_LEVEL.near : GIVEN_LEVEL.typo
  }
  if (a.words[0]?.length === 1 || b.words[0]?.length === 1)
    return x.charCodeAt(0) === y.charCodeAt(0) ? GIVEN_LEVEL.initial : GIVEN_LEVEL.different
  const soundsAlike = Math.min(x.length, y.length) > 2 && sameCodes(a.sound, b.sound)
  if (!startsAlike(x, y) && !nearWords(a.whole, b.whole, 0.85) && !soundsAlike) return GIVEN_LEVEL.different
  return areTwoNames(x, y) ? GIVEN_LEVEL.alike : GIVEN_LEVEL.near
}

export function familyLevel(
  a: Part,
  b: Part,
  formerA: readonly string[] = [],
  formerB: readonly string[] = [],
): number {
  const x = a.whole.text
  const y = b.whole.text
  if (x === '' || y === '') return -1
  if (x === y) return FAMILY_LEVEL.exact
  if (shareFamily(a.spelling.surnames, b.spelling.surnames)) return FAMILY_LEVEL.typo
  const shorter = Math.min(x.length, y.length)
  const signs = a.spelling.signs && b.spelling.signs
  if (shorter > 2 && !signs && editedWords(a.whole, b.whole, 1)) return FAMILY_LEVEL.typo
  if (a.words.length + b.words.length > 2 && (isAmong(a.words, b.words) || isAmong(b.words, a.words)))
    return FAMILY_LEVEL.part
  if (formerA.includes(y) || formerB.includes(x)) return FAMILY_LEVEL.former
  if (sameSpelling(a.spelling, b.spelling)) return FAMILY_LEVEL.typo
  // Laden of bin Laden and ibn Ladin, Berg of van den Berg.
  const hasParticle = a.core !== a.spelling || b.core !== b.spelling
  if (hasParticle && (a.core.word.text === b.core.word.text || sameSpelling(a.core, b.core))) return FAMILY_LEVEL.typo
  if (nearWords(a.whole, b.whole, 0.84)) {
    const isSlip = !signs && shorter > 2 && editedWords(a.whole, b.whole, 3) && nearWords(a.whole, b.whole, 0.92)
    return isSlip ? FAMILY_LEVEL.typo : FAMILY_LEVEL.near
  }
  return shorter > 2 && sameCodes(a.sound, b.sound) ? FAMILY_LEVEL.near : FAMILY_LEVEL.different
}

/** Whether all words of one are words of the other: Jean of Jean-Luc, but not Jean-Marie; one letter is too little. */
function isAmong(some: readonly string[], all: readonly string[]): boolean {
  if (some.length >= all.length) return false
  for (const word of some) if (word.length < 3 || !all.includes(word)) return false
  return true
}

function startsAlike(a: string, b: string): boolean {
  return a.length > 2 && b.length > 2 && (a.startsWith(b) || b.startsWith(a))
}

/** Mario and Maria: a letter apart, and two persons. */
function isOtherGender(a: string, b: string): boolean {
  const last = a.length - 1
  if (b.length !== a.length || last < 2 || !isEnding(a.charCodeAt(last), b.charCodeAt(last))) return false
  for (let i = 0; i < last; i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) return false
  return true
}
const [A, O] = [97, 111]

function isEnding(x: number, y: number): boolean {
  return (x === A && y === O) || (x === O && y === A)
}
