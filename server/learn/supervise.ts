import type { Batch } from '../match/columns.ts'
import { matchPairs } from '../match/match.ts'
import { learn } from '../score/learn/em.ts'
import { withShares } from '../score/learn/shares.ts'
import { compileScorer, type ScoreRules } from '../score/score.ts'
import { FOLDS, type LabelledPairs, labelledPairs } from './labelled-pairs.ts'
import type { Labels } from './labels.ts'
import type { MatchingRules } from './partition.ts'
import { calibrationFrom, type HeldOut, isBetter, lossesHeldOut, lossesOf, type Proof, proofOf } from './proof.ts'
import { Study } from './study.ts'
import { bestThreshold, f1HeldOut, f1Of, type Trials } from './thresholds.ts'
import type { Trained } from './train.ts'

export type SuperviseInput = {
  batch: Batch
  /** The rules to do better than. */
  rules: MatchingRules
  /** What training without labels made of the same records. */
  trained: Trained
  labels: Labels
}

export type SupervisionReport = {
  /** Compared pairs that labels tell about. */
  same: number
  distinct: number
  contradictory: number
  /** Absent where labels are too few to prove anything. */
  before?: HeldOut
  after?: HeldOut
  /** What labels changed: weights, threshold and probabilities; the last two; or nothing, where neither proved better. */
  kept: 'weights' | 'threshold' | 'nothing'
}

/** Labelled pairs of either kind below which nothing can be proved. */
const FEWEST = 10
/** Pairs with fewer bits are not looked at again. */
const FLOOR = -20
/** Thresholds tried, in bits from where it was. */
const MOVES = [0, -3, -2, -1, 1, 2, 3]
const AS_IT_IS = { slope: 1, offset: 0 }

/**
 * Improves rules with labels, and only where that is proved: labelled entities are dealt into folds, each fold is
 * clustered with what the others taught, and the rules change when the held-out ones fare better. Two ways are tried:
 * other weights (EM that puts right what it guessed of labelled pairs), and the weights as they are; both with a
 * threshold and probabilities from the labels. Deterministic: folds are hashes.
 */
export async function supervise(input: SuperviseInput): Promise<{ rules: ScoreRules; report: SupervisionReport }> {
  const { batch, rules, trained, labels } = input
  const before = rules.score
  const { scored } = await matchPairs({ batch, rules, floor: FLOOR })
  const pairs = labelledPairs(scored, batch.ids, labels, compileScorer(before).probability)
  const same = pairs.same.reduce((sum, one) => sum + one, 0)
  const distinct = pairs.same.length - same
  const report: SupervisionReport = { same, distinct, contradictory: labels.contradictory, kept: 'nothing' }
  if (Math.min(same, distinct) < FEWEST) return { rules: before, report }

  const study = new Study({ batch, rules, labels, scored, pairs })
  const present = asTheyAre(study, before)
  const losses = lossesOf(pairs, present.bits, before.calibration ?? AS_IT_IS)
  const asItIs = proofOf(pairs, f1Of(present.trials[0]?.folds ?? [], pairs.surely), losses)
  const ways = [present, taughtByFold(study, pairs, trained, before)].map((way) => {
    const f1 = f1HeldOut(way.trials, pairs.surely, before.match)
    return { ...way, proof: proofOf(pairs, f1, lossesHeldOut(pairs, way.bits)) }
  })
  const [best] = ways
    .filter(({ proof }) => isBetter(pairs, asItIs, proof))
    .sort((a, b) => b.proof.f1 - a.proof.f1 || a.proof.logLoss - b.proof.logLoss)
  report.before = shown(asItIs)
  if (!best) return { rules: before, report }
  report.after = shown(best.proof)
  report.kept = best.kept
  const weights = best.kept === 'weights' ? withLabels(study, trained, () => true) : before
  const match = bestThreshold(best.trials, pairs.surely, before.match, () => true)
  // The review threshold keeps its distance: a steward is asked about as much doubt as before.
  const review = before.review + match - before.match
  const calibration = calibrationFrom(pairs, best.bits, Uint32Array.from(best.bits.keys()))
  return { rules: { ...weights, match, review, calibration }, report }
}

/** Bits of labelled pairs, and told pairs by threshold, where each fold is seen with what it did not teach. */
type Way = { kept: 'weights' | 'threshold'; bits: Float64Array; trials: Trials }

function asTheyAre(study: Study, before: ScoreRules): Way {
  const thresholds = MOVES.map((move) => before.match + move)
  const counts = study.counts(before, thresholds)
  const trials = thresholds.map((match, t) => ({ match, folds: counts[t] ?? [] }))
  return { kept: 'threshold', bits: study.bitsOfLabelled(before), trials }
}

function taughtByFold(study: Study, pairs: LabelledPairs, trained: Trained, before: ScoreRules): Way {
  const trials: Trials = MOVES.map((move) => ({ match: before.match + move, folds: [] }))
  const bits = new Float64Array(pairs.a.length)
  for (let fold = 0; fold < FOLDS; fold++) {
    const own = withLabels(study, trained, (p) => pairs.fold[p] !== fold && pairs.otherFold[p] !== fold)
    for (const [p, value] of study.bitsOfLabelled(own).entries()) if (pairs.fold[p] === fold) bits[p] = value
    const counts = study.counts(
      own,
      trials.map(({ match }) => match),
    )
    for (const [t, trial] of trials.entries()) {
      const held = counts[t]?.[fold]
      if (held) trial.folds.push(held)
    }
  }
  return { kept: 'weights', bits, trials }
}

function withLabels(study: Study, { study: { em, rules } }: Trained, taught: (p: number) => boolean): ScoreRules {
  return withShares(rules, learn({ ...em, labelled: study.patterns(rules, taught) }))
}

const shown = ({ f1, logLoss }: Proof): HeldOut => ({ f1: rounded(f1), logLoss: rounded(logLoss) })

const rounded = (value: number): number => Number(value.toFixed(4))
