import type { Batch } from '../match/columns.ts'
import { type Forecast, forecastOf } from '../match/forecast.ts'
import { PairReader } from '../match/pair-reader.ts'
import type { Outcome } from '../score/contract/comparator.ts'
import { type EmInput, type EmLine, type EmOutput, learn, type Patterns } from '../score/learn/em.ts'
import { Lacking } from '../score/learn/lacking.ts'
import { MeanRarity, PatternCounter } from '../score/learn/patterns.ts'
import { emLinesOf, withShares, withUsual } from '../score/learn/shares.ts'
import { withResting } from '../score/learn/unstated.ts'
import { compileScorer, type ScoreRules } from '../score/score.ts'
import { copiesOf, thinned } from './copies.ts'
import { withFrequencies } from './frequencies.ts'
import { forEachDrawn, forRandomPairs, type Sample, sampleOf } from './sample.ts'

/** Records under which the shipped weights hold: of a handful nothing can be learned that holds for more. */
export const ENOUGH = 300

export type TrainInput = {
  batch: Batch
  /** What training may look at; the defaults keep it under a minute on any size. */
  limits?: Partial<typeof LIMITS>
}

export type TrainReport = {
  /** Records that were learned from: of one entity no more than teach anything. */
  records: number
  /** They are of so few entities that nothing was learned: the rules are as they were. */
  held?: true
  pairs: number
  rounds: number
  converged: boolean
  /** Expected share of pairs that are one entity, and that are kin. */
  prior: ScoreRules['prior']
  /** Lines of evidence that too few matched pairs speak about: the shares they had before carry them. */
  thin: string[]
  /** What matching all the records will take, and what blocking will miss. */
  forecast: Forecast
  seconds: number
}

const LIMITS = {
  records: 40_000,
  proposed: 200_000,
  random: 100_000,
  /** Pairs that tell what others are worth that lack something. */
  lacking: 60_000,
  rounds: 60,
  /** Weight of the shares training starts from, in matched pairs. */
  strength: 40,
  /** Matched pairs under which a line is reported as thin. */
  thin: 30,
}

export type Trained = {
  rules: ScoreRules
  report: TrainReport
  /** What the last round learned from, for whoever has labels to add to it, and the rules whose shares it replaced. */
  study: { em: EmInput; rules: ScoreRules }
}

/**
 * Learns a score section from unlabelled records: frequencies of values, shares of levels, prior. Deterministic: samples
 * are taken by hash of the ids, so order and batch do not matter. Thresholds, comparisons and overrules stay as they are, but that
 * overrules about what nobody states rest; custom fields get comparisons of their own.
 */
export function trainRules(input: TrainInput): Trained {
  const started = performance.now()
  const limits = { ...LIMITS, ...input.limits }
  const { score } = input.batch
  const all = sampleOf(input.batch, limits.records)
  const { sample, isOfFew } = thinned(input.batch, all, compileScorer(score))
  const isHeld = isOfFew && all.rows.length >= ENOUGH

  const prior = startPrior(score.prior, sample.rows.length)
  const first = withFrequencies({ ...score, prior }, sample, 'unknown')
  const reader = new PairReader(sample.columns, compileScorer(first))
  const once = round(sample, first, reader, limits)
  // Copies of one entity make its values look common: count each entity once, then learn again.
  const weights = copiesOf(sample, compileScorer(once.rules), reader)
  const again = withShares(withFrequencies(score, sample, weights), { lines: emLinesOf(score), prior: once.prior })
  const last = new PairReader(sample.columns, compileScorer(again))
  const learnt = round(sample, again, last, limits, once.strangers)
  const own = isHeld ? score : worthOfNames(sample, learnt.rules, last, limits)
  const scorer = compileScorer(own)

  const fields = scorer.lines.map((line) => line.field)
  const report: TrainReport = {
    records: sample.rows.length,
    pairs: sample.pairs,
    rounds: learnt.rounds,
    converged: learnt.converged,
    prior: own.prior,
    ...(isHeld ? { held: true as const } : {}),
    thin: fields.filter((_, l) => (learnt.support[l] ?? 0) < limits.thin),
    forecast: forecastOf({
      keys: sample.columns.keys,
      blocks: sample.blocks,
      passes: input.batch.passes,
      near: input.batch.near,
      share: sample.rows.length / Math.max(1, sample.columns.size),
      probability: (i, j) => scorer.probability(last.bits(i, j, undefined, scorer)),
    }),
    seconds: (performance.now() - started) / 1000,
  }
  const learnedFrom = input.batch.ids.length
  const study = { ...learnt.study, rules: { ...learnt.study.rules, overrules: own.overrules } }
  return { rules: learnedFrom === 0 || isHeld ? own : { ...own, learnedFrom }, report, study }
}

