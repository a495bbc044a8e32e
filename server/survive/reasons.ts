import type { EntityName } from '../model/entities/registry.ts'
import type { RecordId } from '../model/ids.ts'
import { type Attribute, mayWin, type Standing } from './attributes.ts'
import type { SurviveRules } from './rules.ts'
import { type ChosenValues, compileChooser } from './standing.ts'
import { type Candidate, type Contest, type Criterion, deciding } from './winners.ts'
import type { Member, Witness } from './witness.ts'

/** Why a value of a record does not stand: the criterion that decided, and in words. */
type Lost = { readonly by: string; readonly why: string }

export type ReasonOf = (attribute: string, record: RecordId, value: string) => Lost | undefined

const WORDS: Readonly<Record<Criterion | 'recordId', string>> = {
  complete: 'not enough of it to reach somebody',
  current: 'ended',
  deliverable: 'nothing arrives there',
  firstOwner: 'of an owner that is named later',
  mostComplete: 'says less',
  mostFrequent: 'fewer records say so',
  mostRecent: 'older',
  mostRestrictive: 'less restrictive',
  mostTrusted: 'less trusted',
  ofKind: 'of another kind',
  verified: 'not verified',
  recordId: 'equal in everything; the lower record id stands',
}

/**
 * Tells of each value that lost why it did, by the very contest that was decided. Undefined where a value was not in it:
 * junk, or a part of something that won or lost as a whole.
 */
export function compileReasons(rules: SurviveRules, entity: EntityName): (members: readonly Member[]) => ReasonOf {
  const { attributeOf, choose } = compileChooser(rules, entity)
  return (members) => {
    const outcome = choose(members)
    const byProperty = fieldsByProperty(members, outcome, attributeOf)
    const memberOf = new Map(members.map((member) => [member.record.id, member]))
    const witnessOf = new Map(outcome.witnesses.map((witness) => [witness.record.id, witness]))
    return (property, record, value) => {
      if (memberOf.get(record)?.retired === true) return { by: 'retired', why: `its source was retired` }
      const witness = witnessOf.get(record)
      if (!witness) return undefined
      const attribute = byProperty.get(property)
      if (!attribute && !mayWin({ rule: rules.addresses }, witness)) return notOwner(rules.addresses)
      if (!attribute) return ofAddress(outcome, property, witness, value)
      if (!mayWin(attribute, witness)) return notOwner(attribute.rule)
      return lost(outcome.standing.get(attribute.field), (candidate) => says(candidate, witness, attribute, value))
    }
  }
}

function notOwner({ owner = [] }: { readonly owner?: readonly string[] | undefined }): Lost {
  return { by: 'owner', why: `only ${owner.join(', ')} may state it` }
}

function fieldsByProperty(
  members: readonly Member[],
  { standing }: ChosenValues,
  attributeOf: (field: string) => Attribute | undefined,
) {
  const fields = new Set([...standing.keys(), ...members.flatMap(({ record }) => Object.keys(record.values))])
  return new Map(
    [...fields].flatMap((field) => {
      const attribute = attributeOf(field)
      return attribute?.property === undefined ? [] : [[attribute.property, attribute] as const]
    }),
  )
}

/** A group is weighed as a whole, so its candidates carry no value of their own. */
function says(candidate: Candidate, { record }: Witness, { field }: Attribute, value: string): boolean {
  if (candidate.record !== record.id) return false
  const claim = (record.values[field] ?? []).find((each) => each.value === value)
  return claim !== undefined && (candidate.value === '' || candidate.folded === claim.folded)
}

function lost(
  stands: Pick<Standing, 'contest' | 'pin'> | undefined,
  isIt: (candidate: Candidate) => boolean,
): Lost | undefined {
  if (stands?.pin !== undefined) return { by: 'pinned', why: 'a steward pinned another value' }
  const contest = stands?.contest
  const candidate = contest?.ordered.find(isIt)
  return contest && candidate ? behind(contest, candidate) : undefined
}

function behind({ ordered, pick }: Contest, candidate: Candidate): Lost | undefined {
  const [best] = ordered
  if (!best || best === candidate) return undefined
  const by = deciding(pick, best, candidate)
  return { by, why: WORDS[by as Criterion] }
}

function ofAddress({ places }: ChosenValues, part: string, { record }: Witness, value: string): Lost | undefined {
  const keys = new Set(record.addresses.filter((each) => each[part as 'city'] === value).map(({ key }) => key))
  const pin = places.winners.find(({ pin: id }) => id !== undefined)?.pin
  return lost(
    { ...(places.contest ? { contest: places.contest } : {}), ...(pin === undefined ? {} : { pin }) },
    (candidate) => candidate.record === record.id && keys.has(candidate.folded),
  )
}
