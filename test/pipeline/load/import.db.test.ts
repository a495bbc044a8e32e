import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenGraph, openGraph } from '../../../server/cli/graph.ts'
import { importerFor } from '../../../server/cli/importer.ts'
import { graphHome, neo4jCache } from '../../../server/cli/places.ts'
import { readEnv } from '../../../server/env.ts'
import { SourceMapping } from '../../../server/ingest/source-mapping.ts'
import { findFetched } from '../../../server/neo4j/fetch-neo4j.ts'
import { findPidFile } from '../../../server/neo4j/pid-file.ts'
import { freePort } from '../../../server/neo4j/ports.ts'
import { findJava, findMaven } from '../../../server/neo4j/tools.ts'
import { type Checksum, checksum } from '../../../server/pipeline/feed/checksum.ts'
import { type LoadSummary, loadFiles } from '../../../server/pipeline/load/load.ts'
import type { LoadFile } from '../../../server/pipeline/load/read-files.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { checkInvariants } from '../../../server/store/graph/health.ts'
import { changesAfter } from '../../../server/store/read/change-reads.ts'
import { bothWays } from '../../kit/both-ways.ts'
import { TOWN_MAPPING, townLines } from '../../kit/cut-load.ts'
import { partOfDemo } from '../../kit/demo-part.ts'
import { emptyGraph } from '../../kit/graph.ts'
import { seeded } from '../../kit/seeded.ts'
import { FULL } from '../../kit/size.ts'
import { townOfSlips } from '../../kit/town-of-slips.ts'
import { crowdedTown, inVersions, TEST_CONTEXT } from '../../kit/world.ts'

/** Each import starts the server twice. */
const LONG = 600_000
const missing = await whatIsMissing()
if (missing) process.stderr.write(`skipped: no import without an embedded Neo4j (${missing})\n`)

/** Values that a CSV file has to be careful with. */
const AWKWARD = [
  'two\nlines',
  'carriage\r\nreturn',
  'a "quoted" word',
  'back\\slash\\',
  'comma, semicolon; tab\t.',
  '\u0001start of heading',
  'Zoë 😀',
  "'",
  '',
]

async function whatIsMissing(): Promise<string | undefined> {
  const env = readEnv()
  if (!(await findJava({ java: env.KITH_JAVA, javaHome: env.JAVA_HOME }))) return 'Java'
  return (await findFetched(neo4jCache(env))) || (await findMaven()) ? undefined : 'Maven'
}

/** The shared server, loaded by transactions, and an embedded one of our own, loaded through the import tool. */
let bolt: Store
let home: string
let graph: OpenGraph
/** The demo, a file of awkward values and one of several versions. */
let files: LoadFile[]
/** Checksum of both as transactions write them. */
let expected: Checksum
/** Ports that nobody else wishes for: another test's server may start in the same moment. */
let ports: { KITH_BOLT_PORT: number; KITH_BROWSER_PORT: number }
const env = () => {
  const own = readEnv()
  return { ...own, ...ports, NEO4J_URI: undefined, KITH_HOME: home, KITH_NEO4J_CACHE: neo4jCache(own) }
}

beforeAll(async () => {
  if (missing) return
  home = await mkdtemp(join(tmpdir(), 'kith-import-'))
  ports = { KITH_BOLT_PORT: await freePort(), KITH_BROWSER_PORT: await freePort() }
  bolt = await emptyGraph()
  files = [...partOfDemo(), await awkwardFile(), await versionsFile()]
  await loadFiles(bolt, files, TEST_CONTEXT, { train: false })
  expected = await sum(bolt)
}, LONG)
afterAll(async () => {
  await bolt?.close()
  await graph?.close()
  if (home) await rm(home, { recursive: true, force: true })
})

/** Two people each of whose note holds one awkward value. */
async function awkwardFile(): Promise<LoadFile> {
  const path = join(home, 'awkward.jsonl')
  const rows = AWKWARD.flatMap((value, i) =>
    [1, 2].map((copy) => ({
      id: `${i}-${copy}`,
      name: `Person ${i} ${value}`,
      mail: `p${i}@example.org`,
      note: value,
    })),
  )
  await writeFile(path, rows.map((row) => JSON.stringify(row)).join('\n'))
  const fields = { name: 'fullName', mail: 'email', note: 'custom.note' }
  return { path, mapping: SourceMapping.parse({ source: 'odd', entity: 'person', id: 'id', fields }) }
}

/** People of whom several versions come in one file, in no order. */
async function versionsFile(): Promise<LoadFile> {
  const path = join(home, 'versions.jsonl')
  await writeFile(path, townLines(inVersions(crowdedTown(60, seeded(8)), seeded(9))))
  return { path, mapping: SourceMapping.parse(TOWN_MAPPING) }
}

/** Loads the files into the home of our own, through the import tool where it may. */
async function load(onStage: (stage: string) => void = () => {}): Promise<LoadSummary> {
  const importer = importerFor(graph, env(), onStage, 0)
  if (!importer) throw new Error('the embedded server is not ours')
  return loadFiles(graph.store, files, TEST_CONTEXT, { importer, train: false })
}

/** The same, and opens what came of it. */
async function imported(onStage?: (stage: string) => void): Promise<LoadSummary> {
  graph ??= await openGraph(env())
  try {
    return await load(onStage)
  } finally {
    await graph.close()
    graph = await openGraph(env())
  }
}

const sum = (store: Store) => store.read((tx) => checksum(tx))

