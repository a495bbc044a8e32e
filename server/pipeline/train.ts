import { type BlockRules, compileBlocker, keyCap } from '../block/block.ts'
import type { StandardRecord } from '../model/record.ts'
import type { Outcome } from '../score/comparator.ts'
import { type EmLine, type EmOutput, learn, type Patterns } from '../score/em.ts'
import { MeanRarity, PatternCounter } from '../score/patterns.ts'
import { frequencyTable } from '../score/rarity.ts'
import { compileScorer, type ScoreRules } from '../score/score.ts'
import { emLinesOf, withShares, withUsual } from '../score/shares.ts'
import { hashOf32, sampleByHash } from './hash-sample.ts'
import { type PreparedSet, prepareAll } from './match.ts'
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

/**
 * Learns a score section from unlabelled records: frequencies of values, shares of levels, prior. Deterministic: samples
 * are taken by hash of the ids, so order and batch do not matter. Thresholds, comparisons and overrules stay as they are.
 */
export function trainRules(input: TrainInput): { rules: ScoreRules; report: TrainReport } {
  const started = performance.now()
  const limits = { ...LIMITS, ...input.limits }
  const records = sampleByHash(input.records, limits.records)
  const blocks = blocksOf(records, compileBlocker(input.rules.block), (key) => keyCap(input.rules.block, key))
  let rules = withFrequencies(input.rules.score, records, () => 1)
  let learnt = round(records, blocks, rules, input, limits)
  rules = learnt.rules
  // Copies of one entity make its values look common: count each entity once, then learn again.
  const weights = copiesOf(records, blocks, rules, input)
  rules = withFrequencies(rules, records, (i) => weights[i] ?? 1)
  learnt = round(
    records,
    blocks,
    withShares(rules, { ...learnt, lines: emLinesOf(input.rules.score) }),
    input,
    limits,
    learnt.strangers,
  )
  rules = learnt.rules
  const fields = compileScorer(rules).lines.map((line) => line.field)
  return {
    rules,
    report: {
      records: records.length,
      pairs: learnt.pairs,
      rounds: learnt.rounds,
      converged: learnt.converged,
      prior: rules.prior,
      thin: fields.filter((_, l) => (learnt.support[l] ?? 0) < limits.thin),
      seconds: (performance.now() - started) / 1000,
    },
  }
}

type Learnt = EmOutput & { pairs: number; rules: ScoreRules; strangers: Strangers }

/** Random pairs: their patterns, and those of them that share something whose rarity counts in part. */
type Strangers = { patterns: Patterns; telling: [number, number][] }

function round(
  records: readonly StandardRecord[],
  blocks: Blocks,
  before: ScoreRules,
  input: TrainInput,
  limits: typeof LIMITS,
  known?: Strangers,
): Learnt {
  const set = prepareAll({ records, rules: { score: before }, companyOf: input.companyOf })
  const lines = emLinesOf(before)
  let count = 0
  forEachPair(blocks, () => count++)
  const share = Math.min(1, limits.proposed / Math.max(1, count))
  const proposed = new PatternCounter(lines)
  forEachPair(blocks, (i, j) => {
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
  const learnt = learn({
    lines: emLinesOf(rules),
    prior: { match, kin },
    proposed: proposed.patterns(),
    random: strangers.patterns,
    pairs: Math.max(1, (records.length * (records.length - 1)) / 2),
    records: records.length,
    strength: limits.strength,
    rounds: limits.rounds,
  })
  return { ...learnt, pairs: count, rules: withShares(rules, learnt), strangers }
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
    scorer.count(record, (table, value) => {
      let values = counts.get(table)
      if (!values) {
        values = new Map()
        counts.set(table, values)
      }
      values.set(value, (values.get(value) ?? 0) + own)
    })
  }
  const tables = [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  const frequencies = Object.fromEntries(tables.map(([table, values]) => [table, frequencyTable(values, total)]))
  return { ...rules, frequencies }
}

/** Weight of each record: one over the records that look like the same entity so far. */
function copiesOf(
  records: readonly StandardRecord[],
  blocks: Blocks,
  rules: ScoreRules,
  input: TrainInput,
): Float64Array {
  const { scorer, features } = prepareAll({ records, rules: { score: rules }, companyOf: input.companyOf })
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
