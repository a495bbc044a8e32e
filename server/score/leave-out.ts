import type { LineRule } from './contract/line-rule.ts'
import type { Comparison } from './registry.ts'
import { linesOf, type ScoreRules } from './score-rules.ts'

/** Shares that say nothing: 0 bits against strangers and kin. */
const NOTHING = { m: 0.5, u: 0.5 }

/** The third class of pairs, as evidence names it. */
const KIN = 'kin'

/** Everything of a rule set that can be left out: its lines of evidence, kin, and its overrules by name. */
export function partsOf(rules: ScoreRules): string[] {
  const lines = rules.comparisons.flatMap((comparison) => linesOf(comparison).map(({ field }) => field))
  return [...lines, ...(rules.prior.kin === undefined ? [] : [KIN]), ...rules.overrules.map(({ name }) => name)]
}

/** The rule set without one of its parts; overrules that speak of a line go with it. */
export function leaveOut(rules: ScoreRules, part: string): ScoreRules {
  const overrules = rules.overrules.filter(({ name, when }) => name !== part && !(part in when))
  const { [part]: _, ...contradictions } = rules.contradictions
  const { match } = rules.prior
  const prior = part === KIN ? { match } : rules.prior
  const comparisons = rules.comparisons.map((comparison) => {
    const silent = linesOf(comparison).find(({ field }) => field === part)
    if (!silent) return comparison
    const line = (comparison.lines as Record<string, LineRule>)[silent.key]
    const levels = Object.fromEntries(silent.levels.map((level) => [level, NOTHING]))
    return { ...comparison, lines: { ...comparison.lines, [silent.key]: { ...line, levels } } } as Comparison
  })
  return { ...rules, prior, overrules, contradictions, comparisons }
}
