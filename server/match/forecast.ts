import { mixedHash } from '../text/hash32.ts'
import type { Blocks } from './blocks.ts'
import type { KeyColumns } from './columns.ts'
import { pairsOf } from './quality.ts'

/** What matching has before it, as far as a sample tells. */
export type Forecast = {
  /** Pairs that blocking will propose. */
  pairs: number
  /** Share of the matches that it proposes. Passes that miss the same matches for the same reason make it look better. */
  recall: number
  /** Keys with too many records, by pass: they propose neighbours alone. */
  common: { pass: string; keys: number }[]
}

export type ForecastInput = {
  keys: KeyColumns
  /** Of the sample. */
  blocks: Blocks
  /** Names of the passes. */
  passes: readonly string[]
  /** Neighbours that common keys propose, by the place of their pass. */
  near: Uint8Array
  /** Share of the records that are in the sample. */
  share: number
  /** Probability that two records are one entity. */
  probability: (i: number, j: number) => number
}

/** Pairs drawn. */
const DRAWN = 20_000

/**
 * Draws pairs from keys in proportion to what these propose. A pair with k keys is drawn k times as often, so it counts
 * 1/k (Hansen and Hurwitz 1943). What no pass finds is estimated by capture and recapture: matches that one pass found
 * against those that two did (Chao 1987), each as far as it is one by its probability.
 */
export function forecastOf({ keys, blocks, passes, near, share, probability }: ForecastInput): Forecast {
  const counts = countsOf(keys)
  const sums = cumulated(blocks)
  const proposals = sums.at(-1) ?? 0
  const seen = { pairs: 0, matches: 0, once: 0, twice: 0 }
  const draws = proposals === 0 ? 0 : DRAWN
  for (let n = 0; n < draws; n++) {
    const [i, j] = drawn(blocks, sums, n)
    const proposing = sharedInSample(blocks, i, j)
    // In the sample a key may be rare that is too common among all.
    const found = new Set(
      sharedKeys(keys, i, j)
        .filter((key) => (counts[key] ?? 0) <= (keys.caps[key] ?? 0))
        .map((key) => keys.passes[key]),
    ).size
    if (found === 0) continue
    const weight = 1 / proposing
    const matches = weight * probability(i, j)
    seen.pairs += weight
    seen.matches += matches
    if (found === 1) seen.once += matches
    if (found === 2) seen.twice += matches
  }
  const missed = seen.twice > 0 ? seen.once ** 2 / (2 * seen.twice) : seen.once
  // Both ends of a pair are in the sample: that happens to one in the square of how much smaller it is.
  const growth = 1 / Math.min(1, share || 1) ** 2
  return {
    pairs: Math.round(
      (draws === 0 ? 0 : (proposals * seen.pairs) / draws) * growth + nearPairs(keys, counts, blocks, near),
    ),
    recall: seen.matches === 0 ? 1 : Number((seen.matches / (seen.matches + missed)).toFixed(4)),
    common: passes
      .map((pass, p) => ({ pass, keys: commonOf(keys, counts, p) }))
      .filter(({ keys: common }) => common > 0),
  }
}

/** Share of the neighbourhoods that are pairs of their own, where the sample has no common keys to tell. */
const USUAL_NEW = 0.5

/** Pairs that common keys will propose: their records stand as near each other however many they are. */
function nearPairs({ caps, passes }: KeyColumns, counts: Uint32Array, blocks: Blocks, near: Uint8Array): number {
  let taken = 0
  for (let key = 0; key < caps.length; key++)
    if ((counts[key] ?? 0) > (caps[key] ?? 0)) taken += (counts[key] ?? 0) * (near[passes[key] ?? 0] ?? 0)
  const { near: sampled } = blocks
  return taken * (sampled.taken === 0 ? USUAL_NEW : sampled.partners.length / sampled.taken)
}

/** Records with each key, all of them. */
export function countsOf({ flat, caps }: KeyColumns): Uint32Array {
  const counts = new Uint32Array(caps.length)
  for (let at = 0; at < flat.length; at++) counts[flat[at] ?? 0] = (counts[flat[at] ?? 0] ?? 0) + 1
  return counts
}

/** Keys that two records share, common ones too. */
export function sharedKeys({ flat, ends }: KeyColumns, i: number, j: number): number[] {
  const of = (row: number) => Array.from(flat.subarray(row === 0 ? 0 : ends[row - 1], ends[row]))
  const other = new Set(of(j))
  return of(i).filter((key) => other.has(key))
}

function sharedInSample({ offset, recordKeys }: Blocks, i: number, j: number): number {
  const other = new Set(recordKeys.subarray(offset[j] ?? 0, offset[j + 1] ?? 0))
  return recordKeys.subarray(offset[i] ?? 0, offset[i + 1] ?? 0).filter((key) => other.has(key)).length
}

function commonOf({ caps, passes }: KeyColumns, counts: Uint32Array, pass: number): number {
  let common = 0
  for (let key = 0; key < caps.length; key++)
    if (passes[key] === pass && (counts[key] ?? 0) > (caps[key] ?? 0)) common++
  return common
}

/** Pairs proposed by all keys up to each. */
function cumulated({ start }: Blocks): Float64Array {
  let sum = 0
  return Float64Array.from({ length: start.length - 1 }, (_, key) => {
    sum += pairsOf((start[key + 1] ?? 0) - (start[key] ?? 0))
    return sum
  })
}

function drawn({ start, members }: Blocks, sums: Float64Array, n: number): [i: number, j: number] {
  const wanted = (mixedHash(n, 1) / 2 ** 32) * (sums.at(-1) ?? 0)
  let [low, high] = [0, sums.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle] ?? 0) > wanted) high = middle
    else low = middle + 1
  }
  const from = start[low] ?? 0
  const size = (start[low + 1] ?? 0) - from
  const x = mixedHash(n, 2) % size
  const y = (x + 1 + (mixedHash(n, 3) % (size - 1))) % size
  return [members[from + x] ?? 0, members[from + y] ?? 0]
}
