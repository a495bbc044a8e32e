import type { GraphNode } from '../../server/model/views.ts'
import { number } from '../words/words.ts'
import { BUNDLE, NODE_KINDS, type NodeKind } from './elements.ts'
import type { Drawing, DrawnEdge } from './scene.ts'

/** So many neighbours of one kind are drawn one by one; more than these are one node that says how many. */
export const BUNDLE_OVER = 30
/** How many more a bundle lets out at a time. */
export const BUNDLE_STEP = 25

export type Bundle = {
  readonly id: string
  readonly anchor: string
  readonly kind: NodeKind
  readonly inside: readonly GraphNode[]
}

/**
 * A drawing in which many neighbours of one kind that hang on one node alone, or on each other, are one node. `unpacked`
 * says how many of a bundle are drawn all the same; `loose` are never bundled.
 */
export function bundled<T extends Drawing>(
  drawing: T,
  { unpacked, loose }: { unpacked: Readonly<Record<string, number>>; loose: ReadonlySet<string> },
): T & { bundles: readonly Bundle[] } {
  const bundles = bundlesOf(drawing, unpacked, loose)
  if (bundles.length === 0) return { ...drawing, bundles }
  const gone = new Set(bundles.flatMap(({ inside }) => inside.map(({ id }) => id)))
  return {
    ...drawing,
    nodes: [...drawing.nodes.filter(({ id }) => !gone.has(id)), ...bundles.map(nodeOf)],
    edges: [...drawing.edges.filter(({ from, to }) => !gone.has(from) && !gone.has(to)), ...bundles.map(edgeOf)],
    bundles,
  }
}

function bundlesOf(
  { nodes, edges }: Drawing,
  unpacked: Readonly<Record<string, number>>,
  loose: ReadonlySet<string>,
): Bundle[] {
  const beside = neighboursOf(edges)
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const taken = new Set<string>()
  const bundles: Bundle[] = []
  for (const anchor of nodes) {
    if (taken.has(anchor.id) || (beside.get(anchor.id)?.size ?? 0) <= BUNDLE_OVER) continue
    for (const [kind, all] of byKind([...(beside.get(anchor.id) ?? [])].flatMap((id) => byId.get(id) ?? []))) {
      const own = new Set([anchor.id, ...all.map(({ id }) => id)])
      const hanging = all.filter(
        ({ id }) => !loose.has(id) && !taken.has(id) && [...(beside.get(id) ?? [])].every((other) => own.has(other)),
      )
      if (hanging.length <= BUNDLE_OVER) continue
      const id = `${BUNDLE}${kind}~${anchor.id}`
      const inside = hanging.slice(unpacked[id] ?? 0)
      for (const node of inside) taken.add(node.id)
      if (inside.length > 0) bundles.push({ id, anchor: anchor.id, kind, inside })
    }
  }
  return bundles
}

function byKind(nodes: readonly GraphNode[]): Map<NodeKind, GraphNode[]> {
  const map = new Map<NodeKind, GraphNode[]>()
  for (const node of nodes) map.set(node.kind, [...(map.get(node.kind) ?? []), node])
  return map
}

function neighboursOf(edges: readonly DrawnEdge[]): Map<string, Set<string>> {
  const map = new Map<string, Set<string>>()
  for (const { from, to } of edges) {
    map.set(from, (map.get(from) ?? new Set()).add(to))
    map.set(to, (map.get(to) ?? new Set()).add(from))
  }
  return map
}

/** `+1,234 orders`. */
export function bundleName({ kind, inside }: Pick<Bundle, 'kind' | 'inside'>): string {
  const { one, many } = NODE_KINDS[kind]
  return `+${number(inside.length)} ${(inside.length === 1 ? one : many).toLowerCase()}`
}

function nodeOf(bundle: Bundle): GraphNode {
  return {
    ...{ id: bundle.id, kind: bundle.kind, label: bundleName(bundle), detail: 'open them in steps, or see the list' },
    ...{ more: 0, properties: {} },
  }
}

function edgeOf({ id, anchor }: Bundle): DrawnEdge {
  return { id, key: `BUNDLE|${anchor}|${id}`, type: 'BUNDLE', from: anchor, to: id, label: 'and more', properties: {} }
}
