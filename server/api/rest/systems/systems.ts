import { z } from 'zod'
import { SourceName } from '../../../model/ids.ts'
import { CopyState, Delivery, LossAnswer, SystemView } from '../../../model/sync/delivery.ts'
import { route } from '../../route.ts'
import { GoldenParams } from '../shapes.ts'

export const tag = 'Systems'
export const params = z.strictObject({ system: SourceName })
export const Page = z.strictObject({
  after: z.string().max(600).default(''),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
})
const UNKNOWN = ['system.unknown'] as const

export const systems = [
  route({
    method: 'get',
    path: '/systems',
    tag,
    summary: 'Every system that golden records go back to: what is in force, how far it is, what failed',
    right: 'read',
    answer: z.object({ systems: z.array(SystemView) }),
    handle: async (_input, { kith }) => ({ systems: await kith.systems.list() }),
  }),
  route({
    method: 'get',
    path: '/systems/{system}/status',
    tag,
    summary: 'Whether a system is current: how many of its records differ, and since when the oldest does',
    right: 'read',
    params,
    answer: SystemView,
    problems: UNKNOWN,
    handle: async ({ params: { system } }, { kith }) => kith.systems.find(system),
  }),
  route({
    method: 'get',
    path: '/systems/{system}/deliveries',
    tag,
    summary: 'Records of a system and how each stands; with `state=dead` what was refused or given up, with its reason',
    description:
      'Those that were due first come first. A page that is full names the `next` one, which is asked for with `after`. Where there is no `record`, the system holds the golden record itself, or is to be given a record of it.',
    right: 'read',
    params,
    query: Page.extend({ state: CopyState.optional() }),
    answer: z.object({ deliveries: z.array(Delivery), next: z.string().optional() }),
    problems: UNKNOWN,
    handle: async ({ params: { system }, query }, { kith }) => kith.systems.deliveries(system, query),
  }),
  route({
    method: 'post',
    path: '/systems/{system}/pause',
    tag,
    summary: 'Send nothing to a system until it is resumed; it falls behind and catches up',
    right: 'decide',
    params,
    body: z.strictObject({ reason: z.string().trim().min(1).max(1_000) }),
    answer: SystemView,
    problems: UNKNOWN,
    handle: async ({ params: { system }, body: { reason }, caller }, { kith }) =>
      kith.systems.pause(system, reason, caller.actor),
  }),
  route({
    method: 'post',
    path: '/systems/{system}/resume',
    tag,
    summary: 'Let a paused system catch up: what differs by now may be written',
    right: 'decide',
    params,
    answer: SystemView,
    problems: UNKNOWN,
    handle: async ({ params: { system }, caller }, { kith }) => kith.systems.resume(system, caller.actor),
  }),
  route({
    method: 'post',
    path: '/systems/{system}/replay',
    tag,
    summary:
      'Try again what was given up or is held, or answer what waits for a word: all of it, or the deliveries named',
    description:
      'Without an `answer` nothing is answered: records that wait for one (`ask`) go on waiting. With one only these are meant.',
    right: 'decide',
    params,
    body: z.strictObject({
      deliveries: z.array(z.string().min(1).max(100)).min(1).max(1_000).optional(),
      answer: LossAnswer.optional().describe(
        'of values that Kith wrote and whose records are gone: `takeBack` has them go from the system, `keep` leaves them there',
      ),
    }),
    answer: z.object({ replayed: z.int() }),
    problems: ['system.unknown', 'delivery.not-found'],
    handle: async ({ params: { system }, body: { deliveries, answer }, caller }, { kith }) =>
      kith.systems.replay(system, deliveries, caller.actor, answer),
  }),
  route({
    method: 'get',
    path: '/golden/{id}/copies',
    tag,
    summary: 'Who has which version of a golden record since when',
    right: 'read',
    params: GoldenParams,
    answer: z.object({ golden: z.string(), copies: z.array(Delivery) }),
    problems: ['golden.not-found'],
    handle: async ({ params: { id } }, { kith, ask }) => {
      const golden = await ask.golden.heir(id)
      return { golden, copies: await kith.systems.ofGolden(golden) }
    },
  }),
]
