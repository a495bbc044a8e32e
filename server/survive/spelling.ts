import { distance } from 'fastest-levenshtein'

/** 1 equal, 0 nothing in common: edits over the longer length; two neighbours that changed places are one. Symmetric. */
function similarity(a: string, b: string): number {
  const longest = Math.max(a.length, b.length)
  if (longest === 0) return 1
  const edits = distance(a, b)
  const swap = edits === 2 && a.length === b.length && [...a].sort().join('') === [...b].sort().join('')
  return 1 - (swap ? 1 : edits) / longest
}

/** Written apart or together, a name keeps nearly all its letters; a name more (Johnson Yu, Johnson) does not. */
const APART = 0.85

/** Whether two folded values are spellings of one name. Word order does not matter: sources turn names about. */
export function sameSpelling(a: string, b: string, threshold: number): boolean {
  if (a === b) return true
  const [wordsA, wordsB] = [a.split(' '), b.split(' ')]
  if (wordsA.length !== wordsB.length) return similarity(wordsA.join(''), wordsB.join('')) >= Math.max(APART, threshold)
  if (similarity(a, b) >= threshold) return true
  return wordsA.length > 1 && wordsA.sort().join(' ') === wordsB.sort().join(' ')
}
