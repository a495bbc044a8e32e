import { newestPin, type Pin } from '../model/pin.ts'
import type { Claim } from '../model/record.ts'
import type { Attribute, Standing } from './attributes.ts'
import { distinct } from './winners.ts'
import type { Member } from './witness.ts'

/** A pin that counts, and the record it is on, whether or not the record's source still may win by itself. */
export type Pinned = { readonly pin: Pin; readonly member: Member }

/** The newest pin of each field: where two clusters that were both pinned come together, the later word counts. */
export function pinsOf(members: readonly Member[]): Map<string, Pinned> {
  const all = members.flatMap((member) => (member.pins ?? []).map((pin) => ({ pin, member })))
  const newest = new Map<string, Pinned>()
  for (const pinned of all.sort((a, b) => newestPin(a.pin, b.pin)))
    if (!newest.has(pinned.pin.field)) newest.set(pinned.pin.field, pinned)
  return newest
}

/** What stands under a pin: its value first, then of a list what stood before. Undefined while its record says nothing. */
export function underPin(attribute: Attribute, pinned: Pinned, standing: Standing | undefined): Standing | undefined {
  const claims = claimsOf(pinned)
  const [best] = claims
  if (!best) return standing
  const { pin } = pinned
  const stated = new Set(claims.map(({ folded }) => folded))
  const others = standing?.contest ? distinct(standing.contest.ordered).filter(({ folded }) => !stated.has(folded)) : []
  return {
    value: attribute.many ? [...claims, ...others].slice(0, attribute.rule.max).map(({ value }) => value) : best.value,
    folded: best.folded,
    record: pin.record,
    rule: 'pinned',
    pin: pin.id,
    ...(standing?.contest ? { contest: standing.contest } : {}),
  }
}

function claimsOf({ pin, member }: Pinned): readonly Pick<Claim, 'value' | 'folded'>[] {
  if (pin.value !== undefined) return [{ value: pin.value, folded: pin.folded ?? pin.value }]
  const seen = new Set<string>()
  return (member.record.values[pin.field] ?? []).filter(
    ({ folded }) => folded !== '' && !seen.has(folded) && seen.add(folded),
  )
}
