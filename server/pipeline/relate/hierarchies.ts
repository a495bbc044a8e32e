import { hierarchyNodes } from '../../ingest/hierarchy-csv.ts'
import type { Actor } from '../../model/change.ts'
import type { EditOutcome, HierarchyInput, NodeInput } from '../../model/hierarchy.ts'
import type { GoldenId, RecordId } from '../../model/ids.ts'
import { fail, ProblemError } from '../../model/problem.ts'
import { editForest, type ForestNode, type WantedNode } from '../../relate/forest.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import {
  anchorNodes,
  hangNodes,
  hierarchyByName,
  hierarchyTree,
  lockHierarchy,
  nodesAround,
  nodesBelow,
  placeNodes,
  projectSales,
  putHierarchy,
  putHierarchyVersion,
  putNodes,
  removeNodes,
  strayedNodes,
} from '../../store/write/hierarchies.ts'
import { wantedNodes } from './wanted-nodes.ts'

type Edit = {
  nodes: readonly NodeInput[]
  /** Nodes that stand elsewhere move; otherwise they are refused. */
  move?: boolean | undefined
  /** Whatever the edit does not name is taken out. */
  replace?: boolean | undefined
  reason?: string | undefined
  /** The version that was looked at; with another one the edit is refused. */
  version?: number | undefined
}

/** Hierarchies that departments define over the golden companies. */
export interface Hierarchies {
  put(input: HierarchyInput, actor: Actor): Promise<void>
  /** All of it or nothing. @throws ProblemError `hierarchy.conflict` with the path, `hierarchy.not-found` */
  edit(name: string, edit: Edit, actor: Actor): Promise<EditOutcome>
  /** The same from a CSV file. @throws ProblemError `row.unreadable` */
  importCsv(name: string, csv: string, edit: Omit<Edit, 'nodes'>, actor: Actor): Promise<EditOutcome>
  /** Takes a node out, with everything below it. */
  remove(name: string, key: string, edit: Pick<Edit, 'reason' | 'version'>, actor: Actor): Promise<EditOutcome>
}

export function openHierarchies(store: Store, now: () => Date): Hierarchies {
  return {
    put: (input, actor) =>
      store.write(async (tx) => {
        const { name, title = name, kind, owner = actor.key, permitted } = input
        await putHierarchy.run(tx, { name, title, kind, owner, permitted, at: now().toISOString() })
      }),
    edit: (name, edit, actor) => store.write((tx) => enactEdit(tx, name, edit, actor, now)),
    importCsv: async (name, csv, edit, actor) => {
      const nodes = await hierarchyNodes(csv)
      if (!nodes.ok) throw new ProblemError(nodes.problem)
      return store.write((tx) => enactEdit(tx, name, { ...edit, nodes: nodes.value }, actor, now))
    },
    remove: (name, key, { reason, version }, actor) =>
      store.write(async (tx) => {
        const at = await begin(tx, name, now, version)
        const ids = (await nodesBelow.run(tx, { id: nodeId(name, key) })).map((row) => row.id)
        if (ids.length === 0) return fail('hierarchy.not-found', `there is no node ${key} in ${name}`)
        await takeOut(tx, ids, at)
        return close(tx, name, { put: 0, unchanged: 0, removed: ids.length, at, reason }, actor)
      }),
  }
}

const nodeId = (hierarchy: string, key: string) => `${hierarchy}:${key}`

/** Locks the hierarchy. Edits of one hierarchy never share an instant, so that each version can be asked for. */
async function begin(tx: Tx, name: string, now: () => Date, version: number | undefined): Promise<string> {
  const [row] = await lockHierarchy.run(tx, { name })
  if (!row) return fail('hierarchy.not-found', `there is no hierarchy ${name}`)
  const stands = version === undefined ? undefined : (await hierarchyByName.run(tx, { name }))[0]?.version
  if (stands !== version)
    return fail('plan.stale', `the hierarchy ${name} was edited since: it is at version ${stands}, not ${version}`)
  return new Date(Math.max(now().getTime(), Date.parse(row.changedAt) + 1)).toISOString()
}

