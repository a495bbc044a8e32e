import { spelledAlike } from '../text/similarity.ts'

/** Written apart or together, a name keeps nearly all its letters; a name more (Johnson Yu, Johnson) does not. */
const APART = 0.85

/** Whether two folded values are spellings of one name. Word order does not matter: sources turn names about. */
export function sameSpelling(a: string, b: string, threshold: number): boolean {
  if (a === b) return true
  const [wordsA, wordsB] = [a.split(' '), b.split(' ')]
  if (wordsA.length !== wordsB.length) return spelledAlike(wordsA.join(''), wordsB.join(''), Math.max(APART, threshold))
  if (spelledAlike(a, b, threshold)) return true
  return wordsA.length > 1 && wordsA.sort().join(' ') === wordsB.sort().join(' ')
}

/** How rules tell names apart. */
export type NameRule = {
  readonly similarity: number
  /** Whether a word more makes another name (Johnson Yu, Johnson) or the same (Lesage SARL Lyon, Lesage). */
  readonly extraWords: 'other' | 'same'
}

/** Whether two folded values are one name. Symmetric. */
export function sameName(a: string, b: string, { similarity: threshold, extraWords }: NameRule): boolean {
  if (sameSpelling(a, b, threshold)) return true
  return extraWords === 'same' && (isWithin(a, b, threshold) || isWithin(b, a, threshold))
}

/** Whether every word of one is a word of the other, typos forgiven. */
export function isWithin(part: string, whole: string, threshold: number): boolean {
  const words = whole.split(' ')
  return part.split(' ').every((word) => words.some((other) => sameSpelling(word, other, threshold)))
}

/** `glh` of `great lakes holding`. Symmetric. */
export function isAcronym(a: string, b: string): boolean {
  return isInitials(a, b) || isInitials(b, a)
}

function isInitials(short: string, long: string): boolean {
  const words = long.split(' ')
  return words.length > 1 && short === words.map((word) => word.charAt(0)).join('')
}
