import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchOptions, openGraph } from '../../server/cli/graph.ts'
import { importerFor } from '../../server/cli/importer.ts'
import { neo4jCache } from '../../server/cli/places.ts'
import { readEnv } from '../../server/env.ts'
import { startNeo4j } from '../../server/neo4j/launch-neo4j.ts'
import { loadFiles } from '../../server/pipeline/load/load.ts'
import { mintId } from '../../server/pipeline/run/mint.ts'
import { openStore, type Store } from '../../server/store/graph/driver.ts'
import { serveApp } from '../kit/app.ts'
import { type Figure, median } from './figure.ts'
import { type GroupSizes, writeGroups } from './groups.ts'

const SIZES: GroupSizes = { groups: 100, companies: 1_000, contacts: 30_000, orders: 1_000_000 }
/** Groups that are asked about, each once per question. */
const ASKED = 40
const GOAL = 5

/** What is asked of a company, over REST, and the least Cypher that gives the same rows. */
const QUESTIONS: { name: string; from: 'root' | 'leaf'; path: (id: string) => string; cypher: string }[] = [
  {
    name: 'tree of 1,000 companies',
    from: 'root',
    path: (id) => `/companies/${id}/tree`,
    cypher: `MATCH p = (:Golden:Company {id: $id})<-[:SUBSIDIARY_OF*0..]-(c:Company)
RETURN c.id AS id, c.name AS name, c.sources AS sources, length(p) AS depth, nodes(p)[-2].id AS parent`,
  },
  {
    name: 'ultimate parent and the way to it',
    from: 'leaf',
    path: (id) => `/companies/${id}/parents`,
    cypher: `MATCH p = (:Golden:Company {id: $id})-[:SUBSIDIARY_OF*0..]->(top:Company) WHERE NOT (top)-[:SUBSIDIARY_OF]->()
UNWIND nodes(p) AS c RETURN c.id AS id, c.name AS name`,
  },
  {
    name: 'revenue and orders of every company of a group',
    from: 'root',
    path: (id) => `/companies/${id}/rollup?measure=revenue,orders`,
    cypher: `MATCH (:Golden:Company {id: $id})<-[:SUBSIDIARY_OF*0..]-(c:Company)<-[:MEMBER_OF]-(:SourceRecord)-[:PLACED]->(o:Order)
RETURN c.id AS id, o.currency AS currency, count(o) AS orders, sum(o.amount) AS amount`,
  },
  {
    name: 'right contact for an invoice',
    from: 'leaf',
    path: (id) => `/companies/${id}/right-contact?department=Finance`,
    cypher: `MATCH p = (:Golden:Company {id: $id})-[:SUBSIDIARY_OF*0..]->(c:Company)<-[at:WORKS_AT]-(person:Contact)
WHERE at.department = 'finance'
RETURN c.id AS id, person.id AS contact, person.name AS name, person.emails AS emails, at.title AS title, length(p) AS steps
ORDER BY steps, name LIMIT 5`,
  },
]

/** Groups of companies in trees up to twelve deep, with a million orders: what a page asks of them, and plain Cypher for the same. */
export async function measure(): Promise<Figure[]> {
  const home = await mkdtemp(join(tmpdir(), 'kith-bench-hierarchy-'))
  const env = { ...readEnv(), NEO4J_URI: undefined, KITH_HOME: home, KITH_NEO4J_CACHE: neo4jCache(readEnv()) }
  try {
    const graph = await openGraph(env)
    const importer = importerFor(graph, env, () => {})
    if (!importer) throw new Error('the embedded server is not ours')
    const context = { actor: { key: 'bench' }, now: () => new Date(), mint: mintId }
    await loadFiles(graph.store, await writeGroups(home, SIZES), context, { importer })
    await graph.close()
    const neo4j = await startNeo4j(launchOptions(env))
    const store = await openStore(neo4j)
    const app = await serveApp(store, { connection: neo4j, requestsPerMinute: 10_000_000 })
    try {
      return await compare(store, app.url)
    } finally {
      await app.close()
      await store.close()
      await neo4j.stop()
    }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

async function compare(store: Store, url: string): Promise<Figure[]> {
  const ends = { root: await idsOf(store, ROOTS), leaf: await idsOf(store, LEAVES) }
  const figures: Figure[] = []
  for (const { name, from, path, cypher } of QUESTIONS) {
    const own = (id: string) => get(`${url}${path(id)}`)
    const plain = (id: string) => store.read((tx) => tx.run(cypher, { id }))
    // The first of each warms caches and plans.
    for (const id of ends[from]) await Promise.all([own(id), plain(id)])
    const against = { name: 'plain Cypher over Bolt', value: median(await times(ends[from], plain)) }
    figures.push({ name, value: median(await times(ends[from], own)), unit: 'ms', against, goal: GOAL })
  }
  return figures
}

const ROOTS = `MATCH (c:Company) WHERE NOT (c)-[:SUBSIDIARY_OF]->() AND (c)<-[:SUBSIDIARY_OF]-() RETURN c.id AS id ORDER BY id LIMIT ${ASKED}`
const LEAVES = `MATCH p = (c:Company)-[:SUBSIDIARY_OF*7..]->(top) WHERE NOT (top)-[:SUBSIDIARY_OF]->()
RETURN c.id AS id ORDER BY length(p) DESC, id LIMIT ${ASKED}`

async function idsOf(store: Store, cypher: string): Promise<string[]> {
  const ids = (await store.autoCommit(cypher)).map((row) => String(row.id))
  if (ids.length < ASKED) throw new Error(`only ${ids.length} companies to ask about`)
  return ids
}

async function times(ids: readonly string[], work: (id: string) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (const id of ids) {
    const start = performance.now()
    await work(id)
    taken.push(performance.now() - start)
  }
  return taken
}

async function get(url: string): Promise<void> {
  const response = await fetch(url)
  const body = await response.text()
  if (!response.ok) throw new Error(`${url} was answered ${response.status}: ${body.slice(0, 300)}`)
}
