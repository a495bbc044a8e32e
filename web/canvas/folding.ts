import type { GraphNode } from '../../server/model/views.ts'
import type { Drawing, DrawnEdge } from './scene.ts'

const GOLDEN: ReadonlySet<string> = new Set(['customer', 'company', 'contact'])

/** Whether a node is a golden record, which can stand for its records. */
export function isGolden({ kind }: Pick<GraphNode, 'kind'>): boolean {
  return GOLDEN.has(kind)
}

/** Record → the golden record that it belongs to, of those that are in a drawing. */
export function ownersIn({ nodes, edges }: Pick<Drawing, 'nodes' | 'edges'>): Map<string, string> {
  const goldens = new Set(nodes.filter(isGolden).map(({ id }) => id))
  return new Map(edges.flatMap(({ type, from, to }) => (type === 'MEMBER_OF' && goldens.has(to) ? [[from, to]] : [])))
}

/** How many records a golden record has: as it says itself, else those that are known here. */
function recordsOf(node: GraphNode, known: number): number {
  return typeof node.properties.size === 'number' ? Math.max(node.properties.size, known) : known
}

/**
 * A drawing in which closed golden records stand for their records: lines of a record become its golden record's own,
 * and those between records of one are inside it. `records` says how many each golden record has, open or not.
 */
export function folded<T extends Drawing>(drawing: T, opened: ReadonlySet<string>, focus: string | undefined) {
  const owners = ownersIn(drawing)
  const closed = new Map([...owners].filter(([record, golden]) => !opened.has(golden) && record !== focus))
  const known = new Map<string, number>()
  for (const golden of owners.values()) known.set(golden, (known.get(golden) ?? 0) + 1)
  const records = new Map(
    drawing.nodes.filter(isGolden).map((node) => [node.id, recordsOf(node, known.get(node.id) ?? 0)]),
  )
  const lines = new Map<string, DrawnEdge>()
  for (const edge of drawing.edges) {
    const [from, to] = [closed.get(edge.from) ?? edge.from, closed.get(edge.to) ?? edge.to]
    const inside = from === to && edge.from !== edge.to
    const name = `${edge.type}|${from}|${to}`
    if (!inside && !lines.has(name))
      lines.set(name, from === edge.from && to === edge.to ? edge : { ...edge, from, to })
  }
  const nodes = drawing.nodes.filter(({ id }) => !closed.has(id))
  return { ...drawing, nodes, edges: [...lines.values()], records }
}
