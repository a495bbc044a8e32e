import { inOwnOrder } from '../model/entities/field.ts'
import type { EntityName } from '../model/entities/registry.ts'
import type { GoldenContent, GoldenStatus, GoldenValue, Winner } from '../model/golden.ts'
import { compareIds, shortNameOf } from '../model/ids.ts'
import type { Standing } from './attributes.ts'
import type { SurviveRules } from './rules.ts'
import { compileChooser } from './standing.ts'
import type { Member } from './witness.ts'

export { compileOffers, type Offer } from './offers.ts'
export { compileReasons, type ReasonOf } from './reasons.ts'
export { SurviveRules, surviveRuleErrors } from './rules.ts'
export type { Member } from './witness.ts'

/** What clustering says of the cluster that a golden record is made from. */
type ClusterState = { readonly status: 'active' | 'held'; readonly reasons: readonly string[] }

export type Survivor = (members: readonly Member[], cluster: ClusterState) => GoldenContent

/** What fields begin with that are a part of the best address. */
const ADDRESS = 'address.'

/** Why nobody gets a golden record that only retired sources know. */
const NOBODY_LEFT = 'every source retired'
/** Nor one that is left only in systems in which Kith itself made it. */
const ONLY_MADE = 'nobody says anything of it any more'

/**
 * Golden content of a cluster. Compiled once per rule set; the result is a pure function of the members, whatever order
 * they come in. A value without a folded form is junk: it stays on its record and never wins.
 */
export function compileSurvivor(rules: SurviveRules, entity: EntityName): Survivor {
  const { attributeOf, choose } = compileChooser(rules, entity)
  return (members, cluster) => {
    const { standing, places, rejected } = choose(members)
    const values: Record<string, GoldenValue> = { ...places.values }
    const propertyOf = (field: string) =>
      field.startsWith(ADDRESS) ? field.slice(ADDRESS.length) : (attributeOf(field)?.property ?? '')
    const winners: Winner[] = [...places.winners]
    for (const [field, { value, ...why }] of standing) {
      const property = attributeOf(field)?.property
      if (property === undefined) continue
      values[property] = value
      winners.push(winnerOf(property, why))
    }
    if (values.name === undefined) {
      const shown = displayName(rules, standing)
      values.name = shown?.value ?? nameOfLowest(members)
      if (shown) winners.push({ attribute: 'name', record: shown.record, rule: shown.rule })
    }
    return {
      values: Object.fromEntries(Object.entries(values).sort(([a], [b]) => compareIds(a, b))),
      winners: winners.sort((a, b) => compareIds(a.attribute, b.attribute)),
      ...(rejected.length > 0 ? { rejected } : {}),
      addresses: places.entries,
      ...statusOf(members, cluster, (field) => values[propertyOf(field)] !== undefined),
    }
  }
}

function winnerOf(attribute: string, { record, rule, pin }: Omit<Standing, 'value'>): Winner {
  return { attribute, record, rule, ...(pin === undefined ? {} : { pin }) }
}

function nameOfLowest(members: readonly Member[]): string {
  const [lowest] = members.map(({ record }) => record.id).sort(compareIds)
  return lowest === undefined ? '' : shortNameOf(lowest)
}

/** The first way of naming somebody for which there is a value; its reason is that of its first part. */
function displayName(rules: SurviveRules, standing: ReadonlyMap<string, Standing>) {
  for (const listed of rules.display) {
    const fields = inOwnOrder(listed, standing.get('familyName')?.kind)
    const parts = fields.flatMap((field) => standing.get(field) ?? [])
    const [lead] = parts
    if (!lead) continue
    const value = parts.map((part) => (Array.isArray(part.value) ? part.value[0] : part.value)).join(' ')
    return { value, record: lead.record, rule: lead.rule }
  }
  return undefined
}

/**
 * A cluster under suspicion is held whatever its policies say; else the strictest effect of any issue counts, of members
 * that may still win. What one of them leaves empty and another fills is not missing. Where none may win, nothing is left to
 * publish.
 */
function statusOf(
  members: readonly Member[],
  cluster: ClusterState,
  hasValue: (field: string) => boolean,
): { status: GoldenStatus; reasons: string[] } {
  const heard = members.filter(({ retired, record }) => retired !== true && record.wordless !== true)
  const issues = heard.flatMap((member) =>
    member.issues.filter(
      ({ effect, missing, field }) => effect !== 'none' && !(missing && field !== undefined && hasValue(field)),
    ),
  )
  const policies = [...new Set(issues.map((issue) => issue.policy))].sort(compareIds)
  const silent = heard.length === 0 && members.length > 0
  const byPolicy =
    silent || issues.some((issue) => issue.effect === 'hold') ? 'blocked' : issues.length > 0 ? 'flagged' : 'active'
  return {
    status: cluster.status === 'held' ? 'held' : byPolicy,
    reasons: [...cluster.reasons, ...policies, ...(silent ? [whySilent(members)] : [])],
  }
}

function whySilent(members: readonly Member[]): string {
  return members.every(({ retired }) => retired === true) ? NOBODY_LEFT : ONLY_MADE
}
