import type { GraphEdge, GraphNode } from '../../model/views.ts'

export type NodeRow = { labels: readonly string[]; properties: Record<string, unknown> }

type Kind = GraphNode['kind']

/** Label of the graph → what the canvas calls it, the most telling one first. */
const KINDS: readonly [label: string, kind: Kind][] = [
  ['Customer', 'customer'],
  ['Company', 'company'],
  ['Contact', 'contact'],
  ['SourceRecord', 'record'],
  ['Tombstone', 'retired'],
  ['Retired', 'retired'],
  ['Address', 'address'],
  ['ContactPoint', 'contactPoint'],
  ['Household', 'household'],
  ['Order', 'order'],
  ['Product', 'product'],
]

/** Id of a node outside the graph. */
export function publicId(row: NodeRow): string {
  const { id, key } = row.properties
  const kind = kindOf(row)
  if (kind === 'address') return `addr:${String(key)}`
  if (kind === 'contactPoint') return `point:${String(key)}`
  if (kind === 'order') return `order:${String(id)}`
  if (kind === 'product') return `product:${String(key)}`
  return String(id)
}

/** A node as the canvas draws it. */
export function graphNode(row: NodeRow, more: number): GraphNode {
  const kind = kindOf(row)
  const id = publicId(row)
  const properties = Object.fromEntries(Object.entries(row.properties).filter(([, value]) => value !== null))
  const text = (name: string) => (typeof properties[name] === 'string' ? (properties[name] as string) : undefined)
  return { id, kind, label: LABELS[kind](text) ?? id, detail: DETAILS[kind](text, properties), more, properties }
}

type Text = (name: string) => string | undefined

const named = (text: Text) => text('name')
const LABELS: Record<Kind, (text: Text) => string | undefined> = {
  customer: named,
  company: named,
  contact: named,
  record: (text) => text('id'),
  address: (text) => text('text'),
  contactPoint: (text) => text('value'),
  household: named,
  order: (text) => text('orderId'),
  product: named,
  retired: (text) => text('name') ?? text('id'),
}

const place = (text: Text) => [text('city'), text('region')].filter(Boolean).join(' ')
const size = (properties: Record<string, unknown>, one: string) =>
  typeof properties.size === 'number' ? `${properties.size} ${one}${properties.size === 1 ? '' : 's'}` : ''
const joined = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' · ')

const DETAILS: Record<Kind, (text: Text, properties: Record<string, unknown>) => string> = {
  customer: (text, all) => joined(place(text), size(all, 'record')),
  company: (text, all) => joined(place(text), size(all, 'record')),
  contact: (text, all) => joined(text('jobTitle') ?? text('role'), size(all, 'record')),
  record: (text) => joined(text('name'), place(text)),
  address: (text) => joined(text('postcode'), text('country')),
  contactPoint: (text) => (text('kind') === 'phone' ? 'phone number' : 'e-mail address'),
  household: (text, all) => joined(size(all, 'person').replace('persons', 'people'), text('reason')),
  order: (text, all) => joined(text('date'), money(all), text('status')),
  product: () => '',
  retired: (text) => (text('deletedAt') === undefined ? 'retired id' : 'deleted record'),
}

/** Minor units with their currency: 12345 USD → 123.45 USD. Which digits are minor is the currency's own matter. */
function money({ amount, currency }: Record<string, unknown>): string | undefined {
  if (typeof amount !== 'number' || typeof currency !== 'string') return undefined
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  return `${(amount / 10 ** digits).toFixed(digits)} ${currency}`
}

/** Labels of the nodes that the canvas calls so. */
export function labelsOf(kind: Kind): string[] {
  return KINDS.flatMap(([label, each]) => (each === kind ? [label] : []))
}

export function kindOf({ labels }: Pick<NodeRow, 'labels'>): Kind {
  return KINDS.find(([label]) => labels.includes(label))?.[1] ?? 'retired'
}

/** A line between two nodes as the canvas draws it. */
export function graphEdge(from: string, to: string, type: string, properties: Record<string, unknown>): GraphEdge {
  const line = properties.line === undefined ? '' : ` ${String(properties.line)}`
  return { id: `${from} ${type}${line} ${to}`, type, from, to, label: labelOf(type, properties), properties }
}

/** What a line on the canvas says. */
function labelOf(type: string, { probability, role, kind, share }: Record<string, unknown>): string {
  const words = type.toLowerCase().replaceAll('_', ' ')
  if (typeof probability === 'number') return `${words} ${(probability * 100).toFixed(probability > 0.99 ? 2 : 0)} %`
  const detail = typeof share === 'number' ? `${share} %` : (role ?? kind)
  return typeof detail === 'string' && detail !== '' ? `${words} (${detail})` : words
}
