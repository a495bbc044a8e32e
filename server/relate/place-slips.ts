import { editsWithin } from '../text/similarity.ts'
import type { PlaceRules } from './rules.ts'

const DIGIT = /\d/
/** XVII and XVIII are numbers. */
const ROMAN = /^(?=.)m*(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$/

/**
 * How many edits lie between two folded names of a street or a city of which one is a slip of the other; 0: the same,
 * undefined: two names. A slip is in one word, or in whether two are written as one; never in a number, and it makes no
 * word that tells streets apart out of another such. Symmetric.
 */
export function slipsBetween(a: string, b: string, rules: PlaceRules): number | undefined {
  if (a === b) return 0
  const [left, right] = [a.split(' '), b.split(' ')]
  if (left.length !== right.length)
    return a.replaceAll(' ', '') === b.replaceAll(' ', '') && !DIGIT.test(a) ? 1 : undefined
  const differing = left.flatMap((word, i) => (word === right[i] ? [] : [[word, right[i] ?? ''] as const]))
  const [only, ...others] = differing
  return only === undefined || others.length > 0 ? undefined : editsBetween(...only, rules)
}

function editsBetween(a: string, b: string, { slips, fixedWords }: PlaceRules): number | undefined {
  if (DIGIT.test(a) || DIGIT.test(b) || (ROMAN.test(a) && ROMAN.test(b))) return undefined
  if (fixedWords.includes(a) && fixedWords.includes(b)) return undefined
  const letters = Math.min(a.length, b.length)
  const most = Math.max(0, ...slips.filter((slip) => letters >= slip.letters).map(({ edits }) => edits))
  const edits = editsWithin(a, b, most)
  return edits <= most ? edits : undefined
}
