import { z } from 'zod'
import type { StandardRecord } from '../../model/record.ts'
import { editsWithin } from '../../text/similarity.ts'
import { comparator, packed, unpacked } from '../contract/comparator.ts'
import { lineRules } from '../contract/line-rule.ts'

const LEVELS = ['same', 'close', 'conflict'] as const
const LINES = { identifier: LEVELS } as const
const Rule = z.strictObject({
  use: z.literal('identifier'),
  name: z.string().optional(),
  /** Field names; one that ends in a dot stands for the family (`identifier.` covers `identifier.ssn`). */
  fields: z.array(z.string()).min(1),
  /** Fields of the family that this comparison leaves to another. */
  except: z.array(z.string()).default([]),
  lines: lineRules(LINES),
})

type Id = { field: string; text: string; core: string; rarity: number }

/**
 * Numbers that somebody issued (tax, passport, registration), compared within their type: same (also without a country
 * prefix or leading zeros), one character off, or in conflict: both have the type and no value agrees.
 */
export const identifier = comparator({
  use: 'identifier',
  rule: Rule,
  lines: LINES,
  bind: (rule, tools) => ({
    read: (record) => {
      const ids = idsOf(record, rule.fields, rule.except)
      return ids.length > 0 ? packed(...ids) : undefined
    },
    prepare: (text) =>
      unpacked(text).map(([field = '', folded = '']): Id => {
        const core = coreOf(folded)
        return { field, text: folded, core, rarity: tools.rarity('identifier', core) }
      }),
    compare: (a, b, out, at) => {
      let best: number = LEVELS.length
      for (const x of a) {
        for (const y of b) {
          if (x.field !== y.field) continue
          const level = x.core === y.core ? 0 : closeIds(x.core, y.core) ? 1 : 2
          if (level >= best) continue
          best = level
          out.rarity[at] = level === 2 ? 0 : Math.max(x.rarity, y.rarity)
        }
      }
      out.level[at] = best === LEVELS.length ? -1 : best
    },
    because: (a, b) => `${a.map((id) => id.text).join(', ')} / ${b.map((id) => id.text).join(', ')}`,
    counted: (text, count) => {
      for (const [, folded = ''] of unpacked(text)) count('identifier', coreOf(folded))
    },
  }),
})

/** Field and folded value of each identifier of a record; two spellings of one number are one. */
function idsOf(record: StandardRecord, fields: readonly string[], except: readonly string[]): [string, string][] {
  const ids: [string, string][] = []
  for (const [field, claims] of Object.entries(record.values)) {
    if (except.includes(field)) continue
    if (!fields.some((name) => (name.endsWith('.') ? field.startsWith(name) : field === name))) continue
    for (const claim of claims) {
      if (claim.folded === '') continue
      const core = coreOf(claim.folded)
      if (!ids.some(([other, folded]) => other === field && coreOf(folded) === core)) ids.push([field, claim.folded])
    }
  }
  return ids
}

/** The telling part: without separators, a leading country or register code, leading zeros. Short ones stay whole. */
function coreOf(folded: string): string {
  const bare = folded.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const core = bare.replace(/^[A-Z]{1,3}(?=[A-Z]?\d{3})/, '').replace(/^0+/, '')
  const digits = /^\d{4,}/.exec(core)?.[0]
  // What follows the digits of a register number is the court: HRB 63850 (AG Köln).
  if (digits && core.length > digits.length + 2 && /^[A-Z]+$/.test(core.slice(digits.length))) return digits
  return core.length >= 4 ? core : bare
}

function closeIds(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= 5 && editsWithin(a, b, 1) <= 1
}
