import { type EntityName, fieldDef } from '../model/entities/registry.ts'
import type { GoldenContent, GoldenStatus, GoldenValue, Winner } from '../model/golden.ts'
import type { Claim } from '../model/record.ts'
import { chooseAddresses } from './addresses.ts'
import { formerClaims } from './former.ts'
import { type Chosen, chooseGroup } from './groups.ts'
import type { AttributeRule, SurviveRules } from './rules.ts'
import { type Candidate, distinct, rank } from './winners.ts'
import { candidateOf, compileTrust, type Member, type Witness, witnessesOf } from './witness.ts'

export { SurviveRules, surviveRuleErrors } from './rules.ts'
export type { Member } from './witness.ts'

/** What clustering says of the cluster that a golden record is made from. */
export type ClusterState = { readonly status: 'active' | 'held'; readonly reasons: readonly string[] }

export type Survivor = (members: readonly Member[], cluster: ClusterState) => GoldenContent

/** A value that stands, before it is laid on the golden record. */
type Standing = {
  readonly value: GoldenValue
  readonly folded: string
  readonly record: Winner['record']
  readonly rule: string
}

type Plan = {
  readonly field: string
  readonly property: string | undefined
  readonly many: boolean
  readonly rule: AttributeRule
}

const FALLBACK: AttributeRule = { pick: ['mostTrusted'], max: 20, omit: false }

/**
 * Golden content of a cluster. Compiled once per rule set; the result is a pure function of the members, whatever order
 * they come in. A value without a folded form is junk: it stays on its record and never wins.
 */
export function compileSurvivor(rules: SurviveRules, entity: EntityName): Survivor {
  const trustOf = compileTrust(rules.trust)
  const plans = new Map<string, Plan | undefined>()
  const planOf = (field: string): Plan | undefined => {
    if (!plans.has(field)) plans.set(field, compilePlan(field, rules, entity))
    return plans.get(field)
  }
  const grouped = new Set(rules.groups.flatMap((group) => group.fields))
  const intoFormer = new Set(rules.former.map((rule) => rule.into))

  const single = (plan: Plan, witnesses: readonly Witness[]): Standing | undefined => {
    const claims = (witness: Witness) => witness.record.values[plan.field] ?? []
    const ranked = rank(candidates(plan, witnesses, claims), plan.rule.pick)
    return (
      ranked && {
        value: ranked.best.value,
        folded: ranked.best.folded,
        record: ranked.best.record,
        rule: named(plan, ranked.rule),
      }
    )
  }
  const list = (
    plan: Plan,
    witnesses: readonly Witness[],
    claims: (witness: Witness) => readonly Claim[],
  ): Standing | undefined => {
    const ranked = rank(candidates(plan, witnesses, claims), plan.rule.pick)
    const value = distinct(ranked?.ordered ?? []).slice(0, plan.rule.max)
    return (
      ranked && {
        value: value.map((c) => c.value),
        folded: ranked.best.folded,
        record: ranked.best.record,
        rule: named(plan, ranked.rule),
      }
    )
  }
  const candidates = (
    plan: Plan,
    witnesses: readonly Witness[],
    claims: (witness: Witness) => readonly Claim[],
  ): Candidate[] =>
    witnesses.flatMap((witness) => {
      if (!mayWin(plan, witness)) return []
      const usable = claims(witness).filter((claim) => claim.folded !== '')
      if (usable.length === 0) return []
      const trust = trustOf(plan.field, witness)
      return usable.map((claim, index) => candidateOf(witness, claim, index, trust))
    })

  return (members, cluster) => {
    const witnesses = witnessesOf(members)
    const standing = new Map<string, Standing>()
    const put = (field: string, value: Standing | undefined) => value && standing.set(field, value)
    for (const group of rules.groups) {
      const owned = (field: string, source: Witness['record']['source']) =>
        planOf(field)?.rule.owner?.includes(source) ?? true
      for (const [field, chosen] of chooseGroup(witnesses, group, trustOf, owned)) put(field, standingOf(chosen))
    }
    for (const field of fieldsOf(witnesses)) {
      const plan = planOf(field)
      if (!plan || grouped.has(field) || intoFormer.has(field)) continue
      put(field, plan.many ? list(plan, witnesses, (w) => w.record.values[field] ?? []) : single(plan, witnesses))
    }
    for (const rule of rules.former) {
      const plan = planOf(rule.into)
      const winners = { of: standing.get(rule.of)?.folded, swappedWith: standing.get(rule.swappedWith ?? '')?.folded }
      if (plan)
        put(
          rule.into,
          list(plan, witnesses, (witness) => formerClaims(witness, rule, winners)),
        )
    }
    return content(witnesses, members, cluster, standing)
  }

  function content(
    witnesses: readonly Witness[],
    members: readonly Member[],
    cluster: ClusterState,
    standing: ReadonlyMap<string, Standing>,
  ): GoldenContent {
    const places = chooseAddresses(witnesses, rules.addresses, trustOf)
    const values: Record<string, GoldenValue> = { ...places.values }
    const winners: Winner[] = [...places.winners]
    for (const [field, { value, record, rule }] of standing) {
      const plan = planOf(field)
      if (plan?.property === undefined || plan.rule.omit) continue
      values[plan.property] = value
      winners.push({ attribute: plan.property, record, rule })
    }
    const name = displayName(rules, standing)
    if (name && values.name === undefined) winners.push({ attribute: 'name', record: name.record, rule: name.rule })
    values.name ??= name?.text ?? witnesses[0]?.record.id ?? ''
    return {
      values: Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))),
      winners: winners.sort((a, b) => (a.attribute < b.attribute ? -1 : 1)),
      addresses: places.entries,
      ...standingOfCluster(members, cluster),
    }
  }
}