/** Every node of a label as its properties are, what dates it by the transaction that wrote it apart. */
async function nodes(store: Store, label: string): Promise<unknown[]> {
  const rows = await store.autoCommit(`MATCH (n:${label}) RETURN properties(n) AS p ORDER BY coalesce(n.id, n.key)`)
  return rows.map(({ p }) => ({ ...(p as object), receivedAt: '', seq: 0, since: 0, sinceAt: '', run: '' }))
}

describe.skipIf(missing)('the demo, awkward values and former versions, imported', () => {
  let summary: LoadSummary

  test(
    'with its tool killed leaves the empty graph, and can be run again',
    async () => {
      let killed = 0
      const kill = async () => {
        const { java } = (await findPidFile(graphHome(env()))) ?? {}
        if (java && killed++ === 0) process.kill(java, 'SIGKILL')
      }
      await expect(imported(() => kill())).rejects.toThrow(/import tool failed/)
      expect(killed).toBeGreaterThan(0)
      expect((await sum(graph.store)).parts.records?.count).toBe(0)
      expect(existsSync(join(graphHome(env()), 'data.imported'))).toBe(false)
      summary = await imported()
    },
    LONG,
  )

  test('is the graph that transactions end in', async () => {
    expect(Object.values(summary.entities).map(({ path }) => path)).toEqual(['import', 'import', 'import'])
    expect(await sum(graph.store)).toEqual(expected)
    for (const label of ['SourceRecord', 'BlockKey', 'CleanAddress', 'Order', 'Product'])
      expect(await nodes(graph.store, label), label).toEqual(await nodes(bolt, label))
    const written = (store: Store) =>
      store.autoCommit(
        'MATCH (r:SourceRecord)-[w:WRITES]->(k:CleanAddress) RETURN r.id AS id, k.key AS key, w.country, w.complete ORDER BY id, key',
      )
    expect(await written(graph.store)).toEqual(await written(bolt))
    for (const question of ['nodeTypeProperties', 'relTypeProperties']) {
      const types = (store: Store) => store.autoCommit(`CALL db.schema.${question}()`)
      const sorted = async (store: Store) => (await types(store)).map((row) => JSON.stringify(row)).sort()
      expect(await sorted(graph.store)).toEqual(await sorted(bolt))
    }
  })

  test('keeps every invariant', async () => {
    for (const invariant of await checkInvariants(graph.store)) expect(invariant).toMatchObject({ violations: [] })
  })

  test('tells in its feed that each golden record was created, as it is', async () => {
    const { changes, head } = await graph.store.read((tx) => changesAfter(tx, 0, 10_000))
    expect(changes.map(({ seq }) => seq)).toEqual(Array.from({ length: head }, (_, i) => i + 1))
    expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['created']))
    const rows = await graph.store.autoCommit(
      `MATCH (g:Golden) RETURN g.id AS id, g.name AS name, g.emails AS emails,
       head([(g)-[:IN_HOUSEHOLD]->(h) | h.id]) AS household, [(g)-[:WORKS_AT]->(c) | c.id] AS companies,
       [(g)-[:SUBSIDIARY_OF]->(c) | c.id] AS parents ORDER BY id`,
    )
    const replayed = changes.map(({ golden: id, after: { name, emails, household, company, parent } }) => ({
      ...{ id, name, emails: emails ?? null, household: household ?? null },
      companies: company ?? [],
      parents: parent ?? [],
    }))
    expect(replayed.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(rows)
  })

  test('values of every kind arrive as they are', async () => {
    const said = await graph.store.autoCommit("MATCH (r:SourceRecord {source: 'odd'}) RETURN r.input AS input")
    expect(said.map(({ input }) => JSON.parse(String(input)).raw?.note).sort()).toEqual(
      AWKWARD.flatMap((value) => [value, value]).sort(),
    )
  })

  test(
    'loaded again goes by transactions and publishes nothing',
    async () => {
      const again = await load()
      expect(Object.values(again.entities).map(({ path, changes }) => [path, changes])).toEqual([
        ['bulk', 0],
        ['bulk', 0],
        ['bulk', 0],
      ])
      expect(await sum(graph.store)).toEqual(expected)
    },
    LONG,
  )
})

// `npm run soak -- same` does this with 20,000 records.
test.skipIf(missing || !FULL)(
  'records that rules were learned from and that were imported are the graph that upserts in another order end in',
  async () => {
    const records = 1_200
    const { imported, upserted } = await bothWays(crowdedTown(records, seeded(5)), 6)
    expect(imported.parts.records?.count).toBe(records)
    expect(imported.parts.links?.count).toBeGreaterThan(100)
    expect(upserted).toEqual(imported)
  },
  LONG,
)

test.skipIf(missing || !FULL)(
  'records of several versions too: their values are as old, whatever order versions came in',
  async () => {
    const versions = inVersions(crowdedTown(320, seeded(8)), seeded(9))
    const { imported, upserted } = await bothWays(versions, 10)
    expect(imported.parts.records?.count).toBe(320)
    expect(upserted).toEqual(imported)
  },
  LONG,
)

test.skipIf(missing || !FULL)(
  'addresses full of slips too: they are the same places, with the same households',
  async () => {
    const { imported, upserted } = await bothWays(townOfSlips(400, seeded(12)), 13, undefined, { batch: 20 })
    expect(imported.parts.records?.count).toBe(400)
    expect(upserted).toEqual(imported)
  },
  LONG,
)
