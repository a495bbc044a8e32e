import { z } from 'zod'
import type { CompanyContactsView, ParentsView, TreeView } from '../../model/views.ts'
import type { Tx } from '../graph/driver.ts'
import { maybe, query, rowsOf } from '../graph/query.ts'
import { circles } from './review-reads.ts'

/** Companies of one tree in one answer; more is for a query of one's own. */
export const TREE = 2_000

const ownership = { share: maybe(z.number()), from: maybe(z.string()), to: maybe(z.string()) }
const path = query('companies/path', { id: z.string() }, { id: z.string(), name: maybe(z.string()) })
const below = query(
  'companies/below',
  { id: z.string(), limit: z.number() },
  {
    id: z.string(),
    name: maybe(z.string()),
    sources: maybe(z.array(z.string())),
    depth: z.int(),
    parent: maybe(z.string()),
    ...ownership,
  },
)
const formerParents = query(
  'companies/former-parents',
  { id: z.string() },
  { id: z.string(), name: maybe(z.string()), ...ownership, to: z.string(), stated: z.boolean() },
)

/** The companies above a company, the ultimate parent first. Undefined where there is no such company. */
export async function findParents(tx: Tx, id: string): Promise<ParentsView | undefined> {
  const above = await pathOf(tx, id)
  const [ultimateParent] = above
  return ultimateParent && { ultimateParent, path: above }
}

/** The whole tree a company stands in. */
export async function findTree(tx: Tx, id: string): Promise<TreeView | undefined> {
  const above = await pathOf(tx, id)
  const root = above[0]
  if (!root) return undefined
  const nodes = await below.run(tx, { id: root.id, limit: TREE })
  return {
    root: root.id,
    focus: id,
    path: above,
    standalone: nodes.length === 1,
    nodes: nodes.map(({ name, sources, ...node }) => ({ ...node, name: name ?? node.id, sources: sources ?? [] })),
    refusedParents: await refusedIn(tx, nodes),
    formerParents: (await formerParentsOf(tx, id)).map(({ stated: _stated, ...row }) => row),
  }
}

/** Parents that a company had before, latest first; `stated` where records call them so, else they ended with a change of records. */
export async function formerParentsOf(tx: Tx, id: string) {
  return (await formerParents.run(tx, { id })).map(({ name, ...row }) => ({ ...row, name: name ?? row.id }))
}

/** Circles are few, trees may be large. */
async function refusedIn(tx: Tx, nodes: readonly { id: string }[]): Promise<TreeView['refusedParents']> {
  const inTree = new Set(nodes.map(({ id }) => id))
  const found = await circles.run(tx, { limit: TREE })
  return found
    .filter(({ golden }) => inTree.has(golden))
    .map(({ golden, parent, record, path }) => ({ company: golden, parent, record, path: path.map(({ id }) => id) }))
}

export const contactsAt = query(
  'companies/contacts',
  { ids: rowsOf<string>(), department: z.string(), role: z.string(), day: z.string(), limit: z.number() },
  {
    golden: z.string(),
    name: maybe(z.string()),
    company: z.string(),
    companyName: maybe(z.string()),
    role: maybe(z.string()),
    department: maybe(z.string()),
    title: maybe(z.string()),
    seniority: maybe(z.string()),
    primary: z.boolean(),
    from: maybe(z.string()),
    to: maybe(z.string()),
    record: maybe(z.string()),
    status: z.string(),
    emails: z.array(z.string()),
    phones: z.array(z.string()),
    sources: z.array(z.string()),
    updatedAt: maybe(z.string()),
  },
)

export type ContactFilter = {
  /** The company alone, with the ones above it, or all of its tree. */
  scope: 'company' | 'parents' | 'tree'
  department?: string | undefined
  role?: string | undefined
  /** A day: who worked there then, as records date it. Absent: who does now. */
  day?: string | undefined
  limit: number
}

export const companiesAround = query(
  'companies/around',
  { id: z.string(), limit: z.number() },
  { id: z.string(), name: maybe(z.string()), step: z.int() },
)

/** Whom to call at a company: primary contacts first, then the ones heard of last. */
export async function findContacts(
  tx: Tx,
  id: string,
  filter: ContactFilter,
): Promise<CompanyContactsView | undefined> {
  const above = await pathOf(tx, id)
  const root = above[0]
  if (!root) return undefined
  const { scope, department = '', role = '', day = '', limit } = filter
  const ids = {
    company: async () => [id],
    parents: async () => above.map((company) => company.id),
    tree: async () => (await below.run(tx, { id: root.id, limit: TREE })).map((company) => company.id),
  }
  const rows = await contactsAt.run(tx, { ids: await ids[scope](), department, role, day, limit })
  return {
    company: id,
    path: above,
    contacts: rows.map(({ status: _status, ...row }) => ({
      ...row,
      name: row.name ?? row.golden,
      companyName: row.companyName ?? row.company,
    })),
  }
}

/** Ultimate parent first, the company itself last. */
async function pathOf(tx: Tx, id: string): Promise<{ id: string; name: string }[]> {
  return (await path.run(tx, { id })).map(({ id: company, name }) => ({ id: company, name: name ?? company })).reverse()
}
