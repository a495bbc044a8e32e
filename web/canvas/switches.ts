import type { GraphEdge, GraphNode } from '../../server/model/views.ts'
import { sourceOf } from '../words/words.ts'
import type { NodeKind } from './elements.ts'
import type { Drawing } from './scene.ts'

/** What is switched off on the canvas. Days are `yyyy-MM-dd`, both ends count; undefined is open. */
export type Off = {
  readonly kinds: readonly NodeKind[]
  readonly sources: readonly string[]
  readonly since: string | undefined
  readonly until: string | undefined
}

export const NOTHING_OFF: Off = { kinds: [], sources: [], since: undefined, until: undefined }

/** A switch of one kind or source turned: on when it was off, off when it was on. */
export function turned<T extends string>(list: readonly T[], name: T): T[] {
  return list.includes(name) ? list.filter((each) => each !== name) : [...list, name].toSorted()
}

/** Sources that a node comes from: of a record or an order its own, of a golden record those of its records. */
export function sourcesOf({ id, kind, properties }: Pick<GraphNode, 'id' | 'kind' | 'properties'>): string[] {
  if (Array.isArray(properties.sources)) return properties.sources.filter((name) => typeof name === 'string')
  if (typeof properties.source === 'string') return [properties.source]
  return kind === 'record' && id.includes(':') ? [sourceOf(id)] : []
}

/** From when until when something is or was so, as far as it says: plain days. A day of its own is both. */
function spanOf({ date, from, to, createdAt, retiredAt }: GraphEdge['properties']): [from?: string, to?: string] {
  const [begin, end] = [dayIn(date) ?? dayIn(from) ?? dayIn(createdAt), dayIn(date) ?? dayIn(to) ?? dayIn(retiredAt)]
  return end === undefined ? (begin === undefined ? [] : [begin]) : [begin ?? '', end]
}

function dayIn(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? value.slice(0, 10) : undefined
}

/** Whether something with times was so at any moment of those days; what has no times always is. */
function within(properties: GraphEdge['properties'], { since, until }: Off): boolean {
  const [from, to] = spanOf(properties)
  return !(
    (until !== undefined && from !== undefined && from > until) ||
    (since !== undefined && to !== undefined && to < since)
  )
}

/** How much is out of sight because it is switched off. */
export type SwitchedOff = { readonly nodes: number; readonly edges: number }

/**
 * A drawing without what is switched off. The focus stays. What hung on lines that ended or had not begun goes with the
 * last of them.
 */
export function switched<T extends Drawing>(drawing: T, off: Off, focus: string | undefined): T & { off: SwitchedOff } {
  const stays = (node: GraphNode) => node.id === focus || (isOn(node, off) && within(node.properties, off))
  const kept = new Set(drawing.nodes.filter(stays).map(({ id }) => id))
  const between = drawing.edges.filter(({ from, to }) => kept.has(from) && kept.has(to))
  const edges = between.filter(({ properties }) => within(properties, off))
  const held = new Set(edges.flatMap(({ from, to }) => [from, to]))
  for (const { from, to } of between)
    for (const end of [from, to]) if (!held.has(end) && end !== focus) kept.delete(end)
  const nodes = drawing.nodes.filter(({ id }) => kept.has(id))
  return {
    ...{ ...drawing, nodes, edges },
    off: { nodes: drawing.nodes.length - nodes.length, edges: between.length - edges.length },
  }
}

function isOn(node: GraphNode, { kinds, sources }: Off): boolean {
  if (kinds.includes(node.kind)) return false
  const own = sourcesOf(node)
  return own.length === 0 || own.some((source) => !sources.includes(source))
}

/** What could be switched: kinds and sources of a whole drawing, each with how many of its nodes are of it. */
export function switchesOf({ nodes, edges }: Drawing): {
  kinds: Map<NodeKind, number>
  sources: Map<string, number>
  timed: boolean
} {
  const kinds = new Map<NodeKind, number>()
  const sources = new Map<string, number>()
  for (const node of nodes) {
    kinds.set(node.kind, (kinds.get(node.kind) ?? 0) + 1)
    if (node.kind === 'record' || node.kind === 'order')
      for (const source of sourcesOf(node)) sources.set(source, (sources.get(source) ?? 0) + 1)
  }
  const timed = [...nodes, ...edges].some(({ properties }) => spanOf(properties).length > 0)
  return { kinds, sources: new Map([...sources].toSorted(([a], [b]) => (a < b ? -1 : 1))), timed }
}
