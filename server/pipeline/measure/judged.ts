import type { Scored } from '../scored.ts'

/** Scored pairs whose truth is known, from most bits to fewest. */
export type Judged = { readonly bits: Float32Array; readonly same: Uint8Array }

/** Sets scored pairs beside the truth of their records; a pair is left out where the truth of either is not known. */
export function judge({ a, b, bits }: Scored, truths: readonly (string | undefined)[]): Judged {
  const known = (p: number) => truths[a[p] ?? -1] !== undefined && truths[b[p] ?? -1] !== undefined
  const order = Uint32Array.from(bits.keys()).filter(known)
  order.sort((p, q) => (bits[q] ?? 0) - (bits[p] ?? 0) || p - q)
  return {
    bits: Float32Array.from(order, (p) => bits[p] ?? 0),
    same: Uint8Array.from(order, (p) => (truths[a[p] ?? -1] === truths[b[p] ?? -1] ? 1 : 0)),
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
    right += same[p] ?? 0
    if (bits[p] === bits[p + 1]) continue // a threshold takes all pairs of equal bits, or none
    if (right >= precision * (p + 1) && right > 0) best = { recall: right / Math.max(1, wanted), bits: bits[p] ?? 0 }
  }
  return best
}
