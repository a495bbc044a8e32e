import { type Evidence, type PairSay, probabilityOf, type ScoredPair } from '../model/evidence.ts'
import { pairOf, type RecordId } from '../model/ids.ts'
import type { StandardRecord } from '../model/record.ts'
import { type Ceiling, ceilingFor } from './ceiling.ts'
import { type Comparing, isWithin, type Outcome, type ScoreContext } from './contract/comparator.ts'
import { type Line, lineTable } from './contract/line.ts'
import type { LineRule } from './contract/line-rule.ts'
import { rarityTables } from './contract/rarity.ts'
import { compileContradictions } from './contradictions.ts'
import { compileOverrule } from './overrule.ts'
import { COMPARATORS } from './registry.ts'
import { linesOf, ScoreRules } from './score-rules.ts'

export { type ScoreContext, ScoreRules }

/** A record made ready to be compared many times. Only a scorer with the same rules can read it. */
export type Comparable = {
  readonly id: RecordId
  readonly features: readonly unknown[]
  /** What `read` gave. */
  readonly texts: readonly (string | undefined)[]
}

/** Scores pairs by Fellegi and Sunter (1969): bits of weight per line, their sum the log2 odds. Symmetric. */
export type Scorer = {
  readonly match: number
  readonly review: number
  /** Lines of evidence in order: name and levels, best first. */
  readonly lines: readonly Line[]
  prepare(record: StandardRecord, context?: ScoreContext): Comparable
  /** What each comparison needs of a record, as texts; undefined where it says nothing. */
  read(record: StandardRecord, context?: ScoreContext): (string | undefined)[]
  /** A text of the comparison at this place, made ready: `prepare` is `read`, then this. */
  feature(comparison: number, text: string): unknown
  /** What the evidence weighs: log2 odds as if all lines were independent; equal to `explain(a, b).bits`. */
  bits(a: Comparable, b: Comparable): number
  /** What a pair with this outcome says to the clustering. */
  say(outcome: Outcome): PairSay
  /** Whether a text of the comparison at this place says nothing that another does not say. */
  within(comparison: number, text: string, other: string): boolean
  /** The same of two records: whether the first could be left out beside the second. */
  isWithin(a: Comparable, b: Comparable): boolean
  /** Probability that a pair with these bits is one entity: calibrated, and the only one that anybody is shown. */
  probability(bits: number): number
  explain(a: Comparable, b: Comparable): ScoredPair
  /** Levels and rarities of a pair, in an object that the next call overwrites: for training. */
  outcome(a: Comparable, b: Comparable): Outcome
  /** For batches, which compare what they need: the comparisons, and the place of each one's first line in an outcome. */
  readonly comparisons: readonly { readonly compare: Comparing<unknown>; readonly at: number }[]
  /** An outcome to write levels into, of which nothing is known. */
  unknown(): Outcome
  /** What an outcome weighs: `bits` once all comparisons that can be made are in it. */
  weigh(outcome: Outcome): number
  /** What it weighs at most when some comparisons are still to be made: see `Ceiling`. */
  ceiling(outcome: Outcome, open: Int32Array, count: number, late: number): number
  /** Values of a text of the comparison at this place by frequency table: for training. */
  count(comparison: number, text: string, count: (table: string, value: string) => void): void
}

const AS_IT_IS = { slope: 1, offset: 0 }

