import { readRows } from '../ingest/readers.ts'
import { type Quality, qualityOf, share } from '../match/quality.ts'
import type { EntityName } from '../model/entities/registry.ts'
import { SourceName } from '../model/ids.ts'
import { fail } from '../model/problem.ts'
import { cleanerOf } from '../rules/cleaner.ts'
import { cleaningOf } from '../rules/cleaning.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { compileScorer, type Scorer } from '../score/score.ts'

export type NameReport = Quality & { pairs: number; bySchema: Record<string, Quality & { pairs: number }> }

/** Where a name alone is looked up in a list, one in a thousand of what looks worth comparing is meant. */
const PRIOR = 0.001

/** How well names alone tell who is who: the pipeline's own scorer over a CSV with schema, name1, name2, is_match. */
export async function evaluateNames(file: string, rules: RuleSet): Promise<NameReport> {
  const standardise = cleanerOf(cleaningOf(rules))
  const scorers = new Map<EntityName, Scorer>()
  const source = SourceName.parse('names')
  const score = (entity: EntityName, names: readonly string[]): boolean => {
    let scorer = scorers.get(entity)
    if (!scorer) {
      // Without other values every other line is silent; there are no kin to tell from in a list of names.
      // What a name alone lacks is in the prior already, so no rule takes it away once more.
      const { score } = rules.entities[entity]
      const overrules = score.overrules.filter((rule) => rule.add === undefined)
      scorer = compileScorer({ ...score, overrules, prior: { match: PRIOR } })
      scorers.set(entity, scorer)
    }
    const field = entity === 'person' ? 'fullName' : 'name'
    const [a, b] = names.map((name, i) =>
      standardise({ source, sourceId: String(i), entity, fields: { [field]: [name] }, addresses: [] }),
    )
    return a !== undefined && b !== undefined && scorer.bits(scorer.prepare(a), scorer.prepare(b)) >= 0
  }
  const counts = new Map<string, { right: number; claimed: number; wanted: number; pairs: number }>()
  for await (const item of readRows(file)) {
    if ('problem' in item) continue
    const { schema = '', name1, name2, is_match: match } = item.row
    if (name1 === undefined || name2 === undefined || match === undefined) {
      fail('row.unreadable', 'needs the columns schema, name1, name2, is_match', { file, line: item.line })
    }
    const same = score(schema === 'Person' ? 'person' : 'company', [name1, name2])
    const wanted = /^(true|yes|1)$/i.test(match)
    for (const key of ['', schema]) {
      const own = counts.get(key) ?? { right: 0, claimed: 0, wanted: 0, pairs: 0 }
      own.pairs++
      if (same) own.claimed++
      if (wanted) own.wanted++
      if (same && wanted) own.right++
      counts.set(key, own)
    }
  }
  const quality = (key: string) => {
    const { right, claimed, wanted, pairs } = counts.get(key) ?? { right: 0, claimed: 0, wanted: 0, pairs: 0 }
    return { pairs, ...qualityOf(share(right, claimed), share(right, wanted)) }
  }
  const schemas = [...counts.keys()].filter((key) => key !== '').sort()
  return { ...quality(''), bySchema: Object.fromEntries(schemas.map((schema) => [schema, quality(schema)])) }
}
