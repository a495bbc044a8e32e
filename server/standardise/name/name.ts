import { inOwnOrder } from '../../model/entities/field.ts'
import type { Claim } from '../../model/record.ts'
import { fold, tidy } from '../../text/fold.ts'
import { GIVEN_NAMES } from '../../text/given-names.ts'
import { properCase } from '../../text/proper-case.ts'
import { claim } from '../claim.ts'
import type { Knowledge } from '../knowledge.ts'
import { type Affixes, nameAffixes, together } from './name-affixes.ts'
import { type NameContext, nameOrder } from './name-order.ts'
import { nameWords } from './name-words.ts'

/** Parts of a personal name, each cleaned; absent where the name has none. */
export type NameParts = Affixes & {
  readonly givenName?: Claim
  readonly middleName?: Claim
  readonly familyName?: Claim
  /** The family name before it changed: née, geb. */
  readonly formerName?: Claim
}

export type NameCleaner = {
  /** A given or family name: titles and suffixes that strayed into it come out as parts of their own. */
  readonly part: (text: string, as: 'givenName' | 'middleName' | 'familyName') => NameParts
  /** A whole name in one string, in any of the usual orders; where it does not say which, as the context has it. */
  readonly full: (text: string, context?: NameContext) => NameParts & { readonly fullName: Claim }
  readonly title: (text: string) => Claim
  readonly suffix: (text: string) => Claim
}

const EASTERN_NAME = /^[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF·\s]+$/
/** The dot between the words of a foreign name, which keeps its order: 贝拉克·奥巴马, バラク・オバマ. */
const TRANSCRIBED = /[·・]/
const TRANSCRIBED_DOTS = /[·・]/g

