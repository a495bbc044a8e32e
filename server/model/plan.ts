import { z } from 'zod'
import { EntityName } from './entities/registry.ts'
import { GoldenValue } from './golden.ts'
import { GoldenId, RecordId, RecordName } from './ids.ts'
import { Instant } from './record.ts'

const reason = z.string().trim().min(1).max(1_000)

const requestOf = <R extends z.ZodType<string, string>>(record: R) =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('merge'),
      goldens: z.array(GoldenId).min(2).max(20),
      /** Withdraws standing decisions that keep them apart; otherwise these refuse the plan. */
      overrule: z.boolean().default(false),
      reason,
    }),
    z.strictObject({
      kind: z.literal('split'),
      golden: GoldenId,
      /** Records of each part; what is named in none is a part of its own. */
      parts: z.array(z.array(record).min(1).max(1_000)).min(1).max(20),
      reason,
    }),
    z.strictObject({
      kind: z.literal('unmerge'),
      record,
      /** `single`: this record alone leaves. `tree`: with it goes what only it ties to the rest. */
      scope: z.enum(['single', 'tree']).default('single'),
      /** Keeps nothing apart: only decisions that tie the record are withdrawn, and its values may join it again. */
      allowAgain: z.boolean().default(false),
      reason,
    }),
    z.strictObject({
      kind: z.literal('rules'),
      /** As `kith train` writes it. */
      ruleSet: z.record(z.string(), z.unknown()).optional(),
      /** One that was in force or planned before, instead. */
      hash: z.string().max(100).optional(),
      /** Or only what is to be other than in the rules in force, as a JSON merge patch (RFC 7396). */
      change: z.record(z.string(), z.unknown()).optional(),
      reason,
    }),
  ])
/** What a plan may be asked for. */
export const PlanRequest = requestOf(RecordId)
export type PlanRequest = z.infer<typeof PlanRequest>

/** The same, with records as somebody names them. */
export const PlanAsked = requestOf(RecordName)
export type PlanAsked = z.infer<typeof PlanAsked>

/** `load` is not asked for: a load beyond the budget for ids leaves one behind to say what it would have done. */
export const PlanKind = z.enum(['merge', 'split', 'unmerge', 'rules', 'load'])
export const PlanStatus = z.enum(['open', 'applied', 'reverted'])

const ids = z.array(z.string())
const golden = z.string()

/** How many records a golden record has, and what it says. */
const Side = z.object({ records: z.int(), values: z.record(z.string(), GoldenValue) })

/** What a plan does, before anything is done. Lists may be cut short; the totals are of all. */
export const PlanEffects = z.object({
  created: z.array(z.object({ golden, entity: EntityName, members: ids })),
  retired: z.array(z.object({ golden, entity: EntityName, members: ids, heirs: ids })),
  kept: z.array(z.object({ golden, entity: EntityName, joined: ids, left: ids })),
  flips: z.array(
    z.object({
      golden,
      attribute: z.string(),
      from: GoldenValue.nullable(),
      to: GoldenValue.nullable(),
      /** That made the new value win; absent for a value that is gone, and for a status. */
      rule: z.string().optional(),
    }),
  ),
  /** Households that golden records leave and join. */
  households: z.array(z.object({ golden, from: z.string().nullable(), to: z.string().nullable() })),
  /** Parents of companies, companies of contacts, customers that are a contact too. */
  hierarchies: z.array(z.object({ golden, relation: z.string(), from: ids, to: ids })),
  /** Orders that change hands, per currency; `amount` in minor units. */
  rollUps: z.array(
    z.object({ from: golden, to: golden, orders: z.int(), currency: z.string().optional(), amount: z.int() }),
  ),
  /** Who hears of it: each source with its own records in what changes. */
  consumers: z.array(z.object({ source: z.string(), records: ids })),
  /** Systems that golden records go back to, and that are sent what changes. */
  systems: z.array(z.string()).default([]),
  /** The golden records whose records move, the first of them: what each is, before and afterwards. */
  sides: z.array(z.object({ golden, name: z.string(), before: Side.nullable(), after: Side.nullable() })).default([]),
  /** What golden records and households that are named above are called. */
  names: z.record(z.string(), z.string()).default({}),
  totals: z.object({
    created: z.int(),
    retired: z.int(),
    kept: z.int(),
    flips: z.int(),
    /** Clusters that join, and that part. */
    merges: z.int(),
    splits: z.int(),
    /** Values that flip, by attribute. */
    attributes: z.record(z.string(), z.int()),
  }),
})
export type PlanEffects = z.infer<typeof PlanEffects>

const Word = z.object({ low: RecordId, high: RecordId, verdict: z.enum(['same', 'distinct']) })

/** A plan as it is shown. */
export const Plan = z.object({
  id: z.string(),
  kind: PlanKind,
  status: PlanStatus,
  by: z.string(),
  reason: z.string(),
  at: Instant,
  /** Of the state it was made on and of what it does: exactly this is applied. */
  hash: z.string(),
  /** What was asked for; a rule set by its hash. */
  request: z.record(z.string(), z.unknown()),
  /** Decisions that it is made of. */
  decisions: z.object({ put: z.array(Word), revoke: z.array(z.string()) }),
  warnings: z.array(z.string()),
  effects: PlanEffects,
  appliedAt: Instant.optional(),
  revertedAt: Instant.optional(),
  /** Lines of the feed that applying it wrote: after the first, up to the last. */
  changes: z.object({ after: z.int(), upTo: z.int() }).optional(),
})
export type Plan = z.infer<typeof Plan>

/** State that a plan was made on: whatever of it differs later has moved. */
export const PlanState = z.object({
  ruleSet: z.string(),
  /** Values of records, and members and values of golden records, as hashes. */
  records: z.record(z.string(), z.string()),
  goldens: z.record(z.string(), z.string()),
  decisions: ids,
  links: z.string(),
  /** Of a plan over the whole graph: transactions that had written. */
  writes: z.int().optional(),
})
export type PlanState = z.infer<typeof PlanState>

/** What only code reads of a stored plan. */
export const PlanBody = z.object({
  plan: Plan.pick({ request: true, decisions: true, warnings: true, effects: true }),
  state: PlanState,
  entity: EntityName.optional(),
  touch: z.array(RecordId),
  /** Hash of what it does to golden records and their relations. */
  outcome: z.string(),
  /** Ids that were minted for it, in order. */
  minted: z.array(z.object({ prefix: z.string(), key: z.string().optional(), id: z.string() })),
  /** Golden records that it changes, as they were. */
  former: z.array(z.object({ id: GoldenId, members: z.array(RecordId) })),
  /** Rules that it puts in force, and those before. */
  rules: z.object({ to: z.string(), from: z.string().optional() }).optional(),
  /** Decisions that applying it recorded. */
  put: z.array(z.string()).default([]),
  /** Decisions that it withdrew, to be said again by a revert. */
  revoked: z.array(
    z.object({ low: RecordId, high: RecordId, verdict: z.enum(['same', 'distinct']), reason: z.string() }),
  ),
})
export type PlanBody = z.infer<typeof PlanBody>
