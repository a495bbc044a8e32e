import { z } from 'zod'
import { type Firm, firmOf, fitFirms } from '../company/company-names.ts'
import { comparator, foldedValues, packed, unpacked } from '../contract/comparator.ts'
import { lineRules } from '../contract/line-rule.ts'

const LEVELS = ['same', 'name', 'related', 'different'] as const
const LINES = { company: LEVELS } as const
const Rule = z.strictObject({
  use: z.literal('employer'),
  name: z.string().optional(),
  /** Fields with the company's name as the record gives it. */
  nameFields: z.array(z.string()),
  lines: lineRules(LINES),
})

type Work = { company: string | undefined; firms: Firm[]; rarity: number }

/** The company that somebody works for: the same company of the graph, the same name, a related name, different. */
export const employer = comparator({
  use: 'employer',
  rule: Rule,
  lines: LINES,
  bind: (rule, tools) => ({
    read: (record, { company }) => {
      const names = foldedValues(record, rule.nameFields)
      return company === undefined && names.length === 0
        ? undefined
        : packed(company === undefined ? [] : [company], names)
    },
    prepare: (text): Work => {
      const [[company] = [], names = []] = unpacked(text)
      const firms = names.map((name) => firmOf(name, (word) => tools.rarity('companyWord', word), 0))
      return { company, firms, rarity: company === undefined ? 0 : tools.rarity('company', company) }
    },
    compare: (a, b, out, at) => {
      if (a.company !== undefined && a.company === b.company) {
        out.level[at] = 0
        out.rarity[at] = Math.max(a.rarity, b.rarity)
        return
      }
      let best = a.firms.length > 0 && b.firms.length > 0 ? 3 : -1
      for (const x of a.firms) {
        for (const y of b.firms) {
          const fit = fitFirms(x, y)
          const least = Math.min(fit.coveredA, fit.coveredB)
          if (fit.fuzzy || fit.close || least >= 0.84) best = Math.min(best, 1)
          else if (least >= 0.6 || (Math.max(fit.coveredA, fit.coveredB) >= 0.84 && fit.anchor > 4))
            best = Math.min(best, 2)
        }
      }
      if (best < 0 && a.company !== undefined && b.company !== undefined) best = 3
      out.level[at] = best
    },
    because: (a, b) => `${shown(a)} / ${shown(b)}`,
    counted: (text, count) => {
      for (const name of unpacked(text)[1] ?? [])
        for (const word of new Set(name.split(' '))) count('companyWord', word)
    },
  }),
})

function shown(work: Work): string {
  return work.firms[0]?.shown ?? work.company ?? '–'
}
