import { doubleMetaphone } from 'double-metaphone'

export type Sound = readonly [string, string]

/** Codes are asked for the same few thousand names over and over; beyond this many the memory starts anew. */
const REMEMBERED = 200_000
const codes = new Map<string, Sound>()

/** Double Metaphone codes of a folded word (Philips 2000), remembered. */
export function soundOf(word: string): Sound {
  const known = codes.get(word)
  if (known) return known
  const made = doubleMetaphone(word)
  if (codes.size >= REMEMBERED) codes.clear()
  codes.set(word, made)
  return made
}

/** True when two folded words may sound the same. */
export function sameSound(a: string, b: string): boolean {
  return a.length > 2 && b.length > 2 && sameCodes(soundOf(a), soundOf(b))
}

/** True when two words with these codes may sound the same; a single sound is too little to tell. */
export function sameCodes([p, q]: Sound, [r, s]: Sound): boolean {
  return p.length > 1 && (p === r || p === s || q === r)
}
