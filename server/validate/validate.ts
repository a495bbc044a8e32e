import type { Issue, StandardRecord } from '../model/record.ts'
import type { CheckContext } from './checks/check.ts'
import { has } from './checks/fields.ts'
import { CHECKS } from './registry.ts'
import type { Policy, ValidateRules } from './rules.ts'

type CheckAround = Omit<CheckContext, 'entity'>

export { ValidateRules, validateRuleErrors } from './rules.ts'

/**
 * Breaches of policy in a record, in the order of the policies; one a policy and field. Nothing is rejected or changed
 * here: what a breach does to the golden record is its `effect`.
 */
export function validate(record: StandardRecord, rules: ValidateRules, around: CheckAround): Issue[] {
  const issues = rules.policies.flatMap((policy) => (applies(policy, record) ? issuesOf(policy, record, around) : []))
  return record.unreadable ? [...unreadableIssues(record.unreadable), ...issues] : issues
}

/** What could not be read at all is said whatever the policies are: nothing else would tell of it. */
function unreadableIssues(unreadable: Readonly<Record<string, string>>): Issue[] {
  return Object.entries(unreadable).map(([field, text]) => {
    const message = `${field} cannot be read: ${JSON.stringify(text)}`
    return { policy: 'readable', severity: 'warning', effect: 'none', field, message }
  })
}

function applies(policy: Policy, record: StandardRecord): boolean {
  if (policy.sources && !policy.sources.includes(record.source)) return false
  return policy.when === undefined || has(record, policy.when)
}

function issuesOf(policy: Policy, record: StandardRecord, around: CheckAround): Issue[] {
  const { name, severity, effect, owner, message } = policy
  const found = new Map<string, Issue>()
  for (const breach of CHECKS[policy.check.use].find(record, policy.check, { entity: record.entity, ...around })) {
    if (found.has(breach.field)) continue
    found.set(breach.field, {
      policy: name,
      severity,
      effect,
      ...breach,
      message: message ?? breach.message,
      ...(owner === undefined ? {} : { owner }),
    })
  }
  return [...found.values()]
}
