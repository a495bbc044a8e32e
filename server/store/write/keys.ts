import { z } from 'zod'
import { RecordId } from '../../model/ids.ts'
import { query, rowsOf } from '../graph/query.ts'

/** A block key with the records that are to be hung on it, or taken off. */
export type KeyRow = { key: string; cap: number; records: RecordId[] }

export const lockKeys = query(
  'keys/lock',
  { rows: rowsOf<{ key: string; cap: number }>() },
  { key: z.string(), count: z.number() },
)
export const addKeys = query('keys/add', { rows: rowsOf<KeyRow>() }, {})
export const removeKeys = query('keys/remove', { rows: rowsOf<KeyRow>() }, {})
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

/** Turns (record, keys) into (key, records), keys sorted: the order in which locks are taken everywhere. */
export function byKey(
  entries: Iterable<readonly [RecordId, Iterable<string>]>,
  capOf: (key: string) => number,
): KeyRow[] {
  const rows = new Map<string, RecordId[]>()
  for (const [record, keys] of entries) {
    for (const key of keys) {
      const row = rows.get(key)
      if (row) row.push(record)
      else rows.set(key, [record])
    }
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, records]) => ({ key, cap: capOf(key), records }))
}
