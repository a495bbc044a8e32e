import type { GraphNode } from '../../server/model/views.ts'
import { number, sourceOf } from '../words/words.ts'
import {
  edgeLabel,
  edgeLook,
  isBundle,
  LOOK_WORDS,
  type Looks,
  NO_LOOKS,
  NODE_KINDS,
  type NodeKind,
  nodeLabel,
  nodeName,
  standsFor,
} from './elements.ts'
import type { Drawing, DrawnEdge } from './scene.ts'

/** One line of the canvas' mirror in the page: a kind of node, a node, or one of its edges. */
export type OutlineItem = {
  readonly key: string
  readonly level: 1 | 2 | 3
  readonly text: string
  readonly detail: string
  readonly kind: NodeKind
  /** What Enter selects; a heading selects nothing. */
  readonly selects: string | undefined
  /** Undefined: it has nothing below it. */
  readonly open: boolean | undefined
  readonly parent: string | undefined
  readonly position: number
  readonly size: number
  readonly node: GraphNode | undefined
}

/** Kinds with more nodes than this begin closed, so that the list stays one that can be looked over. */
const MANY = 40

/**
 * The canvas as a list in reading order. `toggled` are the keys the user opened or closed against the default:
 * headings are open unless long, nodes are closed.
 */
export function outlineOf(drawing: Drawing, toggled: ReadonlySet<string>, looks = NO_LOOKS): OutlineItem[] {
  const kinds = (Object.keys(NODE_KINDS) as NodeKind[]).filter((kind) => drawing.nodes.some((n) => n.kind === kind))
  const names = new Map(drawing.nodes.map((node) => [node.id, nodeLabel(node).replace('\n', ' · ')]))
  const edgesOf = edgesByNode(drawing.edges)
  return kinds.flatMap((kind, at) => {
    const nodes = drawing.nodes.filter((node) => node.kind === kind).toSorted(byName)
    const key = `kind:${kind}`
    const open = toggled.has(key) !== nodes.length <= MANY
    const heading: OutlineItem = {
      ...{ key, level: 1, kind, open, parent: undefined, selects: undefined, node: undefined },
      ...{ text: NODE_KINDS[kind].many, detail: String(nodes.length), position: at + 1, size: kinds.length },
    }
    if (!open) return [heading]
    const below = nodes.flatMap((node, i) =>
      nodeItems({ node, key, i, of: nodes.length, toggled, names, looks, edges: edgesOf.get(node.id) ?? [] }),
    )
    return [heading, ...below]
  })
}

/** An edge as seen from one of its ends: what it is and where it leads. */
function edgeWords(edge: DrawnEdge, from: string, names: ReadonlyMap<string, string>): string {
  const other = edge.from === from ? edge.to : edge.from
  return `${edgeTitle(edge)}: ${names.get(other) ?? other}`
}

/** `same as (matched), +14.2 bits`; `works at`. */
export function edgeTitle(edge: DrawnEdge): string {
  const look = edgeLook(edge.type)
  const label = edgeLabel(edge)
  return look === 'relation' || look === 'past'
    ? label
    : look === 'same' || look === 'maybe'
      ? `${LOOK_WORDS[look]}, ${label}`
      : LOOK_WORDS[look]
}

type NodeItems = {
  node: GraphNode
  key: string
  i: number
  of: number
  toggled: ReadonlySet<string>
  names: ReadonlyMap<string, string>
  looks: Looks
  edges: readonly DrawnEdge[]
}

function nodeItems({ node, key, i, of, toggled, names, looks, edges }: NodeItems): OutlineItem[] {
  const open = edges.length === 0 ? undefined : toggled.has(node.id)
  const count = standsFor(node.id, looks)
  const item: OutlineItem = {
    ...{ key: node.id, level: 2, kind: node.kind, selects: node.id, open, parent: key, node },
    ...{
      text: nodeName(node),
      detail: isRecord(node) ? sourceOf(node.id) : count > 0 ? `×${number(count)}` : '',
      position: i + 1,
      size: of,
    },
  }
  if (!open) return [item]
  const below = edges.map(
    (edge, at): OutlineItem => ({
      ...{
        key: `${node.id}→${edge.key}`,
        level: 3,
        kind: node.kind,
        selects: edge.key,
        open: undefined,
        parent: node.id,
      },
      ...{ text: edgeWords(edge, node.id, names), detail: '', position: at + 1, size: edges.length, node: undefined },
    }),
  )
  return [item, ...below]
}

function isRecord({ id, kind }: GraphNode): boolean {
  return kind === 'record' && !isBundle(id)
}

function edgesByNode(edges: readonly DrawnEdge[]): Map<string, DrawnEdge[]> {
  const map = new Map<string, DrawnEdge[]>()
  for (const edge of edges) {
    for (const end of new Set([edge.from, edge.to])) {
      const list = map.get(end)
      if (list) list.push(edge)
      else map.set(end, [edge])
    }
  }
  return map
}

function byName(a: GraphNode, b: GraphNode): number {
  const [x, y] = [nodeName(a), nodeName(b)]
  return x < y ? -1 : x > y ? 1 : 0
}
