import { z } from 'zod'
import type { KindsAround } from '../../model/service-views.ts'
import type { GraphEdge, GraphNode, GraphOfIds, GraphView } from '../../model/views.ts'
import type { Tx } from '../graph/driver.ts'
import { query, rowsOf } from '../graph/query.ts'
import { graphEdge, graphNode, kindOf, labelsOf, publicId } from './graph-node.ts'

/** Nodes of one answer: a canvas with more is no longer read by anybody. */
const NODES = 300
const NEIGHBOURS = 100
/** Neighbours of one kind: the canvas draws many of them as one node. */
const OF_KIND = 1000
/** Neighbours that are counted; a popular address may have a million. */
const COUNTED = 10_000
/** Of a phone number or mail box: whoever shares one with more shares nothing with them. */
const SHARERS = 25

const Properties = z.record(z.string(), z.unknown())
const element = { element: z.string() }
const elements = { elements: rowsOf<string>() }

const nodeOf = query(
  'graph/node',
  { id: z.string(), address: z.string(), point: z.string(), order: z.string(), product: z.string() },
  { ...element, labels: z.array(z.string()) },
)
const nodesOfIds = query(
  'graph/nodes-of-ids',
  { rows: rowsOf<ReturnType<typeof namesOf>>() },
  { id: z.string(), ...element },
)
const aroundGolden = query('graph/around-golden', { id: z.string() }, element)
const neighbours = query('graph/neighbours', { ...element, limit: z.number() }, element)
const kinds = query(
  'graph/kinds-around',
  { ...element, limit: z.number() },
  { labels: z.array(z.string()), count: z.int() },
)
const neighboursOfKind = query(
  'graph/neighbours-of-kind',
  { ...element, labels: rowsOf<string>(), limit: z.number() },
  { ...element, via: z.array(z.string()) },
)
const nodes = query('graph/nodes', elements, {
  ...element,
  labels: z.array(z.string()),
  properties: Properties,
  degree: z.int(),
})
const edges = query('graph/edges', elements, {
  from: z.string(),
  to: z.string(),
  type: z.string(),
  properties: Properties,
})

/** A golden record with its records, addresses, household, companies and contacts. */
export async function goldenGraph(tx: Tx, id: string): Promise<GraphView | undefined> {
  const focus = await locate(tx, id)
  if (!focus?.labels.includes('Golden')) return undefined
  const around = (await aroundGolden.run(tx, { id })).map((row) => row.element)
  return picture(tx, id, [focus.element, ...around], around.length >= NODES)
}

/** Any node of the canvas with its direct neighbours, to expand it. */
export async function neighbourhood(tx: Tx, id: string): Promise<GraphView | undefined> {
  const focus = await locate(tx, id)
  if (!focus) return undefined
  const most = focus.labels.includes('ContactPoint') ? SHARERS : NEIGHBOURS
  const found = await neighbours.run(tx, { element: focus.element, limit: most + 1 })
  const around = found.slice(0, most).map((row) => row.element)
  return picture(tx, id, [focus.element, ...around], found.length > most)
}

/** A node with its neighbours of one kind; of a golden record also the orders of its records, which come with the records. */
export async function neighboursOf(tx: Tx, id: string, kind: GraphNode['kind']): Promise<GraphView | undefined> {
  const focus = await locate(tx, id)
  if (!focus) return undefined
  const most = focus.labels.includes('ContactPoint') ? SHARERS : OF_KIND
  const found = await neighboursOfKind.run(tx, { element: focus.element, labels: labelsOf(kind), limit: most + 1 })
  const around = found.slice(0, most)
  const through = [...new Set(around.flatMap(({ via }) => via))]
  const all = [focus.element, ...through, ...around.map((row) => row.element)]
  return picture(tx, id, all, found.length > most, all.length)
}

/** How many neighbours of each kind a node has, the most first. */
export async function kindsAround(tx: Tx, id: string): Promise<KindsAround | undefined> {
  const focus = await locate(tx, id)
  if (!focus) return undefined
  const counts = new Map<GraphNode['kind'], number>()
  for (const { labels, count } of await kinds.run(tx, { element: focus.element, limit: COUNTED }))
    counts.set(kindOf({ labels }), (counts.get(kindOf({ labels })) ?? 0) + count)
  const list = [...counts].map(([kind, count]) => ({ kind, count })).toSorted((a, b) => b.count - a.count)
  return { id, kinds: list, atLeast: list.reduce((sum, { count }) => sum + count, 0) >= COUNTED }
}

/** A source may be called `addr` or `order`: a record of that id is what is found then, unless such a node exists. */
async function locate(tx: Tx, id: string): Promise<{ element: string; labels: string[] } | undefined> {
  return (await nodeOf.run(tx, namesOf(id)))[0]
}

/** What a public id may be the id of. */
function namesOf(id: string) {
  const after = (prefix: string) => (id.startsWith(prefix) ? id.slice(prefix.length) : '')
  return {
    ...{ id, address: after('addr:'), point: after('point:') },
    ...{ order: after('order:'), product: after('product:') },
  }
}

/** Nodes by their public ids, in one answer, with what lies between them. The first one that is there is the focus. */
export async function graphOfIds(tx: Tx, ids: readonly string[]): Promise<GraphOfIds> {
  const wanted = [...new Set(ids)]
  const found = new Map((await nodesOfIds.run(tx, { rows: wanted.map(namesOf) })).map((row) => [row.id, row.element]))
  const there = wanted.filter((id) => found.has(id))
  const view = await picture(
    tx,
    there[0] ?? '',
    there.flatMap((id) => found.get(id) ?? []),
    false,
    wanted.length,
  )
  return { ...view, missing: wanted.filter((id) => !found.has(id)) }
}

async function picture(tx: Tx, focus: string, all: readonly string[], cut: boolean, most = NODES): Promise<GraphView> {
  const shown = [...new Set(all)].slice(0, most)
  const rows = await nodes.run(tx, { elements: shown })
  const idOf = new Map(rows.map((row) => [row.element, publicId(row)]))
  const drawn = new Map<string, GraphEdge>()
  const drawnOf = new Map<string, number>()
  for (const { from, to, type, properties } of await edges.run(tx, { elements: shown })) {
    for (const end of [from, to]) drawnOf.set(end, (drawnOf.get(end) ?? 0) + 1)
    const edge = graphEdge(idOf.get(from) ?? from, idOf.get(to) ?? to, type, properties)
    drawn.set(edge.id, edge)
  }
  return {
    focus,
    nodes: rows.map((row) => graphNode(row, Math.max(0, row.degree - (drawnOf.get(row.element) ?? 0)))),
    edges: [...drawn.values()],
    truncated: cut || shown.length < new Set(all).size,
  }
}
