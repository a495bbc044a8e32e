import type { ExplainView, GoldenView, GraphEdge, GraphNode, GraphView } from '../../server/model/views.ts'
import type { NodeKind } from './elements.ts'

const KINDS: Readonly<Record<string, NodeKind>> = {
  ...{ cus: 'customer', com: 'company', con: 'contact', hou: 'household' },
}

/** A golden record as of a day, for the canvas: its records with the links that held them, its addresses, and where it belonged. */
export function pastGraph(
  golden: Pick<GoldenView, 'id' | 'name' | 'status' | 'records' | 'addresses' | 'relations'>,
  { links }: Pick<ExplainView, 'links'>,
): GraphView {
  const { id, name, status } = golden
  const relations = golden.relations.filter(({ type }) => !type.startsWith('WAS_'))
  const nodes = [
    node(id, kindOf(id), name, { status }),
    ...golden.records.map((record) => node(record.id, 'record', record.id, { name: record.name })),
    ...golden.addresses.map(({ key, text }) => node(`addr:${key}`, 'address', text)),
    ...relations.map((relation) => node(relation.id, kindOf(relation.id), relation.name)),
  ]
  const edges = [
    ...golden.records.map((record) => edge('MEMBER_OF', record.id, id)),
    ...links.map(({ low, high, bits, probability }) => edge('SAME_AS', low, high, { bits, probability })),
    ...golden.addresses.map(({ key, current }) => edge(current ? 'HAS_ADDRESS' : 'WAS_HAS_ADDRESS', id, `addr:${key}`)),
    ...relations.map(({ type, direction, id: other, properties }) =>
      direction === 'out' ? edge(type, id, other, properties) : edge(type, other, id, properties),
    ),
  ]
  return { focus: id, nodes: unique(nodes), edges: unique(edges), truncated: false }
}

function node(id: string, kind: NodeKind, label: string, properties: GraphNode['properties'] = {}): GraphNode {
  return { id, kind, label, detail: '', more: 0, properties }
}

function edge(type: string, from: string, to: string, properties: GraphEdge['properties'] = {}): GraphEdge {
  return { id: `${from} ${type} ${to}`, type, from, to, label: type.toLowerCase().replaceAll('_', ' '), properties }
}

function kindOf(id: string): NodeKind {
  return KINDS[id.slice(0, 3)] ?? 'retired'
}

function unique<T extends { readonly id: string }>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [item.id, item])).values()]
}
