import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ENTITIES } from '../model/entities/registry.ts'
import { fail } from '../model/problem.ts'
import { parseRuleSet, type RuleSet, shippedRuleSet } from './rule-set.ts'

export { shippedRuleSet }

/**
 * A rule set from a file that `kith train` wrote, or the shipped one with the `<entity>/match.json` of a directory in
 * place of its own.
 * @throws ProblemError `rules.invalid` that names every fault
 */
export function readRuleSet(path: string): RuleSet {
  if (!existsSync(path)) fail('rules.invalid', `there is no ${path}`, { file: path })
  if (!statSync(path).isDirectory()) return parseRuleSet(json(path))
  const shipped = shippedRuleSet()
  const entities = ENTITIES.map(({ name }) => {
    const file = join(path, name, 'match.json')
    return [name, existsSync(file) ? { ...shipped.entities[name], ...json(file) } : shipped.entities[name]]
  })
  return parseRuleSet({ ...shipped, name: path, entities: Object.fromEntries(entities) })
}

function json(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  } catch (error) {
    return fail('rules.invalid', `not JSON: ${error instanceof Error ? error.message : String(error)}`, { file })
  }
}
