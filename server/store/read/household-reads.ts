import { z } from 'zod'
import { addressLine } from '../../model/address-line.ts'
import type { When } from '../../model/moment.ts'
import type { HouseholdView } from '../../model/views.ts'
import type { Tx } from '../graph/driver.ts'
import { json, maybe, query, rowsOf } from '../graph/query.ts'
import { findLifeEvents } from '../write/life-events.ts'
import { staysKnown } from './past/stays-known.ts'
import { PLACE } from './place.ts'

const text = maybe(z.string())
/** The part of a line of the feed that says where somebody was before it. */
const Line = z.object({ before: z.object({ household: maybe(z.string()) }) })
const Member = z.object({
  golden: z.string(),
  name: text,
  /** Its records went to others, which live there or do not: no history of a person. */
  retired: z.boolean(),
  now: z.boolean(),
  stays: z.array(z.object({ from: text, to: text })),
  next: maybe(json(Line)),
})

const view = query(
  'households/view',
  { id: z.string(), seq: z.number() },
  {
    id: z.string(),
    name: z.string(),
    reason: z.string(),
    current: z.boolean(),
    head: text,
    headName: text,
    headReason: text,
    address: maybe(z.object(PLACE)),
    members: z.array(Member),
  },
)

/** Beyond any line: nothing comes after it. */
const NOW = Number.MAX_SAFE_INTEGER

/** A household with its address and the people in it: today with those who left, or as of a moment. */
export async function findHousehold(tx: Tx, id: string, when?: When): Promise<HouseholdView | undefined> {
  const row = (await view.run(tx, { id, seq: when?.known.seq ?? NOW }))[0]
  if (!row || (!when && !row.current)) return undefined
  const { address, members, head, headName, headReason, current: _current, ...rest } = row
  const there = when?.world === undefined ? presentOr(id, members) : await livedThere(tx, id, members, when)
  if (when && there.length === 0) return undefined
  return {
    ...rest,
    ...(when ? { asOf: { ...when.known, ...(when.world === undefined ? {} : { world: when.world }) } } : {}),
    ...(head ? { head: { golden: head, name: headName ?? head, reason: headReason ?? '' } } : {}),
    ...(address ? { address: { ...address, text: addressLine(address), current: true } } : {}),
    members: there,
    ...(when ? {} : await pastOf(tx, members)),
  }
}

type Someone = HouseholdView['members'][number]
type MemberRow = z.output<typeof Member>

/** Who is in it, by what the feed has told up to the line that was asked about. */
function presentOr(id: string, members: readonly MemberRow[]): Someone[] {
  const there = members.filter(({ now, next }) => (next ? next.before.household === id : now))
  return there.map(({ golden, name, stays }) => ({ golden, name: name ?? golden, from: stays[0]?.from }))
}

/** Who lived there at a time of the world, by the days that were known at a moment; a stay without its first day always began. */
async function livedThere(tx: Tx, id: string, members: readonly MemberRow[], { known, world = known.at }: When) {
  const stays = new Map(members.map((member) => [member.golden, member.stays]))
  const day = world.slice(0, 10)
  const there = await staysKnown(tx, id, stays, known.seq)
  return members.flatMap(({ golden, name }): Someone[] => {
    const stay = there
      .get(golden)
      ?.find(({ from = '', to = '9999' }) => from.slice(0, 10) <= day && to.slice(0, 10) > day)
    return stay ? [{ golden, name: name ?? golden, ...stay }] : []
  })
}

/** Who left, the last to leave first, and what happened to all of them. */
async function pastOf(tx: Tx, members: readonly MemberRow[]) {
  const former = members.flatMap(({ golden, name, retired, now, stays }) =>
    retired ? [] : (now ? stays.slice(1) : stays).map((stay) => ({ golden, name: name ?? golden, ...stay })),
  )
  former.sort((a, b) => ((a.to ?? '') < (b.to ?? '') ? 1 : -1))
  const { events } = await findLifeEvents(
    tx,
    members.map(({ golden }) => golden),
  )
  return { former, events }
}

const touched = query(
  'households/touched',
  { ids: rowsOf<string>(), keys: rowsOf<string>() },
  { household: z.string() },
)

/** Households of these customers and at these addresses. */
export async function householdsTouched(
  tx: Tx,
  { ids, keys }: { ids: readonly string[]; keys: readonly string[] },
): Promise<string[]> {
  if (ids.length + keys.length === 0) return []
  return (await touched.run(tx, { ids, keys })).map((row) => row.household)
}
export const householdNames = query(
  'households/names',
  { ids: rowsOf<string>() },
  {
    id: z.string(),
    name: maybe(z.string()),
    reason: maybe(z.string()),
    address: maybe(z.string()),
    place: maybe(z.object(PLACE)),
  },
)
