import type { GoldenContent, Winner } from '../model/golden.ts'
import type { StandardAddress } from '../model/record.ts'
import type { AddressRule } from './rules.ts'
import { type Candidate, distinct, rank } from './winners.ts'
import { type TrustOf, timeOf, type Witness } from './witness.ts'

type AddressEntry = GoldenContent['addresses'][number]
type Place = { readonly candidate: Candidate; readonly address: StandardAddress }

export type ChosenAddresses = {
  /** Listed addresses, best first. */
  readonly entries: AddressEntry[]
  /** Scalars of the best address, complete or not, and why it is the best. */
  readonly values: Record<string, string>
  readonly winners: Winner[]
}

/** Parts of the best address that lie on the golden record itself. */
const SCALARS = ['line1', 'unit', 'city', 'region', 'postcode', 'country'] as const
const PARTS = ['houseNumber', 'street', ...SCALARS] as const

/** An address wins as a whole: never the street of one with the city of another. */
export function chooseAddresses(witnesses: readonly Witness[], rule: AddressRule, trustOf: TrustOf): ChosenAddresses {
  const places = witnesses.flatMap((witness) => placesOf(witness, trustOf))
  const ranked = rank(
    places.map((place) => place.candidate),
    rule.pick,
  )
  if (!ranked) return { entries: [], values: {}, winners: [] }
  const byCandidate = new Map(places.map((place) => [place.candidate, place.address]))
  const best = byCandidate.get(ranked.best)
  const values: Record<string, string> = {}
  const winners: Winner[] = []
  for (const part of SCALARS) {
    const value = best?.[part]
    if (value === undefined || value === '') continue
    values[part] = value
    winners.push({ attribute: part, record: ranked.best.record, rule: ranked.rule })
  }
  const entries = distinct(ranked.ordered)
    .filter((c) => c.complete || rule.keepIncomplete)
    .slice(0, rule.max)
    .map((c) => entryOf(c, ranked.ordered, byCandidate))
  return { entries, values, winners }
}

function placesOf(witness: Witness, trustOf: TrustOf): Place[] {
  return witness.record.addresses.map((address, index) => ({
    address,
    candidate: {
      record: witness.record.id,
      index,
      value: address.key,
      folded: address.key,
      kind: address.kind,
      trust: trustOf('address', witness),
      // A record without a time of its own is as old as the day it says they moved in.
      time: Number.isFinite(witness.time) ? witness.time : timeOf(address.from),
      recordTime: timeOf(address.from),
      size: PARTS.filter((part) => (address[part] ?? '') !== '').length,
      complete: address.complete,
      current: address.to === undefined,
      voices: 1,
    },
  }))
}

/** Kind and start come from the best record that states them for this address. */
function entryOf(
  best: Candidate,
  ordered: readonly Candidate[],
  addressOf: ReadonlyMap<Candidate, StandardAddress>,
): AddressEntry {
  const same = ordered.filter((c) => c.folded === best.folded).map((c) => addressOf.get(c))
  const kind = same.find((address) => address?.kind)?.kind
  const from = same.find((address) => address?.from)?.from
  return { key: best.value, ...(kind && { kind }), ...(from && { from }), record: best.record }
}
