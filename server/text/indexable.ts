import { hashOf } from './hash.ts'

/** An index of the graph takes some 8,000 bytes; a character is up to three, and up to five where it is written in ASCII. */
const LONGEST = 300
const KEPT = 250

/** A text that is looked for as a whole, short enough for an index: of a longer one the beginning, and a hash of it all. */
export function indexable(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, KEPT)}~${hashOf(text).slice(0, 32)}`
}
