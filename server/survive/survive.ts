import type { EntityName } from '../model/entities/registry.ts'
import type { GoldenContent, GoldenStatus, GoldenValue, Winner } from '../model/golden.ts'
import { compareIds } from '../model/ids.ts'
import { chooseAddresses } from './addresses.ts'
import { chooseAttribute, compileAttributes, type Standing } from './attributes.ts'
import { formerClaims } from './former.ts'
import { chooseGroup } from './groups.ts'
import type { SurviveRules } from './rules.ts'
import { compileTrust, type Member, type Witness, witnessesOf } from './witness.ts'

export { SurviveRules, surviveRuleErrors } from './rules.ts'
export type { Member } from './witness.ts'

/** What clustering says of the cluster that a golden record is made from. */
export type ClusterState = { readonly status: 'active' | 'held'; readonly reasons: readonly string[] }

export type Survivor = (members: readonly Member[], cluster: ClusterState) => GoldenContent

/**
 * Golden content of a cluster. Compiled once per rule set; the result is a pure function of the members, whatever order
 * they come in. A value without a folded form is junk: it stays on its record and never wins.
 */
export function compileSurvivor(rules: SurviveRules, entity: EntityName): Survivor {
  const trustOf = compileTrust(rules.trust)
  const attributeOf = compileAttributes(rules, entity)
  const apart = new Set([...rules.groups.flatMap((group) => group.fields), ...rules.former.map((rule) => rule.into)])

  /** By field name: groups first, then single fields, and former names last, because they are what did not win. */
  function standingOf(witnesses: readonly Witness[]): Map<string, Standing> {
    const standing = new Map<string, Standing>()
    const put = (field: string, value: Standing | undefined) => value && standing.set(field, value)
    for (const group of rules.groups)
      for (const [field, chosen] of chooseGroup(witnesses, group, trustOf, attributeOf)) put(field, chosen)
    for (const field of new Set(witnesses.flatMap(({ record }) => Object.keys(record.values)))) {
      const attribute = apart.has(field) ? undefined : attributeOf(field)
      if (attribute) put(field, chooseAttribute(attribute, witnesses, trustOf))
    }
    for (const rule of rules.former) {
      const attribute = attributeOf(rule.into)
      const won = { of: standing.get(rule.of)?.folded, swappedWith: standing.get(rule.swappedWith ?? '')?.folded }
      if (attribute)
        put(
          rule.into,
          chooseAttribute(attribute, witnesses, trustOf, (witness) => formerClaims(witness, rule, won)),
        )
    }
    return standing
  }

  return (members, cluster) => {
    const witnesses = witnessesOf(members)
    const standing = standingOf(witnesses)
    const places = chooseAddresses(witnesses, rules.addresses, trustOf)
    const values: Record<string, GoldenValue> = { ...places.values }
    const winners: Winner[] = [...places.winners]
    for (const [field, { value, record, rule }] of standing) {
      const property = attributeOf(field)?.property
      if (property === undefined) continue
      values[property] = value
      winners.push({ attribute: property, record, rule })
    }
    if (values.name === undefined) {
      const shown = displayName(rules, standing)
      values.name = shown?.value ?? witnesses[0]?.record.id ?? ''
      if (shown) winners.push({ attribute: 'name', record: shown.record, rule: shown.rule })
    }
    return {
      values: Object.fromEntries(Object.entries(values).sort(([a], [b]) => compareIds(a, b))),
      winners: winners.sort((a, b) => compareIds(a.attribute, b.attribute)),
      addresses: places.entries,
      ...statusOf(members, cluster),
    }
  }
}

/** The first way of naming somebody for which there is a value; its reason is that of its first part. */
function displayName(rules: SurviveRules, standing: ReadonlyMap<string, Standing>) {
  for (const fields of rules.display) {
    const parts = fields.flatMap((field) => standing.get(field) ?? [])
    const [lead] = parts
    if (!lead) continue
    const value = parts.map((part) => (Array.isArray(part.value) ? part.value[0] : part.value)).join(' ')
    return { value, record: lead.record, rule: lead.rule }
  }
  return undefined
}

/** A cluster under suspicion is held whatever its policies say; else the strictest effect of any member's issue counts. */
function statusOf(members: readonly Member[], cluster: ClusterState): { status: GoldenStatus; reasons: string[] } {
  const issues = members.flatMap((member) => member.issues.filter((issue) => issue.effect !== 'none'))
  const policies = [...new Set(issues.map((issue) => issue.policy))].sort(compareIds)
  const byPolicy = issues.some((issue) => issue.effect === 'hold')
    ? 'blocked'
    : issues.length > 0
      ? 'flagged'
      : 'active'
  return { status: cluster.status === 'held' ? 'held' : byPolicy, reasons: [...cluster.reasons, ...policies] }
}
