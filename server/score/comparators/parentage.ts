import { z } from 'zod'
import { comparator, isWithin, packed, unpacked } from '../contract/comparator.ts'
import { lineRules } from '../contract/line-rule.ts'

const LINES = { parentage: ['parent', 'other'] } as const
const Rule = z.strictObject({
  use: z.literal('parentage'),
  name: z.string().optional(),
  /** Field with the id of the parent's record, in the record's own source unless it names another. */
  field: z.string(),
  lines: lineRules(LINES),
})

/** Whether one record is given as the other's parent: then they are two, however much they share. */
export const parentage = comparator({
  use: 'parentage',
  rule: Rule,
  lines: LINES,
  bind: (rule) => ({
    read: (record) => {
      const parents = (record.values[rule.field] ?? []).flatMap(({ folded }) =>
        folded === '' ? [] : [`${record.source}:${folded}`, folded],
      )
      return packed([record.id], parents)
    },
    prepare: (text) => {
      const [[id = ''] = [], parents = []] = unpacked(text)
      return { id, parents }
    },
    // The record's own id is no word about it.
    within: (text, other) => {
      const [[, parents = []], [, others = []]] = [unpacked(text), unpacked(other)]
      return isWithin(packed(parents), packed(others))
    },
    compare: (a, b, out, at) => {
      if (a.parents.length === 0 && b.parents.length === 0) return
      out.level[at] = a.parents.includes(b.id) || b.parents.includes(a.id) ? 0 : 1
    },
    because: (a, b) =>
      a.parents.includes(b.id) || b.parents.includes(a.id)
        ? 'one is the parent of the other'
        : 'neither is the other’s parent',
  }),
})
