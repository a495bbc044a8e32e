import { linesOf, type ScoreRules } from '../score-rules.ts'
import type { Patterns } from './em.ts'

/** Share of random pairs that a line speaks about, under which the records as good as never state it: 3 % of them do. */
const STATED = 0.001

/**
 * The rule set with its overrules about pairs that lack something put to rest where the records state none of what is lacking. A name
 * alone is little where others come with a phone and a birthday; in a list of nothing but names it is all there is, and the
 * prior and the frequencies learned from that list say what it is worth.
 */
export function withResting(rules: ScoreRules, random: Patterns): ScoreRules {
  const fields = rules.comparisons.flatMap((comparison) => linesOf(comparison).map(({ field }) => field))
  const sums = new Float64Array(fields.length)
  let total = 0
  for (const [p, weight] of random.weights.entries()) {
    total += weight
    for (let l = 0; l < random.lines; l++)
      if ((random.levels[p * random.lines + l] ?? -1) >= 0) sums[l] = (sums[l] ?? 0) + weight
  }
  const stated = new Set(fields.filter((_, l) => (sums[l] ?? 0) >= STATED * total))
  const overrules = rules.overrules.map((rule) => {
    if (!rule.lacking) return rule
    const { rests: _, ...own } = rule
    const lacks = Object.entries(own.when).filter(([, levels]) => levels.includes('missing'))
    return lacks.some(([field]) => stated.has(field)) ? own : { ...own, rests: true }
  })
  return { ...rules, overrules }
}
