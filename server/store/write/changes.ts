import { z } from 'zod'
import type { GoldenId } from '../../model/ids.ts'
import { maybe, query, rowsOf } from '../graph/query.ts'

export type ChangeRow = {
  golden: GoldenId
  seq: number
  /** Whether records joined or left. */
  moved: boolean
  properties: Record<string, string | number | string[] | null>
}

export const takeSeq = query(
  'changes/take',
  { count: z.number(), created: z.number(), retired: z.number(), churn: z.number(), at: z.string() },
  {
    base: z.number(),
    at: z.string(),
    writes: z.number(),
    exclusive: maybe(z.string()),
    exclusiveUntil: maybe(z.number()),
  },
)
export const appendChanges = query('changes/append', { rows: rowsOf<ChangeRow>() }, {})
export const closeVersions = query('changes/close-versions', { rows: rowsOf<{ golden: GoldenId; seq: number }>() }, {})
export const dateRecords = query(
  'changes/date-records',
  { ids: rowsOf<string>(), since: z.number(), seq: z.number(), at: z.string(), run: z.string() },
  {},
)
export const closeRecordVersions = query(
  'changes/close-record-versions',
  { ids: rowsOf<string>(), seq: z.number(), at: z.string() },
  {},
)
export const putRun = query(
  'changes/put-run',
  {
    id: z.string(),
    at: z.string(),
    stages: z.string(),
    records: z.number(),
    actor: z.string(),
    user: z.string().nullable(),
  },
  {},
)
export const settledHead = query('changes/settled-head', {}, { seq: z.number(), at: z.string() })
export const pruneMark = query('changes/prune-mark', { before: z.string() }, { pruned: z.number() })
export const pruneLines = query('changes/prune-lines', { limit: z.number() }, { deleted: z.number() })
export const pruneVersions = query('changes/prune-versions', { limit: z.number() }, { deleted: z.number() })
export const acquireExclusive = query(
  'changes/acquire-exclusive',
  { holder: z.string(), now: z.number(), until: z.number() },
  { free: z.boolean(), writes: z.number(), until: z.number() },
)
export const releaseExclusive = query('changes/release-exclusive', { holder: z.string() }, {})
export const feedHead = query(
  'changes/head',
  {},
  {
    seq: z.number(),
    at: z.string(),
    exclusive: maybe(z.string()),
    exclusiveUntil: maybe(z.number()),
    pruned: z.number(),
    prunedAt: maybe(z.string()),
    idsCreated: z.number(),
    idsRetired: z.number(),
    churn: z.number(),
  },
)
