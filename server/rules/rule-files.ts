import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ENTITIES } from '../model/entities/registry.ts'
import { fail } from '../model/problem.ts'
import { countriesIn, parseRuleSet, type RuleSet, readJson, shippedRuleSet } from './rule-set.ts'

export { shippedRuleSet }

/**
 * A rule set from a file that `kith train` wrote, or the shipped one with the `<entity>/match.json` and
 * `countries/<code>.json` of a directory in place of its own.
 * @throws ProblemError `rules.invalid` that names every fault
 */
export function readRuleSet(path: string): RuleSet {
  if (!existsSync(path)) fail('rules.invalid', `there is no ${path}`, { file: path })
  if (!statSync(path).isDirectory()) return parseRuleSet(readJson(path))
  const shipped = shippedRuleSet()
  const entities = ENTITIES.map(({ name }) => {
    const file = join(path, name, 'match.json')
    return [name, existsSync(file) ? { ...shipped.entities[name], ...readJson(file) } : shipped.entities[name]]
  })
  const countries = { ...shipped.standardise.countries, ...countriesIn(join(path, 'countries')) }
  const standardise = { ...shipped.standardise, countries }
  return parseRuleSet({ ...shipped, name: path, standardise, entities: Object.fromEntries(entities) })
}
