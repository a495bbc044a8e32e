import { valueAt } from '../collections/value-at.ts'
import type { ScoredPairs } from '../match/score-pairs.ts'

/** Scored pairs whose truth is known, from most bits to fewest. */
export type Judged = { readonly bits: Float64Array; readonly same: Uint8Array }

/** Sets scored pairs beside the truth of their records; a pair is left out where the truth of either is not known (0). */
export function judge({ a, b, bits }: Pick<ScoredPairs, 'a' | 'b' | 'bits'>, truths: Uint32Array): Judged {
  const truthOf = (row: number | undefined) => truths[row ?? -1] ?? 0
  const order = Uint32Array.from(bits.keys()).filter((p) => truthOf(a[p]) > 0 && truthOf(b[p]) > 0)
  order.sort((p, q) => valueAt(bits, q) - valueAt(bits, p) || p - q)
  return {
    bits: Float64Array.from(order, (p) => valueAt(bits, p)),
    same: Uint8Array.from(order, (p) => (truthOf(a[p]) === truthOf(b[p]) ? 1 : 0)),
  }
}

export type RecallAt = { recall: number; bits: number }

/**
 * The most true pairs that any threshold finds while at least this share of what it links is right, and that threshold.
 * Undefined where no threshold is that precise. `wanted` counts the pairs that blocking missed too.
 */
export function recallAt(precision: number, { bits, same }: Judged, wanted: number): RecallAt | undefined {
  let right = 0
  let best: RecallAt | undefined
  for (let p = 0; p < bits.length; p++) {
    right += valueAt(same, p)
    if (bits[p] === bits[p + 1]) continue // a threshold takes all pairs of equal bits, or none
    if (right >= precision * (p + 1) && right > 0)
      best = { recall: right / Math.max(1, wanted), bits: valueAt(bits, p) }
  }
  return best
}
