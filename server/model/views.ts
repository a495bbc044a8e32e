import { z } from 'zod'
import { EntityName } from './entities/registry.ts'
import { Evidence, Verdict } from './evidence.ts'
import { AttributeView } from './explain-view.ts'
import { GoldenStatus } from './golden.ts'
import { RecordId } from './ids.ts'
import { PastView } from './moment.ts'
import { Problem } from './problem.ts'
import { CleanedView, Issue, RecordInput } from './record.ts'
import { AddressView } from './relation-views.ts'

export { AttributeView, ExplainView } from './explain-view.ts'
export { AddressView, CompanyContactsView, HouseholdView, RightContactView } from './relation-views.ts'

/** Shapes that the REST surface answers with and the explorer reads. Requests live beside their routes. */

/** What became of one record of a `POST /records`. */
export const RecordOutcome = z.object({
  record: z.string(),
  outcome: z.enum(['created', 'updated', 'unchanged', 'stale', 'rejected']),
  golden: z.string().optional(),
  issues: z.array(Issue),
  /** What cleaning made of what was sent, where that was asked for. */
  cleaned: CleanedView.optional(),
  problem: Problem.optional(),
})
export type RecordOutcome = z.infer<typeof RecordOutcome>

/** A source record and the golden it belongs to: the crosswalk. */
export const RecordView = z.object({
  id: RecordId,
  source: z.string(),
  sourceId: z.string(),
  entity: EntityName,
  golden: z.string().optional(),
  channel: z.string().optional(),
  createdAt: z.string().optional(),
  updatedAt: z.string().optional(),
  version: z.int().optional(),
  receivedAt: z.string(),
  deletedAt: z.string().optional(),
  /** Who sent what it says now: an API key, and the user whom it named. */
  writtenBy: z.object({ key: z.string(), user: z.string().optional() }).optional(),
  /** Ids that its source knew it by before. */
  formerIds: z.array(RecordId).default([]),
  input: RecordInput,
  ...CleanedView.shape,
  issues: z.array(Issue),
})
export type RecordView = z.infer<typeof RecordView>

export const TraceStep = z.object({
  stage: z.enum(['receive', 'standardise', 'validate', 'block', 'score', 'cluster', 'survive', 'relate', 'publish']),
  at: z.string(),
  /** Milliseconds the stage took, where it was measured. */
  ms: z.number().optional(),
  summary: z.string(),
})
export type TraceStep = z.infer<typeof TraceStep>

/** A neighbour of a golden record in the graph: a company a contact works at, a parent, a household, the same person. */
export const RelationView = z.object({
  type: z.string(),
  direction: z.enum(['out', 'in']),
  id: z.string(),
  label: z.string(),
  name: z.string(),
  properties: z.record(z.string(), z.unknown()),
})
export type RelationView = z.infer<typeof RelationView>

export const GoldenView = z.object({
  id: z.string(),
  entity: EntityName,
  name: z.string(),
  status: GoldenStatus,
  reasons: z.array(z.string()),
  seq: z.int(),
  /** The moment that was asked about, in an answer about the past. */
  asOf: PastView.optional(),
  attributes: z.array(AttributeView),
  addresses: z.array(AddressView),
  records: z.array(
    z.object({
      id: RecordId,
      source: z.string(),
      name: z.string(),
      updatedAt: z.string().optional(),
      channel: z.string().optional(),
      issues: z.int(),
    }),
  ),
  relations: z.array(RelationView),
  /** What it bought, all its records together; `amount` in minor units. Absent without orders, and in answers about the past. */
  orders: z
    .object({
      count: z.int(),
      latest: z.string().optional(),
      sums: z.array(z.object({ currency: z.string().optional(), amount: z.int() })),
    })
    .optional(),
  issues: z.array(Issue.extend({ record: z.string() })),
})
export type GoldenView = z.infer<typeof GoldenView>

/**
 * How well somebody fits what was asked. `same`: a record that says so would be joined with it. `fits`: it says all that was given,
 * which may be too little to join them. `similar`: it says some of it, or nearly so.
 */
export const SearchFit = z.enum(['same', 'fits', 'similar'])
export type SearchFit = z.infer<typeof SearchFit>

