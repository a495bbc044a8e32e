import { z } from 'zod'
import { comparator, foldedValues, packedValues, valuesOf } from '../comparator.ts'
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
    read: (record) => packedValues(foldedValues(record, [rule.field])),
    prepare: (text) => valuesOf(text),
    compare: (a, b, out, at) => {
      const shared = a.find((value) => b.includes(value))
      out.level[at] = shared === undefined ? 1 : 0
      if (shared !== undefined) out.rarity[at] = tools.rarity(rule.field, shared)
    },
    because: (a, b) => `${a.join(', ')} / ${b.join(', ')}`,
    counted: (text, count) => {
      for (const value of valuesOf(text)) count(rule.field, value)
    },
  }),
})
