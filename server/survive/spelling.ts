import { distance } from 'fastest-levenshtein'

/** 1 equal, 0 nothing in common: edit distance over the longer length. Symmetric. */
export function similarity(a: string, b: string): number {
  const longest = Math.max(a.length, b.length)
  return longest === 0 ? 1 : 1 - distance(a, b) / longest
}

/** Whether two folded values are spellings of one name. Word order does not matter: sources turn names about. */
export function sameSpelling(a: string, b: string, threshold: number): boolean {
  if (a === b || similarity(a, b) >= threshold) return true
  return a.includes(' ') && b.includes(' ') && sortedWords(a) === sortedWords(b)
}

function sortedWords(text: string): string {
  return text.split(' ').sort().join(' ')
}
