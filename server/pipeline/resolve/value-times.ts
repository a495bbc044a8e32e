import { compareIds } from '../../model/ids.ts'
import {
  type Claim,
  extensionOf,
  type RecordInput,
  type StandardAddress,
  type StandardRecord,
} from '../../model/record.ts'
import { ADDRESS, CHECKED, sincePart, writtenAddress } from '../../model/versions/part-times.ts'
import {
  type Begun,
  earliest,
  preceding,
  rereading,
  type Statement,
  type Statements,
  stampOf,
  succeeding,
  timeOf,
  timesOf,
  type ValueTimes,
} from '../../model/versions/value-times.ts'
import type { Prepared } from '../../rules/prepare.ts'

/** A cleaned record with what is known of its other versions. */
export type Dated = { readonly standard: StandardRecord; readonly times?: ValueTimes | undefined }

/** A record as it is written in the place of a stored version, if there is one. */
export function following(prepared: Prepared, before: (Dated & { readonly hash: string }) | undefined): Prepared {
  const { times: _own, ...rest } = prepared
  if (prepared.input.parts) return { ...rest, standard: composed(prepared.standard, prepared.input) }
  if (!before) return prepared
  const take = before.hash === prepared.hash ? reread : succeed
  return withDated(rest, take(forgetting(before, prepared.anew), prepared.standard))
}

/** What was said before, without what was written over since: who says the same again says it anew. */
function forgetting<T extends Dated>(before: T, anew: readonly string[] | undefined): T {
  if (!anew) return before
  const gone = new Set(anew)
  const { standard, times } = before
  const values = Object.fromEntries(Object.entries(standard.values).filter(([field]) => !gone.has(field)))
  const addresses = gone.has(ADDRESS) ? [] : standard.addresses
  const starts = Object.entries(times?.starts ?? {}).filter(([slot]) => !gone.has(slot))
  const left = times && { ...times, starts: Object.fromEntries(starts) }
  return { ...before, standard: { ...standard, values, addresses }, ...(left ? { times: left } : {}) }
}

/** A record that a late version tells more of. */
export function withDated(prepared: Prepared, { standard, times }: Dated): Prepared {
  return { ...prepared, standard, ...(times ? { times } : {}) }
}

/** A newer version, or one of the same time that takes the place of the former word. */
export function succeed(before: Dated, now: StandardRecord): Dated {
  return dated(now, succeeding(knownOf(before), stampOf(now)))
}

/** The same version, cleaned by other rules: what it says now is as old as what it was read from. */
export function reread(before: Dated, now: StandardRecord): Dated {
  return dated(now, rereading(knownOf(before)))
}

/** An older version that came late: what it says too is as old as it, and what it contradicts is younger. */
export function precede(now: Dated, late: StandardRecord): Dated {
  return dated(now.standard, preceding(knownOf(now).times, statementsOf(late), stampOf(late)))
}

/** A record of which no other version is known is its own history. */
function knownOf({ standard, times }: Dated): { said: Statements; times: ValueTimes } {
  return { said: statementsOf(standard), times: times ?? { stamps: [stampOf(standard)], starts: {} } }
}

/**
 * A record put together of what several tables say: a value is as old as the first version that has said so without a gap
 * of any part that says it, whatever order parts and their versions came in.
 */
function composed(standard: StandardRecord, { parts = {} }: RecordInput): StandardRecord {
  const own = timeOf(standard)
  const said = Object.values(parts).map(sincePart)
  const sinceOf = (slot: string, original: string) => {
    const [at] = said.flatMap((since) => since(slot, original) ?? []).sort(compareIds)
    return at !== undefined && own !== undefined && at < own ? at : undefined
  }
  return withTimes(standard, (slot, { original }, at) => {
    const address = slot === ADDRESS ? standard.addresses[at]?.original : undefined
    return sinceOf(slot, address ? writtenAddress(address, true) : original)
  })
}

function statementsOf({ values, addresses }: StandardRecord): Statements {
  const ofFields = Object.entries(values).map(([field, claims]) => [field, claims.map(ofClaim)] as const)
  return { ...Object.fromEntries(ofFields), [ADDRESS]: addresses.map(ofAddress), [CHECKED]: addresses.map(ofCheck) }
}

function ofClaim(claim: Claim): Statement {
  const { value, folded, original, since } = claim
  return { folded: `${folded || `"${value}"`} ${extensionOf(claim) ?? ''}`, original, since }
}

// What stewards accept later makes nothing that was said younger: ages go by what was read.
function ofAddress({ key, readAs, original, since }: StandardAddress): Statement {
  return { folded: readAs?.address.key ?? key, original: writtenAddress(original), since }
}

function ofCheck({ key, readAs, original, verified, checkedSince }: StandardAddress): Statement {
  return {
    folded: `${readAs?.address.key ?? key} ${verified}`,
    original: writtenAddress(original),
    since: checkedSince,
  }
}

/** A record with the age of its values written on them, and with what later versions will have to know. */
function dated(standard: StandardRecord, begun: Begun): Dated {
  const { stamps } = begun
  const { starts, times } = timesOf(statementsOf(standard), begun)
  const firstFrom = earliest(stamps)
  const own = timeOf(standard)
  const since = withTimes(standard, (slot, _said, at) => {
    const first = firstFrom[starts[slot]?.[at] ?? stamps.length - 1]
    return first !== undefined && own !== undefined && first < own ? first : undefined
  })
  return times ? { standard: since, times } : { standard: since }
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
