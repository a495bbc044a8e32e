import { z } from 'zod'
import {
  LifeEventKind,
  LifeEventOf,
  LifeEventStatus,
  LifeEventsPage,
  LifeEventVerdict,
} from '../../model/life-event.ts'
import { Reply, route } from '../route.ts'
import { GoldenParams, limitOf } from './shapes.ts'

const tag = 'Life events'
const params = z.strictObject({ id: z.string().regex(/^lif_[0-9a-f]{8,64}$/) })

export const lifeEvents = [
  route({
    method: 'get',
    path: '/golden/{id}/life-events',
    tag,
    summary:
      'What happened to a person, as the records’ dates tell it: marriages, moves, divorces, children leaving, jobs',
    description: 'Found anew whenever the records change; each with its evidence and how certain it is.',
    right: 'read',
    params: GoldenParams,
    answer: LifeEventsPage,
    problems: ['golden.not-found'],
    handle: async ({ params: { id } }, { ask }) => ask.golden.lifeEvents(id),
  }),
  route({
    method: 'get',
    path: '/life-events',
    tag,
    summary: 'Life events, latest first; `status=uncertain` is what waits for a steward',
    right: 'read',
    query: z.strictObject({
      kind: LifeEventKind.optional(),
      status: LifeEventStatus.optional(),
      limit: limitOf(100, 1_000),
    }),
    answer: LifeEventsPage,
    handle: async ({ query }, { ask }) => ask.review.lifeEvents(query),
  }),
  route({
    method: 'post',
    path: '/life-events/{id}',
    tag,
    summary: 'Confirm or dismiss a life event',
    description:
      'The word is kept on the record that tells the event and holds through rebuilds and merges; a later word replaces it.',
    right: 'decide',
    params,
    body: z.strictObject({ verdict: LifeEventVerdict, reason: z.string().trim().min(1).max(1_000) }),
    answer: LifeEventOf,
    problems: ['life-event.not-found'],
    handle: async ({ params: { id }, body, caller }, { kith }) => kith.judge({ id, ...body }, caller.actor),
  }),
  route({
    method: 'delete',
    path: '/life-events/{id}',
    tag,
    summary: 'Take back what was said of a life event',
    description: 'It stands as the records tell it, and waits for a word again where it is uncertain.',
    right: 'decide',
    params,
    answer: LifeEventOf,
    problems: ['life-event.not-found'],
    handle: async ({ params: { id } }, { kith }) => new Reply(200, await kith.unjudge(id)),
  }),
]
