import { valueAt } from '../collections/value-at.ts'
import type { Judged } from './judged.ts'

/** Pairs of like probability: what the scorer said on average, and the share that were one entity. */
export type ReliabilityBin = { predicted: number; observed: number; pairs: number }

export type CalibrationReport = {
  pairs: number
  /** Mean distance of stated from observed, over bins of equal count. */
  ece: number
  /** The same over the pairs that are neither nearly certain nor nearly excluded: these are few, and the hard part. */
  eceDoubtful: number
  doubtful: number
  /** Neighbouring bins of nearly the same stated probability are shown as one. */
  reliability: ReliabilityBin[]
}

/** Pairs that a bin has at least: with 2,000, chance alone moves an observed share by 0.011 at most (one standard error). */
const BIN = 2_000
/** Bins whose means differ by less are shown as one. */
const ALIKE = 0.01
/** Stated probabilities between which a pair counts as doubtful. */
const [DOUBT_FROM, DOUBT_TO] = [0.01, 0.99]

/**
 * How far stated probabilities can be taken at their word: the expected calibration error over bins of equal count
 * (Naeini, Cooper and Hauskrecht 2015; equal count after Nixon et al. 2019), fewer bins where pairs are few.
 */
export function calibrationOf(judged: Judged, probability: (bits: number) => number): CalibrationReport {
  const bins = binsOf(judged, probability)
  const stated = Float64Array.from(judged.bits, probability)
  const unclear = Uint32Array.from(stated.keys()).filter((p) => {
    const own = valueAt(stated, p)
    return own >= DOUBT_FROM && own <= DOUBT_TO
  })
  const doubtful: Judged = {
    bits: Float64Array.from(unclear, (p) => valueAt(judged.bits, p)),
    same: Uint8Array.from(unclear, (p) => valueAt(judged.same, p)),
  }
  return {
    pairs: judged.bits.length,
    ece: rounded(errorOf(bins)),
    eceDoubtful: rounded(errorOf(binsOf(doubtful, probability))),
    doubtful: doubtful.bits.length,
    reliability: joined(bins).map(({ predicted, observed, pairs }) => ({
      predicted: rounded(predicted),
      observed: rounded(observed),
      pairs,
    })),
  }
}

function binsOf({ bits, same }: Judged, probability: (bits: number) => number): ReliabilityBin[] {
  const count = Math.max(1, Math.floor(bits.length / BIN))
  return Array.from({ length: count }, (_, bin) => {
    const from = Math.round((bin * bits.length) / count)
    const to = Math.round(((bin + 1) * bits.length) / count)
    let predicted = 0
    let observed = 0
    for (let p = from; p < to; p++) {
      predicted += probability(valueAt(bits, p))
      observed += valueAt(same, p)
    }
    const pairs = to - from
    return { predicted: predicted / Math.max(1, pairs), observed: observed / Math.max(1, pairs), pairs }
  })
}

function errorOf(bins: readonly ReliabilityBin[]): number {
  const pairs = bins.reduce((sum, bin) => sum + bin.pairs, 0)
  const off = bins.reduce((sum, bin) => sum + bin.pairs * Math.abs(bin.predicted - bin.observed), 0)
  return off / Math.max(1, pairs)
}

function joined(bins: readonly ReliabilityBin[]): ReliabilityBin[] {
  const shown: ReliabilityBin[] = []
  for (const bin of bins) {
    const last = shown.at(-1)
    if (!last || Math.abs(last.predicted - bin.predicted) >= ALIKE) {
      shown.push({ ...bin })
      continue
    }
    const pairs = last.pairs + bin.pairs
    last.predicted = (last.predicted * last.pairs + bin.predicted * bin.pairs) / pairs
    last.observed = (last.observed * last.pairs + bin.observed * bin.pairs) / pairs
    last.pairs = pairs
  }
  return shown
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
