import type { Claim } from '../model/record.ts'
import { hasLostLetters } from '../text/mend.ts'
import { type Attribute, JOINT, mayWin, type Standing } from './attributes.ts'
import { shareTimes } from './families.ts'
import type { GroupRule } from './rules.ts'
import { isAcronym, sameName } from './spelling.ts'
import { type Candidate, rank } from './winners.ts'
import { isNamed, placeAmong, type TrustOf, timeOfClaim, type Witness } from './witness.ts'

/** What one record says of the group's fields; only usable values. */
type Part = { readonly witness: Witness; readonly claims: ReadonlyMap<string, Claim> }

/**
 * Fields that win together, so that no golden record carries the given name of one record with the family name of
 * another: the best record's, and what it lacks from records that agree with it on the required fields.
 */
export function chooseGroup(
  witnesses: readonly Witness[],
  group: GroupRule,
  trustOf: TrustOf,
  attributeOf: (field: string) => Attribute | undefined,
): Map<string, Standing> {
  const parts = witnesses.map((witness) => partOf(witness, group, attributeOf)).filter(({ claims }) => claims.size > 0)
  const owners = jointOwners(witnesses, group, attributeOf)
  // Who corrects a spelling has the later word among owners, so that each keeps the time of its own.
  const times = owners ? new Map<string, number>() : timesBySpelling(parts, group)
  const pick = owners ? [...JOINT, ...group.pick] : group.pick
  const ranked = rank(
    parts.map((part) => {
      const candidate = candidateOf(part, times.get(spellingOf(part, group)), group, trustOf)
      return owners ? { ...candidate, owner: placeAmong(owners, part.witness) } : candidate
    }),
    pick,
  )
  const chosen = new Map<string, Standing>()
  const byRecord = new Map(parts.map((part) => [part.witness.record.id, part]))
  const best = ranked && byRecord.get(ranked.best.record)
  if (!best) return chosen
  const contest = { ordered: ranked.ordered, pick }
  for (const { record } of ranked.ordered) {
    const part = byRecord.get(record)
    if (!part || !agrees(part, best, group)) continue
    const rule = part === best ? ranked.rule : 'filled'
    for (const [field, { value, folded, kind }] of part.claims)
      if (!chosen.has(field)) chosen.set(field, { value, folded, kind, record, rule, contest })
  }
  return chosen
}

/** Sources that own what makes the group whole together, and know the customer; undefined where there are no such. */
function jointOwners(
  witnesses: readonly Witness[],
  { require }: GroupRule,
  attributeOf: (field: string) => Attribute | undefined,
): readonly string[] | undefined {
  const owners = require.flatMap((field) => attributeOf(field)?.rule.owner ?? [])
  const names = [...new Set(owners)]
  return names.length > 1 && witnesses.some((each) => isNamed(names, each)) ? names : undefined
}

function partOf(witness: Witness, group: GroupRule, attributeOf: (field: string) => Attribute | undefined): Part {
  const claims = new Map<string, Claim>()
  for (const field of group.fields) {
    const attribute = attributeOf(field)
    const claim = witness.record.values[field]?.find(({ folded }) => folded !== '')
    if (claim && attribute && mayWin(attribute, witness)) claims.set(field, claim)
  }
  return { witness, claims }
}

function required({ claims }: Part, group: GroupRule): string[] {
  return group.require.map((field) => claims.get(field)?.folded ?? '')
}

/** Key of the required values: parts with one key say the same. */
function spellingOf(part: Part, group: GroupRule): string {
  return required(part, group).join('\u0000')
}

function candidateOf(part: Part, time: number | undefined, group: GroupRule, trustOf: TrustOf): Candidate {
  const { witness } = part
  const own = timeOfPart(part, group.require)
  return {
    record: witness.record.id,
    index: 0,
    value: '',
    folded: spellingOf(part, group),
    kind: undefined,
    trust: Math.min(...group.require.map((field) => trustOf(field, witness, own))),
    time: time ?? own,
    // What is said besides, such as a title, may have changed since.
    ownTime: timeOfPart(part, group.fields),
    // A whole word counts twice an initial, so that `J. Smith` never beats `Joan Smith` by being newer; nor does `J?an Smith`.
    size: group.require.reduce((sum, field) => sum + completeness(part.claims.get(field)), 0),
    complete: true,
    verified: false,
    deliverable: true,
    ofKind: true,
    current: true,
    owner: 0,
    weight: witness.voices,
    voices: 1,
  }
}

/** When the last of these fields came to be as it is. */
function timeOfPart({ witness, claims }: Part, fields: readonly string[]): number {
  let newest: number | undefined
  for (const field of fields) {
    const claim = claims.get(field)
    const time = claim && timeOfClaim(witness, claim)
    if (time !== undefined && (newest === undefined || time > newest)) newest = time
  }
  return newest ?? witness.time
}

function completeness(claim: Claim | undefined): number {
  const size = Math.min(claim?.folded.length ?? 0, 2)
  return claim && hasLostLetters(claim.value) ? Math.min(size, 1) : size
}

/** Time of each spelling: the newest of all that spell the same name. */
function timesBySpelling(parts: readonly Part[], group: GroupRule): Map<string, number> {
  const times = new Map<string, number>()
  const samples = new Map<string, string[]>()
  for (const part of parts) {
    const key = spellingOf(part, group)
    times.set(key, Math.max(times.get(key) ?? Number.NEGATIVE_INFINITY, timeOfPart(part, group.require)))
    // A lone given name or an initial fits many names and would tie them all together.
    if (required(part, group).every((folded) => folded.length > 1)) samples.set(key, required(part, group))
  }
  shareTimes(times, samples, (a, b) => oneName(a, b, group))
  return times
}

/** One name in every required field, or the same words in other columns. An acronym is short for a name, not a new one. */
function oneName(a: readonly string[], b: readonly string[], group: GroupRule): boolean {
  const alike = (name: string, other: string) =>
    sameName(name, other, group) || (group.extraWords === 'same' && isAcronym(name, other))
  if (a.every((name, i) => alike(name, b[i] ?? ''))) return true
  return [...a].sort().join(' ') === [...b].sort().join(' ')
}

/** No required field says two things. */
function agrees(a: Part, b: Part, group: GroupRule): boolean {
  return group.require.every((field) => {
    const [x, y] = [a.claims.get(field), b.claims.get(field)]
    return x === undefined || y === undefined || sameName(x.folded, y.folded, group)
  })
}
