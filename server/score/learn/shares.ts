import { type LevelRule, type LineRule, sharesOf } from '../contract/line-rule.ts'
import type { Comparison } from '../registry.ts'
import { linesOf, type ScoreRules } from '../score-rules.ts'
import type { EmLine, EmOutput, Shares } from './em.ts'

/** Lines of a rule set in the order of the scorer, as columns of shares. */
export function emLinesOf(rules: ScoreRules): EmLine[] {
  return rules.comparisons.flatMap((comparison) =>
    linesOf(comparison).map(({ key, levels }) => {
      const line = ruleOf(comparison, key)
      const own = levels.map((_, i) => sharesOf(line, levels, i) ?? { m: 1, u: 1 })
      return {
        m: Float64Array.from(own, (level) => level.m),
        u: Float64Array.from(own, (level) => level.u),
        kin: own.some((level) => level.kin !== undefined)
          ? Float64Array.from(own, (level) => level.kin ?? level.u)
          : undefined,
        share: Float64Array.from(own, (level) => level.rarity ?? 0),
        learn: line.learn ?? 'all',
        usual: Float64Array.from(own, (level) => (level.usual === undefined ? Number.NaN : Math.log2(level.usual))),
        most: Float64Array.from(own, (level) => level.most ?? 1),
        keepKin: line.keepKin === true,
      }
    }),
  )
}

/**
 * The rule set with the usual rarity of what pairs share at each level, from the mean log2 of a sample (NaN: not seen).
 * Levels that rarity moves fully need none: there the very value's share takes the place of u.
 */
export function withUsual(rules: ScoreRules, means: readonly Float64Array[]): ScoreRules {
  let next = 0
  const comparisons = rules.comparisons.map((comparison) => {
    const lines = linesOf(comparison).map(({ key, levels }): [string, LineRule] => {
      const mean = means[next++]
      const line = ruleOf(comparison, key)
      const own = levels.map((level, i): [string, LevelRule] => {
        const { usual, ...rest } = sharesOf(line, levels, i) ?? { m: 1, u: 1 }
        const bits = mean?.[i] ?? Number.NaN
        const partly = rest.rarity !== undefined && rest.rarity > 0 && rest.rarity < 1
        if (!partly) return [level, rest]
        const share = Number.isNaN(bits) ? usual : rounded(2 ** bits)
        return [level, share === undefined ? rest : { ...rest, usual: share }]
      })
      return [key, { ...line, levels: Object.fromEntries(own) }]
    })
    return { ...comparison, lines: Object.fromEntries(lines) } as Comparison
  })
  return { ...rules, comparisons }
}

/** The rule set with learnt shares and prior in place of its own, rounded so that a person can read them. */
export function withShares(
  rules: ScoreRules,
  learnt: Pick<EmOutput, 'prior'> & { lines: readonly Shares[] },
): ScoreRules {
  let next = 0
  const comparisons = rules.comparisons.map((comparison) => {
    const lines = linesOf(comparison).map(({ key, levels }): [string, LineRule] => {
      const shares = learnt.lines[next++]
      const line = ruleOf(comparison, key)
      if (!shares) return [key, line]
      const own = levels.map((level, i): [string, LevelRule] => [level, levelOf(sharesOf(line, levels, i), shares, i)])
      return [key, { ...line, levels: Object.fromEntries(own) }]
    })
    return { ...comparison, lines: Object.fromEntries(lines) } as Comparison
  })
  const { match, kin } = learnt.prior
  const prior = { match: rounded(match), ...(kin === undefined ? {} : { kin: rounded(kin) }) }
  return { ...rules, comparisons, prior }
}

function levelOf(before: LevelRule | undefined, shares: Shares, i: number): LevelRule {
  return {
    ...before,
    m: rounded(shares.m[i] ?? 1),
    u: rounded(shares.u[i] ?? 1),
    ...(shares.kin ? { kin: rounded(shares.kin[i] ?? 1) } : {}),
  }
}

function ruleOf(comparison: Comparison, key: string): LineRule {
  const line = (comparison.lines as Record<string, LineRule>)[key]
  if (!line) throw new Error(`${comparison.use} has no line ${key}`)
  return line
}

/** Four significant digits; never 0, whose logarithm nobody can use, nor above 1. */
function rounded(share: number): number {
  return Math.min(1, Math.max(1e-12, Number(share.toPrecision(4))))
}
