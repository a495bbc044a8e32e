import { z } from 'zod'
import { type EntityName, fieldDef } from '../model/entities/registry.ts'
import { SourceName } from '../model/ids.ts'
import { Criterion } from './winners.ts'

const Trust = z.number().min(0).max(1)
/** By the name of a source, or the kind of system that sources declare to be: erp, crm, shop. */
const TrustBySource = z.record(SourceName, Trust)

/** How much a source is believed: per attribute and source, else per source, else the default for sources never heard of. */
const TrustRules = z.strictObject({
  default: Trust,
  sources: TrustBySource.default({}),
  /** By field name, `family.*` or `address`. */
  attributes: z.record(z.string(), TrustBySource).default({}),
  /** Taken off a record's trust in a field that failed one of its policies. */
  failedPolicy: Trust.default(0),
  /**
   * Trust halves with this many days behind the newest record of the cluster; absent: age does not matter to it. Age is
   * counted from that record and not from today: a golden record does not change because time passes.
   */
  halfLifeDays: z.number().positive().optional(),
  /** Half-lives of their own, by field name, `family.*` or `address`: a phone number ages faster than a tax id. */
  halfLives: z.record(z.string(), z.number().positive()).optional(),
})

/**
 * Only these sources, or sources of these kinds, may win; among several of them the later word, of one moment that of whoever is
 * named first. What others say stays on their records. Where none of them knows the customer, everybody may.
 */
const Owner = z.array(SourceName).min(1).optional()

const AttributeRule = z.strictObject({
  /** Best first: a later criterion is asked only where all earlier ones tie. Last of all: trust, time, lower record id. */
  pick: z.array(Criterion).min(1),
  owner: Owner,
  /** Most values of a list that are kept. */
  max: z.int().positive().default(20),
  /** A means only (a full name that was split into its parts): never a value of the golden record. */
  omit: z.boolean().default(false),
})
export type AttributeRule = z.infer<typeof AttributeRule>

/** Whether a name with a word more is another one: Johnson Yu is not Johnson, but Lesage SARL (Lyon) is Lesage SARL. */
const ExtraWords = z.enum(['other', 'same']).default('other')

const GroupRule = z.strictObject({
  /** Fields that win together, from one record. */
  fields: z.array(z.string()).min(1),
  /** Those that make the group whole; the others are filled from records that agree on these. */
  require: z.array(z.string()).min(1),
  pick: z.array(Criterion).min(1),
  /** Values at least this similar are spellings of one: recency is theirs together, so that a newer typo does not win. */
  similarity: z.number().min(0).max(1),
  extraWords: ExtraWords,
})
export type GroupRule = z.infer<typeof GroupRule>

const FormerRule = z.strictObject({
  /** Values of this field that lost and are another name, not another spelling … */
  of: z.string(),
  /** … are kept in this list. */
  into: z.string(),
  /** Field that sources swap with `of`: its winner is no former name. */
  swappedWith: z.string().optional(),
  similarity: z.number().min(0).max(1),
  extraWords: ExtraWords,
})
export type FormerRule = z.infer<typeof FormerRule>

const AddressRule = z.strictObject({
  pick: z.array(Criterion).min(1),
  owner: Owner,
  max: z.int().positive().default(20),
  /** Streets at least this similar, at one number and place, are spellings of one. 1: only equal ones. */
  similarity: z.number().min(0).max(1).default(1),
  /** Whether addresses that nobody can be reached at (a city alone) are listed too. The scalars take them in any case. */
  keepIncomplete: z.boolean().default(false),
  /** People live at one place: an address that only older records state has been left. Companies may have several sites. */
  moveEnds: z.boolean().default(false),
  /** For an end such as delivery: kinds of address that serve it beside those of no stated kind, and what makes the best one. */
  offers: z
    .record(z.string(), z.strictObject({ kinds: z.array(z.string()), pick: z.array(Criterion).min(1) }))
    .optional(),
})
export type AddressRule = z.infer<typeof AddressRule>

/** What makes a value win. Field names are those of the entity; `family.*` stands for an open family, `*` for all others. */
export const SurviveRules = z.strictObject({
  trust: TrustRules,
  attributes: z.record(z.string(), AttributeRule),
  groups: z.array(GroupRule).default([]),
  former: z.array(FormerRule).default([]),
  addresses: AddressRule,
  /** Display name: the first of these lists of fields that has a value, joined by spaces; a list field gives its best. */
  display: z.array(z.array(z.string()).min(1)).min(1),
})
export type SurviveRules = z.infer<typeof SurviveRules>

/** What zod cannot see: fields that the entity does not have, groups that overlap. All at once, in words; empty is good. */
export function surviveRuleErrors(rules: SurviveRules, entity: EntityName): string[] {
  const errors: string[] = []
  const check = (name: string, where: string, extra: readonly string[] = []) => {
    if (extra.includes(name) || knows(entity, name)) return
    errors.push(`${entity}.survive.${where}: ${entity} has no field "${name}"`)
  }
  for (const name of Object.keys(rules.attributes)) check(name, 'attributes', ['*'])
  for (const name of Object.keys(rules.trust.attributes)) check(name, 'trust.attributes', ['address'])
  for (const name of Object.keys(rules.trust.halfLives ?? {})) check(name, 'trust.halfLives', ['address'])
  const grouped = new Set<string>()
  for (const group of rules.groups) {
    for (const name of group.fields) {
      check(name, 'groups')
      if (grouped.has(name)) errors.push(`${entity}.survive.groups: "${name}" is in two groups`)
      grouped.add(name)
    }
    for (const name of group.require.filter((f) => !group.fields.includes(f)))
      errors.push(`${entity}.survive.groups: required "${name}" is not in its group`)
  }
  for (const former of rules.former) {
    for (const name of [former.of, former.into, former.swappedWith ?? former.of]) check(name, 'former')
    if (fieldDef(entity, former.into)?.many === false)
      errors.push(`${entity}.survive.former: "${former.into}" holds one value, not a list`)
  }
  for (const name of rules.display.flat()) check(name, 'display')
  return errors
}

function knows(entity: EntityName, name: string): boolean {
  return fieldDef(entity, name.endsWith('.*') ? `${name.slice(0, -1)}x` : name) !== undefined
}

/** `custom.*` of `custom.colour`. */
export function familyOf(field: string): string {
  return `${field.slice(0, Math.max(0, field.indexOf('.')))}.*`
}
