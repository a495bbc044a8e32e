import { z } from 'zod'
import type { Caller } from '../../access/caller.ts'
import { Role } from '../../access/roles.ts'
import {
  EditOutcome,
  ForestView,
  HierarchyEdit,
  HierarchyInput,
  HierarchyName,
  HierarchyPlan,
  HierarchyView,
  NodeInput,
} from '../../model/hierarchy.ts'
import { fail } from '../../model/problem.ts'
import type { Ask } from '../../pipeline/ask.ts'
import { csvReply, Format, wantsCsv } from '../csv.ts'
import { Reply, route } from '../route.ts'
import { limitOf, measure, PAST_TREE, Past } from './shapes.ts'

const tag = 'Hierarchies'
const params = z.strictObject({ name: HierarchyName })
const reason = z.string().trim().min(1).max(1_000).optional()
const version = z.coerce
  .number()
  .int()
  .optional()
  .describe('the version that a plan was made on; refused once there is another')
const OWNER = 'Only its owner, those it permits, and admins may. '
const CONFLICT =
  'A circle, a second parent, or a second place of a company within this hierarchy is refused with the path that stands against it; another hierarchy may still hold it. '
const CSV_COLUMNS = ['key', 'name', 'type', 'parent', 'record']

const Versions = z.object({
  versions: z.array(
    z.object({
      version: z.int(),
      at: z.string(),
      by: z.string(),
      user: z.string().optional(),
      reason: z.string().optional(),
      put: z.int(),
      removed: z.int(),
    }),
  ),
})

