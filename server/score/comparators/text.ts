import { z } from 'zod'
import { jaroWinkler } from '../../text/similarity.ts'
import { comparator, foldedValues, packedValues, valuesOf } from '../contract/comparator.ts'
import { lineRules } from '../contract/line-rule.ts'

const LEVELS = ['same', 'close', 'near', 'different'] as const
const LINES = { text: LEVELS } as const
const Rule = z.strictObject({
  use: z.literal('text'),
  name: z.string().optional(),
  field: z.string(),
  lines: lineRules(LINES),
})

/** Free text by Jaro–Winkler: same, close (≥ 0.92), near (≥ 0.8), different; best pair of several values. */
export const text = comparator({
  use: 'text',
  rule: Rule,
  lines: LINES,
  bind: (rule, tools) => ({
    read: (record) => packedValues(foldedValues(record, [rule.field])),
    prepare: (text) => valuesOf(text).map((value) => ({ value, rarity: tools.rarity(rule.field, value) })),
    compare: (a, b, out, at) => {
      let best: number = LEVELS.length
      for (const x of a) {
        for (const y of b) {
          const near = jaroWinkler(x.value, y.value)
          const level = near === 1 ? 0 : near >= 0.92 ? 1 : near >= 0.8 ? 2 : 3
          if (level >= best) continue
          best = level
          out.rarity[at] = Math.max(x.rarity, y.rarity)
        }
      }
      out.level[at] = best
    },
    because: (a, b) => `${a.map((x) => x.value).join(', ')} / ${b.map((x) => x.value).join(', ')}`,
    counted: (text, count) => {
      for (const value of valuesOf(text)) count(rule.field, value)
    },
  }),
})
