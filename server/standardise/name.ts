import type { Claim } from '../model/record.ts'
import { claim } from './claim.ts'
import { fold, tidy } from './fold.ts'
import { properCase } from './proper-case.ts'
import type { StandardiseRules } from './rules.ts'

/** Parts of a personal name, each cleaned; absent where the name has none. */
export type NameParts = {
  readonly title?: Claim
  readonly givenName?: Claim
  readonly middleName?: Claim
  readonly familyName?: Claim
  readonly suffix?: Claim
}

export type NameCleaner = {
  /** A given or family name: titles and suffixes that strayed into it come out as parts of their own. */
  readonly part: (text: string, as: 'givenName' | 'middleName' | 'familyName') => NameParts
  /** A whole name in one string, in any of the usual orders. */
  readonly full: (text: string) => NameParts & { readonly fullName: Claim }
  readonly title: (text: string) => Claim
  readonly suffix: (text: string) => Claim
}

const EASTERN_NAME = /^[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF·\s]+$/
/** Chinese and Korean family names of two characters; all others have one. */
const LONG_EASTERN_FAMILY = /^(欧阳|司马|上官|诸葛|夏侯|皇甫|司徒|东方|尉迟|公孙|慕容|令狐|남궁|황보|제갈|선우|독고)/

type Lookup = ReadonlyMap<string, string>

function lookup(spellings: Record<string, string[]>): Lookup {
  const map = new Map<string, string>()
  for (const [to, words] of Object.entries(spellings)) for (const word of [to, ...words]) map.set(fold(word), to)
  return map
}

