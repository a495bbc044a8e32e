import { z } from 'zod'
import { FieldKind } from '../model/entities/field.ts'
import { FrequencyTable } from './contract/rarity.ts'
import { Contradictions } from './contradictions.ts'
import { COMPARATORS, Comparison } from './registry.ts'

/** A rule on top of the sum. All conditions must hold; each names a line and the levels it may have, `missing` included. */
export const Overrule = z.strictObject({
  name: z.string(),
  when: z.record(z.string(), z.array(z.string()).min(1)),
  /** Bits added to the sum. */
  add: z.number().optional(),
  /** The sum is cut down to this: a veto. */
  atMost: z.number().optional(),
  /** The sum is raised to this: a certain match. */
  atLeast: z.number().optional(),
  /** It is about pairs that lack what other records state: training learns what it adds. */
  lacking: z.boolean().optional(),
  /** Set by training: what it adds where the two share a name that nothing was learned of, because few records told of names. */
  unseen: z.number().optional(),
  /** Set by training: the records that it learned from state none of what is lacking, so the rule does not hold. */
  rests: z.boolean().optional(),
})
export type Overrule = z.infer<typeof Overrule>

/** How bits become the log2 odds that probabilities are stated with: `slope × bits + offset`. Verdicts stay with the bits. */
export const Calibration = z.strictObject({ slope: z.number().positive(), offset: z.number() })
export type Calibration = z.infer<typeof Calibration>

const Share = z.number().gt(0).lt(1)

/** All that decides the score of a pair. Thresholds in bits (log2 odds); shares as probabilities. */
export const ScoreRules = z
  .strictObject({
    /** From here on a pair is linked. */
    match: z.number(),
    /** From here on a pair that is not linked waits for a steward. */
    review: z.number(),
    prior: z.strictObject({
      /** Probability that two random records are one entity. */
      match: Share,
      /** Probability that two random records are kin: two people of a household, two companies of a group. Absent: no kin. */
      kin: Share.optional(),
    }),
    /** Records that prior, weights and frequencies were learned from; absent: shipped, or written by hand. */
    learnedFrom: z.int().positive().optional(),
    /** Whether they were learned from demonstration data alone: the first load of one's own learns in their place. */
    learnedFromDemo: z.literal(true).optional(),
    /** Absent: bits are log2 odds as they are. */
    calibration: Calibration.optional(),
    comparisons: z.array(Comparison).min(1),
    /**
     * How training compares a `custom.<name>` field, by kind: a template in which `custom.*` stands for the field, or the
     * name of a comparison above that it is to be like. A kind that is absent is not compared.
     */
    custom: z.partialRecord(FieldKind, z.union([z.string(), Comparison])).default({}),
    overrules: z.array(Overrule).default([]),
    /**
     * Levels, by line, on which what two records state cannot both be true of one. Where such a pair is not linked all the
     * same, nothing that is linked to both makes it one.
     */
    contradictions: Contradictions.default({}),
    frequencies: z.record(z.string(), FrequencyTable).default({}),
  })
  .superRefine((rules, context) => {
    const complain = (message: string) => context.addIssue({ code: 'custom', message })
    if (rules.match <= rules.review) complain('match must be above review')
    const levels = new Map<string, readonly string[]>()
    for (const comparison of rules.comparisons) {
      for (const line of linesOf(comparison)) {
        if (levels.has(line.field)) complain(`two comparisons are called ${line.field}: give one a name`)
        levels.set(line.field, line.levels)
      }
    }
    for (const [kind, like] of Object.entries(rules.custom)) {
      if (typeof like !== 'string') continue
      const meant = rules.comparisons.find((comparison) => linesOf(comparison)[0]?.field === like)
      if (!meant || !('fields' in meant))
        complain(`custom ${kind}: there is no comparison ${like} of fields to be like`)
    }
    const check = (who: string, when: Readonly<Record<string, readonly string[]>>, missing: boolean) => {
      for (const [field, wanted] of Object.entries(when)) {
        const known = levels.get(field)
        if (!known) complain(`${who}: there is no comparison ${field}`)
        for (const level of wanted) {
          if (known && !(missing && level === 'missing') && !known.includes(level))
            complain(`${who}: ${field} has no level ${level}, it has ${known.join(', ')}`)
        }
      }
    }
    for (const overrule of rules.overrules) check(`overrule "${overrule.name}"`, overrule.when, true)
    for (const [field, { levels, explained, lesser }] of Object.entries(rules.contradictions))
      check('contradictions', { [field]: [...levels, ...explained, ...lesser] }, false)
  })
export type ScoreRules = z.infer<typeof ScoreRules>

/** Lines of a comparison: the name each has in evidence, its key in the rule, its levels from best to worst. */
export function linesOf(comparison: Comparison): { field: string; key: string; levels: readonly string[] }[] {
  const lines = Object.entries(COMPARATORS.get(comparison.use)?.lines ?? {})
  return lines.map(([key, levels]) => ({
    field: lines.length === 1 ? (comparison.name ?? key) : comparison.name ? `${comparison.name}.${key}` : key,
    key,
    levels,
  }))
}
