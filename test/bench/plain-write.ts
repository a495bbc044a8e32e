import type { Store } from '../../server/store/graph/driver.ts'

type Properties = Record<string, unknown>
type Node = { label: string; labels: string; key: string; properties: Properties }
type Relationship = { type: string; from: Node; to: Node; properties: Properties }
export type PlainGraph = { nodes: Node[]; relationships: Relationship[] }

/** Property that identifies a node, by its main label: what the constraints are on. */
const KEYS: Record<string, string> = {
  SourceRecord: 'id',
  Golden: 'id',
  Address: 'key',
  BlockKey: 'key',
  Household: 'id',
  Change: 'seq',
  Run: 'id',
  RuleSet: 'hash',
  ContactPoint: 'key',
  Counter: 'name',
  Migration: 'version',
  Source: 'name',
}
const BATCH = 2_000

/** Everything a graph holds, by what identifies each node. Migrations and the counter are the schema's own and left out. */
export async function readGraph(store: Store): Promise<PlainGraph> {
  const nodes = new Map<string, Node>()
  await stream(
    store,
    'MATCH (n) WHERE NOT n:Migration AND NOT n:Counter RETURN elementId(n) AS id, labels(n) AS labels, properties(n) AS properties',
    (row) => {
      const labels = row.labels as string[]
      const label = labels.find((one) => one in KEYS)
      if (!label) throw new Error(`no key is known of ${labels.join(':')}`)
      const properties = row.properties as Properties
      nodes.set(row.id as string, { label, labels: labels.join(':'), key: KEYS[label] ?? '', properties })
    },
  )
  const relationships: Relationship[] = []
  await stream(
    store,
    'MATCH (a)-[r]->(b) RETURN type(r) AS type, elementId(a) AS from, elementId(b) AS to, properties(r) AS properties',
    (row) => {
      const [from, to] = [nodes.get(row.from as string), nodes.get(row.to as string)]
      if (from && to)
        relationships.push({ type: row.type as string, from, to, properties: row.properties as Properties })
    },
  )
  return { nodes: [...nodes.values()], relationships }
}

/** Rows one by one as they arrive: a graph's worth of them is too much for one answer. */
async function stream(store: Store, text: string, take: (row: Properties) => void): Promise<void> {
  const session = store.driver.session({ database: store.database })
  try {
    for await (const record of session.run(text)) take(record.toObject())
  } finally {
    await session.close()
  }
}

/** Writes nodes, then relationships, with one `UNWIND` statement a kind, in batches of 2,000 rows. */
export async function writePlain(store: Store, graph: PlainGraph): Promise<void> {
  for (const [labels, nodes] of groups(graph.nodes, (node) => node.labels)) {
    const text = `UNWIND $rows AS row CREATE (n:${labels}) SET n = row`
    await inBatches(nodes, (rows) => store.write((tx) => tx.run(text, { rows: rows.map((node) => node.properties) })))
  }
  const kinds = groups(graph.relationships, ({ from, type, to }) => `${from.label} ${type} ${to.label}`)
  for (const [, relationships] of kinds) {
    const [first] = relationships
    if (!first) continue
    const { from, to, type } = first
    const text = `UNWIND $rows AS row MATCH (a:${from.label} {${from.key}: row.a}) MATCH (b:${to.label} {${to.key}: row.b}) CREATE (a)-[r:${type}]->(b) SET r = row.properties`
    const rowOf = (r: Relationship) => ({
      a: r.from.properties[r.from.key],
      b: r.to.properties[r.to.key],
      properties: r.properties,
    })
    await inBatches(relationships, (rows) => store.write((tx) => tx.run(text, { rows: rows.map(rowOf) })))
  }
}

function groups<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const item of items) {
    const group = found.get(keyOf(item))
    if (group) group.push(item)
    else found.set(keyOf(item), [item])
  }
  return found
}

async function inBatches<T>(rows: readonly T[], write: (batch: readonly T[]) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < rows.length; i += BATCH) await write(rows.slice(i, i + BATCH))
}
