import type { NodeInput, NodeType } from '../model/hierarchy.ts'
import { failed, ok, type Result } from '../model/problem.ts'

/** A node as it stands, or is to stand. */
export type ForestNode = {
  key: string
  name: string
  type: NodeType
  parent?: string | undefined
  record?: string | undefined
  company?: string | undefined
}

/** A node as an edit wants it, its company looked up. */
export type WantedNode = Omit<NodeInput, 'record'> & Pick<ForestNode, 'record' | 'company'>

/**
 * What an edit writes, or why it cannot: one place for each node and each company, nothing under itself. `known` holds
 * the nodes the edit names, those that place its companies, and all above them. A node hangs elsewhere only where the
 * edit says that it moves.
 */
export function editForest(
  known: ReadonlyMap<string, ForestNode>,
  wanted: readonly WantedNode[],
  { move }: { move: boolean },
): Result<ForestNode[]> {
  const after = new Map(known)
  const said = new Map<string, WantedNode>()
  for (const node of wanted) {
    const twice = said.get(node.key)
    if (twice && twice.parent !== node.parent)
      return refused(`${node.key} is given two parents: ${twice.parent ?? 'none'} and ${node.parent ?? 'none'}`, [
        node.key,
        ...[twice.parent ?? [], node.parent ?? []].flat(),
      ])
    said.set(node.key, node)
    const standing = known.get(node.key)
    if (standing && node.parent !== undefined && (node.parent ?? undefined) !== standing.parent && !move)
      return refused(
        `${node.key} stands under ${standing.parent ?? 'nothing'} already; to hang it elsewhere, say that it moves`,
        pathUp(node.key, known),
      )
    after.set(node.key, merged(standing, node))
  }
  for (const { key } of said.values()) {
    const parent = after.get(key)?.parent
    if (parent !== undefined && !after.has(parent))
      return failed('request.invalid', `${key} hangs under ${parent}, which is no node of this hierarchy`)
    const circle = circleAt(key, after)
    if (circle) return refused(`${key} would stand under itself`, circle)
  }
  const double = secondPlace(after, said)
  if (double) return double
  return ok([...said.keys()].flatMap((key) => after.get(key) ?? []))
}

function merged(
  standing: ForestNode | undefined,
  { key, name, type, parent, record, company }: WantedNode,
): ForestNode {
  return {
    key,
    name: name ?? standing?.name ?? key,
    type: type ?? standing?.type ?? (record === undefined ? 'group' : 'company'),
    parent: parent === undefined ? standing?.parent : (parent ?? undefined),
    record: record ?? standing?.record,
    company: record === undefined ? standing?.company : company,
  }
}

/**
 * Where a company would have two places because of this edit. Two that merged companies brought along stand; and a retailer
 * with shops in several territories has a place in each.
 */
function secondPlace(after: ReadonlyMap<string, ForestNode>, said: ReadonlyMap<string, WantedNode>) {
  const places = new Map<string, string[]>()
  for (const { key, company } of after.values())
    if (company !== undefined) places.set(company, [...(places.get(company) ?? []), key])
  for (const [company, keys] of places) {
    const own = keys.find((key) => said.get(key)?.record !== undefined)
    const home = own === undefined ? undefined : territoryOf(own, after)
    const other = keys.find(
      (key) => key !== own && (home === undefined || [home, undefined].includes(territoryOf(key, after))),
    )
    if (own === undefined || other === undefined) continue
    return refused(`${company} has a place in this hierarchy already, at ${other}`, [own, ...pathUp(other, after)])
  }
  return undefined
}

/** The nearest territory that a node is in. */
function territoryOf(key: string, nodes: ReadonlyMap<string, PlacedNode>): string | undefined {
  return pathUp(key, nodes).find((above) => nodes.get(above)?.type === 'territory')
}

type PlacedNode = { readonly type: string; readonly parent?: string | undefined }

/** The node and all above it. */
export function pathUp(key: string, nodes: ReadonlyMap<string, Pick<ForestNode, 'parent'>>): string[] {
  const path: string[] = []
  for (let at: string | undefined = key; at !== undefined && !path.includes(at); at = nodes.get(at)?.parent)
    path.push(at)
  return path
}

function circleAt(key: string, nodes: ReadonlyMap<string, ForestNode>): string[] | undefined {
  const path = pathUp(key, nodes)
  const last = nodes.get(path.at(-1) ?? key)?.parent
  return last === undefined || !path.includes(last) ? undefined : [...path, last]
}

function refused(detail: string, path: string[]): Result<never> {
  return failed('hierarchy.conflict', detail, { path })
}

/** Companies that more than one node places, but those with a place in each of several territories. */
export function doublePlaces(nodes: readonly (PlacedNode & { key: string; company?: string | undefined })[]) {
  const known = new Map(nodes.map((node) => [node.key, node]))
  const isOnePerTerritory = (keys: readonly string[]) => {
    const territories = keys.map((key) => territoryOf(key, known))
    return !territories.includes(undefined) && new Set(territories).size === keys.length
  }
  const places = new Map<string, string[]>()
  for (const { key, company } of nodes)
    if (company !== undefined) places.set(company, [...(places.get(company) ?? []), key])
  return [...places]
    .filter(([, keys]) => keys.length > 1 && !isOnePerTerritory(keys))
    .map(([company, keys]) => ({ company, nodes: keys }))
}
