import type { PathsView } from '../../server/model/relation-views.ts'
import type { GraphEdge, GraphNode, GraphView } from '../../server/model/views.ts'

type PathNode = PathsView['paths'][number]['nodes'][number]

const PREFIXES: Partial<Record<PathNode['kind'], string>> = { address: 'addr:', contactPoint: 'point:' }

/** Paths between two golden records as a piece of the graph. Each node may have more beside it, so each can be expanded. */
export function pathGraph({ from, paths }: PathsView): GraphView {
  const nodes = new Map<string, GraphNode>()
  const edges = new Map<string, GraphEdge>()
  for (const path of paths) {
    for (const node of path.nodes) nodes.set(nodeId(node), nodeOf(node))
    path.steps.forEach(({ type, forward, words }, i) => {
      const [before, after] = [path.nodes[i], path.nodes[i + 1]]
      if (!before || !after) return
      const [start, end] = forward ? [nodeId(before), nodeId(after)] : [nodeId(after), nodeId(before)]
      const id = `${start} ${type} ${end}`
      edges.set(id, { id, type, from: start, to: end, label: words, properties: {} })
    })
  }
  return { focus: from, nodes: [...nodes.values()], edges: [...edges.values()], truncated: false }
}

/** What the canvas calls a node of a path. */
function nodeId({ id, kind }: PathNode): string {
  return `${PREFIXES[kind] ?? ''}${id}`
}

function nodeOf(node: PathNode): GraphNode {
  const { kind, name } = node
  return {
    ...{ id: nodeId(node), kind: kind === 'other' ? 'retired' : kind, label: name },
    ...{ detail: '', more: 1, properties: {} },
  }
}
