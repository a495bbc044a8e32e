import { z } from 'zod'
import { comparator, foldedValues, packedValues, valuesOf } from '../contract/comparator.ts'
import { lineRules } from '../contract/line-rule.ts'

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
    prepare: (text) => valuesOf(text).map((value) => ({ value, rarity: tools.rarity(rule.field, value) })),
    compare: (a, b, out, at) => {
      out.level[at] = 1
      for (const x of a) {
        for (const y of b) {
          // Of several values in common the rarest counts, whichever record is asked first.
          if (x.value !== y.value || (out.level[at] === 0 && x.rarity >= (out.rarity[at] ?? 0))) continue
          out.level[at] = 0
          out.rarity[at] = x.rarity
        }
      }
    },
    because: (a, b) => `${a.map((x) => x.value).join(', ')} / ${b.map((x) => x.value).join(', ')}`,
    counted: (text, count) => {
      for (const value of valuesOf(text)) count(rule.field, value)
    },
  }),
})
