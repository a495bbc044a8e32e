import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import type { Golden } from '../../model/golden.ts'
import { type GoldenId, RecordId } from '../../model/ids.ts'
import type { Place } from '../../model/moment.ts'
import { Issue, RecordInput, StandardRecord } from '../../model/record.ts'
import type { Tx } from '../graph/driver.ts'
import { json, maybe, query, rowsOf } from '../graph/query.ts'
import { bodyRow, goldenOf } from '../write/goldens.ts'
import { PLACE } from './place.ts'

const stateRows = query(
  'golden/states-at',
  { ids: rowsOf<string>(), seq: z.number() },
  { ...bodyRow, name: maybe(z.string()), since: z.number() },
)

/** A golden record as of a line of the feed, and the line that made it so. */
export type GoldenThen = { golden: Golden; name: string; since: number }

/** What golden records said as of a line of the feed. Those that were not yet, or were retired by then, are left out. */
export async function goldensAt(tx: Tx, ids: readonly string[], seq: number): Promise<Map<string, GoldenThen>> {
  const rows = ids.length === 0 ? [] : await stateRows.run(tx, { ids, seq })
  const then = new Map<string, GoldenThen>()
  for (const { name, since, ...golden } of rows)
    if (!then.has(golden.id)) then.set(golden.id, { golden: goldenOf(golden), name: name ?? golden.id, since })
  return then
}

/** What a golden record said as of a line of the feed. Undefined before it was and after it was retired. */
export async function goldenAt(tx: Tx, id: GoldenId, seq: number): Promise<GoldenThen | undefined> {
  return (await goldensAt(tx, [id], seq)).get(id)
}

const statesAt = query(
  'records/states-at',
  { ids: rowsOf<string>(), seq: z.number(), at: z.string(), all: z.boolean() },
  {
    id: RecordId,
    late: z.boolean(),
    until: maybe(z.number()),
    version: maybe(z.number()),
    updatedAt: maybe(z.string()),
    receivedAt: z.string(),
    input: json(RecordInput),
    standard: json(StandardRecord),
    issues: json(z.array(Issue)),
  },
)
export type RecordAt = Awaited<ReturnType<typeof statesAt.run>>[number]

/**
 * What records said as of a moment; with `by`, what was known by then of what they had said by an instant, in
 * the time of their sources: a version that came late counts where it belongs.
 */
export async function recordsAt(tx: Tx, ids: readonly RecordId[], known: Place, by?: string): Promise<RecordAt[]> {
  if (ids.length === 0) return []
  const rows = await statesAt.run(tx, { ids, ...known, all: by !== undefined })
  if (by === undefined) return rows.sort(byRecord)
  const said = new Map<RecordId, RecordAt>()
  for (const row of rows) {
    const other = said.get(row.id)
    if (saidAt(row) <= by && (!other || isNewer(row, other))) said.set(row.id, row)
  }
  return [...said.values()].sort(byRecord)
}

/** The line of the feed with which a record that said nothing any more at a moment had been deleted; undefined before it came. */
export async function deletedWith(tx: Tx, id: RecordId, known: Place): Promise<number | undefined> {
  const rows = (await statesAt.run(tx, { ids: [id], ...known, all: true })).filter((row) => !row.late)
  return rows.length === 0 ? undefined : Math.max(...rows.map(({ until = 0 }) => until))
}

const saidAt = ({ updatedAt, receivedAt }: RecordAt) => updatedAt ?? receivedAt
const byRecord = (a: RecordAt, b: RecordAt) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Of two states of one record the later by its source's version, else by its time; a tie goes to the one that stood. */
function isNewer(a: RecordAt, b: RecordAt): boolean {
  if (a.version !== undefined && b.version !== undefined && a.version !== b.version) return a.version > b.version
  if (saidAt(a) !== saidAt(b)) return saidAt(a) > saidAt(b)
  return !a.late && (b.late || (a.until ?? Number.POSITIVE_INFINITY) > (b.until ?? Number.POSITIVE_INFINITY))
}

const membersAt = query(
  'records/goldens-at',
  { ids: rowsOf<string>(), seq: z.number() },
  { id: RecordId, golden: z.string() },
)

/** Which golden record each record was a member of, as of a line of the feed. */
export async function goldensOfRecordsAt(
  tx: Tx,
  ids: readonly RecordId[],
  seq: number,
): Promise<Map<RecordId, string>> {
  const rows = ids.length === 0 ? [] : await membersAt.run(tx, { ids, seq })
  return new Map(rows.map(({ id, golden }) => [id, golden]))
}

export const placesByKey = query(
  'golden/places',
  { keys: rowsOf<string>() },
  {
    address: z.string(),
    ...PLACE,
  },
)
export const namesOf = query(
  'golden/names',
  { ids: rowsOf<string>() },
  { id: z.string(), name: z.string(), entity: z.union([EntityName, z.literal('household')]) },
)
