import { fold } from '../../text/fold.ts'

/** Words of a text as they are looked up: small, each also without figures that are glued to it. */
export type TextWords = ReadonlySet<string>

const BETWEEN = /[^\p{L}\p{N}#]+/u

export function wordsOf(text: string): TextWords {
  const words = new Set<string>()
  for (const word of text.toLowerCase().split(BETWEEN)) {
    words.add(word)
    const figures = word.search(/\d/)
    if (figures > 0) words.add(word.slice(0, figures))
    else if (figures === 0) words.add(word.replace(/^\d+/, ''))
  }
  return words
}

/**
 * Whether a text may have one of some phrases, by the words that these start with. Told in one look at each word, where a
 * pattern of hundreds of phrases is tried at every letter; most lines have none.
 */
export function firstWords(phrases: readonly string[]): (words: TextWords) => boolean {
  const first = new Set(phrases.flatMap((phrase) => [firstOf(phrase.toLowerCase()), firstOf(fold(phrase))]))
  return (words) => {
    for (const word of words) if (first.has(word)) return true
    return false
  }
}

function firstOf(phrase: string): string {
  return phrase.split(BETWEEN).find((word) => word !== '') ?? phrase
}
