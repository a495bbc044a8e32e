import { z } from 'zod'
import { Decision } from '../../model/evidence.ts'
import { RecordName } from '../../model/ids.ts'
import { DecidedItem, DecisionCheck, ReviewCases, ReviewItem, ReviewQueue } from '../../model/review.ts'
import { DecisionOutcome, DecisionsPage } from '../../model/service-views.ts'
import { decideItem } from '../decide-item.ts'
import { Reply, route } from '../route.ts'
import { Entity, limitOf } from './shapes.ts'

const tag = 'Review and decisions'

const Queue = z.strictObject({
  kind: ReviewItem.shape.kind.optional(),
  entity: Entity,
  owner: z.string().max(200).optional().describe('only tasks of this owner of policies'),
  assignee: z.string().max(200).optional().describe('only what this person was given; `none`: what nobody was'),
  offset: z.coerce.number().int().min(0).default(0).describe('`next` of the page before'),
  limit: limitOf(20, 100),
})

const DecisionRequest = z.strictObject({
  /** The two records, in any order. */
  low: RecordName,
  high: RecordName,
  verdict: Decision.shape.verdict,
  reason: z.string().trim().min(1).max(1_000),
})

export const review = [
  route({
    method: 'get',
    path: '/review',
    tag,
    summary: 'What a steward should look at, most harmful first',
    description:
      'Doubtful pairs, links that clustering cut, golden records that are held, those a policy flags or holds back, and decisions ' +
      'whose records have changed since. Ranked by risk times what hangs on it: records, orders and relations. An item is known by its ' +
      'records: it closes or moves by itself when the graph changes. `kind=event` asks for uncertain life events, which nothing else lists here.',
    right: 'read',
    query: Queue,
    answer: ReviewQueue,
    handle: async ({ query }, { ask }) => ask.review.items(query),
  }),
  route({
    method: 'get',
    path: '/review/cases',
    tag,
    summary: 'The same, one case for all that waits about the same customers',
    description:
      'Golden records that items tie together are one case with all its items, so that nobody is asked about one cluster many times. Evidence of a pair is at `/pairs/{low}/{high}`.',
    right: 'read',
    query: Queue,
    answer: ReviewCases,
    handle: async ({ query }, { ask }) => ask.review.cases(query),
  }),
  route({
    method: 'post',
    path: '/review/assign',
    tag,
    summary: 'Give items of the queue to somebody, or take them back',
    right: 'decide',
    body: z.strictObject({
      items: z.array(z.string().min(1).max(1_200)).min(1).max(100).describe('ids of items'),
      assignee: z.string().trim().min(1).max(200).nullable().describe('null takes them back'),
    }),
    answer: z.object({ assigned: z.int() }),
    handle: async ({ body, caller }, { kith }) => kith.assign(body, caller.actor),
  }),
  route({
    method: 'post',
    path: '/review/decide',
    tag,
    summary: 'Decide up to 100 pairs at once',
    description:
      'Each pair is decided by itself and has its own outcome; `undo` withdraws the decision that stands about it. The same word on a ' +
      'stale decision confirms it. The status is 207 when some were refused.',
    right: 'decide',
    body: z.strictObject({
      items: z
        .array(z.strictObject({ low: RecordName, high: RecordName, verdict: z.enum(['same', 'distinct', 'undo']) }))
        .min(1)
        .max(100),
      reason: DecisionRequest.shape.reason,
    }),
    answer: z.object({ outcomes: z.array(DecidedItem) }),
    statuses: { 200: 'All decided', 207: 'Some refused; each outcome says' },
    problems: ['graph.busy'],
    handle: async ({ body, caller }, deps) => {
      const outcomes: DecidedItem[] = []
      for (const item of body.items) outcomes.push(await decideItem(item, body.reason, caller.actor, deps))
      const refused = outcomes.some(({ outcome }) => outcome === 'refused')
      return new Reply(refused ? 207 : 200, { outcomes })
    },
  }),
  route({
    method: 'get',
    path: '/decisions',
    tag,
    summary: 'Decisions, latest first',
    right: 'read',
    query: z.strictObject({
      record: RecordName.optional(),
      revoked: z.stringbool().default(false).describe('with the ones that were undone'),
      stale: z.stringbool().default(false).describe('only those whose records have changed since'),
      limit: limitOf(100, 1_000),
    }),
    answer: DecisionsPage,
    problems: ['record.not-found', 'record.ambiguous'],
    handle: async ({ query: { record, ...query } }, { ask }) => {
      const known = record === undefined ? undefined : await ask.records.one(record)
      return { decisions: await ask.review.decisions({ ...query, record: known }) }
    },
  }),
  route({
    method: 'post',
    path: '/decisions',
    tag,
    summary: 'Say that two records are the same, or are not',
    description:
      'Beats every score and holds through new loads and new rules until it is undone. One that contradicts standing decisions is refused, and the problem’s path names the records in between.',
    right: 'decide',
    body: DecisionRequest,
    answer: DecisionOutcome,
    statuses: { 201: 'Decided' },
    problems: ['record.not-found', 'record.ambiguous', 'decision.conflict', 'graph.busy'],
    handle: async ({ body, caller }, { ask, kith }) => {
      const pair = await ask.records.two(body.low, body.high)
      return new Reply(201, await kith.decide({ ...body, ...pair }, caller.actor))
    },
  }),
  route({
    method: 'post',
    path: '/decisions/check',
    tag,
    summary: 'What a decision would do and run into; nothing is decided',
    description:
      'Warns of triangles: two records that are apart, and a third that fits both, with where the decision would leave it: with one of the two or, where it fits both alike, with neither. `conflict` is the problem that would refuse it. `effects` tells what would become of golden records, as a plan does.',
    right: 'decide',
    body: DecisionRequest.extend({ reason: DecisionRequest.shape.reason.default('a check') }),
    answer: DecisionCheck,
    problems: ['record.not-found', 'record.ambiguous'],
    handle: async ({ body, caller }, { ask, kith }) => {
      const pair = await ask.records.two(body.low, body.high)
      return kith.checkDecision({ ...body, ...pair }, caller.actor)
    },
  }),
  route({
    method: 'delete',
    path: '/decisions/{id}',
    tag,
    summary: 'Undo a decision',
    description: 'It stays on record as revoked; the records are matched again as if it had never been.',
    right: 'decide',
    params: z.strictObject({ id: z.string().min(1).max(100) }),
    answer: z.object({ goldens: z.array(z.string()) }),
    problems: ['decision.not-found', 'graph.busy'],
    handle: async ({ params: { id }, caller }, { kith }) => kith.revoke(id, caller.actor),
  }),
]
