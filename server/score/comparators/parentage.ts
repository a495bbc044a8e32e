import { z } from 'zod'
import { referredTo, shortNameOf } from '../../model/ids.ts'
import { comparator, foldedValues, isWithin, packed, unpacked } from '../contract/comparator.ts'
import { lineRules } from '../contract/line-rule.ts'

const LINES = { parentage: ['parent', 'other'] } as const
const Rule = z.strictObject({
  use: z.literal('parentage'),
  name: z.string().optional(),
  /** Field with the id of the parent's record, in the record's own source unless it names another. */
  field: z.string(),
  /** Field with the parent's name, and the one with a record's own. */
  nameField: z.string().optional(),
  ownField: z.string().default('name'),
  lines: lineRules(LINES),
})

/** A record with the parents it gives, by id and by name. */
type Member = { id: string; parents: readonly string[]; names: readonly string[]; parentNames: readonly string[] }

/** Whether one record is given as the other's parent, by its id or by its name: then they are two, however much they share. */
export const parentage = comparator({
  use: 'parentage',
  rule: Rule,
  lines: LINES,
  bind: (rule) => ({
    read: (record) => {
      const parents = (record.values[rule.field] ?? []).flatMap(({ folded }) =>
        folded === '' ? [] : [shortNameOf(referredTo(record.source, 'company', folded)), folded],
      )
      const names = foldedValues(record, [rule.ownField])
      const given = rule.nameField === undefined ? [] : foldedValues(record, [rule.nameField])
      // A group and its first company often go by one name: who is meant is not told by it.
      return packed(
        // Parents are companies, as their children are: which entity it is says nothing.
        [shortNameOf(record.id)],
        parents,
        names,
        given.filter((name) => !names.includes(name)),
      )
    },
    prepare: (text): Member => {
      const [[id = ''] = [], parents = [], names = [], parentNames = []] = unpacked(text)
      return { id, parents, names, parentNames }
    },
    // The record's own id is no word about it.
    within: (text, other) => {
      const [[, parents = [], , names = []], [, others = [], , otherNames = []]] = [unpacked(text), unpacked(other)]
      return isWithin(packed(parents, names), packed(others, otherNames))
    },
    compare: (a, b, out, at) => {
      if ([a, b].every(({ parents, parentNames }) => parents.length + parentNames.length === 0)) return
      out.level[at] = isParent(a, b) || isParent(b, a) ? 0 : 1
    },
    because: (a, b) =>
      isParent(a, b) || isParent(b, a) ? 'one is the parent of the other' : 'neither is the other’s parent',
  }),
})

function isParent(parent: Member, child: Member): boolean {
  return child.parents.includes(parent.id) || child.parentNames.some((name) => parent.names.includes(name))
}
