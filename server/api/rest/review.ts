import { z } from 'zod'
import { Decision } from '../../model/evidence.ts'
import { compareIds, RecordId } from '../../model/ids.ts'
import { fail } from '../../model/problem.ts'
import { DecisionOutcome, DecisionsPage } from '../../model/service-views.ts'
import { ReviewItem } from '../../model/views.ts'
import { listDecisions, reviewItems } from '../../store/review-reads.ts'
import { withEvidence } from '../review-evidence.ts'
import { Reply, route } from '../route.ts'
import { Entity, limitOf } from './shapes.ts'

const tag = 'Review and decisions'

const DecisionRequest = z.strictObject({
  /** The two records, in any order. */
  low: RecordId,
  high: RecordId,
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
      'Doubtful pairs, links that clustering cut, golden records that are held, and those a policy flags or holds back.',
    right: 'read',
    query: z.strictObject({
      kind: ReviewItem.shape.kind.optional(),
      entity: Entity,
      owner: z.string().max(200).optional().describe('only tasks of this owner of policies'),
      limit: limitOf(20, 100),
    }),
    answer: z.object({ items: z.array(ReviewItem) }),
    handle: async ({ query }, { store, kith }) => ({
      items: await withEvidence(await store.read((tx) => reviewItems(tx, query)), kith),
    }),
  }),
  route({
    method: 'get',
    path: '/decisions',
    tag,
    summary: 'Decisions, latest first',
    right: 'read',
    query: z.strictObject({
      record: RecordId.optional(),
      revoked: z.stringbool().default(false).describe('with the ones that were undone'),
      limit: limitOf(100, 1_000),
    }),
    answer: DecisionsPage,
    handle: async ({ query }, { store }) => ({ decisions: await store.read((tx) => listDecisions(tx, query)) }),
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
    problems: ['record.not-found', 'decision.conflict', 'graph.busy'],
    handle: async ({ body, caller }, { kith }) => {
      const [low, high] = compareIds(body.low, body.high) < 0 ? [body.low, body.high] : [body.high, body.low]
      if (low === high) fail('request.invalid', 'a decision is about two different records', { field: 'high' })
      return new Reply(201, await kith.decide({ ...body, low, high }, caller.actor))
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
