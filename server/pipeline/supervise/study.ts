import { cluster } from '../../cluster/cluster.ts'
import type { Link } from '../../model/evidence.ts'
import { pairOf, type RecordId } from '../../model/ids.ts'
import type { StandardRecord } from '../../model/record.ts'
import { PatternCounter } from '../../score/patterns.ts'
import { compileScorer, type Prepared, type ScoreRules } from '../../score/score.ts'
import { emLinesOf } from '../../score/shares.ts'
import type { MatchingRules } from '../partition.ts'
import type { Scored } from '../scored.ts'
import type { LabelledPairs } from './labelled-pairs.ts'
import type { Labels } from './labels.ts'
import { type Counts, countsOf } from './thresholds.ts'

export type StudyInput = {
  records: readonly StandardRecord[]
  companyOf?: ((record: StandardRecord) => string | undefined) | undefined
  rules: MatchingRules
  labels: Labels
  /** Every pair worth scoring again. */
  scored: Scored
  pairs: LabelledPairs
}

/** The same pairs of the same records under one set of weights after the other, without blocking them anew. */
export class Study {
  private readonly input: StudyInput
  private readonly ids: RecordId[]
  /** What is made ready knows frequencies, but no shares. */
  private readonly ready = new Map<ScoreRules['frequencies'], Prepared[]>()
  private readonly places: ReadonlyMap<RecordId, number>

  constructor(input: StudyInput) {
    this.input = input
    this.ids = input.records.map(({ id }) => id)
    this.places = new Map(this.ids.map((id, i) => [id, i]))
  }

  /** Bits of each labelled pair. */
  bitsOfLabelled(score: ScoreRules): Float64Array {
    const { pairs } = this.input
    const bits = this.scorer(score)
    return Float64Array.from(pairs.a, (i, p) => bits(i, pairs.b[p] ?? 0))
  }

  /** What clusters make of the told pairs, for each threshold. */
  counts(score: ScoreRules, thresholds: readonly number[]): Counts[][] {
    const { records, rules, labels, scored } = this.input
    const bits = this.scorer(score)
    const links = [...scored.a.keys()].flatMap((p): Link[] => {
      const [i, j] = [scored.a[p] ?? 0, scored.b[p] ?? 0]
      const [a, b, own] = [this.ids[i], this.ids[j], bits(i, j)]
      if (!a || !b || own < Math.min(...thresholds)) return []
      const [low, high] = pairOf(a, b)
      return [{ low, high, bits: own, probability: 0 }] // clusters are made of bits alone
    })
    const pairBits = (a: RecordId, b: RecordId) => bits(this.places.get(a) ?? 0, this.places.get(b) ?? 0)
    return thresholds.map((match) => {
      const kept = links.filter((link) => link.bits >= match)
      const drafts = cluster({ records, links: kept, decisions: [], pairBits }, rules.cluster)
      return countsOf(drafts, this.ids, labels)
    })
  }

  /** Level patterns of the labelled pairs that are taught, by what they are told to be. */
  patterns(score: ScoreRules, taught: (p: number) => boolean) {
    const { pairs } = this.input
    const scorer = compileScorer(score)
    const ready = this.readyFor(score)
    const lines = emLinesOf(score)
    const [distinct, same] = [new PatternCounter(lines), new PatternCounter(lines)]
    for (const [p, i] of pairs.a.entries()) {
      const [a, b] = [ready[i], ready[pairs.b[p] ?? -1]]
      if (a && b && taught(p)) (pairs.same[p] === 1 ? same : distinct).add(scorer.outcome(a, b), pairs.weight[p] ?? 1)
    }
    return { same: same.patterns(), distinct: distinct.patterns() }
  }

  private scorer(score: ScoreRules): (i: number, j: number) => number {
    const scorer = compileScorer(score)
    const ready = this.readyFor(score)
    return (i, j) => {
      const [a, b] = [ready[i], ready[j]]
      return a && b ? scorer.bits(a, b) : 0
    }
  }

  private readyFor(score: ScoreRules): Prepared[] {
    const { records, companyOf } = this.input
    const known = this.ready.get(score.frequencies)
    if (known) return known
    const scorer = compileScorer(score)
    const ready = records.map((record) => scorer.prepare(record, { company: companyOf?.(record) }))
    this.ready.set(score.frequencies, ready)
    return ready
  }
}
