import { type BlockRules, compileBlocker, keyCap } from '../block/block.ts'
import type { StandardRecord } from '../model/record.ts'
import type { Outcome } from '../score/comparator.ts'
import { type EmInput, type EmLine, type EmOutput, learn, type Patterns } from '../score/em.ts'
import { MeanRarity, PatternCounter } from '../score/patterns.ts'
import { frequencyTable } from '../score/rarity.ts'
import { compileScorer, type ScoreRules } from '../score/score.ts'
import { emLinesOf, withShares, withUsual } from '../score/shares.ts'
import { type Forecast, forecastOf } from './forecast.ts'
import { hashOf32, sampleByHash } from './hash-sample.ts'
import { type PreparedSet, prepareAll, type Ready } from './match.ts'
import { type Blocks, blocksOf, forEachPair } from './pairs.ts'

export type TrainInput = {
  records: readonly StandardRecord[]
  rules: { block: BlockRules; score: ScoreRules }
  companyOf?: ((record: StandardRecord) => string | undefined) | undefined
  /** What training may look at; the defaults keep it under a minute on any size. */
  limits?: Partial<typeof LIMITS>
}

export type TrainReport = {
  records: number
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
  records: 120_000,
  proposed: 400_000,
  random: 250_000,
  rounds: 60,
  /** Weight of the shares training starts from, in matched pairs. */
  strength: 40,
  /** Matched pairs under which a line is reported as thin. */
  thin: 30,
}

export type Trained = {
  rules: ScoreRules
  report: TrainReport
  /** What was made ready with the final rules, when training looked at every record: matching can go on from it. */
  ready: Ready | undefined
  /** What the last round learned from, for whoever has labels to add to it, and the rules whose shares it replaced. */
  study: { em: EmInput; rules: ScoreRules }
}

/** Records that training looks at, with all that does not change while it learns. */
type Sample = { records: readonly StandardRecord[]; blocks: Blocks; pairs: number }

/**
 * Learns a score section from unlabelled records: frequencies of values, shares of levels, prior. Deterministic: samples
 * are taken by hash of the ids, so order and batch do not matter. Thresholds, comparisons and overrules stay as they are.
 */
export function trainRules(input: TrainInput): Trained {
  const started = performance.now()
  const limits = { ...LIMITS, ...input.limits }
  const records = sampleByHash(input.records, limits.records)
  const { block, score } = input.rules
  const blocks = blocksOf(records, compileBlocker(block), (key) => keyCap(block, key))
  const sample: Sample = { records, blocks, pairs: countPairs(blocks) }
  const prepare = (rules: ScoreRules) => prepareAll({ records, rules: { score: rules }, companyOf: input.companyOf })

  const first = withFrequencies(score, records, () => 1)
  const set = prepare(first)
  const once = round(sample, set, first, limits)
  // Copies of one entity make its values look common: count each entity once, then learn again.
  const weights = copiesOf(sample, { scorer: compileScorer(once.rules), features: set.features })
  const again = withShares(
    withFrequencies(score, records, (i) => weights[i] ?? 1),
    { lines: emLinesOf(score), prior: once.prior },
  )
  const final = prepare(again)
  const learnt = round(sample, final, again, limits, once.strangers)

  const scorer = compileScorer(learnt.rules)
  const forecast = forecastOf({
    records,
    blocks,
    rules: block,
    total: input.records.length,
    probability: (i, j) => {
      const [a, b] = [final.features[i], final.features[j]]
      return a && b ? scorer.probability(scorer.bits(a, b)) : 0
    },
  })
  const fields = final.scorer.lines.map((line) => line.field)
  const report: TrainReport = {
    records: records.length,
    pairs: sample.pairs,
    rounds: learnt.rounds,
    converged: learnt.converged,
    prior: learnt.rules.prior,
    thin: fields.filter((_, l) => (learnt.support[l] ?? 0) < limits.thin),
    forecast,
    seconds: (performance.now() - started) / 1000,
  }
  // Features hold frequencies but no shares, so those of the last round serve the rules it made.
  const ready = records.length === input.records.length ? { features: final.features, blocks } : undefined
  return { rules: learnt.rules, report, ready, study: learnt.study }
}

type Learnt = EmOutput & { rules: ScoreRules; strangers: Strangers; study: Trained['study'] }

/** Random pairs: their patterns, and those of them that share something whose rarity counts in part. */
type Strangers = { patterns: Patterns; telling: [number, number][] }

