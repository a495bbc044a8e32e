import type { Calibration } from './score-rules.ts'

/** Labelled pairs in columns; `weight` says how many pairs each stands for. */
export type LabelledBits = {
  readonly bits: ArrayLike<number>
  readonly same: ArrayLike<number>
  readonly weight: ArrayLike<number>
}

/** Pull towards bits as they are, in pairs: few labels move little. */
const PULL = 5
/** Bits beyond which a pair says nothing about the slope in the middle, where probabilities matter. */
const REACH = 30
const ROUNDS = 50
const LEAST_SLOPE = 0.05

/**
 * Fits how bits become probabilities: logistic regression of the labels on the bits (Platt 1999), by Newton's method with
 * a penalty on leaving slope 1 and offset 0.
 */
export function fitCalibration({ bits, same, weight }: LabelledBits): Calibration {
  let slope = 1
  let offset = 0
  for (let round = 0; round < ROUNDS; round++) {
    // Gradient and Hessian of the penalised log loss, in natural units.
    let [gs, go, hss, hso, hoo] = [PULL * (slope - 1), PULL * offset, PULL, 0, PULL]
    for (let p = 0; p < bits.length; p++) {
      const x = Math.max(-REACH, Math.min(REACH, bits[p] ?? 0)) * Math.LN2
      const w = weight[p] ?? 1
      const probability = 1 / (1 + Math.exp(-(slope * x + offset)))
      const off = w * (probability - (same[p] ?? 0))
      const curve = w * probability * (1 - probability)
      gs += off * x
      go += off
      hss += curve * x * x
      hso += curve * x
      hoo += curve
    }
    const determinant = hss * hoo - hso * hso
    const stepSlope = (hoo * gs - hso * go) / determinant
    const stepOffset = (hss * go - hso * gs) / determinant
    // Half steps at most of what would change the sign: Newton's method overshoots where pairs are separable.
    slope = Math.max(LEAST_SLOPE, slope - Math.max(-0.5, Math.min(0.5, stepSlope)))
    offset -= Math.max(-2, Math.min(2, stepOffset))
    if (Math.abs(stepSlope) + Math.abs(stepOffset) < 1e-6) break
  }
  return { slope: rounded(slope), offset: rounded(offset / Math.LN2) }
}

function rounded(value: number): number {
  return Number(value.toFixed(4))
}
