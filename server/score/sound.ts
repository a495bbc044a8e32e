import { doubleMetaphone } from 'double-metaphone'

/** Codes are asked for the same few thousand names over and over; beyond this many the memory starts anew. */
const REMEMBERED = 200_000
const codes = new Map<string, readonly [string, string]>()

/** Double Metaphone codes of a folded word (Philips 2000), remembered. */
function soundOf(word: string): readonly [string, string] {
  const known = codes.get(word)
  if (known) return known
  const made = doubleMetaphone(word)
  if (codes.size >= REMEMBERED) codes.clear()
  codes.set(word, made)
  return made
}

/** True when two folded words may sound the same. */
export function sameSound(a: string, b: string): boolean {
  if (a.length < 3 || b.length < 3) return false
  const [p, q] = soundOf(a)
  const [r, s] = soundOf(b)
  return p.length > 1 && (p === r || p === s || q === r)
}
