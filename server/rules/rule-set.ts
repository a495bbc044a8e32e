import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { BlockRules } from '../block/block-rules.ts'
import { ClusterRules } from '../cluster/cluster.ts'
import { ENTITIES } from '../model/entities/registry.ts'
import { fail } from '../model/problem.ts'
import { RelateRules, relateRuleErrors } from '../relate/rules.ts'
import { ScoreRules } from '../score/score.ts'
import { StandardiseRules } from '../standardise/rules.ts'
import { SurviveRules, surviveRuleErrors } from '../survive/survive.ts'
import { ValidateRules, validateRuleErrors } from '../validate/validate.ts'

/** The rules of one entity, a section a stage; each stage owns the shape of its own. */
export const EntityRules = z.strictObject({
  validate: ValidateRules,
  block: BlockRules,
  score: ScoreRules,
  cluster: ClusterRules,
  survive: SurviveRules,
})
export type EntityRules = z.infer<typeof EntityRules>

/** Bumped when the same rules would give other results: part of a rule set's identity. */
export const ENGINE_VERSION = 2

/** Everything that decides results, as data. Its hash is its identity; `train` alone makes new ones. */
export const RuleSet = z.strictObject({
  engine: z.literal(ENGINE_VERSION),
  /** `shipped`, or what `train` called it. */
  name: z.string(),
  standardise: StandardiseRules,
  relate: RelateRules,
  entities: z.strictObject({ person: EntityRules, company: EntityRules, contact: EntityRules }),
})
export type RuleSet = z.infer<typeof RuleSet>

const SEEDS = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'seeds', 'rules')

/** The rules that Kith comes with, read from `seeds/rules`. */
export function shippedRuleSet(): RuleSet {
  const entity = (name: string) => ({ ...seed(`${name}/match.json`), ...seed(`${name}/govern.json`) })
  return parseRuleSet({
    engine: ENGINE_VERSION,
    name: 'shipped',
    standardise: { ...seed('standardise.json'), countries: countriesIn(join(SEEDS, 'countries')) },
    relate: seed('relate.json'),
    entities: { person: entity('person'), company: entity('company'), contact: entity('contact') },
  })
}

/** @throws ProblemError `rules.invalid` that names every fault with its place, all at once. */
export function parseRuleSet(value: unknown): RuleSet {
  const parsed = RuleSet.safeParse(value)
  const faults = parsed.success
    ? crossFaults(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  if (parsed.success && faults.length === 0) return parsed.data
  return fail('rules.invalid', `the rule set has ${faults.length} faults: ${faults.join('; ')}`)
}

/** Sections of an entity that an earlier Kith may have learned or somebody may have changed. */
const SECTIONS = ['validate', 'block', 'score', 'cluster', 'survive'] as const

/**
 * A rule set that an earlier Kith stored, as one of today: each section stays where it still has the right shape, and is the
 * shipped one where it has not. How records are found and compared belongs together: learned weights stay only with
 * comparisons that are still made.
 */
export function ruleSetFromBefore(stored: unknown): RuleSet {
  const shipped = shippedRuleSet()
  const before = asObject(stored)
  const entities = ENTITIES.map(({ name }) => {
    const own = asObject(asObject(before.entities)[name])
    const sections = SECTIONS.map((section) => {
      const today = shipped.entities[name][section]
      // What an earlier Kith did not know of, such as what contradicts, comes from the shipped rules.
      const parsed = EntityRules.shape[section].safeParse({ ...today, ...asObject(own[section]) })
      return [section, parsed.success ? parsed.data : today]
    })
    return [name, { ...Object.fromEntries(sections), block: shipped.entities[name].block }]
  })
  const relate = RelateRules.safeParse(before.relate)
  const made = {
    engine: ENGINE_VERSION,
    name: typeof before.name === 'string' ? before.name : 'carried-over',
    standardise: shipped.standardise,
    relate: relate.success ? relate.data : shipped.relate,
    entities: Object.fromEntries(entities),
  }
  return parseRuleSet(made)
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

/** What no shape can say: that a field exists, that a comparator suits it. */
function crossFaults({ relate, entities }: RuleSet): string[] {
  const own = ENTITIES.flatMap(({ name }) => [
    ...validateRuleErrors(entities[name].validate, name).map((fault) => `${name}.validate: ${fault}`),
    ...surviveRuleErrors(entities[name].survive, name).map((fault) => `${name}.survive: ${fault}`),
  ])
  return [...relateRuleErrors(relate).map((fault) => `relate: ${fault}`), ...own]
}

/**
 * What a folder says of countries: a file each, named by its code. Empty without that folder.
 * @throws ProblemError `rules.invalid` for what is no JSON
 */
export function countriesIn(folder: string): Record<string, unknown> {
  if (!existsSync(folder)) return {}
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return Object.fromEntries(files.sort().map((file) => [basename(file, '.json'), readJson(join(folder, file))]))
}

/** @throws ProblemError `rules.invalid` for what is no JSON */
export function readJson(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  } catch (error) {
    return fail('rules.invalid', `not JSON: ${error instanceof Error ? error.message : String(error)}`, { file })
  }
}

function seed(file: string): Record<string, unknown> {
  return readJson(join(SEEDS, file))
}
