import { fitCalibration } from '../score/calibrate.ts'
import type { Calibration } from '../score/score-rules.ts'
import { FOLDS, type LabelledPairs } from './labelled-pairs.ts'

/** How well rules do on labelled entities that nothing was learned from. */
export type HeldOut = {
  /** Over told pairs, of the clusters. */
  f1: number
  /** Of the probabilities of labelled pairs, in bits a pair. */
  logLoss: number
}

export type Proof = HeldOut & { losses: Float64Array }

/** A pair is never called more certain than this: one wrong label would otherwise outweigh all others. */
const SURE = 1e-6
/** Labels must explain this much more than their own base rate does, or they do not follow from the records. */
const EXPLAINED = 0.75

/** Log loss of each labelled pair, with probabilities from the labels of other folds. */
export function lossesHeldOut(pairs: LabelledPairs, bits: Float64Array): Float64Array {
  const losses = new Float64Array(bits.length)
  for (let fold = 0; fold < FOLDS; fold++) {
    const rest = Uint32Array.from(bits.keys()).filter((p) => pairs.fold[p] !== fold && pairs.otherFold[p] !== fold)
    const own = lossesOf(pairs, bits, calibrationFrom(pairs, bits, rest))
    for (const [p, loss] of own.entries()) if (pairs.fold[p] === fold) losses[p] = loss
  }
  return losses
}

/** How bits become probabilities by these labelled pairs; where there are none, pairs keep what they had. */
export function calibrationFrom(pairs: LabelledPairs, bits: Float64Array, places: Uint32Array): Calibration {
  const { unseen } = pairs
  const column = (own: (p: number) => number, rest: ArrayLike<number>) =>
    Float64Array.from([...Array.from(places, own), ...Array.from(rest)])
  return fitCalibration({
    bits: column((p) => bits[p] ?? 0, unseen.bits),
    same: column((p) => pairs.same[p] ?? 0, unseen.same),
    weight: column((p) => pairs.weight[p] ?? 0, unseen.weight),
  })
}

export function lossesOf(pairs: LabelledPairs, bits: Float64Array, { slope, offset }: Calibration): Float64Array {
  return bits.map((own, p) => {
    const probability = 1 / (1 + 2 ** -(slope * own + offset))
    return -Math.log2(Math.max(SURE, pairs.same[p] === 1 ? probability : 1 - probability))
  })
}

export function proofOf(pairs: LabelledPairs, f1: number, losses: Float64Array): Proof {
  return { f1, logLoss: mean(losses, pairs.weight), losses }
}

/**
 * Better is: no worse F1, log loss down by more than one standard error of the difference, and well below what knowing
 * only the share of matches would give: labels that do not follow from the records teach nothing.
 */
export function isBetter(pairs: LabelledPairs, before: Proof, after: Proof): boolean {
  const gain = before.losses.map((loss, p) => loss - (after.losses[p] ?? 0))
  const gained = mean(gain, pairs.weight)
  const total = pairs.weight.reduce((sum, weight) => sum + weight, 0)
  const squares = gain.reduce((sum, own, p) => sum + ((pairs.weight[p] ?? 0) * (own - gained)) ** 2, 0)
  const rate = mean(pairs.same, pairs.weight)
  const blind = -(rate * Math.log2(Math.max(SURE, rate)) + (1 - rate) * Math.log2(Math.max(SURE, 1 - rate)))
  return after.f1 >= before.f1 && gained > Math.sqrt(squares) / total && after.logLoss < EXPLAINED * blind
}

function mean(values: ArrayLike<number>, weights: Float64Array): number {
  let [sum, total] = [0, 0]
  for (const [p, weight] of weights.entries()) {
    sum += weight * (values[p] ?? 0)
    total += weight
  }
  return sum / Math.max(1, total)
}
