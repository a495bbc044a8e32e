import type { Words } from './comparator.ts'

/** Places for results: with more, looking one up takes longer than what it saves. */
const BITS = 16
const MASK = (1 << BITS) - 1

/**
 * Remembers a small number for two numbers. Names and streets repeat, and with them what comparing two of them gives. One
 * place for each hash: a newcomer takes it, so memory is bounded and nothing is ever cleared.
 */
class PairMemo {
  private readonly pairs = new Int32Array(2 << BITS).fill(-1)
  private readonly results = new Int8Array(1 << BITS)

  /** What `compute` gives for two numbers, neither of them negative. */
  of(a: number, b: number, compute: (a: number, b: number) => number): number {
    const hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)
    const place = (hash ^ (hash >>> 15)) & MASK
    const { pairs, results } = this
    if (pairs[2 * place] === a && pairs[2 * place + 1] === b) return results[place] as number
    const result = compute(a, b)
    pairs[2 * place] = a
    pairs[2 * place + 1] = b
    results[place] = result
    return result
  }
}

/** What was made of words and worked out about them, for as long as they are there: it depends on nothing else. */
const shelves = new WeakMap<Words, Map<unknown, unknown>>()

/** Something about words that is made when it is first asked for by this key, and kept. */
export function kept<T>(words: Words, key: unknown, make: () => T): T {
  const shelf = shelves.get(words) ?? new Map<unknown, unknown>()
  shelves.set(words, shelf)
  const known = shelf.get(key) as T | undefined
  if (known !== undefined) return known
  const made = make()
  shelf.set(key, made)
  return made
}

/** What `make` makes of a word by its number, once. */
export function madeOnce<T>(words: Words, make: (word: string) => T): (number: number) => T {
  return kept(words, make, () => {
    const made: T[] = new Array(words.size + 1)
    return (number: number) => {
      made[number] ??= make(words.of(number))
      return made[number]
    }
  })
}

/**
 * A symmetric comparison of numbered words that works out each pair once, as far as the memory goes, for all who ask with
 * these functions.
 * @param make makes a word ready to compare, once
 */
export function comparedOnce<T>(
  words: Words,
  make: (word: string) => T,
  compare: (a: T, b: T) => number,
): (a: number, b: number) => number {
  return kept(words, compare, () => {
    const memo = new PairMemo()
    const wordAt = madeOnce(words, make)
    const worked = (a: number, b: number) => compare(wordAt(a), wordAt(b))
    return (a: number, b: number) => (a < b ? memo.of(a, b, worked) : memo.of(b, a, worked))
  })
}
