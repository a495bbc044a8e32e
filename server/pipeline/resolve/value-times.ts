import {
  type Claim,
  extensionOf,
  type RecordInput,
  type Stamp,
  type StandardAddress,
  type StandardRecord,
  type ValueTimes,
} from '../../model/record.ts'
import type { Prepared } from '../../rules/prepare.ts'
import { compareVersions } from './classify.ts'

/** A cleaned record with what is known of its other versions. */
export type Dated = { readonly standard: StandardRecord; readonly times?: ValueTimes | undefined }

/** Stamps that are kept whatever they tell; of older ones those that values begin at. */
const MOST_STAMPS = 500

/** A record as it is written in the place of a stored version, if there is one. */
export function following(prepared: Prepared, before: (Dated & { readonly hash: string }) | undefined): Prepared {
  const { times: _own, ...rest } = prepared
  if (prepared.input.parts) return { ...rest, standard: composed(prepared.standard, prepared.input, before?.standard) }
  if (!before) return prepared
  const take = before.hash === prepared.hash ? reread : succeed
  return withDated(rest, take(before, prepared.standard))
}

/** A record that a late version tells more of. */
export function withDated(prepared: Prepared, { standard, times }: Dated): Prepared {
  return { ...prepared, standard, ...(times ? { times } : {}) }
}

/** A newer version, or one of the same time that takes the place of the former word. */
export function succeed(before: Dated, now: StandardRecord): Dated {
  const { stamps, starts } = timesOf(before)
  const isNewer = compareVersions(now, before.standard) > 0
  const known = isNewer ? stamps : stamps.slice(0, -1)
  const was = statementsOf(before.standard)
  const fresh = isNewer ? known.length : known.length + 1
  return dated(now, [...known, stampOf(now)], (slot, said) => startOf(said, was[slot], starts[slot], stamps) ?? fresh)
}

/** The same version, cleaned by other rules: what it says now is as old as what it was read from. */
export function reread(before: Dated, now: StandardRecord): Dated {
  const { stamps, starts } = timesOf(before)
  const was = statementsOf(before.standard)
  return dated(now, stamps, (slot, said) => startOf(said, was[slot], starts[slot], stamps) ?? stamps.length - 1)
}

/** An older version that came late: what it says too is as old as it, and what it contradicts is younger. */
export function precede(now: Dated, late: StandardRecord): Dated {
  const { stamps, starts } = timesOf(now)
  const { place, isKnown } = placeOf(late, stamps)
  const all = isKnown ? stamps : [...stamps.slice(0, place), stampOf(late), ...stamps.slice(place)]
  const then = statementsOf(late)
  return dated(now.standard, all, (slot, said, at) => {
    const stood = starts[slot]?.[at] ?? stamps.length - 1
    const start = isKnown || stood < place ? stood : stood + 1
    const stated = (then[slot] ?? []).some((other) => isSame(said, other))
    if (start <= place) return stated ? start : place + 1
    return stated && !isKnown && start === place + 1 ? place : start
  })
}

/**
 * A record put together of what several tables say: its values are as old as the part that first said them, whatever order
 * the parts came in.
 */
function composed(standard: StandardRecord, { parts = {} }: RecordInput, before?: StandardRecord): StandardRecord {
  const was = before ? statementsOf(before) : {}
  const own = timeOf(standard)
  const said = Object.values(parts).map(({ fields, addresses, ...part }) => ({
    time: timeOf(part),
    cells: new Set([...Object.values(fields).flat(), ...addresses.map(written)]),
  }))
  return withTimes(standard, (slot, { original, ...words }) => {
    const known = was[slot]?.find((other) => isSame({ ...words, original }, other))
    const at = known ? (known.since ?? (before && timeOf(before))) : said.find(({ cells }) => cells.has(original))?.time
    return at !== undefined && own !== undefined && at < own ? at : undefined
  })
}

/** What a record says in one place: two that are one say the same, however it is written now or was written then. */
type Statement = { readonly folded: string; readonly original: string; readonly since?: string | undefined }

type Statements = Readonly<Record<string, readonly Statement[]>>

const ADDRESS = 'address'
const CHECKED = 'address.verified'

function statementsOf({ values, addresses }: StandardRecord): Statements {
  const ofFields = Object.entries(values).map(([field, claims]) => [field, claims.map(ofClaim)] as const)
  return { ...Object.fromEntries(ofFields), [ADDRESS]: addresses.map(ofAddress), [CHECKED]: addresses.map(ofCheck) }
}

function ofClaim(claim: Claim): Statement {
  const { value, folded, original, since } = claim
  return { folded: `${folded || `"${value}"`} ${extensionOf(claim) ?? ''}`, original, since }
}

function ofAddress({ key, original, since }: StandardAddress): Statement {
  return { folded: key, original: written(original), since }
}

function ofCheck({ key, original, verified, checkedSince }: StandardAddress): Statement {
  return { folded: `${key} ${verified}`, original: written(original), since: checkedSince }
}

