import type { Claim } from '../model/record.ts'
import type { GroupRule } from './rules.ts'
import { sameSpelling } from './spelling.ts'
import { type Candidate, rank } from './winners.ts'
import type { TrustOf, Witness } from './witness.ts'

/** A value chosen for one field of a group. */
export type Chosen = { readonly claim: Claim; readonly record: Witness['record']['id']; readonly rule: string }

type Part = { readonly witness: Witness; readonly claims: ReadonlyMap<string, Claim>; readonly whole: boolean }

/**
 * Fields that win together, so that no golden record carries the given name of one record with the family name of
 * another: the best record's, and what it lacks from records that agree with it on the required fields.
 */
export function chooseGroup(
  witnesses: readonly Witness[],
  group: GroupRule,
  trustOf: TrustOf,
  mayWin: (field: string, source: Witness['record']['source']) => boolean,
): Map<string, Chosen> {
  const parts = witnesses.flatMap((witness) => {
    const claims = new Map<string, Claim>()
    for (const field of group.fields) {
      const claim = mayWin(field, witness.record.source) ? usable(witness, field) : undefined
      if (claim) claims.set(field, claim)
    }
    return claims.size === 0 ? [] : [{ witness, claims, whole: isWhole(claims, group) }]
  })
  const times = timesBySpelling(parts, group)
  const byRecord = new Map(parts.map((part) => [part.witness.record.id, part]))
  const ranked = rank(
    parts.map((part, i) => candidate(part, times[i] ?? part.witness.time, group, trustOf)),
    group.pick,
  )
  const chosen = new Map<string, Chosen>()
  const best = ranked && byRecord.get(ranked.best.record)
  if (!ranked || !best) return chosen
  for (const { record } of ranked.ordered) {
    const part = byRecord.get(record)
    if (!part || !agrees(part, best, group)) continue
    const rule = part === best ? ranked.rule : 'filled'
    for (const [field, claim] of part.claims) if (!chosen.has(field)) chosen.set(field, { claim, record, rule })
  }
  return chosen
}

function usable(witness: Witness, field: string): Claim | undefined {
  return witness.record.values[field]?.find((claim) => claim.folded !== '')
}

/** All required fields, none a mere initial. */
function isWhole(claims: ReadonlyMap<string, Claim>, group: GroupRule): boolean {
  return group.require.every((field) => (claims.get(field)?.folded.length ?? 0) > 1)
}

function candidate({ witness, claims }: Part, time: number, group: GroupRule, trustOf: TrustOf): Candidate {
  const required = group.require.map((field) => claims.get(field))
  return {
    record: witness.record.id,
    index: 0,
    value: '',
    folded: required.map((claim) => claim?.folded ?? '').join('\u0000'),
    kind: undefined,
    trust: Math.min(...group.require.map((field) => trustOf(field, witness))),
    time,
    // A whole word counts twice an initial: `J. Smith` never beats `Joan Smith` by being newer.
    size: required.reduce((sum, claim) => sum + Math.min(claim?.folded.length ?? 0, 2), 0),
    complete: true,
    current: true,
    voices: 1,
  }
}

/**
 * Time of each part: the newest of all parts that spell the same name (single link, so order does not matter). A typo in
 * the newest record then competes with the right spelling by frequency and trust, while a new name still beats an old one.
 */
function timesBySpelling(parts: readonly Part[], group: GroupRule): number[] {
  const times = parts.map((part) => part.witness.time)
  // A cluster this large is held anyway, and pairs grow with its square.
  if (parts.length < 2 || parts.length > 200) return times
  for (let changed = true; changed; ) {
    changed = false
    parts.forEach((a, i) => {
      parts.forEach((b, j) => {
        if ((times[i] ?? 0) >= (times[j] ?? 0) || !spellsAlike(a, b, group)) return
        times[i] = times[j] ?? 0
        changed = true
      })
    })
  }
  return times
}

function spellsAlike(a: Part, b: Part, group: GroupRule): boolean {
  if (!a.whole || !b.whole) return false
  return agrees(a, b, group) || swapped(a, b, group)
}

/** No required field says two things. */
function agrees(a: Part, b: Part, group: GroupRule): boolean {
  return group.require.every((field) => {
    const x = a.claims.get(field)?.folded
    const y = b.claims.get(field)?.folded
    return x === undefined || y === undefined || sameSpelling(x, y, group.similarity)
  })
}

function swapped(a: Part, b: Part, group: GroupRule): boolean {
  const words = (part: Part) => group.require.map((field) => part.claims.get(field)?.folded ?? '').sort()
  const other = words(b)
  return words(a).every((word, i) => word === other[i])
}
