import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { GoldenId, RecordId } from '../../model/ids.ts'
import { RecordInput, StandardRecord } from '../../model/record.ts'
import { ValueTimes } from '../../model/versions/value-times.ts'
import { json, maybe, query, rowsOf } from '../graph/query.ts'

const load = { load: z.string() }

export const recordsBrought = query(
  'loads/brought',
  { ...load, after: z.string(), limit: z.number() },
  { id: RecordId, deleted: z.boolean(), at: maybe(z.string()) },
)

export const changedSinceLoad = query('loads/changed-since', load, {
  id: RecordId,
  name: maybe(z.string()),
  deleted: z.boolean(),
  by: maybe(z.string()),
  at: maybe(z.string()),
})

/** What records said before a load. Without `input` it brought them. */
export const formerOfLoad = query(
  'loads/former',
  { ...load, ids: rowsOf<RecordId>() },
  {
    id: RecordId,
    deleted: z.boolean(),
    since: maybe(z.number()),
    pruned: z.number(),
    input: maybe(json(RecordInput)),
    standard: maybe(json(StandardRecord)),
    valueTimes: maybe(json(ValueTimes)),
    hash: maybe(z.string()),
    load: maybe(z.string()),
  },
)
export type FormerOfLoad = Awaited<ReturnType<typeof formerOfLoad.run>>[number]

export const markWithdrawn = query(
  'loads/withdraw',
  { ...load, rows: rowsOf<{ id: RecordId; load: string | null }>(), at: z.string() },
  {},
)
export const markLateWithdrawn = query('loads/withdraw-late', { ...load, at: z.string() }, {})

export const foundAgain = query(
  'loads/found-again',
  { ...load, limit: z.number() },
  {
    goldens: z.number(),
    records: z.number(),
    shown: z.array(
      z.object({
        golden: GoldenId,
        entity: EntityName,
        name: z.string(),
        sources: z.array(z.string()),
        records: z.array(z.object({ id: RecordId, name: maybe(z.string()) })),
      }),
    ),
  },
)

export const loadCounts = query('loads/counts', load, {
  records: z.number(),
  goldens: z.number(),
  alone: z.number(),
  deleted: z.number(),
})
