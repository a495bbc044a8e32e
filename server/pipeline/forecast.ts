import { type BlockRules, compileBlocker, keyCap, passOf } from '../block/block.ts'
import type { StandardRecord } from '../model/record.ts'
import { hashOf32 } from './hash-sample.ts'
import type { Blocks } from './pairs.ts'
import { pairsOf } from './quality.ts'

/** What matching has before it, as far as a sample tells. */
export type Forecast = {
  /** Pairs that blocking will propose. */
  pairs: number
  /** Share of the matches that it proposes. Passes that miss the same matches for the same reason make it look better. */
  recall: number
  /** Keys with too many records, by pass: they propose nothing. */
  common: { pass: string; keys: number }[]
}

export type ForecastInput = {
  records: readonly StandardRecord[]
  blocks: Blocks
  rules: BlockRules
  /** Records that will be matched; `records` are a sample of them. */
  total: number
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
export function forecastOf(input: ForecastInput): Forecast {
  const { records, blocks, rules, total } = input
  const keysOf = compileBlocker(rules)
  const tooMany = new Set(blocks.common)
  const common = commonKeys(input)
  const sums = cumulated(blocks)
  const proposals = sums.at(-1) ?? 0
  const seen = { pairs: 0, matches: 0, once: 0, twice: 0 }
  const draws = proposals === 0 ? 0 : DRAWN
  for (let n = 0; n < draws; n++) {
    const [i, j] = drawn(blocks, sums, n)
    const [a, b] = [records[i], records[j]]
    if (!a || !b) continue
    const other = new Set(keysOf(b))
    const shared = keysOf(a).filter((key) => other.has(key) && !tooMany.has(key))
    const passes = new Set(shared.filter((key) => !common.has(key)).map(passOf)).size
    if (passes === 0) continue
    const share = 1 / shared.length
    const matches = share * input.probability(i, j)
    seen.pairs += share
    seen.matches += matches
    if (passes === 1) seen.once += matches
    if (passes === 2) seen.twice += matches
  }
  const missed = seen.twice > 0 ? seen.once ** 2 / (2 * seen.twice) : seen.once
  // Both ends of a pair are in the sample: that happens to one in the square of how much smaller it is.
  const growth = Math.max(1, total / Math.max(1, records.length)) ** 2
  return {
    pairs: Math.round((draws === 0 ? 0 : (proposals * seen.pairs) / draws) * growth),
    recall: seen.matches === 0 ? 1 : Number((seen.matches / (seen.matches + missed)).toFixed(4)),
    common: rules.passes
      .map(({ name }) => ({ pass: name, keys: [...common].filter((key) => passOf(key) === name).length }))
      .filter(({ keys }) => keys > 0),
  }
}

/** Keys that will be too common once the sample is all there is. */
function commonKeys({ records, blocks, rules, total }: ForecastInput): Set<string> {
  const growth = total / Math.max(1, records.length)
  if (growth <= 1) return new Set(blocks.common)
  return new Set([...blocks.counts()].filter(([key, count]) => count * growth > keyCap(rules, key)).map(([key]) => key))
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
  const wanted = (hashOf32(n, 1) / 2 ** 32) * (sums.at(-1) ?? 0)
  let [low, high] = [0, sums.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle] ?? 0) > wanted) high = middle
    else low = middle + 1
  }
  const from = start[low] ?? 0
  const size = (start[low + 1] ?? 0) - from
  const x = hashOf32(n, 2) % size
  const y = (x + 1 + (hashOf32(n, 3) % (size - 1))) % size
  return [members[from + x] ?? 0, members[from + y] ?? 0]
}
