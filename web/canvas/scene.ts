import type { GraphEdge, GraphNode, GraphView } from '../../server/model/views.ts'
import type { Point } from './place.ts'
import { NOTHING_OFF, type Off } from './switches.ts'
import type { Tint } from './tint.ts'

/** One answer of the server on the canvas: the node it was asked about and what came. */
export type Step = {
  /** The asked node's id; `tree:<id>` for the whole group of a company, `WHOLE_VIEW` for a view by its ids. */
  readonly key: string
  readonly anchor: string
  readonly view: GraphView
}

/** Before `<kind>~<id>`, the key of a step that brought a node's neighbours of one kind only. */
export const ONLY = 'only:'

/** Before the id of a company, the key of a step that is its whole group. */
export const TREE = 'tree:'

/** Key of a step that came as a whole view: its nodes were asked for by their ids. */
export const WHOLE_VIEW = 'ids:'

/** What a user made of the canvas; what Undo goes back to. */
export type Shown = {
  /** Answers in the order they were asked for. */
  readonly steps: readonly Step[]
  readonly hidden: readonly string[]
  /** Golden records whose records are seen; all others stand for theirs. */
  readonly opened: readonly string[]
  readonly off: Off
  /** How many of a bundle are drawn one by one, by the bundle's id. */
  readonly unpacked: Readonly<Record<string, number>>
  /** Nodes that no bundle takes in, because somebody went to them. */
  readonly loose: readonly string[]
  /** Where nodes stay, whatever is laid out anew. */
  readonly pinned: Readonly<Record<string, Point>>
  readonly tint: Tint
}

/** What is on the canvas, from which node it began, and how it was before. */
export type Scene = Shown & {
  readonly focus: string | undefined
  /** Earlier states of the same focus, newest last. */
  readonly past: readonly Shown[]
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
export const ELEMENT_LIMIT = 2000
const UNDO_LIMIT = 50

export const EMPTY_SCENE: Scene = {
  ...{ focus: undefined, steps: [], hidden: [], opened: [], off: NOTHING_OFF, unpacked: {}, loose: [], pinned: {} },
  ...{ tint: 'kind', past: [] },
}

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
  return changeScene(scene, { steps: [...steps, step], hidden: scene.hidden.filter((id) => !shown.has(id)) })
}

/** The scene with some of it changed, which Undo takes back as one. */
export function changeScene(scene: Scene, change: Partial<Shown>): Scene {
  const { focus, past, ...shown } = scene
  return { ...scene, ...change, focus, past: [...past, shown].slice(-UNDO_LIMIT) }
}

/** Takes back what an expansion of this node brought, and what was expanded from there. */
export function collapseScene(scene: Scene, anchor: string): Scene {
  const [first, ...rest] = scene.steps
  if (!first) return scene
  const kept = reachable(
    first,
    rest.filter((step) => step.anchor !== anchor),
  )
  return kept.length === scene.steps.length ? scene : changeScene(scene, { steps: kept })
}

/** Hides nodes; the focus stays, for the canvas is about it. */
export function hideNodes(scene: Scene, ids: readonly string[]): Scene {
  const more = ids.filter((id) => id !== scene.focus && !scene.hidden.includes(id))
  return more.length === 0 ? scene : changeScene(scene, { hidden: [...scene.hidden, ...more] })
}

export function showHidden(scene: Scene): Scene {
  return scene.hidden.length === 0 ? scene : changeScene(scene, { hidden: [] })
}

export function undoScene(scene: Scene): Scene {
  const last = scene.past.at(-1)
  return last ? { ...scene, ...last, past: scene.past.slice(0, -1) } : scene
}

export function isExpanded(scene: Scene, id: string): boolean {
  return scene.steps.some((step) => step.anchor === id && !step.key.startsWith(ONLY))
}

/** Whether this node's neighbours can be taken back: it was expanded and is not the one the scene began with. */
export function isCollapsible(scene: Scene, id: string): boolean {
  return scene.steps.slice(1).some((step) => step.anchor === id)
}

/** Edges are the same when type and ends are, whichever answer they came in. */
function edgeKey(edge: Pick<GraphEdge, 'type' | 'from' | 'to'>): string {
  return [edge.type, edge.from, edge.to].join('|')
}

/** Every node and edge of a scene once, as far as a canvas can hold them. */
export function drawingOf(scene: Scene, limit = ELEMENT_LIMIT): Drawing {
  return fittingIn(wholeOf(scene), limit)
}

/** Every node and edge once, but those that were hidden. Of several answers about a node, the one that leaves least unseen counts. */
export function wholeOf(scene: Pick<Scene, 'steps' | 'hidden'>): Drawing {
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
  return {
    nodes: [...found.values()],
    edges: [...lines.values()],
    left: 0,
    truncated: scene.steps.filter((step) => step.view.truncated).map((step) => step.anchor),
  }
}

/** As much of a drawing as a canvas can hold. */
export function fittingIn<T extends Drawing>(drawing: T, limit = ELEMENT_LIMIT): T {
  const nodes = fitting(drawing.nodes, drawing.edges, limit)
  const drawn = new Set(nodes.map((node) => node.id))
  const edges = drawing.edges.filter((edge) => drawn.has(edge.from) && drawn.has(edge.to))
  return { ...drawing, nodes, edges, left: drawing.nodes.length - nodes.length }
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