function round(sample: Sample, set: PreparedSet, before: ScoreRules, limits: typeof LIMITS, known?: Strangers): Learnt {
  const lines = emLinesOf(before)
  const share = Math.min(1, limits.proposed / Math.max(1, sample.pairs))
  const proposed = new PatternCounter(lines)
  forEachPair(sample.blocks, (i, j) => {
    if (share < 1 && hashOf32(i, j) >= share * 2 ** 32) return
    const outcome = outcomeOf(set, i, j)
    if (outcome) proposed.add(outcome, 1 / share)
  })
  const strangers = known ?? strangersOf(set, lines, limits.random)
  const rarities = new MeanRarity(set.scorer.lines.map((line) => line.levels.length))
  for (const [i, j] of strangers.telling) {
    const outcome = outcomeOf(set, i, j)
    if (outcome) rarities.add(outcome)
  }
  const rules = withUsual(before, rarities.means())
  const { match, kin } = rules.prior
  const records = sample.records.length
  const em: EmInput = {
    lines: emLinesOf(rules),
    prior: { match, kin },
    proposed: proposed.patterns(),
    random: strangers.patterns,
    pairs: Math.max(1, (records * (records - 1)) / 2),
    records,
    strength: limits.strength,
    rounds: limits.rounds,
  }
  const learnt = learn(em)
  return { ...learnt, rules: withShares(rules, learnt), strangers, study: { em, rules } }
}

function countPairs(blocks: Blocks): number {
  let count = 0
  forEachPair(blocks, () => count++)
  return count
}

function strangersOf(set: PreparedSet, lines: readonly EmLine[], limit: number): Strangers {
  const counter = new PatternCounter(lines)
  const telling: [number, number][] = []
  const partly = lines.map((line) => line.share.map((own) => (own > 0 && own < 1 ? 1 : 0)))
  forRandomPairs(set.features.length, limit, (i, j) => {
    const outcome = outcomeOf(set, i, j)
    if (!outcome) return
    counter.add(outcome)
    if (partly.some((levels, l) => levels[outcome.level[l] ?? -1] === 1)) telling.push([i, j])
  })
  return { patterns: counter.patterns(), telling }
}

function outcomeOf({ scorer, features }: PreparedSet, i: number, j: number): Outcome | undefined {
  const a = features[i]
  const b = features[j]
  return a && b ? scorer.outcome(a, b) : undefined
}

/** Visits up to `limit` pairs, spread evenly by a hash; every pair when there are no more than that. */
function forRandomPairs(size: number, limit: number, visit: (i: number, j: number) => void): void {
  if ((size * (size - 1)) / 2 <= limit) {
    for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) visit(i, j)
    return
  }
  for (let n = 0; n < limit; n++) {
    const i = hashOf32(n, 1) % size
    const j = hashOf32(n, 2) % size
    if (i !== j) visit(i, j)
  }
}

function withFrequencies(
  rules: ScoreRules,
  records: readonly StandardRecord[],
  weight: (i: number) => number,
): ScoreRules {
  const scorer = compileScorer(rules)
  const counts = new Map<string, Map<string, number>>()
  let total = 0
  for (const [i, record] of records.entries()) {
    const own = weight(i)
    total += own
    const add = (table: string, value: string) => {
      let values = counts.get(table)
      if (!values) {
        values = new Map()
        counts.set(table, values)
      }
      values.set(value, (values.get(value) ?? 0) + own)
    }
    for (const [c, text] of scorer.read(record).entries()) if (text !== undefined) scorer.count(c, text, add)
  }
  const tables = [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  const frequencies = Object.fromEntries(tables.map(([table, values]) => [table, frequencyTable(values, total)]))
  return { ...rules, frequencies }
}

/** Weight of each record: one over the records that look like the same entity so far. */
function copiesOf({ records, blocks }: Sample, { scorer, features }: PreparedSet): Float64Array {
  const root = Uint32Array.from(records.keys())
  const find = (i: number): number => {
    let at = i
    while (root[at] !== at) at = root[at] = root[root[at] ?? at] ?? at
    return at
  }
  forEachPair(blocks, (i, j) => {
    const a = features[i]
    const b = features[j]
    if (!a || !b || find(i) === find(j) || scorer.bits(a, b) < scorer.match) return
    const [x, y] = [find(i), find(j)]
    root[Math.max(x, y)] = Math.min(x, y)
  })
  const sizes = new Float64Array(records.length)
  for (let i = 0; i < records.length; i++) sizes[find(i)] = (sizes[find(i)] ?? 0) + 1
  return Float64Array.from(records.keys(), (i) => 1 / (sizes[find(i)] ?? 1))
}
