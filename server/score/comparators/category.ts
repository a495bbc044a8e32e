import { z } from 'zod'
import { comparator, foldedValues } from '../comparator.ts'
import { lineRules } from '../line-rule.ts'

const LINES = { category: ['same', 'different'] } as const
const Rule = z.strictObject({
  use: z.literal('category'),
  name: z.string().optional(),
  field: z.string(),
  lines: lineRules(LINES),
})

/** A value of a list or a code: the same or not; rare values say more. */
export const category = comparator({
  use: 'category',
  rule: Rule,
  lines: LINES,
  bind: (rule, tools) => ({
    prepare: (record) => {
      const values = foldedValues(record, [rule.field])
      return values.length > 0 ? values : undefined
    },
    compare: (a, b, out, at) => {
      const shared = a.find((value) => b.includes(value))
      out.level[at] = shared === undefined ? 1 : 0
      if (shared !== undefined) out.rarity[at] = tools.rarity(rule.field, shared)
    },
    because: (a, b) => `${a.join(', ')} / ${b.join(', ')}`,
    counted: (record, count) => {
      for (const value of foldedValues(record, [rule.field])) count(rule.field, value)
    },
  }),
})
