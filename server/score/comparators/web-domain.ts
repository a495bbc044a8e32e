import { z } from 'zod'
import type { StandardRecord } from '../../model/record.ts'
import { hostOf, registeredDomain, withoutSuffix } from '../../text/host.ts'
import { editsWithin } from '../../text/similarity.ts'
import { comparator, packedValues, valuesOf } from '../contract/comparator.ts'
import { lineRules } from '../contract/line-rule.ts'

const LEVELS = ['same', 'sibling', 'typo', 'different'] as const
const LINES = { domain: LEVELS } as const
const Rule = z.strictObject({
  use: z.literal('webDomain'),
  name: z.string().optional(),
  /** Web addresses. */
  fields: z.array(z.string()),
  /** E-mail addresses whose domain counts too. */
  emailFields: z.array(z.string()),
  /** Hosts where anybody can have a page or a box. */
  freeDomains: z.array(z.string()),
  lines: lineRules(LINES),
})

type Host = { text: string; core: string; rarity: number }

/** Web domains of a company, from its site and its mail boxes: same (rare ones say more), same under another ending, a letter off, different. */
export const webDomain = comparator({
  use: 'webDomain',
  rule: Rule,
  lines: LINES,
  bind: (rule, tools) => {
    const free = new Set(rule.freeDomains)
    return {
      read: (record) => packedValues(hostsOf(record, rule, free)),
      prepare: (text) =>
        valuesOf(text).map(
          (host): Host => ({ text: host, core: withoutSuffix(host), rarity: tools.rarity('domain', host) }),
        ),
      compare: (a, b, out, at) => {
        let best: number = LEVELS.length
        for (const x of a) {
          for (const y of b) {
            const level =
              x.text === y.text
                ? 0
                : x.core === y.core
                  ? 1
                  : x.core.length > 5 && editsWithin(x.core, y.core, 1) <= 1
                    ? 2
                    : 3
            if (level >= best) continue
            best = level
            out.rarity[at] = level === 3 ? 0 : Math.max(x.rarity, y.rarity)
          }
        }
        out.level[at] = best
      },
      because: (a, b) => `${a.map((host) => host.text).join(', ')} / ${b.map((host) => host.text).join(', ')}`,
      counted: (text, count) => {
        for (const host of valuesOf(text)) count('domain', host)
      },
    }
  },
})

type Sources = { fields: readonly string[]; emailFields: readonly string[] }

/** A site is known by what was registered already (see `urlCleaner`); a mail box is at one of its hosts. */
function hostsOf(record: StandardRecord, rule: Sources, free: ReadonlySet<string>): string[] {
  const hosts = new Set<string>()
  for (const field of rule.fields) for (const claim of record.values[field] ?? []) hosts.add(hostOf(claim.folded))
  for (const field of rule.emailFields) {
    for (const claim of record.values[field] ?? []) {
      const at = claim.folded.lastIndexOf('@')
      if (at > 0) hosts.add(registeredDomain(hostOf(claim.folded.slice(at))))
    }
  }
  return [...hosts].filter((host) => host !== '' && !free.has(host))
}
