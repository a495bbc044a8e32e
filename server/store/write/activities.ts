import { z } from 'zod'
import { ActivityKind } from '../../model/activity.ts'
import type { EntityName } from '../../model/entities/registry.ts'
import type { RecordId } from '../../model/ids.ts'
import { maybe, query, rowsOf } from '../graph/query.ts'

export type ActivityRow = {
  id: string
  hash: string
  properties: Record<string, string | number>
}

export const putActivities = query(
  'activities/put',
  {
    ...{ rows: rowsOf<ActivityRow>(), entities: rowsOf<EntityName>(), label: z.string(), type: z.string() },
    ...{ at: z.string(), actor: z.string() },
  },
  {},
)
export const lateActivities = query(
  'activities/late',
  { rows: rowsOf<{ id: string; version: number }>() },
  { id: z.string() },
)
/** What waited for records that have come. */
export const claimActivities = query(
  'activities/claim',
  { ids: rowsOf<RecordId>(), entities: rowsOf<EntityName>(), at: z.string() },
  {},
)

const text = maybe(z.string())
const activityRow = {
  id: z.string(),
  kind: ActivityKind,
  record: z.string(),
  from: text,
  to: text,
  date: text,
  doneAt: text,
  status: text,
  subject: text,
  value: text,
  version: maybe(z.int()),
  orderId: text,
  currency: text,
  amount: maybe(z.int()),
}
export const activitiesOf = query(
  'activities/of-golden',
  { id: z.string(), kind: z.string(), limit: z.number() },
  activityRow,
)
