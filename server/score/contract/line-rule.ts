import { z } from 'zod'

/** Shares of pairs at one level, as probabilities. `m` among pairs of one entity, `u` among random pairs. */
export const LevelRule = z.strictObject({
  m: z.number().gt(0).lte(1),
  u: z.number().gt(0).lte(1),
  /** Among pairs of kin (a household, colleagues, sister companies). Absent: as among random pairs. */
  kin: z.number().gt(0).lte(1).optional(),
  /** How far the rarity of the shared value moves the bits: 0 not at all, 1 fully. */
  rarity: z.number().min(0).max(1).optional(),
  /** Share of records with the usual shared value at this level: rarer ones add bits, commoner ones take some. Absent: u. */
  usual: z.number().gt(0).lte(1).optional(),
  /** The most that training may make of m: pairs of which more are at this level are no pairs of one entity. */
  most: z.number().gt(0).lte(1).optional(),
})
export type LevelRule = z.infer<typeof LevelRule>

/** One line of evidence: its levels, best first. */
export type LineRule = {
  learn?: 'all' | 'm' | 'u' | 'none' | undefined
  keepKin?: boolean | undefined
  levels: Record<string, LevelRule>
}

function lineRule(levels: readonly string[], added: readonly string[]) {
  const shape = Object.fromEntries(
    levels.map((level) => [level, added.includes(level) ? LevelRule.optional() : LevelRule]),
  )
  return z.strictObject({
    /** What training may change: everything, only m, only u, or nothing. */
    learn: z.enum(['all', 'm', 'u', 'none']).optional(),
    /** Training leaves the kin shares as they are: what sets one person apart from the next in a household. */
    keepKin: z.boolean().optional(),
    levels: z.strictObject(shape as Record<string, typeof LevelRule>),
  })
}

/**
 * Shape of a comparator's lines in a rule set: every line and every level by name, nothing else.
 * @param added levels that rule sets from before them do without: see `sharesOf`
 */
export function lineRules<L extends Readonly<Record<string, readonly string[]>>>(
  lines: L,
  added: readonly string[] = [],
) {
  const shape = Object.fromEntries(Object.entries(lines).map(([line, levels]) => [line, lineRule(levels, added)]))
  return z.strictObject(shape as { [K in keyof L]: ReturnType<typeof lineRule> })
}

/** What a rule says of a level: a rule set from before there was one means by it what it says of the level above. */
export function sharesOf({ levels: rules }: LineRule, levels: readonly string[], level: number): LevelRule | undefined {
  return rules[levels[level] ?? ''] ?? rules[levels[level - 1] ?? '']
}