/** Search before create: who may be the one described, the likeliest first. */
export const SearchHit = z.object({
  golden: z.string(),
  entity: EntityName,
  name: z.string(),
  summary: z.string(),
  fit: SearchFit,
  /** Where a contact works; without an id where only its records name it. */
  company: z.object({ id: z.string().optional(), name: z.string() }).optional(),
  /** What the evidence of what was given comes to, as if it were a record: little was given, so it may be little. */
  probability: z.number(),
  bits: z.number(),
  /** What the rules make of it: whoever fits all that was given is never `distinct`. */
  verdict: Verdict,
  /** Best record of the cluster and what it says for and against. */
  record: z.string(),
  reasons: z.array(Evidence),
  /** Words such as `former name Yu`, `former address Austin TX`, `order 1001`. */
  notes: z.array(z.string()),
  sources: z.array(z.string()),
})
export type SearchHit = z.infer<typeof SearchHit>

/** A piece of the graph for the canvas. Node ids are public ids (`cus_…`, `crm:17`, `hou_…`, `addr:<key>`, `point:<key>`). */
export const GraphNode = z.object({
  id: z.string(),
  kind: z.enum([
    ...(['customer', 'company', 'contact', 'record', 'address', 'contactPoint', 'household', 'order'] as const),
    ...(['product', 'retired'] as const),
  ]),
  label: z.string(),
  detail: z.string(),
  /** Relationships of this node that are not in the answer, so that the canvas can offer to expand it. */
  more: z.int(),
  properties: z.record(z.string(), z.unknown()),
})
export type GraphNode = z.infer<typeof GraphNode>

export const GraphEdge = z.object({
  id: z.string(),
  type: z.string(),
  from: z.string(),
  to: z.string(),
  label: z.string(),
  properties: z.record(z.string(), z.unknown()),
})
export type GraphEdge = z.infer<typeof GraphEdge>

export const GraphView = z.object({
  focus: z.string(),
  nodes: z.array(GraphNode),
  edges: z.array(GraphEdge),
  truncated: z.boolean(),
})
export type GraphView = z.infer<typeof GraphView>

/** Nodes that were asked for by id, and what lies between them. `missing` are ids behind which there is nothing. */
export const GraphOfIds = GraphView.extend({ missing: z.array(z.string()) })
export type GraphOfIds = z.infer<typeof GraphOfIds>

/** Records per source, distinct customers, pairwise overlap. Totals reconcile: records = customers + duplicates. */
export const OverlapReport = z.object({
  entity: EntityName,
  records: z.int(),
  customers: z.int(),
  duplicates: z.int(),
  duplicateRate: z.number(),
  sources: z.array(
    z.object({ source: z.string(), records: z.int(), customers: z.int(), duplicates: z.int(), only: z.int() }),
  ),
  overlaps: z.array(z.object({ a: z.string(), b: z.string(), customers: z.int() })),
})
export type OverlapReport = z.infer<typeof OverlapReport>

export const CountsReport = z.object({
  seq: z.int(),
  at: z.string().optional(),
  records: z.int(),
  customers: z.int(),
  companies: z.int(),
  contacts: z.int(),
  households: z.int(),
  householdMembers: z.int(),
  groups: z.int(),
  orders: z.int(),
  /** What waits for a person: pairs that may be one and clusters that are held together by doubt, and policies that are broken. */
  review: z.object({ doubts: z.int(), policies: z.int() }),
  bySource: z.array(
    z.object({ source: z.string(), entity: EntityName, channel: z.string().optional(), records: z.int() }),
  ),
})
export type CountsReport = z.infer<typeof CountsReport>

/** What records state of a company's place under its parent. */
const Ownership = z.object({
  /** Percent that the parent holds. */
  share: z.number().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
})

/** A company's tree: from the ultimate parent down, every node once. */
export const TreeView = z.object({
  root: z.string(),
  focus: z.string(),
  /** The moment that was asked about, in an answer about the past. */
  asOf: PastView.optional(),
  /** Ultimate parent first, the company itself last. */
  path: z.array(z.object({ id: z.string(), name: z.string() })),
  standalone: z.boolean(),
  nodes: z.array(
    Ownership.extend({
      id: z.string(),
      name: z.string(),
      parent: z.string().optional(),
      depth: z.int(),
      sources: z.array(z.string()),
    }),
  ),
  /** Parents that the company had before, latest first. */
  formerParents: z.array(Ownership.extend({ id: z.string(), name: z.string(), to: z.string() })),
  /** Parents that records state for companies of the tree and that were refused: they stand below, as the path says. */
  refusedParents: z.array(
    z.object({ company: z.string(), parent: z.string(), record: z.string(), path: z.array(z.string()) }),
  ),
})
export type TreeView = z.infer<typeof TreeView>

const NamedCompany = z.object({ id: z.string(), name: z.string() })

/** Where a company's group begins. */
export const ParentsView = z.object({
  ultimateParent: NamedCompany,
  /** Ultimate parent first, the company itself last. */
  path: z.array(NamedCompany),
})
export type ParentsView = z.infer<typeof ParentsView>
