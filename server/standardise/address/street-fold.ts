import { fold } from '../../text/fold.ts'
import { anyOf, type Knowledge } from '../knowledge.ts'

export type StreetFolder = {
  readonly fold: (street: string) => string
  /** Short form of a word at a place among `count`. */
  readonly short: (word: string, place: number, count: number) => string
  readonly endsName: (word: string) => boolean
}

/** Makes the folder of street names: words in their short form, endings that are glued in some spellings apart. */
export function streetFolder(rules: Knowledge): StreetFolder {
  const { streetWords, streetEndings, streetTypes } = rules.addresses
  const byPlace = new Map<string, Map<string, string>>()
  const phrases: (readonly [RegExp, string])[] = []
  const types = new Set(streetTypes)
  /** Elided articles are words of their own (dell'Industria), other apostrophes close up (King's Road). */
  const elision = new RegExp(String.raw`\b(${anyOf(rules.written('elisions'))})['’\u0060´](?=\p{L})`, 'giu')
  const endings = new Set<string>()
  for (const { place, to, words } of streetWords) {
    const map = byPlace.get(place) ?? new Map<string, string>()
    for (const word of words.map(fold)) {
      if (word.includes(' ')) phrases.push([new RegExp(`\\b${word}\\b`), to])
      else if (!map.has(word)) map.set(word, to)
      if (types.has(to) && (place === 'any' || place === 'last')) endings.add(word)
    }
    byPlace.set(place, map)
  }
  const at = (place: string, word: string) => byPlace.get(place)?.get(word)
  const glued = Object.entries(streetEndings)
    .flatMap(([to, list]) => list.map((ending) => ({ to, ending: fold(ending) })))
    .sort((a, b) => b.ending.length - a.ending.length)

  const apart = (word: string): readonly string[] => {
    const found = glued.find(({ ending }) => word.length > ending.length + 1 && word.endsWith(ending))
    return found ? [word.slice(0, -found.ending.length), found.to] : [word]
  }

  const short: StreetFolder['short'] = (word, place, count) =>
    (place === 0 ? at('first', word) : at('notFirst', word)) ??
    (place === count - 1 ? at('last', word) : at('notLast', word)) ??
    at('any', word) ??
    word

  return {
    short,
    fold(street) {
      let text = fold(street.replace(elision, '$1 '))
      if (text.startsWith('po box ')) return text
      for (const [phrase, to] of phrases) text = text.replace(phrase, to)
      const words = text.split(' ').flatMap(apart)
      return words
        .map((word, i) => short(word, i, words.length))
        .filter((word) => word !== '')
        .join(' ')
    },
    endsName: (word) => endings.has(fold(word)),
  }
}
