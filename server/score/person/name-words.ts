import { FAMILY_SPELLINGS } from '../../text/family-spellings.ts'
import { FORMAL_INITIALS, NICKNAME_FAMILIES } from '../../text/nicknames.ts'
import { remember } from '../../text/remember.ts'
import { consonantsOf, isBare, romanisedKey } from '../../text/romanised.ts'
import { editedWords, nearWords, type Word, wordOf } from '../../text/similarity.ts'

/** One word of a personal name, with what it is compared by. Its spellings by sound are made when a pair asks for them. */
export class NameWord {
  readonly word: Word
  readonly bare: boolean
  /** Stands for Han or Hangul: another sign is another name, however alike they sound. */
  readonly signs: boolean
  readonly families: readonly number[]
  readonly surnames: readonly number[]
  private madeKey: string | undefined
  private madeConsonants: string | undefined

  constructor(text: string, signs: boolean) {
    this.word = wordOf(text)
    this.bare = isBare(text)
    this.signs = signs
    this.families = NICKNAME_FAMILIES.get(text) ?? NICKNAME_FAMILIES.get(text.replace(SLAVIC_END, 'i')) ?? NOTHING
    this.surnames = FAMILY_SPELLINGS.get(text) ?? NOTHING
  }

  get key(): string {
    this.madeKey ??= romanisedKey(this.word.text)
    return this.madeKey
  }

  get consonants(): string {
    this.madeConsonants ??= consonantsOf(this.word.text)
    return this.madeConsonants
  }
}

/** How two words fit, best last. */
export const FIT = { none: 0, initial: 1, typo: 2, nickname: 3, equal: 4 } as const

/** What may be left out of a name or stand in it in another form: it never tells two persons apart. */
const PARTICLES = new Set(
  'van von vom zu zur zum der den dem de del della delle dei degli di da das do dos du la las le les lo los el al ul ur as ad ud bin ibn bn bint ben bar ter ten te st y e af av op und d l'.split(
    ' ',
  ),
)
/** Servant of the …: Abdulaziz, Abdel Aziz and 'Abd al-'Aziz are one name. */
const SERVANT = /^abd(?:[aeou][lr])?$/
const SERVANT_OF = /^abd[aeou][lr](?=.{3})/
/** … of the faith: Saif al-Din, Saifuddin and Seifeddine are one name. */
const OF_FAITH = /(?<=..)[aeou]dd?(?:in|een|ine)$/

/** Words of a name without particles; all of them where nothing else is left. */
export function wordsOfName(text: string): string[] {
  if (text === '') return []
  const words = text.split(' ')
  const kept: string[] = []
  for (const word of words) {
    if (PARTICLES.has(word)) continue
    const before = kept.at(-1)
    if (word === 'din' && before !== undefined) kept[kept.length - 1] = `${before}din`
    else if (SERVANT.test(word)) kept.push('abdul')
    else {
      const glued = SERVANT_OF.test(word)
      if (glued) kept.push('abdul')
      kept.push((glued ? word.slice(5) : word).replace(OF_FAITH, 'din'))
    }
  }
  return kept.length > 0 ? kept : words
}

/** Dmitriy, Dmitrij, Dmitry: the last letters of -ий. */
const SLAVIC_END = /(?:iy|ij|ii|yy|yj|y|(?<=[aeo])j)$/

/** Names repeat: a word is made ready once for all that bear it, as far as the memory goes. */
const REMEMBERED = 200_000
const NOTHING: readonly number[] = []
const madeOf = (signs: boolean) => remember((text) => new NameWord(text, signs), REMEMBERED)
const plainWord = madeOf(false)
const signedWord = madeOf(true)

export function nameWordOf(text: string, signs: boolean): NameWord {
  return signs ? signedWord(text) : plainWord(text)
}

/** Two words of fewer letters together may agree in a single consonant: `ly` is Ali. */
const SHORT = 7

function sameSkeleton(a: NameWord, b: NameWord): boolean {
  if (a.consonants !== b.consonants || a.consonants === '') return false
  if (a.word.text.length < 2 || b.word.text.length < 2) return false
  return a.consonants.length > 1 || a.word.text.length + b.word.text.length < SHORT
}

/** Keys of fewer letters fit too many names: Meyer, Mayr and Mir are one m-r. */
const KEY = 5

/** Whether two words are spellings of one: a slip or two, another romanisation, or a script without vowels. */
export function sameSpelling(a: NameWord, b: NameWord): boolean {
  if (a.signs && b.signs) return false
  const shorter = Math.min(a.word.text.length, b.word.text.length)
  if ((a.bare || b.bare) && sameSkeleton(a, b)) return true
  if (shorter < 3) return false
  if (editedWords(a.word, b.word, 1)) return true
  if (a.key.length >= KEY && a.key === b.key) return true
  return shorter > 3 && editedWords(a.word, b.word, shorter < 8 ? 2 : 3) && nearWords(a.word, b.word, 0.9)
}

export function shareFamily(a: readonly number[], b: readonly number[]): boolean {
  if (a.length === 0 || b.length === 0) return false
  for (let i = 0; i < a.length; i++) if (b.includes(a[i] ?? -1)) return true
  return false
}

/** Whether two names of which one is a letter go together: it begins the other, or the name that the other is short for. */
export function isInitial(a: NameWord, b: NameWord): boolean {
  const [letter, name] = a.word.text.length === 1 ? [a, b] : [b, a]
  const first = letter.word.text.charAt(0)
  return first === name.word.text.charAt(0) || name.families.some((family) => FORMAL_INITIALS[family] === first)
}

function fitWords(a: NameWord, b: NameWord): number {
  const x = a.word.text
  const y = b.word.text
  if (x === y) return FIT.equal
  if (shareFamily(a.families, b.families)) return FIT.nickname
  if (x.length === 1 || y.length === 1) return isInitial(a, b) ? FIT.initial : FIT.none
  return sameSpelling(a, b) ? FIT.typo : FIT.none
}

const MOST = 16
const fits = new Uint8Array(MOST * MOST)

/** Which word of the one name each word of the other is explained by. Index of the partner, -1 for none. */
export type Layout = { readonly a: Int8Array; readonly b: Int8Array; readonly fitA: Uint8Array }
const layout: Layout = { a: new Int8Array(MOST), b: new Int8Array(MOST), fitA: new Uint8Array(MOST) }

/**
 * Lays the words of two names on each other, each word once, the best fits first. Order does not matter. Writes into one
 * object that is reused; words beyond the sixteenth stay out.
 */
export function layOut(a: readonly NameWord[], b: readonly NameWord[]): Layout {
  const na = Math.min(a.length, MOST)
  const nb = Math.min(b.length, MOST)
  layout.a.fill(-1)
  layout.b.fill(-1)
  for (let i = 0; i < na; i++) {
    const x = a[i]
    for (let j = 0; j < nb; j++) {
      const y = b[j]
      fits[i * MOST + j] = x && y ? fitWords(x, y) : FIT.none
    }
  }
  for (let fit: number = FIT.equal; fit > FIT.none; fit--) {
    // Along the diagonals, so that both directions pair the same words.
    for (let sum = 0; sum < na + nb - 1; sum++) {
      for (let i = Math.max(0, sum - nb + 1); i <= Math.min(sum, na - 1); i++) {
        const j = sum - i
        if (fits[i * MOST + j] !== fit || layout.a[i] !== -1 || layout.b[j] !== -1) continue
        layout.a[i] = j
        layout.b[j] = i
        layout.fitA[i] = fit
      }
    }
  }
  return layout
}
