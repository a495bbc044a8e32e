import { z } from 'zod'
import { RecordId } from '../../model/ids.ts'
import { query, rowsOf } from '../graph/query.ts'

/** A block key: records beyond which it is common, and neighbours that it proposes then. */
type KeyRule = { key: string; cap: number; near: number }
/** A block key with the records that are to be hung on it, or taken off. */
export type KeyRow = KeyRule & { records: RecordId[] }
/** Where a record stands in which common key. */
export type StandingRow = { id: RecordId; key: string; at: string }

export const lockKeys = query('keys/lock', { rows: rowsOf<KeyRule>() }, { key: z.string(), count: z.number() })
/** `standings`: where each record stands in a common key, as far as the writer knows. */
export const addKeys = query('keys/add', { rows: rowsOf<KeyRow & { standings: (string | null)[] }>() }, {})
export const removeKeys = query(
  'keys/remove',
  { rows: rowsOf<KeyRow>() },
  { key: z.string(), left: z.array(z.string()) },
)
export const candidatesOf = query(
  'keys/candidates',
  { ids: rowsOf<string>() },
  { id: RecordId, candidates: z.array(RecordId) },
)
export const keyMembers = query(
  'keys/members',
  { keys: rowsOf<string>() },
  { key: z.string(), records: z.array(RecordId) },
)

export const standingsOfRecords = query(
  'keys/standings',
  { ids: rowsOf<string>() },
  { id: RecordId, key: z.string(), at: z.string().nullable() },
)
export const putStandings = query('keys/stand', { rows: rowsOf<StandingRow>() }, {})
const InOrder = z.object({ id: RecordId, at: z.string() })
/** A record, and its place in the order of one common key. */
export type InOrder = z.infer<typeof InOrder>

export const aroundStandings = query(
  'keys/around',
  { rows: rowsOf<{ at: string; from: string; to: string }>(), most: z.number() },
  { at: z.string(), before: z.array(InOrder), behind: z.array(InOrder) },
)
/** `low` and `high` bound the stretch, `from` and `to` the order of its key; `place` names the row in the answer. */
export const besideStandings = query(
  'keys/beside',
  { rows: rowsOf<{ place: string; low: string; high: string; from: string; to: string }>(), reach: z.number() },
  {
    place: z.string(),
    before: z.array(InOrder),
    behind: z.array(InOrder),
    moreBefore: z.boolean(),
    moreBehind: z.boolean(),
  },
)
export const proposedPairs = query(
  'keys/proposed',
  { rows: rowsOf<{ low: RecordId; high: RecordId }>() },
  {
    low: RecordId,
    high: RecordId,
    byKey: z.boolean(),
    standings: z.array(z.object({ key: z.string(), one: z.string(), other: z.string() })),
  },
)

/** Turns (record, keys) into (key, records), keys sorted: the order in which locks are taken everywhere. */
export function byKey(
  entries: Iterable<readonly [RecordId, Iterable<string>]>,
  { keyCap, keyNear }: { keyCap(key: string): number; keyNear(key: string): number },
): KeyRow[] {
  const rows = new Map<string, RecordId[]>()
  for (const [record, keys] of entries) {
    for (const key of keys) {
      const row = rows.get(key)
      if (row) row.push(record)
      else rows.set(key, [record])
    }
  }
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, records]) => ({ key, cap: keyCap(key), near: keyNear(key), records }))
}
