import type { GraphEdge, GraphNode, GraphView } from '../../server/model/views.ts'

/** One answer of the server on the canvas: the node it was asked about and what came. */
export type Step = {
  /** The asked node's id; `tree:<id>` for the whole group of a company, `WHOLE_VIEW` for a view by its ids. */
  readonly key: string
  readonly anchor: string
  readonly view: GraphView
}

/** Before the id of a company, the key of a step that is its whole group. */
export const TREE = 'tree:'

/** Key of a step that came as a whole view: its nodes were asked for by their ids. */
export const WHOLE_VIEW = 'ids:'

/** What is on the canvas: answers in the order they were asked for, less what the user hid. */
export type Scene = {
  readonly focus: string | undefined
  readonly steps: readonly Step[]
  readonly hidden: readonly string[]
  /** Earlier scenes of the same focus, newest last. */
  readonly past: readonly Pick<Scene, 'steps' | 'hidden'>[]
}

export type DrawnEdge = GraphEdge & { readonly key: string }

export type Drawing = {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly DrawnEdge[]
  /** Nodes left out because the canvas is full. */
  readonly left: number
  /** Nodes whose neighbours the server cut off. */
  readonly truncated: readonly string[]
}

/** Elements a canvas can hold and still pan smoothly; more is summed up in a message. */
export const ELEMENT_LIMIT = 1500
const UNDO_LIMIT = 50

export const EMPTY_SCENE: Scene = { focus: undefined, steps: [], hidden: [], past: [] }

/** A scene with one answer, and nothing to undo. */
export function openScene(key: string, view: GraphView): Scene {
  return { ...EMPTY_SCENE, focus: view.focus, steps: [stepOf(key, view)] }
}

export function stepOf(key: string, view: GraphView): Step {
  return { key, anchor: view.focus, view }
}

export function expandScene(scene: Scene, step: Step): Scene {
  const steps = scene.steps.filter((known) => known.key !== step.key)
  const shown = new Set(step.view.nodes.map((node) => node.id))
  return { ...remember(scene), steps: [...steps, step], hidden: scene.hidden.filter((id) => !shown.has(id)) }
}

/** Takes back what an expansion of this node brought, and what was expanded from there. */
export function collapseScene(scene: Scene, anchor: string): Scene {
  const [first, ...rest] = scene.steps
  if (!first) return scene
  const kept = reachable(
    first,
    rest.filter((step) => step.anchor !== anchor),
  )
  return kept.length === scene.steps.length ? scene : { ...remember(scene), steps: kept }
}

export function hideNode(scene: Scene, id: string): Scene {
  if (id === scene.focus || scene.hidden.includes(id)) return scene
  return { ...remember(scene), hidden: [...scene.hidden, id] }
}

export function showHidden(scene: Scene): Scene {
  return scene.hidden.length === 0 ? scene : { ...remember(scene), hidden: [] }
}

export function undoScene(scene: Scene): Scene {
  const last = scene.past.at(-1)
  return last ? { ...scene, ...last, past: scene.past.slice(0, -1) } : scene
}

export function isExpanded(scene: Scene, id: string): boolean {
  return scene.steps.some((step) => step.anchor === id)
}

/** Whether this node's neighbours can be taken back: it was expanded and is not the one the scene began with. */
export function isCollapsible(scene: Scene, id: string): boolean {
  return scene.steps.slice(1).some((step) => step.anchor === id)
}

/** Edges are the same when type and ends are, whichever answer they came in. */
function edgeKey(edge: Pick<GraphEdge, 'type' | 'from' | 'to'>): string {
  return [edge.type, edge.from, edge.to].join('|')
}

/** Every node and edge once. Of several answers about a node, the one that leaves least unseen counts. */
export function drawingOf(scene: Scene, limit = ELEMENT_LIMIT): Drawing {
  const hidden = new Set(scene.hidden)
  const found = new Map<string, GraphNode>()
  for (const node of scene.steps.flatMap((step) => step.view.nodes)) {
    const known = found.get(node.id)
    if (!hidden.has(node.id)) found.set(node.id, known ? { ...known, more: Math.min(known.more, node.more) } : node)
  }
  const lines = new Map<string, DrawnEdge>()
  for (const edge of scene.steps.flatMap((step) => step.view.edges)) {
    const key = edgeKey(edge)
    if (!lines.has(key) && found.has(edge.from) && found.has(edge.to)) lines.set(key, { ...edge, key })
  }
  const nodes = fitting([...found.values()], [...lines.values()], limit)
  const drawn = new Set(nodes.map((node) => node.id))
  return {
    nodes,
    edges: [...lines.values()].filter((edge) => drawn.has(edge.from) && drawn.has(edge.to)),
    left: found.size - nodes.length,
    truncated: scene.steps.filter((step) => step.view.truncated).map((step) => step.anchor),
  }
}

/** As many nodes, in order, as fit together with the edges between them. */
function fitting(nodes: readonly GraphNode[], edges: readonly DrawnEdge[], limit: number): GraphNode[] {
  if (nodes.length + edges.length <= limit) return [...nodes]
  const beside = new Map<string, string[]>()
  for (const { from, to } of edges) {
    note(beside, from, to)
    if (from !== to) note(beside, to, from)
  }
  const fits = new Set<string>()
  let used = 0
  return nodes.filter(({ id }) => {
    const cost = 1 + (beside.get(id) ?? []).filter((other) => fits.has(other) || other === id).length
    if (used + cost > limit) return false
    used += cost
    fits.add(id)
    return true
  })
}

function note(beside: Map<string, string[]>, from: string, to: string): void {
  const list = beside.get(from)
  if (list) list.push(to)
  else beside.set(from, [to])
}

function remember(scene: Scene): Scene {
  const { steps, hidden } = scene
  return { ...scene, past: [...scene.past, { steps, hidden }].slice(-UNDO_LIMIT) }
}

function reachable(first: Step, rest: readonly Step[]): Step[] {
  const kept = [first]
  const seen = new Set(first.view.nodes.map((node) => node.id))
  for (const step of rest) {
    if (!seen.has(step.anchor)) continue
    kept.push(step)
    for (const node of step.view.nodes) seen.add(node.id)
  }
  return kept
}