export const hierarchies = [
  route({
    method: 'get',
    path: '/hierarchies',
    tag,
    summary: 'The hierarchies that departments have defined, beside the legal one',
    right: 'read',
    answer: z.object({ hierarchies: z.array(HierarchyView) }),
    handle: async (_input, { ask }) => ({ hierarchies: await ask.hierarchies.list() }),
  }),
  route({
    method: 'post',
    path: '/hierarchies',
    tag,
    summary: 'Make a hierarchy, or change who owns and edits it',
    description: `The owner is a key or a role. ${OWNER}`,
    right: 'organise',
    body: HierarchyInput,
    answer: HierarchyView,
    problems: ['access.forbidden'],
    handle: async ({ body, caller }, { ask, kith }) => {
      const known = await ask.hierarchies.find(body.name)
      if (known) demandOwner(caller, known)
      await kith.hierarchies.put({ ...body, owner: body.owner ?? known?.owner ?? ownerFor(caller) }, caller.actor)
      return ask.hierarchies.get(body.name)
    },
  }),
  route({
    method: 'get',
    path: '/hierarchies/{name}',
    tag,
    summary: 'A hierarchy, its nodes and the companies they place; `legal` is the one the companies’ records make',
    description: `${PAST_TREE} A department’s own hierarchy is then as it was at \`asOf\`, with the companies that its records were known to be. As CSV it is what an import takes: a row a node with its parent and the record its company goes by.`,
    right: 'read',
    params,
    query: Past.extend({ format: Format }),
    answer: ForestView,
    otherMedia: ['text/csv'],
    problems: ['hierarchy.not-found', 'history.pruned'],
    handle: async ({ params: { name }, query: { format, ...past }, req }, { ask }) => {
      const forest = await ask.hierarchies.forest(name, past)
      return wantsCsv(format, req) ? csvReply(CSV_COLUMNS, forest.nodes) : forest
    },
  }),
  route({
    method: 'get',
    path: '/hierarchies/{name}/versions',
    tag,
    summary: 'Who edited a hierarchy, when and why; latest first',
    right: 'read',
    params,
    query: z.strictObject({ limit: limitOf(100, 1_000) }),
    answer: Versions,
    handle: async ({ params: { name }, query: { limit } }, { ask }) => ({
      versions: await ask.hierarchies.versions(name, limit),
    }),
  }),
  route({
    method: 'post',
    path: '/hierarchies/{name}/plan',
    tag,
    summary: 'What an edit would do: which nodes move, and which sums become others; nothing is changed',
    description: `Do it with its \`version\`, which refuses when somebody else has edited the hierarchy since. ${CONFLICT}${OWNER}`,
    right: 'organise',
    params,
    query: z.strictObject({ measure }),
    body: HierarchyEdit,
    bodyLimit: '5mb',
    answer: HierarchyPlan,
    problems: ['hierarchy.not-found', 'hierarchy.conflict', 'golden.not-found', 'record.not-found', 'access.forbidden'],
    handle: async ({ params: { name }, query, body, caller }, { ask }) => {
      await demandEditor(caller, ask, name)
      return ask.hierarchies.planEdit(name, body, query.measure)
    },
  }),
  route({
    method: 'post',
    path: '/hierarchies/{name}/nodes',
    tag,
    summary: 'Put nodes into a hierarchy, all or none',
    description: `A known node keeps what is left out. With \`move\` it may hang elsewhere than before. ${CONFLICT}${OWNER}`,
    right: 'organise',
    params,
    body: z.strictObject({
      nodes: z.array(NodeInput).min(1).max(5_000),
      move: z.boolean().default(false),
      reason,
      version,
    }),
    bodyLimit: '5mb',
    answer: EditOutcome,
    problems: [
      'hierarchy.not-found',
      'hierarchy.conflict',
      'plan.stale',
      'golden.not-found',
      'record.not-found',
      'access.forbidden',
    ],
    handle: async ({ params: { name }, body, caller }, { ask, kith }) => {
      await demandEditor(caller, ask, name)
      return kith.hierarchies.edit(name, body, caller.actor)
    },
  }),
  route({
    method: 'post',
    path: '/hierarchies/{name}/import',
    tag,
    summary: 'Import nodes from CSV: a row with its parent, or a path',
    description: `Columns \`key name type parent company record\`, or \`path\` (\`North > Ohio > Acme\`) with \`type company record\`. With \`replace\` the file is the whole hierarchy: nodes move, and those it does not name go. ${CONFLICT}${OWNER}`,
    right: 'organise',
    params,
    body: z.strictObject({ csv: z.string().min(1).max(1_000_000), replace: z.boolean().default(false), reason }),
    bodyLimit: '20mb',
    answer: EditOutcome,
    problems: [
      'hierarchy.not-found',
      'hierarchy.conflict',
      'row.unreadable',
      'golden.not-found',
      'record.not-found',
      'access.forbidden',
    ],
    handle: async ({ params: { name }, body: { csv, ...edit }, caller }, { ask, kith }) => {
      await demandEditor(caller, ask, name)
      return kith.hierarchies.importCsv(name, csv, edit, caller.actor)
    },
  }),
  route({
    method: 'delete',
    path: '/hierarchies/{name}/nodes/{key}',
    tag,
    summary: 'Take a node out of a hierarchy, with everything below it',
    description: `Where it was stays on record. ${OWNER}`,
    right: 'organise',
    params: params.extend({ key: z.string().min(1).max(300) }),
    query: z.strictObject({ reason, version }),
    answer: EditOutcome,
    problems: ['hierarchy.not-found', 'plan.stale', 'access.forbidden'],
    handle: async ({ params: { name, key }, query, caller }, { ask, kith }) => {
      await demandEditor(caller, ask, name)
      return new Reply(200, await kith.hierarchies.remove(name, key, query, caller.actor))
    },
  }),
]

async function demandEditor(caller: Caller, ask: Ask, name: string): Promise<void> {
  const known = await ask.hierarchies.find(name)
  demandOwner(caller, known ?? fail('hierarchy.not-found', `there is no hierarchy ${name} to edit`))
}

/** Whose a hierarchy is that names nobody: of the key that makes it, or of its role where it is called like one. */
function ownerFor({ actor, roles: [role] }: Caller): string {
  return role !== undefined && Role.safeParse(actor.key).success ? role : actor.key
}

/** The owner's key or role, another that it permits, or an admin. A key that is called like a role does not have it. */
function demandOwner({ actor, roles }: Caller, { name, owner, permitted }: HierarchyView): void {
  const may = new Set([owner, ...permitted, 'admin'])
  if (roles.some((role) => may.has(role))) return
  if (may.has(actor.key) && !Role.safeParse(actor.key).success) return
  fail('access.forbidden', `the hierarchy ${name} is ${owner}’s; the key "${actor.key}" may not edit it`)
}