/** Binds rules into a scorer. Cheap enough per request, but meant to be kept. */
export function compileScorer(rules: ScoreRules): Scorer {
  const rarity = rarityTables(rules.frequencies)
  const lines: (Line & { rule: LineRule })[] = []
  const comparisons: { compare: Comparing<unknown>; at: number }[] = []
  for (const comparison of rules.comparisons) {
    const comparator = COMPARATORS.get(comparison.use)
    if (!comparator) throw new Error(`no comparator ${comparison.use}`)
    comparisons.push({ compare: comparator.bind(comparison, { rarity }), at: lines.length })
    const shares = comparison.lines as Record<string, LineRule>
    for (const { field, key, levels } of linesOf(comparison)) {
      const rule = shares[key]
      if (rule) lines.push({ field, levels, rule })
    }
  }
  const overrules = rules.overrules.filter(({ rests }) => !rests).map((overrule) => compileOverrule(overrule, lines))
  const prior = Math.log2(rules.prior.match / (1 - rules.prior.match))
  const kinPrior = rules.prior.kin === undefined ? undefined : Math.log2(rules.prior.match / rules.prior.kin)
  const { slope, offset } = rules.calibration ?? AS_IT_IS
  const unknown = (): Outcome => ({
    level: new Int8Array(lines.length).fill(-1),
    rarity: new Float64Array(lines.length),
  })
  const out = unknown()

  const outcome = (a: Comparable, b: Comparable): Outcome => {
    out.level.fill(-1)
    out.rarity.fill(0)
    for (let i = 0; i < comparisons.length; i++) {
      const one = comparisons[i]
      const x = a.features[i]
      const y = b.features[i]
      if (one && x !== undefined && y !== undefined) one.compare.compare(x, y, out, one.at)
    }
    return out
  }

  const table = lineTable(lines)
  const own = new Float64Array(lines.length)

  /** What the chance that both are kin takes away: never positive. */
  const kinBits = (sum: number, kinSum: number): number => {
    if (kinPrior === undefined) return 0
    const over = sum - kinSum
    return over > 60 ? -over : -Math.log2(1 + 2 ** over)
  }
  const kinSumOf = ({ level }: Outcome): number => (kinPrior === undefined ? 0 : table.kinSum(level, own, kinPrior))

  const weigh = (outcome: Outcome): number => {
    let sum = table.sum(outcome.level, outcome.rarity, own, prior)
    sum += kinBits(sum, kinSumOf(outcome))
    for (const overrule of overrules)
      if (overrule.holds(outcome.level)) sum += overrule.bits(sum, table.isKnown(outcome))
    return sum
  }
  const bits = (a: Comparable, b: Comparable): number => weigh(outcome(a, b))

  const contradictions = compileContradictions(rules.contradictions, lines)
  const say = (outcome: Outcome): PairSay => {
    const sum = weigh(outcome)
    const lines = contradictions.against(outcome.level)
    const [against, outweighed] = sum >= rules.match ? [0, lines] : [lines, 0]
    return {
      bits: sum,
      against,
      outweighed,
      agreed: contradictions.agreed(outcome.level),
      lesser: contradictions.lesser(outcome.level),
    }
  }

  // Most scorers never ask.
  let bound: Ceiling | undefined
  const ceiling: Scorer['ceiling'] = (outcome, open, count, late) => {
    bound ??= ceilingFor(comparisons, table, rules)
    const sum = table.sum(outcome.level, outcome.rarity, own, prior)
    return bound({ sum, kinSum: kinPrior === undefined ? sum : kinSumOf(outcome) }, open, count, late)
  }

  const probability = (sum: number): number => probabilityOf(slope * sum + offset)

  const explain = (a: Comparable, b: Comparable): ScoredPair => {
    outcome(a, b)
    const evidence: Evidence[] = [{ field: 'prior', level: null, bits: prior, because: 'before anything is compared' }]
    let sum = table.sum(out.level, out.rarity, own, prior)
    let overruledBy: string | undefined
    for (const { compare, at } of comparisons) {
      const next = comparisons.find((other) => other.at > at)?.at ?? lines.length
      for (let i = at; i < next; i++) {
        const line = lines[i]
        if (!line) continue
        evidence.push({
          field: line.field,
          level: line.levels[out.level[i] ?? -1] ?? null,
          bits: own[i] ?? 0,
          because: becauseOf(
            compare,
            a,
            b,
            comparisons.findIndex((one) => one.at === at),
            i - at,
          ),
        })
      }
    }
    const kin = kinBits(sum, kinSumOf(out))
    sum += kin
    if (kinPrior !== undefined)
      evidence.push({
        field: 'kin',
        level: null,
        bits: kin,
        because: 'they may be two of a household, a team or a group',
      })
    for (const overrule of overrules) {
      if (!overrule.holds(out.level)) continue
      const moved = overrule.bits(sum, table.isKnown(out))
      sum += moved
      if (moved !== 0) overruledBy = overrule.name
      evidence.push({ field: 'rule', level: null, bits: moved, because: overrule.name })
    }
    const [low, high] = pairOf(a.id, b.id)
    const verdict = sum >= rules.match ? 'same' : sum >= rules.review ? 'unsure' : 'distinct'
    const pair: ScoredPair = { low, high, bits: sum, probability: probability(sum), verdict, evidence }
    return overruledBy === undefined ? pair : { ...pair, overruledBy }
  }

  const read: Scorer['read'] = (record, context = {}) => comparisons.map(({ compare }) => compare.read(record, context))
  const feature: Scorer['feature'] = (comparison, text) => comparisons[comparison]?.compare.prepare(text)

  const within: Scorer['within'] = (comparison, text, other) =>
    text === other || (comparisons[comparison]?.compare.within ?? isWithin)(text, other)

  return {
    match: rules.match,
    review: rules.review,
    lines,
    prepare: (record, context) => {
      const texts = read(record, context)
      return {
        id: record.id,
        texts,
        features: texts.map((text, i) => (text === undefined ? undefined : feature(i, text))),
      }
    },
    read,
    feature,
    bits,
    say,
    within,
    isWithin: (a, b) =>
      a.texts.every((text, c) => {
        const other = b.texts[c]
        return text === undefined || (other !== undefined && within(c, text, other))
      }),
    probability,
    explain,
    outcome,
    comparisons,
    unknown,
    weigh,
    ceiling,
    count: (comparison, text, count) => comparisons[comparison]?.compare.counted?.(text, count),
  }
}

function becauseOf(compare: Comparing<unknown>, a: Comparable, b: Comparable, which: number, line: number): string {
  // Low id first, so that the words do not depend on who asks.
  const [first, second] = a.id < b.id ? [a, b] : [b, a]
  const x = first.features[which]
  const y = second.features[which]
  return x === undefined || y === undefined ? 'missing on a side' : compare.because(x, y, line)
}
