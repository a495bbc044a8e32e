import { z } from 'zod'
import { GoldenId, RecordId } from '../../model/ids.ts'
import { type Plan, PlanBody, PlanKind, PlanStatus } from '../../model/plan.ts'
import { json, maybe, query, rowsOf } from '../graph/query.ts'

const ids = { ids: rowsOf<string>() }

const planRow = {
  id: z.string(),
  kind: PlanKind,
  status: PlanStatus,
  by: z.string(),
  reason: z.string(),
  at: z.string(),
  hash: z.string(),
  body: json(PlanBody),
  appliedAt: maybe(z.string()),
  revertedAt: maybe(z.string()),
  fromSeq: maybe(z.int()),
  toSeq: maybe(z.int()),
}
export const planById = query('plans/by-id', { id: z.string() }, planRow)
export type StoredPlan = Awaited<ReturnType<typeof planById.run>>[number]
export const listPlans = query(
  'plans/list',
  { kind: z.string(), status: z.string(), before: z.string(), limit: z.number() },
  planRow,
)
export const putPlan = query(
  'plans/put',
  {
    id: z.string(),
    kind: z.string(),
    status: z.string(),
    by: z.string(),
    key: z.string(),
    reason: z.string(),
    at: z.string(),
    hash: z.string(),
    body: z.string(),
  },
  { id: z.string() },
)
export const lockPlan = query('plans/lock', { id: z.string() }, { id: z.string() })
export const markApplied = query(
  'plans/mark-applied',
  { id: z.string(), at: z.string(), body: z.string(), fromSeq: z.number(), toSeq: z.number() },
  {},
)
export const markReverted = query('plans/mark-reverted', { id: z.string(), at: z.string() }, {})

export const ordersOfRecords = query('plans/orders-of-records', ids, {
  id: RecordId,
  currency: maybe(z.string()),
  orders: z.int(),
  amount: z.int(),
})
/** Systems that these records, or the golden records they are in, go back to. */
export const systemsOfRecords = query('plans/systems-of-records', ids, { system: z.string() })
export const laterMerges = query(
  'plans/later-merges',
  { ids: rowsOf<string>(), seq: z.number() },
  {
    seq: z.int(),
    at: z.string(),
    kind: z.enum(['merged', 'retired']),
    golden: GoldenId,
    body: json(z.object({ from: z.array(GoldenId), heirs: z.array(GoldenId) })),
    plan: maybe(z.string()),
    status: maybe(PlanStatus),
  },
)
export const retiredAmong = query('plans/retired-among', ids, { id: GoldenId })
export const writesOfGraph = query('plans/writes', {}, { writes: z.int(), seq: z.int() })

/** A stored plan as it is shown. */
export function planView({ body, fromSeq, toSeq, ...row }: StoredPlan): Plan {
  const { kind, status, id, by, reason, at, hash, appliedAt, revertedAt } = row
  return {
    ...{ id, kind, status, by, reason, at, hash, ...body.plan },
    ...(appliedAt === undefined ? {} : { appliedAt }),
    ...(revertedAt === undefined ? {} : { revertedAt }),
    ...(fromSeq === undefined || toSeq === undefined ? {} : { changes: { after: fromSeq, upTo: toSeq } }),
  }
}