/** Matches a record that learning expects before it has seen any, and the share of pairs it never starts above. */
const EXPECTED = 0.25
const MOST_START = 0.01

/**
 * The prior that learning starts from. A share of pairs that suits a hundred thousand records is next to none among a few
 * hundred, where a start so low settles on there being no matches; copies a record are alike at any size.
 */
export function startPrior(prior: ScoreRules['prior'], records: number): ScoreRules['prior'] {
  const match = Math.max(prior.match, Math.min(MOST_START, (2 * EXPECTED) / Math.max(1, records - 1)))
  return prior.kin === undefined ? { match } : { match, kin: (prior.kin * match) / prior.match }
}

type Learnt = EmOutput & { rules: ScoreRules; strangers: Strangers; study: Trained['study'] }

/** Random pairs: their patterns, and those of them that share something whose rarity counts in part. */
type Strangers = { patterns: Patterns; telling: [number, number][] }

/** @param reader with features of the same frequencies as `before` has */
function round(
  sample: Sample,
  before: ScoreRules,
  reader: PairReader,
  limits: typeof LIMITS,
  known?: Strangers,
): Learnt {
  const lines = emLinesOf(before)
  const scorer = compileScorer(before)
  const outcome = (i: number, j: number) => reader.outcome(i, j)
  const proposed = new PatternCounter(lines)
  const share = forEachDrawn(sample, limits.proposed, (i, j, weight) => proposed.add(outcome(i, j), weight))
  const strangers = known ?? strangersOf(sample, outcome, lines, limits.random)
  const rarities = new MeanRarity(scorer.lines.map((line) => line.levels.length))
  for (const [i, j] of strangers.telling) rarities.add(outcome(i, j))
  const rules = withUsual(before, rarities.means())
  const { match, kin } = rules.prior
  const records = sample.rows.length
  const em: EmInput = {
    lines: emLinesOf(rules),
    prior: { match, kin },
    proposed: proposed.patterns(1 / share),
    random: strangers.patterns,
    pairs: Math.max(1, (records * (records - 1)) / 2),
    records,
    strength: limits.strength,
    rounds: limits.rounds,
  }
  const learnt = learn(em)
  return {
    ...learnt,
    rules: withResting(withShares(rules, learnt), strangers.patterns),
    strangers,
    study: { em, rules },
  }
}

/** What pairs are worth that lack what others state: see `Lacking`. A handful of records does not tell. */
function worthOfNames(sample: Sample, rules: ScoreRules, reader: PairReader, limits: typeof LIMITS): ScoreRules {
  const lacking = new Lacking(rules)
  if (lacking.isIdle || sample.rows.length < ENOUGH) return rules
  forEachDrawn(sample, limits.lacking, (i, j, weight) => lacking.add(reader.outcome(i, j), weight))
  return lacking.learned()
}

type Outcomes = (i: number, j: number) => Outcome

function strangersOf({ rows }: Sample, outcomeOf: Outcomes, lines: readonly EmLine[], limit: number): Strangers {
  const counter = new PatternCounter(lines)
  const telling: [number, number][] = []
  const partly = lines.map((line) => line.share.map((own) => (own > 0 && own < 1 ? 1 : 0)))
  forRandomPairs(rows.length, limit, (x, y) => {
    const [i, j] = [rows[x] ?? 0, rows[y] ?? 0]
    const outcome = outcomeOf(i, j)
    counter.add(outcome)
    if (partly.some((levels, l) => levels[outcome.level[l] ?? -1] === 1)) telling.push([i, j])
  })
  return { patterns: counter.patterns(1), telling }
}
