import { z } from 'zod'
import { Change, FeedLine } from './change.ts'
import { EntityName } from './entities/registry.ts'
import { Decision } from './evidence.ts'
import { GoldenStatus, GoldenValue, Winner } from './golden.ts'
import { Pin } from './pin.ts'
import { Issue } from './record.ts'
import { AddressView, GraphNode } from './views.ts'

/** Answers of the surface beside the ones of `views.ts`: history, decisions, issues, free queries and the service itself. */

/** How a golden record came to be what it is: its versions and the changes that made them, latest first. */
export const HistoryView = z.object({
  id: z.string(),
  versions: z.array(
    z.object({
      fromSeq: z.int(),
      toSeq: z.int().optional(),
      /** When Kith came to know it, and when it learned better; absent where that was pruned. */
      from: z.string().optional(),
      to: z.string().optional(),
      status: GoldenStatus,
      reasons: z.array(z.string()),
      members: z.array(z.string()),
      values: z.record(z.string(), GoldenValue.nullable()),
      /** Whose value stood, by which rule. */
      winners: z.array(Winner),
    }),
  ),
  changes: z.array(Change),
})
export type HistoryView = z.infer<typeof HistoryView>

/** Where an id leads: itself, or its heirs. */
export const IdView = z.object({
  id: z.string(),
  state: z.enum(['current', 'retired']),
  current: z.array(z.string()),
  path: z.array(z.object({ from: z.string(), type: z.enum(['SUPERSEDED_BY', 'SPLIT_INTO']), to: z.string() })),
})
export type IdView = z.infer<typeof IdView>

/**
 * A page of the feed: `next` is what to pass as `after` for the one that follows, `head` where the feed stands. Under a
 * filter `next` moves on past lines that are left out, so a page may be empty before the head is reached.
 */
export const ChangesPage = z.object({ changes: z.array(FeedLine), next: z.int(), head: z.int() })
export type ChangesPage = z.infer<typeof ChangesPage>

/** First line of a snapshot: as of which line of the feed it is, how much follows, and a hash of the golden records. */
export const SnapshotHead = z.object({
  type: z.literal('snapshot'),
  seq: z.int(),
  at: z.string(),
  goldens: z.record(EntityName, z.int()),
  households: z.int(),
  /** Of what the feed tells, ids included; `kith checksum` is of the graph without them. */
  feedChecksum: z.string(),
})
export type SnapshotHead = z.infer<typeof SnapshotHead>

/** What a decision set in motion. */
export const DecisionOutcome = z.object({
  decision: Decision,
  goldens: z.array(z.string()),
  warnings: z.array(z.string()),
})
export type DecisionOutcome = z.infer<typeof DecisionOutcome>

export const DecisionsPage = z.object({ decisions: z.array(Decision) })
export type DecisionsPage = z.infer<typeof DecisionsPage>

/** Quality findings: how many records break each policy, and the records themselves. */
export const IssuesReport = z.object({
  policies: z.array(z.object({ policy: z.string(), source: z.string(), entity: EntityName, records: z.int() })),
  records: z.array(
    z.object({
      record: z.string(),
      name: z.string(),
      source: z.string(),
      golden: z.string().optional(),
      issues: z.array(Issue),
    }),
  ),
  /** Pass as `after` to read on; absent on the last page. */
  next: z.string().optional(),
})
export type IssuesReport = z.infer<typeof IssuesReport>

/** Answer of a free query. Rows are lists in the order of the columns. */
export const CypherAnswer = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.unknown())),
  /** More rows were there than the limit lets out. */
  truncated: z.boolean(),
  ms: z.int(),
})
export type CypherAnswer = z.infer<typeof CypherAnswer>

export const HealthView = z.object({
  /** `full`: what is stored is read, and nothing more is written until the disk has room. */
  status: z.enum(['ok', 'full', 'unavailable']),
  version: z.string(),
  access: z.enum(['loopback', 'keys']),
  /** Edition and version of the Neo4j behind it. */
  neo4j: z.string().optional(),
  /** Last number of the change feed. */
  seq: z.int().optional(),
  migrations: z.object({ applied: z.array(z.string()), pending: z.array(z.string()) }).optional(),
  /** What the disk of an embedded Neo4j has free, and what of it is left alone; of another one it is not known. */
  disk: z.object({ freeBytes: z.int(), reserveBytes: z.int() }).optional(),
  /** Where Neo4j Browser answers, when it is known. */
  neo4jBrowser: z.string().optional(),
  /** What the caller may do: rights as the routes name them. */
  rights: z.array(z.string()).optional(),
})
export type HealthView = z.infer<typeof HealthView>

/** What a pin set in motion. */
export const PinOutcome = z.object({ pin: Pin, goldens: z.array(z.string()) })
export type PinOutcome = z.infer<typeof PinOutcome>

/** Pins, each with the golden record it is on now; none while its record is deleted. */
export const PinsPage = z.object({ pins: z.array(Pin.extend({ golden: z.string().optional() })) })

/** A source and what was done to it. `pending`: golden records are still to follow; ask again, or do it again. */
export const SourceView = z.object({
  source: z.string(),
  records: z.int(),
  retiredAt: z.string().optional(),
  retiredBy: z.string().optional(),
  reason: z.string().optional(),
  renamedTo: z.string().optional(),
  pending: z.enum(['retire', 'restore', 'rekey', 'declare']).optional(),
  /** What kind of system it is, as it declares: erp, crm, shop. */
  kind: z.string().optional(),
})
export type SourceView = z.infer<typeof SourceView>

/** What was done to a source: records that were looked at, golden records that changed. */
export const SourceOutcome = z.object({ source: z.string(), records: z.int(), changes: z.int() })
export type SourceOutcome = z.infer<typeof SourceOutcome>

/** Addresses of a golden record for an end such as delivery, best first. */
export const OffersView = z.object({
  golden: z.string(),
  purpose: z.string(),
  addresses: z.array(
    AddressView.extend({
      record: z.string(),
      source: z.string(),
      at: z.string().optional(),
      /** What set it apart from the next one. */
      rule: z.string(),
    }),
  ),
})
export type OffersView = z.infer<typeof OffersView>

/** How many neighbours of each kind a node of the canvas has. `atLeast`: there are more than were counted. */
export const KindsAround = z.object({
  id: z.string(),
  kinds: z.array(z.object({ kind: GraphNode.shape.kind, count: z.int() })),
  atLeast: z.boolean(),
})
export type KindsAround = z.infer<typeof KindsAround>
