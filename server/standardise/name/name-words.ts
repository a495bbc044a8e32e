import { fold, tidy } from '../../text/fold.ts'
import { GIVEN_NAMES } from '../../text/given-names.ts'
import type { Knowledge } from '../knowledge.ts'

type Several = { readonly given: string; readonly family: string }

/** What a name tells besides the name itself, by the words of the rules. */
export type NameLore = {
  /** Takes a former name and the word before it out of a name: `Ann Thorn (née Kess)` is `Ann Thorn`, formerly `Kess`. */
  readonly former: (text: string) => { readonly rest: string; readonly former?: string }
  /** Several people in one name: all their given names, empty where none is said, and the name of the family. */
  readonly several: (text: string) => Several | undefined
  /** How many words at the start are what a child without a name is called: Baby Boy, Twin A. */
  readonly newborn: (words: readonly string[]) => number
}

/** Binds the words of the rules. */
export function nameWords({ names }: Knowledge): NameLore {
  const {
    former = [],
    formerIfSmall = [],
    married = [],
    marriedIfSmall = [],
    particles = [],
    and = [],
    andIfNames = [],
    families = [],
    newborns = [],
  } = names
  const markers = markersOf(former, formerIfSmall)
  const weds = wedding(married, marriedIfSmall, particles)
  const joins = new Set(and)
  const weakJoins = new Set(andIfNames)
  const familyWords = new Set(families)
  const unnamed = new Set(newborns)
  const longest = Math.max(0, ...newborns.map((words) => words.split(' ').length))
  const titles = new Set(
    Object.entries(names.titles).flatMap(([to, words]) => [to, ...words].map((word) => fold(word))),
  )
  const isTitle = (word: string): boolean => titles.has(fold(word))

  /** `The Smith Family`, `Familie Weber`. */
  const household = (words: readonly string[]): Several | undefined => {
    const own = words.filter((word) => !ARTICLES.has(fold(word)))
    if (own.length < 2) return undefined
    if (familyWords.has(fold(own[0] ?? ''))) return { given: '', family: own.slice(1).join(' ') }
    return familyWords.has(fold(own.at(-1) ?? '')) ? { given: '', family: own.slice(0, -1).join(' ') } : undefined
  }

  const isJoin = (word: string): boolean => /^[&+]$/.test(word) || joins.has(fold(word)) || weakJoins.has(fold(word))

  return {
    former: (text) => {
      for (const marker of markers) {
        const found = marker.exec(text)
        const name = found?.[1]?.trim() ?? ''
        if (!found || !LETTER.test(name)) continue
        const rest = tidy(`${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`)
        if (LETTER.test(rest)) return { rest: rest.replace(/(?<!\s)\s+(?=,)/g, ''), former: name }
      }
      return weds(text) ?? { rest: text }
    },
    several: (text) => {
      const words = tidy(text).replace(/[&+]/g, ' $& ').split(/\s+/)
      const at = words.findIndex((word, i) => i > 0 && isJoin(word))
      if (at < 0) return household(words)
      const first = words.slice(0, at).filter((word) => !isTitle(word))
      const second = words.slice(at + 1).filter((word) => !isTitle(word))
      // Mr and Mrs Weber, Mr and Mrs Karl Weber.
      const areTitles = first.every((word) => word.replace('.', '').length === 1) && isTitle(words[at + 1] ?? '')
      if (first.length === 0 || areTitles) return isTitle(words[at + 1] ?? '') ? named([], second) : undefined
      const [ours, theirs] = [isGiven(first[0] ?? ''), isGiven(second[0] ?? '')]
      // Ana Prado y Luz is a name; Ana Prado y Luz Vega are two.
      if (weakJoins.has(fold(words[at] ?? '')))
        return ours && theirs && (second.length > 1 || first.length === 1) ? named(first, second) : undefined
      return ours || (theirs && second.length > 1) ? named(first, second) : undefined
    },
    newborn: (words) => {
      for (let count = Math.min(longest, words.length); count > 0; count--)
        if (unnamed.has(fold(words.slice(0, count).join(' ')))) return count
      return 0
    },
  }
}

/** The name that somebody was born with, ahead of the one of the marriage, which takes its place: Maria Rossi in Bianchi. */
function wedding(
  clear: readonly string[],
  ifSmall: readonly string[],
  particles: readonly string[],
): (text: string) => { rest: string; former: string } | undefined {
  const bare = (word: string) => word.replaceAll('.', '').toLowerCase()
  const [any, small, leading] = [clear, ifSmall, particles].map((words) => new Set(words.map(bare)))
  const isWed = (word: string) => any?.has(bare(word)) || (word === word.toLowerCase() && small?.has(bare(word)))
  return (text) => {
    const words = tidy(text).split(' ')
    // Jan in 't Veld and Anna in der Maur are names.
    const isName = (word = '') => /^\p{Lu}/u.test(word)
    const at = words.findIndex((word, i) => isWed(word) && i > 0 && isName(words[i - 1]) && isName(words[i + 1]))
    if (at < 1 || (at === 1 && GIVEN_NAMES.has(fold(words[0] ?? '')))) return undefined
    const behind = words.slice(at + 1)
    let from = at - 1
    while (from > 0 && leading?.has(bare(words[from - 1] ?? ''))) from--
    return { rest: [...words.slice(0, from), ...behind].join(' '), former: words.slice(from, at).join(' ') }
  }
}

/** Two people by the words of each: the last word is the family's, unless one given name is all. */
function named(first: readonly string[], second: readonly string[]): Several | undefined {
  if (second.length === 0) return undefined
  const isAlone = second.length === 1 && first.length > 0
  const family = isAlone ? '' : (second.at(-1) ?? '')
  const theirs = isAlone ? second : second.slice(0, -1)
  const ours = first.length > 1 ? first.slice(0, -1) : first
  return { given: [...ours, ...(ours.length > 0 ? ['&'] : []), ...theirs].join(' '), family }
}

const LETTER = /\p{L}/u
const ARTICLES: ReadonlySet<string> = new Set(['the', 'die', 'la'])

/** A name that people are given, or the first letter of one. */
function isGiven(word: string): boolean {
  return GIVEN_NAMES.has(fold(word)) || /^\p{Lu}\.?$/u.test(word)
}

/**
 * In brackets or behind a comma any marker is one; elsewhere the short ones only in small letters, because Max Born and
 * Anna F. Berg are names.
 */
function markersOf(clear: readonly string[], ifSmall: readonly string[]): RegExp[] {
  const any = (words: readonly string[]) =>
    [...words]
      .sort((a, b) => b.length - a.length)
      .map((word) => word.replaceAll('.', '\\.'))
      .join('|')
  const inBrackets = any([...clear, ...ifSmall])
  const behind = String.raw`(?<=\p{L}[.,;]?)[\s,;]+`
  const name = String.raw`([^,;()[\]]+)`
  return [
    ...(inBrackets === '' ? [] : [new RegExp(`[([]\\s*(?:${inBrackets})[.:]?\\s+([^)\\]]+)[)\\]]?`, 'iu')]),
    ...(clear.length === 0 ? [] : [new RegExp(`${behind}(?:${any(clear)})[.:]?\\s+${name}`, 'iu')]),
    ...(ifSmall.length === 0 ? [] : [new RegExp(`${behind}(?:${any(ifSmall)})[.:]?\\s+${name}`, 'u')]),
  ]
}
