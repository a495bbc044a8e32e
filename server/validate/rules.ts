import { z } from 'zod'
import { type EntityName, fieldDef } from '../model/entities/registry.ts'
import { SourceName } from '../model/ids.ts'
import { Issue } from '../model/record.ts'
import { CHECKS, Check } from './registry.ts'

/** A policy: what is checked, how grave a breach is, what it does to the golden record and whose task it becomes. */
export const Policy = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/, 'policy names are kebab-case'),
  severity: Issue.shape.severity,
  effect: Issue.shape.effect,
  /** Who gets the task when it fails: a role or a team. */
  owner: z.string().optional(),
  /** Only records of these sources; absent: of all. */
  sources: z.array(SourceName).min(1).optional(),
  /** Only records that have a value of this field, or an `address`. */
  when: z.string().optional(),
  /** Said instead of the check's own words. */
  message: z.string().optional(),
  check: Check,
})
export type Policy = z.infer<typeof Policy>

export const ValidateRules = z.strictObject({ policies: z.array(Policy) })
export type ValidateRules = z.infer<typeof ValidateRules>

const ADDRESS_FIELDS = new Set(
  ['', '.line1', '.houseNumber', '.street', '.unit', '.city', '.region', '.postcode', '.country'].map(
    (s) => `address${s}`,
  ),
)

/** What zod cannot see: unknown fields, names used twice, patterns that do not compile. All at once; empty is good. */
export function validateRuleErrors(rules: ValidateRules, entity: EntityName): string[] {
  const errors: string[] = []
  const names = new Set<string>()
  for (const policy of rules.policies) {
    const where = `${entity}.validate.${policy.name}`
    if (names.has(policy.name)) errors.push(`${where}: there are two policies of this name`)
    names.add(policy.name)
    for (const field of [
      ...CHECKS[policy.check.use].fields(policy.check),
      ...(policy.when === undefined ? [] : [policy.when]),
    ])
      if (!knows(entity, field)) errors.push(`${where}: ${entity} has no field "${field}"`)
    if (policy.check.use === 'pattern' && !compiles(policy.check.pattern))
      errors.push(`${where}: "${policy.check.pattern}" is not a regular expression`)
  }
  return errors
}

function knows(entity: EntityName, field: string): boolean {
  const name = field.endsWith('.*') ? `${field.slice(0, -1)}x` : field
  return ADDRESS_FIELDS.has(field) || fieldDef(entity, name) !== undefined
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp
  } catch {
    return false
  }
}
