import { z } from 'zod'
import { EntityName } from './entities/registry.ts'
import { Decision, Evidence } from './evidence.ts'
import { PlanEffects } from './plan.ts'
import { Problem } from './problem.ts'

/**
 * Something a steward should look at: a doubtful pair, a link that was cut, a cluster that is held, a policy that is
 * broken, a decision whose records have changed since, owners that stand in a circle, or a life event that is uncertain. Known by its records, so that it stays itself when golden ids
 * change, and is gone when there is nothing to look at any more.
 */
export const ReviewItem = z.object({
  id: z.string(),
  kind: z.enum(['pair', 'cut', 'held', 'policy', 'stale', 'circle', 'event']),
  entity: EntityName,
  risk: z.number(),
  /** What hangs on it, all clusters together: records, orders and relations. */
  impact: z.int(),
  /** The same by kind; spend per currency in minor units. */
  touches: z
    .object({
      records: z.int(),
      orders: z.int(),
      relations: z.int(),
      spend: z.array(z.object({ currency: z.string(), amount: z.int() })),
    })
    .optional(),
  assignee: z.string().optional(),
  /** The decision that wants another look. */
  decision: Decision.pick({ id: true, verdict: true, changedAt: true }).optional(),
  low: z.object({ record: z.string(), golden: z.string(), name: z.string(), summary: z.string() }).optional(),
  high: z.object({ record: z.string(), golden: z.string(), name: z.string(), summary: z.string() }).optional(),
  golden: z.string().optional(),
  /** What that golden record is called. */
  name: z.string().optional(),
  /** Of a circle: from the parent that was refused up to the company itself. */
  path: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
  bits: z.number().optional(),
  probability: z.number().optional(),
  words: z.string(),
  /** Whose task it is: the owners of the policies that are broken. */
  owners: z.array(z.string()).optional(),
  evidence: z.array(Evidence),
})
export type ReviewItem = z.infer<typeof ReviewItem>

/** What a decision would run into: what to know before it is taken, and what would refuse it. */
export const DecisionCheck = z.object({
  warnings: z.array(z.string()),
  conflict: Problem.optional(),
  /** What it would do, as a plan tells it; absent where it is refused. */
  effects: PlanEffects.optional(),
})
export type DecisionCheck = z.infer<typeof DecisionCheck>

/** A page of the review queue. `next` is the offset of the one that follows. */
export const ReviewQueue = z.object({ items: z.array(ReviewItem), total: z.int(), next: z.int().optional() })
export type ReviewQueue = z.infer<typeof ReviewQueue>

/**
 * Everything that waits about the same customers, to be looked at once: golden records that doubtful pairs, cut links or
 * policies tie together. Evidence is left out; `GET /pairs/{low}/{high}` has it. `id` is that of its first item.
 */
export const ReviewCase = z.object({
  id: z.string(),
  entity: EntityName,
  /** Of its riskiest item. */
  risk: z.number(),
  impact: z.int(),
  goldens: z.array(z.object({ id: z.string(), name: z.string() })),
  items: z.array(ReviewItem),
})
export type ReviewCase = z.infer<typeof ReviewCase>

/** A page of cases, the most harmful first. */
export const ReviewCases = z.object({ cases: z.array(ReviewCase), total: z.int(), next: z.int().optional() })
export type ReviewCases = z.infer<typeof ReviewCases>

/** What became of one item of a bulk decision. */
export const DecidedItem = z.object({
  low: z.string(),
  high: z.string(),
  outcome: z.enum(['decided', 'undone', 'refused']),
  decision: z.string().optional(),
  goldens: z.array(z.string()),
  warnings: z.array(z.string()),
  problem: Problem.optional(),
})
export type DecidedItem = z.infer<typeof DecidedItem>
