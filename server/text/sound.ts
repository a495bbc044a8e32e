import { doubleMetaphone } from 'double-metaphone'
import { remember } from './remember.ts'

export type Sound = readonly [string, string]

/** Codes are asked for the same few thousand names and streets over and over. */
const REMEMBERED = 200_000

/** Double Metaphone codes of a folded word (Philips 2000), remembered. */
export const soundOf: (word: string) => Sound = remember((word) => doubleMetaphone(word), REMEMBERED)

/** True when two words with these codes may sound the same; a single sound is too little to tell. */
export function sameCodes([p, q]: Sound, [r, s]: Sound): boolean {
  return p.length > 1 && (p === r || p === s || q === r)
}
