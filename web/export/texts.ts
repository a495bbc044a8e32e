import { type NodeKind, nodeName } from '../canvas/elements.ts'
import type { Drawing } from '../canvas/scene.ts'

/** The canvas as texts for other programs. Pure: what is drawn in, the text of a file out. */

/** Nodes as CSV: a row a node, with every property that any of them has. */
export function nodesCsv({ nodes }: Drawing): string {
  const names = [...new Set(nodes.flatMap(({ properties }) => Object.keys(properties)))].filter(
    (name) => !['id', 'name'].includes(name),
  )
  const head = ['id', 'kind', 'name', ...names.toSorted()]
  return csv(
    head,
    nodes.map((node) => {
      const own: Record<string, unknown> = { ...node.properties, id: node.id, kind: node.kind, name: nodeName(node) }
      return head.map((name) => own[name])
    }),
  )
}

/** Lines as CSV: a row a line, by the ids of its ends. */
export function edgesCsv({ edges }: Drawing): string {
  return csv(
    ['type', 'from', 'to', 'label'],
    edges.map(({ type, from, to, label }) => [type, from, to, label]),
  )
}

function csv(head: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return [head, ...rows]
    .map((row) => row.map(cell).join(','))
    .join('\r\n')
    .concat('\r\n')
}

/** A text that a spreadsheet would take for a formula is marked as text. */
function cell(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The drawing as JSON, as the API answers it. */
export function graphJson({ nodes, edges }: Drawing): string {
  const plain = edges.map(({ key: _, ...edge }) => edge)
  return `${JSON.stringify({ nodes, edges: plain }, undefined, 2)}\n`
}

/** The drawing as GraphML, which yEd, Gephi and NetworkX read. */
export function graphMl({ nodes, edges }: Drawing): string {
  const keys = ['kind', 'label', 'detail'].map(
    (name) => `  <key id="${name}" for="node" attr.name="${name}" attr.type="string"/>`,
  )
  const lines = ['type', 'words'].map(
    (name) => `  <key id="${name}" for="edge" attr.name="${name}" attr.type="string"/>`,
  )
  const data = (key: string, value: string) => `<data key="${key}">${xml(value)}</data>`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys,
    ...lines,
    '  <graph edgedefault="directed">',
    ...nodes.map(
      (node) =>
        `    <node id="${xml(node.id)}">${data('kind', node.kind)}${data('label', nodeName(node))}${data('detail', node.detail)}</node>`,
    ),
    ...edges.map(
      ({ key, type, label, from, to }) =>
        `    <edge id="${xml(key)}" source="${xml(from)}" target="${xml(to)}">${data('type', type)}${data('words', label)}</edge>`,
    ),
    '  </graph>',
    '</graphml>',
    '',
  ].join('\n')
}

/** For text and for values of attributes; what XML has no sign for is left out. */
export function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** How the graph knows nodes of a kind, and what stands before that in their id on the canvas. */
const KEPT_AS: Record<NodeKind, { label: string; property: string; prefix: string }> = {
  customer: { label: 'Golden', property: 'id', prefix: '' },
  company: { label: 'Golden', property: 'id', prefix: '' },
  contact: { label: 'Golden', property: 'id', prefix: '' },
  household: { label: 'Household', property: 'id', prefix: '' },
  record: { label: 'SourceRecord', property: 'id', prefix: '' },
  retired: { label: 'Retired|Tombstone', property: 'id', prefix: '' },
  address: { label: 'Address', property: 'key', prefix: 'addr:' },
  contactPoint: { label: 'ContactPoint', property: 'key', prefix: 'point:' },
  order: { label: 'Order', property: 'id', prefix: 'order:' },
  product: { label: 'Product', property: 'key', prefix: 'product:' },
}

/** A statement that brings the same picture in Neo4j Browser: these nodes, and what lies between them. */
export function asCypher({ nodes }: Drawing): string {
  const wanted = new Map<string, string[]>()
  for (const { kind, id } of nodes) {
    const { label, property, prefix } = KEPT_AS[kind]
    const key = `(n:${label}) WHERE n.${property}`
    const value = id.startsWith(prefix) ? id.slice(prefix.length) : id
    wanted.set(key, [...(wanted.get(key) ?? []), value])
  }
  const parts = [...wanted].map(
    ([pattern, values]) => `  MATCH ${pattern} IN [${values.map(quoted).join(', ')}] RETURN n`,
  )
  return [
    'CALL () {',
    parts.join('\n  UNION\n'),
    '}',
    'WITH collect(n) AS nodes',
    'UNWIND nodes AS n',
    'OPTIONAL MATCH (n)-[r]->(m) WHERE m IN nodes',
    'RETURN n, r, m',
    '',
  ].join('\n')
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
