import { z } from 'zod'
import { ActivityInput, ActivityKind, ActivityView, OrdersView } from '../../model/activity.ts'
import { demandSource } from '../receive-records.ts'
import { route } from '../route.ts'
import { GoldenParams, limitOf } from './shapes.ts'

const tag = 'Activities'

export const activities = [
  route({
    method: 'post',
    path: '/activities',
    tag,
    summary: 'Store contracts, charge-backs, terms, web and social activity, all or none',
    description:
      'Known by source and activityId; the same again changes nothing, another state keeps the one before, and a lower version than the stored one is stale. Each hangs on the record that has it and goes where that record goes; one whose record has not come waits, and so does one whose `customerId` records of several entities have (`ambiguous` names them): `source:entity:sourceId` says which.',
    right: 'write',
    body: z.strictObject({ activities: z.array(ActivityInput).min(1).max(1_000) }),
    bodyLimit: '5mb',
    answer: z.object({
      stored: z.int(),
      stale: z.int().optional().describe('older versions of what is stored: they change nothing'),
      ambiguous: z.array(z.string()).optional(),
    }),
    problems: ['source.unknown', 'access.forbidden'],
    handle: async ({ body, caller }, deps) => {
      const sources = new Set(body.activities.map(({ source }) => source))
      for (const source of sources) await demandSource(source, caller, deps)
      return deps.kith.putActivities(body.activities, caller.actor)
    },
  }),
  route({
    method: 'get',
    path: '/golden/{id}/activities',
    tag,
    summary: 'Contracts, charge-backs, terms and activity of a golden record, over all of its records; latest first',
    right: 'read',
    params: GoldenParams,
    query: z.strictObject({ kind: ActivityKind.optional(), limit: limitOf(100, 1_000) }),
    answer: z.object({ golden: z.string(), activities: z.array(ActivityView) }),
    problems: ['golden.not-found'],
    handle: async ({ params: { id }, query: { kind, limit } }, { ask }) => ask.golden.activities(id, kind, limit),
  }),
  route({
    method: 'get',
    path: '/golden/{id}/orders',
    tag,
    summary: 'Orders of a golden record, over all of its records, with their products; latest first',
    right: 'read',
    params: GoldenParams,
    query: z.strictObject({ limit: limitOf(20, 1_000) }),
    answer: OrdersView,
    problems: ['golden.not-found'],
    handle: async ({ params: { id }, query: { limit } }, { ask }) => ask.golden.orders(id, limit),
  }),
]
