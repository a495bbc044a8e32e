import type { GoldenContent, Winner } from '../model/golden.ts'
import type { Pin } from '../model/pin.ts'
import type { StandardAddress } from '../model/record.ts'
import { arrivals } from './address-words.ts'
import { JOINT, mayWin } from './attributes.ts'
import { shareTimes } from './families.ts'
import { timeOf } from './iso-time.ts'
import type { AddressRule } from './rules.ts'
import { sameSpelling } from './spelling.ts'
import { type Candidate, type Contest, type Criterion, rank } from './winners.ts'
import { isNamed, placeAmong, type TrustOf, timeOfClaim, type Witness } from './witness.ts'

type AddressEntry = GoldenContent['addresses'][number]
export type AddressCandidate = {
  readonly candidate: Candidate
  readonly address: StandardAddress
}

export type ChosenAddresses = {
  /** What the best was chosen from; absent where nobody states an address. */
  readonly contest?: Contest
  /** Listed addresses, best first. */
  readonly entries: AddressEntry[]
  /** Scalars of the best address, complete or not, and why it is the best. */
  readonly values: Record<string, string>
  readonly winners: Winner[]
}

/** Parts of the best address that lie on the golden record itself. */
const SCALARS = ['line1', 'unit', 'line2', 'city', 'region', 'postcode', 'country'] as const
/** Parts that make one spelling of an address fuller than another. */
const PARTS = ['houseNumber', 'street', 'line1', 'unit', 'city', 'region', 'postcode', 'country'] as const

/**
 * An address wins as a whole: never the street of one with the city of another. With a pin the best address of the
 * pinned record goes first.
 */
export function chooseAddresses(
  witnesses: readonly Witness[],
  rule: AddressRule,
  trustOf: TrustOf,
  pin?: Pin,
): ChosenAddresses {
  const { owner: owners = [] } = rule
  const isJoint = owners.length > 1 && witnesses.some((each) => isNamed(owners, each))
  const stating = new Map(witnesses.filter((each) => mayWin({ rule }, each)).map((each) => [each.record.id, each]))
  const places = placesOf([...stating.values()], rule, trustOf).map((place) => {
    const witness = isJoint ? stating.get(place.candidate.record) : undefined
    return witness ? amongOwners(place, witness, owners) : place
  })
  const pick = pickOf(places, isJoint ? [...JOINT, ...rule.pick] : rule.pick)
  const ranked = rank(
    places.map((place) => place.candidate),
    pick,
  )
  if (!ranked) return { entries: [], values: {}, winners: [] }
  const byCandidate = new Map(places.map((place) => [place.candidate, place]))
  const ordered = ranked.ordered.flatMap((candidate) => {
    const place = byCandidate.get(candidate)
    return place ? [place] : []
  })
  const pinned = pin && ordered.find(({ candidate }) => candidate.record === pin.record)
  if (pinned) ordered.unshift(...ordered.splice(ordered.indexOf(pinned), 1))
  const record = pinned?.candidate.record ?? ranked.best.record
  const values: Record<string, string> = {}
  const winners: Winner[] = []
  for (const part of SCALARS) {
    const value = part === 'line2' ? line2Of(ordered, ordered[0]?.address.key) : ordered[0]?.address[part]
    if (value === undefined || value === '') continue
    values[part] = value
    winners.push({ attribute: part, record, ...(pinned ? { rule: 'pinned', pin: pin.id } : { rule: ranked.rule }) })
  }
  return { entries: entriesOf(ordered, rule), values, winners, contest: { ordered: ranked.ordered, pick } }
}

/** Where nothing arrives, nothing is sent as long as there is another address: whatever the rules weigh comes after. */
function pickOf(places: readonly AddressCandidate[], pick: readonly Criterion[]): readonly Criterion[] {
  if (places.every(({ candidate }) => candidate.deliverable)) return pick
  // Nothing arrives at half an address either.
  return pick[0] === 'complete' ? ['complete', 'deliverable', ...pick.slice(1)] : ['deliverable', ...pick]
}

/** Among owners each has the time of its own: who corrects a spelling has the later word. */
function amongOwners(place: AddressCandidate, witness: Pick<Witness, 'record' | 'kind'>, owners: readonly string[]) {
  const { candidate } = place
  return { ...place, candidate: { ...candidate, time: candidate.ownTime, owner: placeAmong(owners, witness) } }
}

