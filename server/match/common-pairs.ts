import { mixedHash } from '../text/hash32.ts'
import type { KeyColumns } from './columns.ts'
import { membersOf } from './neighbours.ts'
import { pairsOf } from './quality.ts'

export type CommonPairsInput = {
  keys: KeyColumns
  /** Records that count, by record number; absent: all. */
  sample?: Uint8Array | undefined
  isCommon: (key: number) => boolean
  /** Whether a pair is proposed by a key that is not common. */
  isProposed: (i: number, j: number) => boolean
  /** Place of each record in an order that does not depend on the one they came in. */
  rank: Uint32Array
  /** Pairs drawn in all, about. */
  limit: number
}

/** Pairs drawn for each record of a common key, at most. */
const MOST_DRAWS = 8

/**
 * Draws pairs from all that share a common key and no other, and says how many each stands for: what neighbours look like
 * tells nothing of what all pairs look like. A pair that several keys may bring counts by how likely all of them together
 * are to bring it (Hansen and Hurwitz 1943).
 */
export function forEachCommonPair(
  input: CommonPairsInput,
  visit: (i: number, j: number, weight: number) => void,
): void {
  const { keys, isProposed, rank, limit } = input
  const members = membersOf(input)
  const places = [...members.values()].reduce((sum, own) => sum + own.length, 0)
  const draws = Math.min(MOST_DRAWS, limit / Math.max(1, places))
  const rates = new Map([...members].map(([key, own]) => [key, (draws * own.length) / pairsOf(own.length)]))
  for (const own of members.values()) {
    own.sort((i, j) => (rank[i] ?? 0) - (rank[j] ?? 0))
    for (const [at, i] of own.entries()) {
      const lot = mixedHash(rank[i] ?? 0, rank[own[0] ?? 0] ?? 0)
      for (let n = 0; n < draws; n++) {
        if (draws - n < 1 && lot >= (draws - n) * 2 ** 32) break
        const j = own[(at + 1 + (mixedHash(lot, n) % (own.length - 1))) % own.length] ?? i
        if (isProposed(i, j)) continue
        visit(i, j, 1 / rateOf(keys, rates, i, j))
      }
    }
  }
}

function rateOf({ flat, ends }: KeyColumns, rates: ReadonlyMap<number, number>, i: number, j: number): number {
  const of = (row: number) => flat.subarray(row === 0 ? 0 : ends[row - 1], ends[row])
  const other = of(j)
  let rate = 0
  for (const key of of(i)) if (other.includes(key)) rate += rates.get(key) ?? 0
  return rate
}