function compilePlan(field: string, rules: SurviveRules, entity: EntityName): Plan | undefined {
  const def = fieldDef(entity, field)
  if (!def) return undefined
  const family = `${field.slice(0, field.indexOf('.'))}.*`
  const rule = rules.attributes[field] ?? rules.attributes[family] ?? rules.attributes['*'] ?? FALLBACK
  return { field, property: def.property, many: def.many, rule }
}

function mayWin(plan: Plan, witness: Witness): boolean {
  return plan.rule.owner?.includes(witness.record.source) ?? true
}

/** Where a source owns the attribute, that is the reason, whatever decided among its own records. */
function named(plan: Plan, rule: string): string {
  return plan.rule.owner ? 'owner' : rule
}

function standingOf({ claim, record, rule }: Chosen): Standing {
  return { value: claim.value, folded: claim.folded, record, rule }
}

function fieldsOf(witnesses: readonly Witness[]): Set<string> {
  return new Set(witnesses.flatMap(({ record }) => Object.keys(record.values)))
}

function displayName(rules: SurviveRules, standing: ReadonlyMap<string, Standing>) {
  for (const fields of rules.display) {
    const parts = fields.flatMap((field) => standing.get(field) ?? [])
    const lead = parts[0]
    if (lead)
      return {
        text: parts.map(({ value }) => (Array.isArray(value) ? value[0] : value)).join(' '),
        record: lead.record,
        rule: lead.rule,
      }
  }
  return undefined
}

/** A cluster under suspicion is held whatever its policies say; else the strictest effect of any member's issue counts. */
function standingOfCluster(
  members: readonly Member[],
  cluster: ClusterState,
): { status: GoldenStatus; reasons: string[] } {
  const issues = members.flatMap((member) => member.issues.filter((issue) => issue.effect !== 'none'))
  const policies = [...new Set(issues.map((issue) => issue.policy))].sort()
  const byPolicy = issues.some((issue) => issue.effect === 'hold')
    ? 'blocked'
    : issues.length > 0
      ? 'flagged'
      : 'active'
  return { status: cluster.status === 'held' ? 'held' : byPolicy, reasons: [...cluster.reasons, ...policies] }
}
