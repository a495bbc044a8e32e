import { z } from 'zod'
import { Decision, ScoredPair } from './evidence.ts'
import { GoldenStatus, GoldenValue, Rejected } from './golden.ts'
import { RecordId } from './ids.ts'
import { PastView } from './moment.ts'
import { Pin } from './pin.ts'

/** One value of a golden record, why it stands and what it beat. */
export const AttributeView = z.object({
  attribute: z.string(),
  label: z.string(),
  value: GoldenValue,
  winner: z
    .object({
      record: z.string(),
      source: z.string(),
      at: z.string().optional(),
      /** Since when the record says this very value, where that is another time than `at`: the time that it is weighed by. */
      since: z.string().optional(),
      rule: z.string(),
      /** Who pinned it, why and until when, where a steward did. */
      pin: Pin.pick({ id: true, by: true, reason: true, at: true, until: true }).optional(),
    })
    .optional(),
  runnersUp: z.array(
    z.object({
      value: z.string(),
      record: z.string(),
      source: z.string(),
      at: z.string().optional(),
      since: z.string().optional(),
      /** Why it lost, where that is known: the criterion that decided, and in words. */
      by: z.string().optional(),
      why: z.string().optional(),
    }),
  ),
  /** Of several values each one's kind and the newest record that says it, in their order. */
  entries: z
    .array(
      z.object({
        value: z.string(),
        kind: z.string().optional(),
        record: z.string().optional(),
        source: z.string().optional(),
        at: z.string().optional(),
      }),
    )
    .optional(),
})
export type AttributeView = z.infer<typeof AttributeView>

/** Every link that holds a cluster together, strongest first, explained. */
export const ExplainView = z.object({
  golden: z.string(),
  name: z.string(),
  status: GoldenStatus,
  reasons: z.array(z.string()),
  ruleSet: z.string(),
  links: z.array(ScoredPair),
  decisions: z.array(Decision),
  /** How the cluster came together: each join in order with the link that made it. */
  joins: z.array(z.object({ step: z.int(), low: z.string(), high: z.string(), bits: z.number(), size: z.int() })),
  weakest: z.object({ low: z.string(), high: z.string(), bits: z.number() }).optional(),
  words: z.string(),
  attributes: z.array(AttributeView),
  /** The records as they are now: since which change, which version, of when; a retired source's win nothing. */
  records: z.array(
    z.object({
      id: RecordId,
      since: z.int().optional(),
      version: z.int().optional(),
      updatedAt: z.string().optional(),
      receivedAt: z.string().optional(),
      retired: z.boolean(),
    }),
  ),
  /** The same way through the graph, value by value, as a statement of one's own. */
  query: z.object({ statement: z.string(), params: z.record(z.string(), z.string()) }),
  /** Conflicts with owners: what sources say of attributes that others own. */
  rejected: z.array(Rejected),
  asOf: PastView.optional(),
})
export type ExplainView = z.infer<typeof ExplainView>
