import { z } from 'zod'
import { RecordName } from './ids.ts'
import { PastView } from './moment.ts'
import { Totals } from './roll-up.ts'

/** Name of a hierarchy, part of addresses. `legal` is the one that the companies' own records make; nobody edits it. */
export const HierarchyName = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,100}$/, 'a hierarchy name uses letters, digits, ".", "_" and "-"')
export const LEGAL = 'legal'

/** What a node is. Positions and territories are those of a sales hierarchy; a group only holds others together. */
export const NodeType = z.enum(['group', 'company', 'position', 'territory'])
export type NodeType = z.infer<typeof NodeType>

export const HierarchyInput = z.strictObject({
  name: HierarchyName.refine((name) => name !== LEGAL, 'the legal hierarchy is made by the companies’ own records'),
  title: z.string().trim().min(1).max(200).optional(),
  /** What it is for: sales, marketing, finance … */
  kind: z.string().trim().min(1).max(100),
  /** Key or role whose it is; without one, the key that makes it. */
  owner: z.string().trim().min(1).max(100).optional(),
  /** Other keys and roles that may edit it. */
  permitted: z.array(z.string().trim().min(1).max(100)).max(50).default([]),
})
export type HierarchyInput = z.infer<typeof HierarchyInput>

export const HierarchyView = HierarchyInput.extend({
  name: z.string(),
  title: z.string(),
  owner: z.string(),
  /** One more with every edit. */
  version: z.int(),
  nodes: z.int(),
  createdAt: z.string(),
  changedAt: z.string(),
})
export type HierarchyView = z.infer<typeof HierarchyView>

const NodeKey = z.string().trim().min(1).max(300)

/** A node as an edit states it. A known one keeps what is left out. */
export const NodeInput = z.strictObject({
  key: NodeKey,
  name: z.string().trim().min(1).max(500).optional(),
  type: NodeType.optional(),
  /** Key of the node above; null makes it a root. */
  parent: NodeKey.nullable().optional(),
  /** The company it stands for, by golden id … */
  company: z.string().min(1).max(100).optional(),
  /** … or by a record of it: the place goes where that record goes. */
  record: RecordName.optional(),
})
export type NodeInput = z.infer<typeof NodeInput>

/** A node that stands. */
const NodeView = z.object({
  key: z.string(),
  name: z.string(),
  type: NodeType,
  parent: z.string().optional(),
  record: z.string().optional(),
  company: z.string().optional(),
  companyName: z.string().optional(),
})

/** A company that two nodes of one hierarchy place, because two companies became one: to be tidied up by its owner. */
const DoublePlace = z.object({ company: z.string(), nodes: z.array(z.string()) })

export const ForestView = z.object({
  hierarchy: z.string(),
  asOf: PastView.optional(),
  version: z.int().optional(),
  nodes: z.array(NodeView),
  conflicts: z.array(DoublePlace),
})
export type ForestView = z.infer<typeof ForestView>

export const EditOutcome = z.object({ version: z.int(), put: z.int(), unchanged: z.int(), removed: z.int() })
export type EditOutcome = z.infer<typeof EditOutcome>

/** Where departments have placed a company: `path` from the root down to the node that stands for it. */
export const PlacesView = z.object({
  company: z.string(),
  places: z.array(
    z.object({
      hierarchy: z.string(),
      title: z.string(),
      kind: z.string(),
      path: z.array(z.object({ key: z.string(), name: z.string(), type: NodeType })),
    }),
  ),
})
export type PlacesView = z.infer<typeof PlacesView>

/** An edit of a hierarchy that is looked at first. Nodes may hang elsewhere than before. */
export const HierarchyEdit = z.strictObject({
  nodes: z.array(NodeInput).max(5_000).default([]),
  /** Keys of nodes that go, with everything below them. */
  remove: z.array(NodeKey).max(5_000).default([]),
})
export type HierarchyEdit = z.infer<typeof HierarchyEdit>

const names = z.array(z.string())
const node = { key: z.string(), name: z.string() }

/** What an edit would do. Paths are names of the nodes above, from the root down. */
export const HierarchyPlan = z.object({
  hierarchy: z.string(),
  /** The version it was made on: an edit that names it is refused once there is another. */
  version: z.int(),
  created: z.array(z.object({ ...node, to: names })),
  moved: z.array(z.object({ ...node, from: names, to: names, /** That go along with it. */ below: z.int() })),
  renamed: z.array(z.object({ ...node, was: z.string() })),
  removed: z.array(z.object({ ...node, from: names })),
  /** Nodes whose sums become others; a side is absent where the node is not there. */
  totals: z.array(z.object({ ...node, before: Totals.optional(), after: Totals.optional() })),
})
export type HierarchyPlan = z.infer<typeof HierarchyPlan>
