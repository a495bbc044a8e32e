import type { ElementDefinition } from 'cytoscape'
import type { GraphNode } from '../../server/model/views.ts'
import { bits, number, sourceOf } from '../words/words.ts'
import type { Drawing, DrawnEdge } from './scene.ts'

export type NodeKind = GraphNode['kind']

/** What a kind of node is called; the order is that of legend and outline. */
export const NODE_KINDS: Record<NodeKind, { one: string; many: string }> = {
  customer: { one: 'Customer', many: 'Customers' },
  company: { one: 'Company', many: 'Companies' },
  contact: { one: 'Contact', many: 'Contacts' },
  household: { one: 'Household', many: 'Households' },
  record: { one: 'Source record', many: 'Source records' },
  address: { one: 'Address', many: 'Addresses' },
  contactPoint: { one: 'Phone or mail box', many: 'Phones and mail boxes' },
  order: { one: 'Order', many: 'Orders' },
  product: { one: 'Product', many: 'Products' },
  retired: { one: 'Retired id', many: 'Retired ids' },
}

/** How an edge is drawn. Types that are not named here are plain relations. */
export type EdgeLook = 'same' | 'maybe' | 'never' | 'always' | 'member' | 'hierarchy' | 'person' | 'past' | 'relation'

const LOOKS: Readonly<Record<string, EdgeLook>> = {
  SAME_AS: 'same',
  MAYBE_SAME: 'maybe',
  NEVER_SAME: 'never',
  ALWAYS_SAME: 'always',
  MEMBER_OF: 'member',
  BUNDLE: 'member',
  SUBSIDIARY_OF: 'hierarchy',
  SAME_PERSON: 'person',
  SUPERSEDED_BY: 'past',
  SPLIT_INTO: 'past',
}

export const LOOK_WORDS: Record<EdgeLook, string> = {
  same: 'same as (matched)',
  maybe: 'maybe the same',
  never: 'kept apart by a person',
  always: 'joined by a person',
  member: 'record of',
  hierarchy: 'belongs to group',
  person: 'same human being',
  past: 'former',
  relation: 'other relation',
}

/** Relations that point from the lower end to the upper one: a layered layout wants them the other way round. */
const UPWARD = new Set(['SUBSIDIARY_OF', 'MEMBER_OF', 'WORKS_AT', 'IN_HOUSEHOLD'])

export function edgeLook(type: string): EdgeLook {
  return LOOKS[type] ?? (type.startsWith('WAS_') ? 'past' : 'relation')
}

/** Weight of a link in bits, where the edge carries one. */
function edgeBits(edge: Pick<DrawnEdge, 'properties'>): number | undefined {
  const value = edge.properties.bits
  return typeof value === 'number' ? value : undefined
}

/** What an edge says when asked: the weight of a link, the words of a relation. */
export function edgeLabel(edge: Pick<DrawnEdge, 'type' | 'label' | 'properties'>): string {
  const weight = edgeBits(edge)
  if (weight !== undefined && (edge.type === 'SAME_AS' || edge.type === 'MAYBE_SAME')) return `${bits(weight)} bits`
  return edge.label || edge.type.replaceAll('_', ' ').toLowerCase()
}

type Named = Pick<GraphNode, 'id' | 'kind' | 'label' | 'properties'>

/** What a node is called: a record by the name it states, anything else by its label. */
export function nodeName({ id, kind, label, properties }: Named): string {
  const stated = kind === 'record' && typeof properties.name === 'string' ? properties.name : ''
  return stated || label || id
}

/** The text under a node: a record also names its source, so that one look tells the systems apart. */
export function nodeLabel(node: Named): string {
  const name = nodeName(node)
  return node.kind === 'record' && name !== node.id && !isBundle(node.id) ? `${name}\n${sourceOf(node.id)}` : name
}

/** Before the id of a node that stands for many neighbours of one kind. */
export const BUNDLE = 'bundle:'

export function isBundle(id: string): boolean {
  return id.startsWith(BUNDLE)
}

/** How nodes are shown beyond what they are. */
export type Looks = {
  /** Golden record → how many records it has. */
  readonly records: ReadonlyMap<string, number>
  readonly opened: ReadonlySet<string>
  readonly pinned: ReadonlySet<string>
  readonly marked: ReadonlySet<string>
  /** Node → name of its colour; without any, nodes have the colours of their kinds. */
  readonly shades: ReadonlyMap<string, string>
}
export const NO_LOOKS: Looks = {
  ...{ records: new Map(), opened: new Set<string>(), pinned: new Set<string>(), marked: new Set<string>() },
  shades: new Map(),
}

/** Records that a golden record stands for on the canvas: none while it is open, or has but one. */
export function standsFor(id: string, { records, opened }: Pick<Looks, 'records' | 'opened'>): number {
  const count = records.get(id) ?? 0
  return count > 1 && !opened.has(id) ? count : 0
}

/** The drawing as Cytoscape elements. Pure: what is selected, hovered or placed is the graph's own affair. */
export function elementsOf(drawing: Drawing, focus: string | undefined, looks = NO_LOOKS): ElementDefinition[] {
  const former = formerAddresses(drawing)
  const nodes = drawing.nodes.map((node) => ({
    group: 'nodes' as const,
    data: {
      ...{ id: node.id, kind: node.kind, status: String(node.properties.status ?? '') },
      ...{ label: withCount(nodeLabel(node), standsFor(node.id, looks)), shade: looks.shades.get(node.id) ?? '' },
    },
    classes: classesOf({
      stack: standsFor(node.id, looks) > 0 || isBundle(node.id),
      bundle: isBundle(node.id),
      pinned: looks.pinned.has(node.id),
      marked: looks.marked.has(node.id),
      focus: node.id === focus,
      more: node.more > 0,
      held: node.properties.status === 'held' || node.properties.status === 'blocked',
      former: former.has(node.id),
    }),
  }))
  const edges = drawing.edges.map((edge) => {
    const up = UPWARD.has(edge.type)
    return {
      group: 'edges' as const,
      data: {
        id: edge.key,
        source: up ? edge.to : edge.from,
        target: up ? edge.from : edge.to,
        look: edgeLook(edge.type),
        label: edgeLabel(edge),
        weight: widthOf(edgeBits(edge)),
      },
      classes: classesOf({ up }),
    }
  })
  return [...nodes, ...edges]
}

function withCount(label: string, count: number): string {
  return count === 0 ? label : `${label} ×${number(count)}`
}

/** Addresses at which nobody on the canvas is any longer. */
function formerAddresses({ edges }: Drawing): Set<string> {
  const left = edges.filter((edge) => edge.type === 'WAS_HAS_ADDRESS').map((edge) => edge.to)
  const lived = new Set(
    edges.filter((edge) => edge.type === 'HAS_ADDRESS' || edge.type === 'AT').map((edge) => edge.to),
  )
  return new Set(left.filter((id) => !lived.has(id)))
}

/** Line width by evidence: 2 px for nothing, 5 px from 20 bits (a million to one) on. */
function widthOf(weight: number | undefined): number {
  return weight === undefined ? 1.5 : 2 + (Math.min(20, Math.max(0, weight)) / 20) * 3
}

function classesOf(flags: Readonly<Record<string, boolean>>): string {
  return Object.keys(flags)
    .filter((name) => flags[name])
    .join(' ')
}