/** Makes the cleaner of personal names for a set of rules. */
export function nameCleaner(rules: Knowledge): NameCleaner {
  const particles = new Set(rules.names.particles)
  const junk = new Set(rules.junk.names)
  const { isTitle, isSuffix, title: titleClaim, suffix: suffixClaim, peel } = nameAffixes(rules, junk)
  const { former, several, newborn } = nameWords(rules)
  const { familyFirst, eastern: parted, isParticle } = nameOrder(rules)

  const named = (words: readonly string[], original: string, isOwn = false): Claim => {
    const text = words.join(' ')
    const value = isOwn && text === text.toLowerCase() ? text : properCase(text, particles)
    const folded = fold(value)
    return claim(value, junk.has(folded) || /^\d*$/.test(folded) || /^(.)\1{2,}$/.test(folded) ? '' : folded, original)
  }
  /** Takes initials off the end of given names: `Robert J` is Robert with a middle name. */
  const peelInitials = (words: string[]): string[] => {
    if (fold(words[0] ?? '').length < 2) return []
    let count = words.length
    while (count > 1 && isInitial(words[count - 1] ?? '')) count--
    return words.splice(count)
  }

  const part: NameCleaner['part'] = (text, as) => {
    if (as === 'familyName') {
      const said = former(text)
      if (said.former !== undefined) return { ...part(said.rest, as), formerName: formerClaim(said.former, text) }
    }
    const people = as === 'middleName' ? undefined : several(text)
    if (people && people.given === '' && as === 'familyName') return peopleOf(people, text)
    const words = wordsOf(text)
    if (words.length === 0) return {}
    let found: { -readonly [K in keyof NameParts]: NameParts[K] } = {}
    // A suffix may hide an initial and an initial a suffix, so until nothing comes off any more.
    for (let before = 0; before !== words.length; ) {
      before = words.length
      found = { ...found, ...together(found, peel(words, text, as === 'familyName' ? 1 : 0)) }
      const initials = as === 'givenName' ? peelInitials(words) : []
      if (initials.length > 0) found.middleName ??= named(initials, text)
    }
    found[as] = as === 'givenName' ? givenClaim(words, text, people !== undefined) : ownClaim(words, text, as)
    return found
  }

  /** A family name in letters of the East stands first, whatever column it came in. */
  const ownClaim = (words: readonly string[], text: string, as: 'middleName' | 'familyName'): Claim => {
    const made = named(words, text)
    return as === 'familyName' && isEastern(text) ? { ...made, kind: 'familyFirst' } : made
  }

  /** Given names, with whose they are where that is not one named person: two people's keep the sign between them. */
  const givenClaim = (words: readonly string[], text: string, areTwo: boolean): Claim => {
    if (areTwo) return { ...named(tidy(text).split(' '), text), kind: 'several' }
    const made = named(words, text)
    return newborn(words) === words.length ? { ...made, kind: 'newborn' } : made
  }

  /** A former name may be written out: Ida Weber, geb. Ida Koch; in Hungarian with the family name in front. */
  const formerClaim = (name: string, original: string): Claim => {
    const words = wordsOf(name)
    const isGiven = (word = '') => GIVEN_NAMES.has(fold(word))
    if (words.length > 1 && isGiven(words.at(-1)) && !isGiven(words[0])) return named(words.slice(0, 1), original)
    return named(words.slice(words.length > 1 && !isParticle(words[0] ?? '') ? familyStart(words) : 0), original)
  }

  const peopleOf = ({ given, family }: { given: string; family: string }, original: string): NameParts => {
    const kind = 'several'
    const made = (words: string): Claim => ({ ...named(words.split(' '), original), kind })
    return {
      ...(given === '' ? {} : { givenName: made(given) }),
      ...(family === '' ? {} : { familyName: made(family) }),
    }
  }

  /** Where the family name starts in given-first words: the last word with the particles before it. */
  const familyStart = (words: readonly string[]): number => {
    let at = words.length - 1
    while (at > 1 && isParticle(words[at - 1] ?? '')) at--
    return at
  }

  const full: NameCleaner['full'] = (text, context = {}) => {
    const found = split(text, context)
    const inOrder = [found.givenName, found.middleName, found.familyName, found.suffix].filter((c) => c !== undefined)
    if (isEastern(text)) {
      return { ...found, fullName: claim(tidy(text), inOrder.map((c) => c.folded).join(' '), text) }
    }
    const words = (claims: readonly Claim[]) => claims.map((c) => c.value).join(' ')
    const folded = fold(words(inOrder))
    const fields = ['givenName', 'middleName', 'familyName', 'suffix', 'credentials']
    const asWritten = inOwnOrder(fields, found.familyName?.kind).flatMap(
      (field) => found[field as keyof NameParts] ?? [],
    )
    return { ...found, fullName: claim(words(asWritten), junk.has(folded) ? '' : folded, text) }
  }

  function split(text: string, context: NameContext): NameParts {
    const people = several(givenToFront(text)) ?? several(text)
    if (people) return peopleOf(people, text)
    const said = former(text)
    if (said.former !== undefined) {
      const { formerName, ...now } = split(said.rest, context)
      return { ...now, formerName: formerClaim(said.former, text) }
    }
    const clean = tidy(text)
    if (isEastern(clean)) return eastern(clean, text, context)
    const [head = '', ...behind] = clean
      .replace(TRANSCRIBED_DOTS, ' ')
      .split(/(?<!\s)\s*[,،、]\s*/)
      .filter((piece) => piece !== '')
    const extras: string[] = []
    // `Smith, V` is an initial, `John Smith, V` the fifth.
    const headWords = wordsOf(head).length + 1
    // `John Smith, Jr., MD`: pieces of nothing but suffixes and titles; anything else behind a comma is the given names.
    const given = behind.filter((piece) => {
      const words = wordsOf(piece)
      const isExtra = words.every((w) => isSuffix(w, headWords) || isTitle(w))
      if (isExtra) extras.push(...words)
      return !isExtra
    })
    const suffixes = extras.filter((w) => isSuffix(w, headWords))
    const stated = extras
      .filter((w) => !isSuffix(w, headWords))
      .map((title) => ({ title: { ...titleClaim(title), original: text } }))
      .reduce(together, {})
    if (given.length === 0) {
      const words = [...wordsOf(head), ...suffixes]
      const off = together(peel(words, text), stated)
      if (words.length <= 1) return { ...off, ...(words.length === 1 ? { familyName: alone(words, text) } : {}) }
      return { ...off, ...arranged(words, text, context) }
    }
    const family = [...wordsOf(head), ...suffixes]
    const rest = wordsOf(given.join(' '))
    const off = together(together(peel(rest, text), peel(family, text)), stated)
    const isOwn = hasCapital([...rest, ...family])
    return { ...off, ...givenParts(rest, text, isOwn), familyName: named(family, text, isOwn) }
  }

  /** One word is a family's name; two with a slash between them are two families'. */
  function alone(words: readonly string[], original: string): Claim {
    const made = named(words, original)
    return /\p{L}{2}\/\p{L}{2}/u.test(words[0] ?? '') ? { ...made, kind: 'several' } : made
  }

  function arranged(words: readonly string[], original: string, context: NameContext): NameParts {
    const isOwn = hasCapital(words)
    const first = familyFirst(words, context)
    if (!first) {
      const at = familyStart(words)
      return { ...givenParts(words.slice(0, at), original, isOwn), familyName: named(words.slice(at), original, isOwn) }
    }
    const rest = words.slice(first.count)
    const called = first.givenLast ? [...rest.slice(-1), ...rest.slice(0, -1)] : rest
    const family = named(words.slice(0, first.count), original, isOwn)
    const order = { kind: first.givenLast ? 'givenLast' : 'familyFirst' }
    return { ...givenParts(called, original, isOwn), familyName: { ...family, ...(first.isOwn ? order : {}) } }
  }

  function givenParts(words: readonly string[], original: string, isOwn: boolean): NameParts {
    const unnamed = newborn(words)
    if (unnamed > 0) return { givenName: { ...named(words.slice(0, unnamed), original, isOwn), kind: 'newborn' } }
    const [first, ...middle] = words
    if (first === undefined) return {}
    const givenName = named([first], original, isOwn)
    return middle.length === 0 ? { givenName } : { givenName, middleName: named(middle, original, isOwn) }
  }

  /** Family name first, as written in Chinese, Japanese and Korean; without a blank its length tells where it ends. */
  function eastern(clean: string, original: string, context: NameContext): NameParts {
    const { family, given } = parted(clean, context)
    // Syllables of one name are one word: 秀英 is Xiuying, as Latin sources write it more often than not.
    const close = (word: string): Claim => claim(word, fold(word).replace(/ /g, ''), original)
    return {
      ...(given === '' ? {} : { givenName: close(given) }),
      familyName: { ...close(family), kind: 'familyFirst' },
    }
  }

  return { part, full, title: titleClaim, suffix: suffixClaim }
}

/** Small letters beside large ones are somebody's choice (danah boyd's); capitals beside small ones are a habit (SMITH, John). */
function hasCapital(words: readonly string[]): boolean {
  return words.some((word) => word !== word.toLowerCase())
}

/** In letters of the East, and no foreign name spelt in them. */
function isEastern(text: string): boolean {
  const clean = tidy(text)
  return EASTERN_NAME.test(clean) && !TRANSCRIBED.test(clean)
}

/** `Smith, John & Mary` as `John & Mary Smith`. */
function givenToFront(text: string): string {
  const [family = '', given = '', ...more] = text.split(',')
  return given.trim() === '' || more.length > 0 ? '' : `${given} ${family}`
}

function isInitial(word: string): boolean {
  return /^\p{L}\.?$/u.test(word)
}

/** Words of a name without quotes, brackets and stray punctuation at their ends. */
function wordsOf(text: string): string[] {
  return tidy(text)
    .replace(/[()[\]{}"“”„«»<>*_]+/g, ' ')
    .split(/[\s,;]+/)
    .map((w) => w.replace(/^[-/]+|(?<![-/])[-/]+$/g, ''))
    .filter((w) => /[\p{L}\p{N}]/u.test(w))
}
