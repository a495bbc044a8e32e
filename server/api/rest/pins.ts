import { z } from 'zod'
import { GoldenId, RecordName } from '../../model/ids.ts'
import { PinOutcome, PinsPage } from '../../model/service-views.ts'
import { Reply, route } from '../route.ts'
import { limitOf } from './shapes.ts'

const tag = 'Pins'

const PinRequest = z.strictObject({
  golden: GoldenId,
  attribute: z.string().min(1).max(200).describe('a property of the golden record, the field behind it, or `address`'),
  value: z.string().trim().min(1).max(10_000).optional().describe('absent: what `record` says, now and later'),
  record: RecordName.optional().describe('the record that the pin stays with; else the one whose value it replaces'),
  reason: z.string().trim().min(1).max(1_000),
  until: z.iso.datetime({ offset: true }).optional().describe('when the rules decide again'),
})

export const pins = [
  route({
    method: 'get',
    path: '/pins',
    tag,
    summary: 'Pinned values, latest first',
    right: 'read',
    query: z.strictObject({
      golden: GoldenId.optional(),
      record: RecordName.optional(),
      ended: z.stringbool().default(false).describe('with the ones that were ended'),
      limit: limitOf(100, 1_000),
    }),
    answer: PinsPage,
    problems: ['record.not-found', 'record.ambiguous'],
    handle: async ({ query: { record, ...query } }, { ask }) => {
      const known = record === undefined ? undefined : await ask.records.one(record)
      return { pins: await ask.review.pins({ ...query, record: known }) }
    },
  }),
  route({
    method: 'post',
    path: '/pins',
    tag,
    summary: 'Pin a value of a golden record',
    description:
      'Beats every rule until it is ended or its time is up. It is kept on a record and goes where the record goes, through merges, splits and rebuilds; where two pinned clusters merge, the later word counts.',
    right: 'decide',
    body: PinRequest,
    answer: PinOutcome,
    statuses: { 201: 'Pinned' },
    problems: ['golden.not-found', 'record.not-found', 'record.ambiguous', 'graph.busy'],
    handle: async ({ body, caller }, { ask, kith }) => {
      const golden = await ask.golden.heir(body.golden)
      const record = body.record === undefined ? undefined : await ask.records.one(body.record)
      return new Reply(201, await kith.pin({ ...body, golden, record }, caller.actor))
    },
  }),
  route({
    method: 'delete',
    path: '/pins/{id}',
    tag,
    summary: 'End a pin',
    description: 'It stays on record; the rules decide again.',
    right: 'decide',
    params: z.strictObject({ id: z.string().min(1).max(100) }),
    answer: z.object({ goldens: z.array(z.string()) }),
    problems: ['pin.not-found', 'graph.busy'],
    handle: async ({ params: { id }, caller }, { kith }) => kith.unpin(id, caller.actor),
  }),
]
