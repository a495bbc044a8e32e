import { fold, tidy } from './fold.ts'

/** Letters, digits and the marks between words: what folding loses nothing of. */
const LATIN = /^[\p{Script=Latin}\p{M}\p{N}\s.,:;'’_\-–—!/()]+$/u

/**
 * Form for looking a short word up in a list: folded where it is Latin, else as written in small letters, because folding
 * makes one of words of different scripts that mean different things (ναι is yes, nai is not) and nothing of signs (☐, `\N`).
 */
function spoken(text: string): string {
  const shown = tidy(text).replace(/^["'“”„«»]+|(?<!["'“”„«»])["'“”„«»]+$/gu, '')
  const folded = LATIN.test(shown) ? fold(shown) : ''
  return folded === '' ? tidy(shown.normalize('NFKC')).toLowerCase() : folded
}

/** Makes the test whether a text is one of some words. */
export function isOneOf(words: readonly string[]): (text: string) => boolean {
  const known = new Set(words.map(spoken))
  known.delete('')
  return (text) => known.has(spoken(text))
}
