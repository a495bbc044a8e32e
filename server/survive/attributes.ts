import { type EntityName, fieldDef } from '../model/entities/registry.ts'
import type { GoldenValue, Winner } from '../model/golden.ts'
import type { Claim } from '../model/record.ts'
import { type AttributeRule, familyOf, type SurviveRules } from './rules.ts'
import { type Contest, type Criterion, distinct, rank } from './winners.ts'
import { candidateOf, isNamed, placeAmong, type TrustOf, type Witness } from './witness.ts'

/** A field with all that is needed to choose its value. */
export type Attribute = {
  readonly field: string
  /** Where it lies on the golden record; undefined for what is only a means. */
  readonly property: string | undefined
  readonly many: boolean
  readonly rule: AttributeRule
}

/** A value that stands, with its reason. `folded` is that of the value, or of the first of a list. */
export type Standing = {
  readonly value: GoldenValue
  readonly folded: string
  /** What its claim says of how it is shown: `familyFirst`. */
  readonly kind?: string | undefined
  readonly record: Winner['record']
  readonly rule: string
  /** What it was chosen from; of a pinned value what would stand without the pin. */
  readonly contest?: Contest
  /** The pin that makes it stand. */
  readonly pin?: string
}

/** Among several that own an attribute together the later word counts; of one moment, that of whoever is named first. */
export const JOINT: readonly Criterion[] = ['mostRecent', 'firstOwner']

const UNRULED: AttributeRule = { pick: ['mostTrusted'], max: 20, omit: false }

/** Attributes by field name, compiled when first met: open families have no end. Undefined: the entity has no such field. */
export function compileAttributes(rules: SurviveRules, entity: EntityName): (field: string) => Attribute | undefined {
  const compiled = new Map<string, Attribute | undefined>()
  return (field) => {
    if (!compiled.has(field)) compiled.set(field, compileAttribute(field, rules, entity))
    return compiled.get(field)
  }
}

function compileAttribute(field: string, rules: SurviveRules, entity: EntityName): Attribute | undefined {
  const def = fieldDef(entity, field)
  if (!def) return undefined
  const rule = rules.attributes[field] ?? rules.attributes[familyOf(field)] ?? rules.attributes['*'] ?? UNRULED
  return { field, property: rule.omit ? undefined : def.property, many: def.many, rule }
}

/**
 * Whether a record may win an attribute at all: everybody, unless sources own it. Where none of the owners knows the customer
 * there is nobody to wait for, and everybody may.
 */
export function mayWin(
  { rule: { owner } }: { readonly rule: Pick<AttributeRule, 'owner'> },
  witness: Witness,
): boolean {
  return owner === undefined || isNamed(owner, witness) || !witness.isHeard(owner)
}

/** The value of an attribute, or its values with the best first; undefined where nobody has a usable one. */
export function chooseAttribute(
  attribute: Attribute,
  witnesses: readonly Witness[],
  trustOf: TrustOf,
  claimsOf: (witness: Witness) => readonly Claim[] = (witness) => witness.record.values[attribute.field] ?? [],
): Standing | undefined {
  const { many, rule } = attribute
  const { owner: owners = [] } = rule
  const isJoint = owners.length > 1 && witnesses.some((each) => isNamed(owners, each))
  const candidates = witnesses.flatMap((witness) => {
    if (!mayWin(attribute, witness)) return []
    const usable = claimsOf(witness).filter((claim) => claim.folded !== '')
    if (usable.length === 0) return []
    const owner = isJoint ? placeAmong(owners, witness) : 0
    return usable.map((claim, index) => candidateOf(witness, claim, index, trustOf, attribute.field, owner))
  })
  const pick = isJoint ? [...JOINT, ...rule.pick] : rule.pick
  const ranked = rank(candidates, pick)
  if (!ranked) return undefined
  const { best, ordered } = ranked
  const value = many
    ? distinct(ordered)
        .slice(0, rule.max)
        .map((c) => c.value)
    : best.value
  // Where a source owns the attribute that is the reason, whatever decided among its own records; or that there is no owner.
  const because =
    rule.owner === undefined ? ranked.rule : witnesses.some((each) => isNamed(owners, each)) ? 'owner' : 'noOwner'
  return {
    value,
    folded: best.folded,
    kind: best.kind,
    record: best.record,
    rule: because,
    contest: { ordered, pick },
  }
}