function written(address: StandardAddress['original']): string {
  return JSON.stringify(Object.entries(address).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function isSame(a: Statement, b: Statement): boolean {
  return a.folded === b.folded || a.original === b.original
}

/** From where on a version that is followed says what its follower says; undefined where it does not. */
function startOf(
  said: Statement,
  was: readonly Statement[] = [],
  starts: readonly number[] | undefined,
  stamps: readonly Stamp[],
): number | undefined {
  const found = was.flatMap((other, at) => (isSame(said, other) ? [starts?.[at] ?? stamps.length - 1] : []))
  return found.length === 0 ? undefined : Math.min(...found)
}

function placeOf(late: StandardRecord, stamps: readonly Stamp[]): { place: number; isKnown: boolean } {
  for (let place = stamps.length - 1; place >= 0; place--) {
    const order = compareVersions(late, stamps[place] ?? {})
    if (order >= 0) return order === 0 ? { place, isKnown: true } : { place: place + 1, isKnown: false }
  }
  return { place: 0, isKnown: false }
}

type StartOf = (slot: string, said: Statement, at: number) => number

/** A record with the age of its values written on them, and with what later versions will have to know. */
function dated(standard: StandardRecord, stamps: readonly Stamp[], startOfEach: StartOf): Dated {
  const last = stamps.length - 1
  const starts = Object.fromEntries(
    Object.entries(statementsOf(standard)).map(
      ([slot, all]) => [slot, all.map((said, at) => startOfEach(slot, said, at))] as const,
    ),
  )
  const firstFrom = earliest(stamps)
  const own = timeOf(standard)
  const since = withTimes(standard, (slot, _said, at) => {
    const first = firstFrom[starts[slot]?.[at] ?? last]
    return first !== undefined && own !== undefined && first < own ? first : undefined
  })
  const told = Object.entries(starts).filter(([, places]) => places.some((place) => place !== last))
  const isAlone = stamps.length === 1 && (told.length === 0 || isUndated(stamps[0]))
  return isAlone ? { standard: since } : { standard: since, times: thinned([...stamps], Object.fromEntries(told)) }
}

/** For each stamp the first time that it or a later one states. */
function earliest(stamps: readonly Stamp[]): (string | undefined)[] {
  const first = stamps.map(timeOf)
  for (let place = first.length - 2; place >= 0; place--) {
    const [own, next] = [first[place], first[place + 1]]
    if (own === undefined || (next !== undefined && next < own)) first[place] = next
  }
  return first
}

function withTimes(
  standard: StandardRecord,
  sinceOf: (slot: string, said: Statement, at: number) => string | undefined,
): StandardRecord {
  const { [ADDRESS]: places = [], [CHECKED]: checks = [], ...fields } = statementsOf(standard)
  const values = Object.fromEntries(
    Object.entries(standard.values).map(([field, claims]) => {
      const each = claims.map(({ since: _was, ...claim }, at) => {
        const said = fields[field]?.[at]
        return put(claim, 'since', said && sinceOf(field, said, at))
      })
      return [field, each] as const
    }),
  )
  const addresses = standard.addresses.map(({ since: _was, checkedSince: _checked, ...address }, at) => {
    const [place, check] = [places[at], checks[at]]
    const aged = put(address, 'since', place && sinceOf(ADDRESS, place, at))
    const checked = address.verified === undefined ? undefined : check && sinceOf(CHECKED, check, at)
    return put(aged, 'checkedSince', checked)
  })
  return { ...standard, values, addresses }
}

function put<T extends object, K extends string>(
  to: T,
  key: K,
  value: string | undefined,
): T & { [key in K]?: string } {
  return (value === undefined ? to : { ...to, [key]: value }) as T & { [key in K]?: string }
}

/** Of very many versions the older ones go that no value begins at or right behind. */
function thinned(stamps: readonly Stamp[], starts: ValueTimes['starts']): ValueTimes {
  const spare = stamps.length - MOST_STAMPS
  if (spare <= 0) return { stamps: [...stamps], starts }
  const needed = new Set(Object.values(starts).flatMap((places) => places.flatMap((place) => [place, place - 1])))
  const kept = stamps.map((_, place) => place).filter((place) => place >= spare || needed.has(place))
  const now = new Map(kept.map((place, at) => [place, at]))
  const moved = (place: number) => now.get(place) ?? kept.length
  return {
    stamps: kept.flatMap((place) => stamps[place] ?? []),
    starts: Object.fromEntries(Object.entries(starts).map(([slot, places]) => [slot, places.map(moved)])),
  }
}

/** A record of which no other version is known is its own history. */
function timesOf({ standard, times }: Dated): ValueTimes {
  return times ?? { stamps: [stampOf(standard)], starts: {} }
}

function stampOf({ version, updatedAt, createdAt }: StandardRecord): Stamp {
  const time = updatedAt === undefined ? put({}, 'createdAt', createdAt) : { updatedAt }
  return version === undefined ? time : { version, ...time }
}

function isUndated(stamp: Stamp | undefined): boolean {
  return stamp?.version === undefined && stamp?.updatedAt === undefined
}

/** Instants of one form, so that their texts stand in the order of time. */
function timeOf({ updatedAt, createdAt }: Pick<Stamp, 'updatedAt' | 'createdAt'>): string | undefined {
  const text = updatedAt ?? createdAt
  return text === undefined ? undefined : new Date(text).toISOString()
}
