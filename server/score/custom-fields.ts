import type { FieldKind } from '../model/entities/field.ts'
import type { StandardRecord } from '../model/record.ts'
import { Comparison } from './registry.ts'
import { linesOf, type ScoreRules } from './score-rules.ts'

/** Stands in a template for the field that it is filled in with. */
const ANY = 'custom.*'

/** A field that fewer records carry, or a smaller share of them, is not compared: nothing could be learned about it. */
const LEAST_RECORDS = 10
const LEAST_SHARE = 0.01

/**
 * The rules with a comparison for every `custom.<name>` field that the records carry, made from the template of its kind.
 * Training adds them before it learns, so they stand in the trained rule set by name, with shares like any other, and
 * whatever scores by that rule set sees the same comparisons. A field that has one already keeps it.
 */
export function withCustomFields(rules: ScoreRules, records: readonly StandardRecord[]): ScoreRules {
  const known = new Set(rules.comparisons.map(nameOf))
  const added: Comparison[] = []
  for (const [field, kind] of kindsOfCustomFields(records)) {
    const made = known.has(field) ? undefined : comparisonOf(rules, field, kind)
    if (made) added.push(made)
  }
  return added.length === 0 ? rules : { ...rules, comparisons: [...rules.comparisons, ...added] }
}

/** Custom fields worth comparing with the kind that most of their records give them; sorted, whatever the order of records. */
function kindsOfCustomFields(records: readonly StandardRecord[]): [field: string, kind: FieldKind][] {
  const counts = new Map<string, Map<FieldKind, number>>()
  for (const { values, customKinds } of records) {
    for (const field of Object.keys(values)) {
      if (!field.startsWith('custom.')) continue
      const kinds = counts.get(field) ?? new Map<FieldKind, number>()
      const kind = customKinds?.[field] ?? 'text'
      counts.set(field, kinds.set(kind, (kinds.get(kind) ?? 0) + 1))
    }
  }
  const least = Math.max(LEAST_RECORDS, LEAST_SHARE * records.length)
  return [...counts].sort(byText).flatMap(([field, kinds]): [string, FieldKind][] => {
    const carried = [...kinds.values()].reduce((sum, count) => sum + count, 0)
    const [first] = [...kinds].sort((a, b) => b[1] - a[1] || byText(a, b))
    return first && carried >= least ? [[field, first[0]]] : []
  })
}

/** The template of a kind filled in with a field; undefined where the rules have none for the kind. */
function comparisonOf(rules: ScoreRules, field: string, kind: FieldKind): Comparison | undefined {
  const template = rules.custom[kind]
  if (template === undefined) return undefined
  if (typeof template !== 'string') {
    const filled = Object.entries(template).map(([key, value]) => [
      key,
      key === 'lines' ? value : filledIn(value, field),
    ])
    return Comparison.parse({ ...Object.fromEntries(filled), name: field })
  }
  const like = rules.comparisons.find((comparison) => nameOf(comparison) === template)
  return like && Comparison.parse({ ...like, name: field, fields: [field] })
}

function filledIn(value: unknown, field: string): unknown {
  if (Array.isArray(value)) return value.map((one) => filledIn(one, field))
  return value === ANY ? field : value
}

function nameOf(comparison: Comparison): string {
  return comparison.name ?? linesOf(comparison)[0]?.field ?? comparison.use
}

function byText([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0
}
