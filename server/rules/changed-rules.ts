import { apply } from 'json-merge-patch'
import { parseRuleSet, type RuleSet } from './rule-set.ts'

/**
 * A rule set with a change: a JSON merge patch (RFC 7396), so that one threshold or one owner is enough; a whole rule set is
 * one too. Lists are replaced whole, null takes a name away.
 * @throws ProblemError `rules.invalid` that names every fault
 */
export function changedRules(rules: RuleSet, change: Record<string, unknown>): RuleSet {
  return parseRuleSet(apply(structuredClone(rules), change))
}

/** One place where two rule sets differ, by its path; undefined where it is missing. */
export type Difference = { path: string; from: unknown; to: unknown }

/** Where two rule sets differ, in the order of the first; lists as a whole unless they are as long as each other. */
export function differences(from: unknown, to: unknown, path = ''): Difference[] {
  if (Object.is(from, to)) return []
  const [a, b] = [partsOf(from), partsOf(to)]
  const sameKind = a && b && Array.isArray(from) === Array.isArray(to)
  if (!sameKind || (Array.isArray(from) && a.size !== b.size)) return [{ path, from, to }]
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((name) =>
    differences(a.get(name), b.get(name), path === '' ? name : `${path}.${name}`),
  )
}

function partsOf(value: unknown): Map<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined
}
