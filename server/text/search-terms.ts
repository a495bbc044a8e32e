import { fold, foldCode } from './fold.ts'
import { consonantsOf } from './romanised.ts'

/**
 * Words of texts as a search looks for them. What is stored and what is asked go through the same functions, so that a
 * name is found however its apostrophes, hyphens, blanks, accents and script are written.
 */

const APOSTROPHES = /['`´’‘‛ʼʻ′＇]/g
/** Words run together are at most so many: van der Berg, de la Cruz. */
const RUN = 3
/** A code of more signs is a text. */
const LONGEST = 100

/** Folded words; an apostrophe parts them as a blank does: O'Gormley → o gormley. */
export function partedWords(text: string): string[] {
  return fold(text.replace(APOSTROPHES, ' '))
    .split(' ')
    .filter((word) => word !== '')
}

/** Neighbouring words run together: o gormley → ogormley; mac donald → macdonald; a b c → abc. */
export function joinedRuns(words: readonly string[]): string[] {
  return words.flatMap((_word, at) =>
    Array.from({ length: Math.min(RUN, words.length - at) - 1 }, (_none, more) => joined(words, at, more + 2)),
  )
}

function joined(words: readonly string[], from: number, count: number): string {
  return fold(words.slice(from, from + count).join(''))
}

/** Every word a name may be looked for by. */
export function nameTerms(name: string): string[] {
  const words = partedWords(name)
  return [...words, ...joinedRuns(words)]
}

/** Digits and letters of something that is read off and typed: an e-mail address, a number, a date, an id. Empty where it has none. */
export function codeTerm(text: string): string {
  const code = foldCode(text).toLowerCase()
  return code.length <= LONGEST ? code : ''
}

/** Han and Hangul: a sign is a syllable, and says nothing of how another script would write it. */
const SIGNS = /[\u3400-\u9FFF\uAC00-\uD7AF]/
/** What no word begins with, so that a sound is never taken for a word. */
const SOUND = 'zqx'

/** What a name shares with its spellings in other scripts, word by word: Mohammed, محمد; Perez, بيريز. */
export function soundTerms(name: string): string[] {
  if (SIGNS.test(name)) return []
  return partedWords(name)
    .map(consonantsOf)
    .filter((consonants) => consonants.length > 1)
    .map((consonants) => SOUND + consonants.toLowerCase())
}

/**
 * Whether words are all among known ones, each as it stands or run together with its neighbours.
 * @param isUnfinished the last word is still being typed: it may begin a known one
 */
export function areAmong(words: readonly string[], known: ReadonlySet<string>, isUnfinished = false): boolean {
  const covered = [true]
  for (let end = 1; end <= words.length; end++) {
    covered[end] = Array.from({ length: Math.min(RUN, end) }, (_none, more) => more + 1).some((count) => {
      if (!covered[end - count]) return false
      const run = joined(words, end - count, count)
      return known.has(run) || (isUnfinished && end === words.length && beginsOne(run, known))
    })
  }
  return covered[words.length] === true
}

function beginsOne(start: string, known: ReadonlySet<string>): boolean {
  for (const word of known) if (word.startsWith(start)) return true
  return false
}
