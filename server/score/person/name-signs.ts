import { textHash } from '../../text/hash32.ts'
import { bitsIn, mayBeEdited } from '../../text/similarity.ts'
import type { Words } from '../contract/comparator.ts'
import type { Part } from './name-parts.ts'

/** Numbers kept of each word: its letters, about it, hashes of its key and of its two sounds, its first letter. */
const [LETTERS, ABOUT, KEY, SOUND, OTHER, FIRST, WIDTH] = [0, 1, 2, 3, 4, 5, 8]
/** About a word: made, nicknames or spellings known, cannot be told by numbers; then how many letters it has. */
const [MADE, KNOWN, HARD, LENGTH] = [1, 2, 4, 3]

/** Names that are not an edit apart have to be as near as this by Jaro–Winkler for any level but the worst. */
const NEAREST = 0.84

/**
 * Tells most unlike names by a few numbers of each, without their texts: nothing that `givenLevel` or `familyLevel` looks at
 * agrees. What it does not tell may be alike or not.
 */
export function unlikeNames(words: Words, partAt: (number: number) => Part): (p: number, q: number) => boolean {
  const cells = new Int32Array((words.size + 1) * WIDTH)
  const make = (number: number, at: number): void => {
    const { whole, spelling, core, words: own, sound } = partAt(number)
    const { length } = whole.text
    const isHard = own.length !== 1 || length < 2 || spelling.bare || spelling.signs || core !== spelling
    const isKnown = spelling.families.length + spelling.surnames.length > 0
    cells[at + ABOUT] = MADE | (isKnown ? KNOWN : 0) | (isHard ? HARD : 0) | (length << LENGTH)
    if (isHard) return
    cells[at + LETTERS] = whole.mask
    cells[at + KEY] = textHash(spelling.key)
    cells[at + SOUND] = textHash(sound[0])
    cells[at + OTHER] = textHash(sound[1])
    cells[at + FIRST] = whole.text.charCodeAt(0)
  }
  return (p, q) => {
    const a = p * WIDTH
    const b = q * WIDTH
    if (cells[a + ABOUT] === 0) make(p, a)
    if (cells[b + ABOUT] === 0) make(q, b)
    const x = cells[a + ABOUT] as number
    const y = cells[b + ABOUT] as number
    if (((x | y) & HARD) !== 0 || (x & y & KNOWN) !== 0 || cells[a + KEY] === cells[b + KEY]) return false
    const sound = cells[a + SOUND]
    if (sound === cells[b + SOUND] || sound === cells[b + OTHER] || cells[a + OTHER] === cells[b + SOUND]) return false
    const m = cells[a + LETTERS] as number
    const n = cells[b + LETTERS] as number
    // One that the other starts with has no letter of its own.
    if ((m & ~n) === 0 || (n & ~m) === 0) return false
    const lengthA = x >> LENGTH
    const lengthB = y >> LENGTH
    if (mayBeEdited(m, lengthA, n, lengthB, 1)) return false
    const shared = Math.min(lengthA - bitsIn(m & ~n), lengthB - bitsIn(n & ~m))
    const jaro = (shared / lengthA + shared / lengthB + 1) / 3
    return (cells[a + FIRST] === cells[b + FIRST] ? jaro + 0.4 * (1 - jaro) : jaro) < NEAREST
  }
}