async function enactEdit(tx: Tx, name: string, edit: Edit, actor: Actor, now: () => Date): Promise<EditOutcome> {
  const at = await begin(tx, name, now, edit.version)
  const wanted = await wantedNodes(tx, edit.nodes)
  const known = await knownNodes(tx, name, wanted, edit.replace === true)
  const said = new Set(wanted.map((node) => node.key))
  const out = edit.replace ? [...known.keys()].filter((key) => !said.has(key)) : []
  const base = new Map([...known].filter(([key]) => !out.includes(key)).map(([key, node]) => [key, rooted(node, out)]))
  const result = editForest(base, wanted, { move: edit.move === true || edit.replace === true })
  if (!result.ok) throw new ProblemError(result.problem)
  const fresh = result.value.filter((node) => differs(known.get(node.key), node))
  if (out.length > 0)
    await takeOut(
      tx,
      out.map((key) => nodeId(name, key)),
      at,
    )
  await writeNodes(tx, name, fresh, at)
  const unchanged = result.value.length - fresh.length
  return close(tx, name, { put: fresh.length, unchanged, removed: out.length, at, reason: edit.reason }, actor)
}

function rooted(node: ForestNode, out: readonly string[]): ForestNode {
  return node.parent !== undefined && out.includes(node.parent) ? { ...node, parent: undefined } : node
}

function differs(was: ForestNode | undefined, is: ForestNode): boolean {
  return !was || was.name !== is.name || was.type !== is.type || was.parent !== is.parent || was.record !== is.record
}

async function knownNodes(
  tx: Tx,
  name: string,
  wanted: readonly WantedNode[],
  all: boolean,
): Promise<Map<string, ForestNode>> {
  const keys = wanted.flatMap(({ key, parent }) => [key, ...(parent ? [parent] : [])])
  const records = wanted.flatMap(({ record }) => record ?? [])
  const rows = all
    ? await hierarchyTree.run(tx, { name })
    : await nodesAround.run(tx, { name, ids: [...new Set(keys)].map((key) => nodeId(name, key)), records })
  return new Map(rows.map((row) => [row.key, row]))
}

async function writeNodes(tx: Tx, name: string, nodes: readonly ForestNode[], at: string): Promise<void> {
  if (nodes.length === 0) return
  const rows = nodes.map((node) => ({ ...node, id: nodeId(name, node.key) }))
  const ids = rows.map((row) => row.id)
  await putNodes.run(tx, {
    name,
    rows: rows.map(({ id, key, name: title, type }) => ({ id, key, name: title, type })),
    at,
  })
  const hung = rows.map(({ id, parent }) => ({ id, parent: parent === undefined ? null : nodeId(name, parent) }))
  await hangNodes.run(tx, { rows: hung, at })
  await anchorNodes.run(tx, { rows: rows.map(({ id, record = null }) => ({ id, record })), at })
  await placeNodes.run(tx, { ids, at })
  await projectSales.run(tx, { ids, at })
}

async function takeOut(tx: Tx, ids: readonly string[], at: string): Promise<void> {
  await removeNodes.run(tx, { ids, at })
  await projectSales.run(tx, { ids, at })
}

/** An edit that changed nothing is no version. */
async function close(
  tx: Tx,
  name: string,
  { put, unchanged, removed, at, reason }: Omit<EditOutcome, 'version'> & { at: string; reason: string | undefined },
  actor: Actor,
): Promise<EditOutcome> {
  if (put + removed === 0) {
    const version = (await hierarchyByName.run(tx, { name }))[0]?.version ?? 0
    return { version, put, unchanged, removed }
  }
  const who = { by: actor.key, user: actor.user ?? null, reason: reason ?? null }
  const [row] = await putHierarchyVersion.run(tx, { name, at, ...who, put, removed })
  return { version: row?.version ?? 0, put, unchanged, removed }
}

/**
 * Places follow the records they go by: where one belongs to another company now, so does the place. A place whose
 * record was deleted goes by another record of the company.
 */
export async function followPlaces(
  tx: Tx,
  goldens: readonly GoldenId[],
  records: readonly RecordId[],
  at: string,
): Promise<void> {
  const strayed = await strayedNodes.run(tx, { goldens, records })
  if (strayed.length === 0) return
  const again = strayed.flatMap(({ id, instead }) => (instead === undefined ? [] : [{ id, record: instead }]))
  if (again.length > 0) await anchorNodes.run(tx, { rows: again, at })
  const ids = strayed.map((row) => row.id)
  await placeNodes.run(tx, { ids, at })
  await projectSales.run(tx, { ids, at })
}