export function placesOf(
  witnesses: readonly Witness[],
  rule: AddressRule,
  trustOf: TrustOf,
  kinds?: readonly string[],
): AddressCandidate[] {
  const found = witnesses.flatMap((witness) =>
    witness.record.addresses.map((address, index) => ({ witness, address, index })),
  )
  const times = new Map<string, number>()
  const samples = new Map<string, StandardAddress>()
  const all = new Map(found.map(({ address }) => [address.key, address]))
  for (const { witness, address } of found) {
    times.set(address.key, Math.max(times.get(address.key) ?? Number.NEGATIVE_INFINITY, timeAt(witness, address)))
    if (address.complete) samples.set(address.key, address)
  }
  shareTimes(times, samples, (a, b) => onePlace(a, b, rule))
  // One record that made sure of a place speaks for all that state it, until a later one finds that it does not hold.
  const said = found.flatMap(({ witness, address }) =>
    address.verified === undefined
      ? []
      : { key: address.key, time: checkedAt(witness, address), holds: address.verified },
  )
  const known = arrivals(said, witnesses[0]?.told, all, (a, b) => a.complete && b.complete && onePlace(a, b, rule))
  return found.map(({ witness, address, index }) => ({
    address,
    candidate: {
      record: witness.record.id,
      index,
      value: address.key,
      folded: address.key,
      kind: address.kind,
      trust: trustOf('address', witness, timeAt(witness, address)),
      time: times.get(address.key) ?? Number.NEGATIVE_INFINITY,
      ownTime: timeAt(witness, address),
      size: PARTS.filter((part) => (address[part] ?? '') !== '').length,
      complete: address.complete,
      verified: known.get(address.key) === 'verified',
      deliverable: known.get(address.key) !== 'undeliverable',
      ofKind: kinds === undefined || address.kind === undefined || kinds.includes(address.kind),
      current: address.to === undefined,
      owner: 0,
      weight: witness.voices,
      voices: 1,
    },
  }))
}

/** Since when a record states a place; one without a time of its own is as old as the day it says they moved in. */
function timeAt(witness: Witness, address: StandardAddress): number {
  const time = timeOfClaim(witness, address)
  return Number.isFinite(time) ? time : timeOf(address.from)
}

/** Since when it says whether the place holds. */
function checkedAt(witness: Witness, address: StandardAddress): number {
  const time = timeOfClaim(witness, { since: address.checkedSince })
  return Number.isFinite(time) ? time : timeOf(address.from)
}

/** One door, spelled in two ways: a typo in street or city, a unit or a postcode that one of them lacks. */
function onePlace(
  { folded: a }: StandardAddress,
  { folded: b }: StandardAddress,
  { similarity }: AddressRule,
): boolean {
  if (a.houseNumber !== b.houseNumber || (a.unit !== b.unit && a.unit !== '' && b.unit !== '')) return false
  const samePlace =
    a.postcode === b.postcode ? a.postcode !== '' || a.city === b.city : a.city !== '' && a.city === b.city
  return samePlace && numbersIn(a.street) === numbersIn(b.street) && sameSpelling(a.street, b.street, similarity)
}

/** 1st Street is no slip of 2nd Street. */
function numbersIn(street: string): string {
  return (street.match(/\d+/g) ?? []).join(' ')
}

/** What the best record that says more of this very place says besides. */
function line2Of(ordered: readonly AddressCandidate[], key: string | undefined): string | undefined {
  return ordered.find(({ address }) => address.key === key && address.line2 !== undefined)?.address.line2
}

/** Listed once, in its best spelling. Kind and start come from the best record that states them for this very spelling. */
function entriesOf(ordered: readonly AddressCandidate[], rule: AddressRule): AddressEntry[] {
  const listed: AddressCandidate[] = []
  for (const place of ordered) {
    const { address } = place
    if (!address.complete && !rule.keepIncomplete) continue
    if (!listed.some((better) => isCovered(address, better.address, rule))) listed.push(place)
  }
  return listed.slice(0, rule.max).map((place) => {
    const { key } = place.address
    const { candidate } = place
    const same = ordered.filter(({ address }) => address.key === key)
    const line2 = line2Of(ordered, key)
    const kind = same.find(({ address }) => address.kind)?.address.kind
    const from = same.find(({ address }) => address.from)?.address.from
    const to = place.address.to ?? (rule.moveEnds ? leftOn(place, ordered) : undefined)
    const verified = candidate.verified ? { verified: true } : {}
    return {
      key,
      ...(line2 && { line2 }),
      ...(kind && { kind }),
      ...(from && { from }),
      ...(to && { to }),
      ...verified,
      ...(candidate.deliverable ? {} : { undeliverable: true }),
      record: candidate.record,
    }
  })
}

/**
 * The day on which newer records first put the best address in the place of this one; undefined while no newer record
 * does, or where the two serve different ends.
 */
function leftOn(place: AddressCandidate, ordered: readonly AddressCandidate[]): string | undefined {
  const best = ordered[0]
  const since = place.candidate.time
  const kinds = new Set([best?.address.kind, place.address.kind].filter((kind) => kind !== undefined))
  if (!best || best.address.key === place.address.key || kinds.size > 1 || !Number.isFinite(since)) return undefined
  const newer = ordered
    .filter(({ address, candidate }) => address.key === best.address.key && candidate.ownTime > since)
    .map(({ candidate }) => candidate.ownTime)
  return newer.length === 0 ? undefined : new Date(Math.min(...newer)).toISOString().slice(0, 10)
}

/** Whether an address says no more than a better one that is listed. */
export function isCovered(address: StandardAddress, better: StandardAddress, rule: AddressRule): boolean {
  if (address.key === better.key) return true
  const sameUnit = address.folded.unit === '' || address.folded.unit === better.folded.unit
  return address.complete && sameUnit && onePlace(address, better, rule)
}
