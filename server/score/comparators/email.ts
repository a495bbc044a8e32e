import { z } from 'zod'
import { comparator, foldedValues, packedValues, valuesOf } from '../comparator.ts'
import { lineRules } from '../line-rule.ts'
import { editedWords, type Word, wordOf } from '../similarity.ts'

const LEVELS = ['same', 'typo', 'local', 'shared', 'similar', 'domain', 'different'] as const
const LINES = { email: LEVELS } as const
const Rule = z.strictObject({
  use: z.literal('email'),
  name: z.string().optional(),
  fields: z.array(z.string()).min(1),
  /** Local parts of boxes that belong to an office, not a person. */
  roles: z.array(z.string()),
  /** Domains that anybody can have a box at: sharing one says nothing. */
  freeDomains: z.array(z.string()),
  lines: lineRules(LINES),
})

type Box = {
  text: string
  local: string
  localWord: Word
  domain: string
  domainWord: Word
  role: boolean
  free: boolean
  rarity: number
  domainRarity: number
  localRarity: number
}

/**
 * E-mail addresses, best pair of several: same box, same but for a few letters, same local part elsewhere, the same
 * office box (`info@`), similar local part at the same domain, same domain only, different.
 */
export const email = comparator({
  use: 'email',
  rule: Rule,
  lines: LINES,
  bind: (rule, tools) => {
    const roles = new Set(rule.roles)
    const free = new Set(rule.freeDomains)
    const boxOf = (text: string): Box => {
      const at = text.lastIndexOf('@')
      const local = at < 0 ? text : text.slice(0, at)
      const domain = at < 0 ? '' : text.slice(at + 1)
      return {
        text,
        local,
        localWord: wordOf(local),
        domain,
        domainWord: wordOf(domain),
        role: roles.has(local),
        free: free.has(domain),
        rarity: tools.rarity('email', text),
        domainRarity: domain === '' ? 0 : tools.rarity('emailDomain', domain),
        localRarity: tools.rarity('emailLocal', local),
      }
    }
    return {
      read: (record) => packedValues(foldedValues(record, rule.fields)),
      prepare: (text) => valuesOf(text).map(boxOf),
      compare: (a, b, out, at) => {
        let best: number = LEVELS.length
        for (const x of a) {
          for (const y of b) {
            const level = boxLevel(x, y)
            if (level >= best) continue
            best = level
            out.rarity[at] = rarityOf(level, x, y)
          }
        }
        out.level[at] = best
      },
      because: (a, b) => `${a.map((box) => box.text).join(', ')} / ${b.map((box) => box.text).join(', ')}`,
      counted: (packed, count) => {
        for (const text of valuesOf(packed)) {
          const box = text.lastIndexOf('@')
          count('email', text)
          if (box < 0) continue
          count('emailLocal', text.slice(0, box))
          count('emailDomain', text.slice(box + 1))
        }
      },
    }
  },
})

function boxLevel(a: Box, b: Box): number {
  if (a.text === b.text) return a.role ? 3 : 0
  const sameDomain = a.domain === b.domain
  const alone = sameDomain && !a.free ? 5 : 6
  if (a.role || b.role) return alone
  if (a.local === b.local && a.local.length > 3) return !sameDomain && closeDomains(a, b) ? 1 : 2
  const shorter = Math.min(a.local.length, b.local.length)
  if (!editedWords(a.localWord, b.localWord, shorter < 5 ? 1 : 2)) return alone
  // A changed number is another box: jan.smith1 and jan.smith2 are two people.
  if (onlyDigitsDiffer(a.local, b.local)) return sameDomain ? 4 : 6
  if (sameDomain || closeDomains(a, b)) return 1
  return shorter > 5 ? 4 : 6
}

function rarityOf(level: number, a: Box, b: Box): number {
  if (level === 0 || level === 3) return a.rarity
  if (level === 2 || level === 1) return Math.max(a.localRarity, b.localRarity)
  if (level === 5) return a.domainRarity
  return 0
}

function closeDomains(a: Box, b: Box): boolean {
  return editedWords(a.domainWord, b.domainWord, Math.min(a.domain.length, b.domain.length) < 8 ? 1 : 3)
}

function onlyDigitsDiffer(a: string, b: string): boolean {
  return a.replace(/\d+/g, '') === b.replace(/\d+/g, '')
}
