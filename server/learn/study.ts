import { clusterJoined } from '../cluster/cluster.ts'
import type { Batch } from '../match/columns.ts'
import { pairsWithin } from '../match/match.ts'
import { PairReader } from '../match/pair-reader.ts'
import type { ScoredPairs } from '../match/score-pairs.ts'
import { PatternCounter } from '../score/learn/patterns.ts'
import { emLinesOf } from '../score/learn/shares.ts'
import { compileScorer, type ScoreRules } from '../score/score.ts'
import type { LabelledPairs } from './labelled-pairs.ts'
import type { Labels } from './labels.ts'
import { type MatchingRules, pairsOf } from './partition.ts'
import { type Counts, countsOf } from './thresholds.ts'

export type StudyInput = {
  batch: Batch
  rules: MatchingRules
  labels: Labels
  /** Every pair worth scoring again. */
  scored: ScoredPairs
  pairs: LabelledPairs
}

/** The same pairs of the same records under one set of weights after the other, without blocking them anew. */
export class Study {
  private readonly input: StudyInput
  /** What is made ready knows frequencies, but no shares. */
  private readonly readers = new Map<ScoreRules['frequencies'], PairReader>()

  constructor(input: StudyInput) {
    this.input = input
  }

  /** Bits of each labelled pair. */
  bitsOfLabelled(score: ScoreRules): Float64Array {
    const { pairs } = this.input
    const bits = this.scorer(score)
    return Float64Array.from(pairs.a, (i, p) => bits(i, pairs.b[p] ?? 0))
  }

  /** What clusters make of the told pairs, for each threshold. */
  counts(score: ScoreRules, thresholds: readonly number[]): Counts[][] {
    const { batch, rules, labels, scored } = this.input
    const bits = this.scorer(score)
    const { a, b } = scored
    const pairs = { a, b, bits: scored.bits.map((_, p) => bits(a[p] ?? 0, b[p] ?? 0)) }
    const own = pairsOf(this.readerFor(score), compileScorer(score))
    return thresholds.map((match) => {
      const links = pairsWithin(pairs, match, Number.POSITIVE_INFINITY)
      const drafts = clusterJoined({ ids: batch.ids, links, decisions: [], pairs: own }, rules.cluster)
      return countsOf(drafts, batch.ids, labels)
    })
  }

  /** Level patterns of the labelled pairs that are taught, by what they are told to be. */
  patterns(score: ScoreRules, taught: (p: number) => boolean) {
    const { pairs } = this.input
    const reader = this.readerFor(score)
    const lines = emLinesOf(score)
    const [distinct, same] = [new PatternCounter(lines), new PatternCounter(lines)]
    for (const [p, i] of pairs.a.entries()) {
      if (!taught(p)) continue
      const outcome = reader.outcome(i, pairs.b[p] ?? 0)
      ;(pairs.same[p] === 1 ? same : distinct).add(outcome, pairs.weight[p] ?? 1)
    }
    return { same: same.patterns(), distinct: distinct.patterns() }
  }

  private scorer(score: ScoreRules): (i: number, j: number) => number {
    const scorer = compileScorer(score)
    const reader = this.readerFor(score)
    return (i, j) => reader.bits(i, j, undefined, scorer)
  }

  private readerFor(score: ScoreRules): PairReader {
    const known = this.readers.get(score.frequencies)
    if (known) return known
    const reader = new PairReader(this.input.batch.columns, compileScorer(score))
    this.readers.set(score.frequencies, reader)
    return reader
  }
}
