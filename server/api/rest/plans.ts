import { z } from 'zod'
import { Plan, PlanAsked, PlanKind, PlanStatus } from '../../model/plan.ts'
import { Reply, route } from '../route.ts'
import { limitOf } from './shapes.ts'

const tag = 'Plans'
const params = z.strictObject({ id: z.string().min(1).max(100) })

export const plans = [
  route({
    method: 'post',
    path: '/plans',
    tag,
    summary: 'Plan a merge, a split, an unmerge or a change of rules; nothing is changed',
    description:
      'Tells which golden ids are created, retired and kept, which values flip by which rule, and which households, hierarchies, ' +
      'roll-ups and sources are touched. A merge is made of decisions that records are the same, a split and an unmerge of decisions ' +
      'that they are distinct. An unmerge with scope `tree` takes along what only this record ties to the rest; with `allowAgain` it ' +
      'keeps nothing apart for the future. A plan of rules is over the whole graph.',
    right: 'decide',
    body: PlanAsked,
    bodyLimit: '20mb',
    answer: Plan,
    statuses: { 201: 'Planned' },
    problems: [
      'golden.not-found',
      'record.not-found',
      'record.ambiguous',
      'decision.conflict',
      'rules.invalid',
      'graph.busy',
    ],
    handle: async ({ body, caller }, { ask, kith }) =>
      new Reply(201, await kith.plans.make(await ask.review.asked(body), caller.actor)),
  }),
  route({
    method: 'get',
    path: '/plans',
    tag,
    summary: 'Plans, latest first',
    right: 'read',
    query: z.strictObject({
      kind: PlanKind.optional(),
      status: PlanStatus.optional(),
      before: z.string().max(100).optional().describe('last id of the page before'),
      limit: limitOf(20, 100),
    }),
    answer: z.object({
      plans: z.array(Plan.omit({ effects: true }).extend({ totals: Plan.shape.effects.shape.totals })),
    }),
    handle: async ({ query: { kind = '', status = '', before = '', limit } }, { ask }) => {
      const found = await ask.review.plans({ kind, status, before, limit })
      return { plans: found.map(({ effects, ...plan }) => ({ ...plan, totals: effects.totals })) }
    },
  }),
  route({
    method: 'get',
    path: '/plans/{id}',
    tag,
    summary: 'One plan, with all that it does',
    right: 'read',
    params,
    answer: Plan,
    problems: ['plan.not-found'],
    handle: async ({ params: { id } }, { ask }) => ask.review.plan(id),
  }),
  route({
    method: 'post',
    path: '/plans/{id}/apply',
    tag,
    summary: 'Do exactly what a plan says',
    description:
      'Refused when the graph has moved in its neighbourhood since it was made; the problem’s path names what did.',
    right: 'decide',
    params,
    answer: Plan,
    problems: ['plan.not-found', 'plan.state', 'plan.stale', 'graph.busy'],
    handle: async ({ params: { id }, caller }, { kith }) => kith.plans.apply(id, caller.actor),
  }),
  route({
    method: 'post',
    path: '/plans/{id}/revert',
    tag,
    summary: 'Take an applied plan back',
    description:
      'Its decisions are withdrawn and golden records get their records back under their ids, retired ids included. Refused when a ' +
      'later merge stands in the way; the problem’s path names it.',
    right: 'decide',
    params,
    answer: Plan,
    problems: ['plan.not-found', 'plan.state', 'plan.blocked', 'graph.busy'],
    handle: async ({ params: { id }, caller }, { kith }) => kith.plans.revert(id, caller.actor),
  }),
]
