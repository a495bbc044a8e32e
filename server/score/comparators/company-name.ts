import { z } from 'zod'
import { type Firm, type Fit, firmOf, fitFirms } from '../company/company-names.ts'
import { comparator, foldedValues, packedValues, valuesOf } from '../contract/comparator.ts'
import { lineRules } from '../contract/line-rule.ts'

const LEVELS = ['exact', 'spelling', 'longer', 'acronym', 'partly', 'differing', 'word', 'different'] as const
const LINES = { name: LEVELS } as const
const Rule = z.strictObject({
  use: z.literal('companyName'),
  name: z.string().optional(),
  fields: z.array(z.string()).min(1),
  lines: lineRules(LINES),
})

/**
 * Company names without their legal form, best pair of several, words weighted by how rare they are: exact, spelt or
 * ordered otherwise, one is the other with words added, its acronym, most is shared, both have words of their own
 * (`… West`, `… East`), a single telling word, different.
 */
export const companyName = comparator({
  use: 'companyName',
  rule: Rule,
  lines: LINES,
  bind: (rule, tools) => ({
    read: (record) => packedValues(foldedValues(record, rule.fields)),
    prepare: (text) => {
      const firms: Firm[] = []
      for (const name of valuesOf(text)) {
        if (firms.some((firm) => firm.shown.replaceAll(' ', '') === name.replaceAll(' ', ''))) continue
        const rarity = tools.rarity('companyName', name)
        firms.push(firmOf(name, (word) => tools.rarity('companyWord', word), rarity))
      }
      return firms
    },
    compare: (a, b, out, at) => {
      let best: number = LEVELS.length
      for (const x of a) {
        for (const y of b) {
          const fit = fitFirms(x, y)
          const level = fitLevel(fit)
          if (level > best || level === LEVELS.length) continue
          const rarity = level <= 3 ? Math.max(x.rarity, y.rarity, -fit.shared) : level === 7 ? 0 : -fit.anchor
          out.rarity[at] = level === best ? Math.min(rarity, out.rarity[at] ?? 0) : rarity
          best = level
        }
      }
      out.level[at] = best
    },
    because: (a, b) => `${a.map((firm) => firm.shown).join('; ')} / ${b.map((firm) => firm.shown).join('; ')}`,
    counted: (text, count) => {
      for (const name of valuesOf(text)) {
        count('companyName', name)
        for (const word of new Set(name.split(' '))) count('companyWord', word)
      }
    },
  }),
})

/** Bits of rarity from which on a shared word tells something, and a word of one's own sets apart. */
const ANCHOR = 4
const LOOSE = 2.5

function fitLevel(fit: Fit): number {
  if (fit.same) return 0
  const least = Math.min(fit.coveredA, fit.coveredB)
  const most = Math.max(fit.coveredA, fit.coveredB)
  const ownWords = (fit.looseA > LOOSE && fit.looseB > LOOSE) || fit.numbers === 'conflict'
  if (fit.fuzzy || ((fit.close || least >= 0.84) && !ownWords && !fit.entity && fit.numbers === 'same')) return 1
  if (most >= 0.84 && fit.anchor > ANCHOR && fit.numbers !== 'conflict') return 2
  if (fit.acronym) return 3
  if (fit.anchor >= ANCHOR && (ownWords || least >= 0.5)) return ownWords ? 5 : 4
  return fit.anchor >= ANCHOR ? 6 : 7
}
