import { fold } from '../../text/fold.ts'
import { GIVEN_NAMES } from '../../text/given-names.ts'
import { anyOf, type Knowledge } from '../knowledge.ts'

/** What is known of how a record writes names. */
export type NameContext = {
  /** As its source states it. */
  readonly order?: 'givenFirst' | 'familyFirst' | undefined
  /** Where the record is from, the likeliest first. */
  readonly countries?: readonly string[]
}

/**
 * How many words at the start are the family name, whether what a person is called by stands last (Nguyễn Văn An), and whether
 * its bearer writes it so: DUPONT Jean signs as Jean Dupont.
 */
type FamilyFirst = { readonly count: number; readonly givenLast: boolean; readonly isOwn: boolean }

export type NameOrder = {
  /** Undefined: the given name stands first. */
  readonly familyFirst: (words: readonly string[], context: NameContext) => FamilyFirst | undefined
  /** Family and given name of a name in Chinese, Japanese or Korean letters. */
  readonly eastern: (text: string, context: NameContext) => { readonly family: string; readonly given: string }
  /** A small word that belongs to the family name behind it, and no initial. */
  readonly isParticle: (word: string) => boolean
}

/** Binds the words and countries of the rules. */
export function nameOrder(rules: Knowledge): NameOrder {
  const { names } = rules
  const particles = new Set(names.particles)
  const patronymics = new RegExp(`${anyOf(names.patronymics)}$`, 'iu')
  const atHome = new Map([
    ...names.familyFirst.map((name) => [name, false] as const),
    ...names.givenLast.map((name) => [name, true] as const),
  ])
  const countries = rules.writes((writing) => writing.familyFirst)
  const givenLast = rules.writes((writing) => writing.givenLast)
  const longFamily = new RegExp(`^${anyOf(rules.written('longFamilies'))}`)
  const honorific = new RegExp(`(?<!\\s)\\s*${anyOf(names.honorifics)}$`)
  const ofTwo = rules.countries.flatMap(([code, { writing, lexicon }]) =>
    writing?.familyOfTwo ? [{ code, honorific: new RegExp(`${anyOf(lexicon?.names?.honorifics ?? [])}$`) }] : [],
  )

  const isParticle = (word: string): boolean =>
    !/^\p{Lu}\.?$|\.$/u.test(word) && (particles.has(fold(word)) || particles.has(word.toLowerCase().replace('’', "'")))

  /** The first word that is no particle, and never all there is. */
  const counted = (words: readonly string[]): number => {
    const own = words.findIndex((word) => !isParticle(word))
    return Math.min(own + 1 || 1, words.length - 1)
  }

  /** Иванов Иван Иванович: the father's name behind the given name. */
  const isPatronymic = (words: readonly string[]): boolean => {
    const [family = '', given = '', father = ''] = words
    if (words.length !== 3 || !patronymics.test(father) || patronymics.test(given)) return false
    return CYRILLIC.test(father) || (isGiven(given) && !isGiven(family))
  }

  /** Large letters in front of a name are the family's: DUPONT Jean. */
  const large = (words: readonly string[]): number => {
    const count = words.findIndex((word) => !isLarge(word))
    const behind = words.slice(count)
    if (count < 1 || behind.some((word) => !/^\p{Lu}.*\p{Ll}/u.test(word))) return 0
    const [first = ''] = words
    const isInitials = first.length < 3 && !isGiven(behind[0] ?? '')
    return isInitials || (isGiven(first) && !isGiven(words.at(-1) ?? '')) ? 0 : count
  }

  return {
    isParticle,
    familyFirst(words, { order, countries: from = [] }) {
      if (words.length < 2 || order === 'givenFirst') return undefined
      const [first = '', last = ''] = [words[0], words.at(-1)]
      const home = from[0] ?? ''
      const own = { givenLast: givenLast.has(home), isOwn: countries.has(home) }
      if (order === 'familyFirst') return { count: counted(words), ...own }
      const inLarge = large(words)
      if (inLarge > 0) return { count: inLarge, ...own }
      if (isPatronymic(words)) return { count: 1, givenLast: false, isOwn: true }
      const isWestern = isGiven(first) && !isGiven(last)
      const known = atHome.get(first.normalize('NFC').toLowerCase())
      const isSpelt = !/^[ -~]*$/.test(first) || isGiven(last)
      // Two family names leave it open, but where given names are often family names as well.
      const isTold = known || !atHome.has(last.normalize('NFC').toLowerCase())
      if (known !== undefined && isSpelt && !isWestern && isTold) return { count: 1, givenLast: known, isOwn: true }
      return countries.has(home) && !isWestern ? { count: counted(words), ...own } : undefined
    },
    eastern(text, { countries: from = [] }) {
      const bare = text.replace(honorific, '')
      const [glued = '', ...given] = bare.split(/\s+/)
      if (given.length > 0) return { family: glued, given: given.join('') }
      const isOfTwo = KANA.test(glued) || ofTwo.some((o) => o.code === from[0] || o.honorific.test(text))
      const length = glued.length > 2 && (isOfTwo || longFamily.test(glued)) ? 2 : 1
      return { family: glued.slice(0, length), given: glued.slice(length) }
    },
  }
}

/** What only Japanese is written in. */
const KANA = /[\u3040-\u30FF]/
const CYRILLIC = /\p{Script=Cyrillic}/u

function isGiven(word: string): boolean {
  return GIVEN_NAMES.has(fold(word))
}

/** Two letters and more, all large. */
function isLarge(word: string): boolean {
  return /^[\p{Lu}'’-]{2,}$/u.test(word)
}