/** Makes the cleaner of personal names for a set of rules. */
export function nameCleaner(rules: StandardiseRules): NameCleaner {
  const titles = lookup(rules.names.titles)
  const generations = lookup(rules.names.generations)
  const credentials = lookup(rules.names.credentials)
  const particles = new Set(rules.names.particles)
  const junk = new Set(rules.junk.names)

  const named = (words: readonly string[], original: string): Claim => {
    const value = properCase(words.join(' '), particles)
    const folded = fold(value)
    return claim(value, junk.has(folded) || /^\d*$/.test(folded) || /^(.)\1{2,}$/.test(folded) ? '' : folded, original)
  }
  const suffixClaim = (text: string): Claim => {
    const folded = fold(text)
    const generation = generations.get(folded)
    if (generation) return claim(generation, fold(generation), text, 'generation')
    const credential = credentials.get(folded)
    return credential ? claim(credential, fold(credential), text, 'credential') : claim(tidy(text), folded, text)
  }
  const titleClaim = (text: string): Claim => {
    const known = titles.get(fold(text))
    return known ? claim(known, fold(known), text) : claim(tidy(text), junk.has(fold(text)) ? '' : fold(text), text)
  }

  /** Takes titles off the front and suffixes off the end, never the last word that is left. */
  const peel = (words: string[], original: string): { title?: Claim; suffix?: Claim } => {
    const found: { title?: Claim; suffix?: Claim } = {}
    while (words.length > 1 && titles.has(fold(words[0] ?? ''))) {
      const word = words.shift() ?? ''
      found.title ??= { ...titleClaim(word), original }
    }
    while (words.length > 1) {
      const last = words[words.length - 1] ?? ''
      const folded = fold(last)
      if (!generations.has(folded) && !credentials.has(folded)) break
      words.pop()
      // What tells father from son goes before what tells nothing.
      const made = { ...suffixClaim(last), original }
      if (!found.suffix || made.kind === 'generation') found.suffix = made
    }
    return found
  }

  const part: NameCleaner['part'] = (text, as) => {
    const words = wordsOf(text)
    if (words.length === 0) return {}
    const found: { -readonly [K in keyof NameParts]: NameParts[K] } = peel(words, text)
    if (as === 'givenName' && words.length > 1) {
      const last = words[words.length - 1] ?? ''
      if (isInitial(last) && fold(words[0] ?? '').length > 1) {
        words.pop()
        found.middleName = named([last], text)
      }
    }
    found[as] = named(words, text)
    return found
  }

  /** Where the family name starts in given-first words: the last word with the particles before it. */
  const familyStart = (words: readonly string[]): number => {
    let at = words.length - 1
    while (at > 1 && particles.has(fold(words[at - 1] ?? ''))) at--
    return at
  }

  const full: NameCleaner['full'] = (text) => {
    const found = split(text)
    const inOrder = [found.givenName, found.middleName, found.familyName, found.suffix].filter((c) => c !== undefined)
    const folded = inOrder.filter((c) => c !== found.suffix || c.kind === 'generation').map((c) => c.folded)
    const words = EASTERN_NAME.test(tidy(text)) ? tidy(text) : inOrder.map((c) => c.value).join(' ')
    return { ...found, fullName: claim(words, folded.filter((f) => f !== '').join(' '), text) }
  }

  function split(text: string): NameParts {
    const clean = tidy(text)
    if (EASTERN_NAME.test(clean)) return eastern(clean, text)
    const [head = '', ...behind] = clean.split(/\s*[,،、]\s*/).filter((piece) => piece !== '')
    const suffixes: string[] = []
    // `John Smith, Jr., MD`: pieces that are only suffixes; `Smith, John`: anything else is the given names.
    const given = behind.filter((piece) => {
      const isSuffix = wordsOf(piece).every((w) => generations.has(fold(w)) || credentials.has(fold(w)))
      if (isSuffix) suffixes.push(...wordsOf(piece))
      return !isSuffix
    })
    if (given.length === 0) {
      const words = [...wordsOf(head), ...suffixes]
      const off = peel(words, text)
      if (words.length <= 1) return { ...off, ...(words.length === 1 ? { familyName: named(words, text) } : {}) }
      return { ...off, ...givenFirst(words, text) }
    }
    const family = [...wordsOf(head)]
    const rest = wordsOf(given.join(' '))
    const title = peel(rest, text)
    const suffix = peel(family, text)
    const extra = suffixes.length > 0 ? { suffix: { ...suffixClaim(suffixes[0] ?? ''), original: text } } : {}
    return { ...title, ...suffix, ...extra, ...givenParts(rest, text), familyName: named(family, text) }
  }

  function givenFirst(words: readonly string[], original: string): NameParts {
    const at = familyStart(words)
    return { ...givenParts(words.slice(0, at), original), familyName: named(words.slice(at), original) }
  }

  function givenParts(words: readonly string[], original: string): NameParts {
    const [first, ...middle] = words
    if (first === undefined) return {}
    const givenName = named([first], original)
    return middle.length === 0 ? { givenName } : { givenName, middleName: named(middle, original) }
  }

  /** Family name first, as written in Chinese, Japanese and Korean; without a blank its length tells where it ends. */
  function eastern(clean: string, original: string): NameParts {
    const words = clean.split(/[·\s]+/)
    const glued = words[0] ?? ''
    const length = LONG_EASTERN_FAMILY.test(glued) ? 2 : 1
    const [family, given] =
      words.length > 1 ? [glued, words.slice(1).join('')] : [glued.slice(0, length), glued.slice(length)]
    // Syllables of one name are one word: 秀英 is Xiuying, as Latin sources write it more often than not.
    const close = (word: string): Claim => claim(word, fold(word).replace(/ /g, ''), original)
    return given === '' ? { familyName: close(family) } : { givenName: close(given), familyName: close(family) }
  }

  return { part, full, title: titleClaim, suffix: suffixClaim }
}

function isInitial(word: string): boolean {
  return /^\p{L}\.?$/u.test(word)
}

/** Words of a name without quotes, brackets and stray punctuation at their ends. */
function wordsOf(text: string): string[] {
  return tidy(text)
    .replace(/[()[\]{}"“”„«»<>*_]+/g, ' ')
    .split(/[\s,;]+/)
    .map((w) => w.replace(/^[-/]+|[-/]+$/g, ''))
    .filter((w) => /[\p{L}\p{N}]/u.test(w))
}
