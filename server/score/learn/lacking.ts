import type { Outcome } from '../contract/comparator.ts'
import { type CompiledOverrule, compileOverrule } from '../overrule.ts'
import { compileScorer, type Scorer } from '../score.ts'
import type { Overrule, ScoreRules } from '../score-rules.ts'

/** Bits that a rule's own addition may be off, by what was believed before: what the records say is weighed against that. */
const UNSURE = 1.5
/** Bits between the additions that are tried, and between sums that count as one. */
const STEP = 0.25

/** Pairs by what is left of their evidence without what others lack, and by what this added: how many of each. */
type Sums = Map<number, Map<number, number>>

/** A rule whose addition is learned, and the lines that its pairs lack. */
type Asked = { rule: Overrule; held: CompiledOverrule; lacks: readonly number[]; sums: Sums }

/**
 * Learns what pairs are worth that lack what other records state. How many of those that share a name are one entity shows in the
 * pairs that state more: with the rest covered up, their sums say too much or too little, and the addition that makes the whole likeliest
 * puts that right. Where names are told apart by nobody's phone or birthday, little moves.
 */
export class Lacking {
  private readonly rules: ScoreRules
  private readonly scorer: Scorer
  private readonly asked: readonly Asked[]
  private readonly bare: Outcome

  /** @param rules weights as they were learned */
  constructor(rules: ScoreRules) {
    this.rules = rules
    this.scorer = compileScorer({ ...rules, overrules: [] })
    this.bare = this.scorer.unknown()
    const { lines } = this.scorer
    this.asked = rules.overrules
      .filter(({ lacking, rests, add }) => lacking && !rests && add !== undefined)
      .map((rule) => ({
        rule,
        held: compileOverrule(rule, lines),
        lacks: lines.flatMap(({ field }, l) => (rule.when[field]?.includes('missing') ? [l] : [])),
        sums: new Map(),
      }))
  }

  /** Whether there is nothing to learn. */
  get isIdle(): boolean {
    return this.asked.length === 0
  }

  add(outcome: Outcome, weight: number): void {
    const { scorer, bare } = this
    let whole = Number.NaN
    for (const { held, lacks, sums } of this.asked) {
      if (held.holds(outcome.level)) continue
      bare.level.set(outcome.level)
      bare.rarity.set(outcome.rarity)
      for (const l of lacks) bare.level[l] = -1
      if (!held.holds(bare.level)) continue
      if (Number.isNaN(whole)) whole = scorer.weigh(outcome)
      const left = scorer.weigh(bare)
      const [at, rest] = [stepOf(left), stepOf(whole - left)]
      const own = sums.get(at) ?? new Map<number, number>()
      sums.set(at, own.set(rest, (own.get(rest) ?? 0) + weight))
    }
  }

  /** The rule set with additions as they were learned; none turns into its opposite. */
  learned(): ScoreRules {
    const found = new Map(this.asked.map(({ rule, sums }) => [rule, learnedOf(rule, sums)]))
    return { ...this.rules, overrules: this.rules.overrules.map((rule) => found.get(rule) ?? rule) }
  }
}

function learnedOf(rule: Overrule, sums: Sums): Overrule {
  const believed = rule.unseen ?? rule.add ?? 0
  return { ...rule, add: likeliest(believed, sums), unseen: believed }
}

const stepOf = (bits: number): number => Math.round(bits / STEP) * STEP

function likeliest(believed: number, sums: Sums): number {
  let [best, most] = [believed, Number.NEGATIVE_INFINITY]
  for (let tried = 2 * Math.abs(believed); tried >= 0; tried -= STEP) {
    const add = Math.sign(believed) * tried
    let likely = -(((add - believed) / UNSURE) ** 2) / 2
    for (const [left, rests] of sums) {
      const share = 1 / (1 + 2 ** -(left + add))
      for (const [rest, weight] of rests) likely += weight * Math.log(share * Math.min(2 ** rest, 1e12) + 1 - share)
    }
    if (likely > most) [best, most] = [add, likely]
  }
  return best + 0
}
