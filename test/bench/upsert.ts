import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { createGunzip } from 'node:zlib'
import { launchOptions } from '../../server/cli/graph.ts'
import { neo4jCache } from '../../server/cli/places.ts'
import { PROJECT, readEnv } from '../../server/env.ts'
import { ingestFile, isOrder } from '../../server/ingest/ingest-file.ts'
import { parseMapping, type SourceMapping } from '../../server/ingest/source-mapping.ts'
import type { RecordInput } from '../../server/model/record.ts'
import { startNeo4j } from '../../server/neo4j/launch-neo4j.ts'
import { openKith } from '../../server/pipeline/kith.ts'
import { recordProperties } from '../../server/pipeline/resolve/nodes.ts'
import { dayOf, type RunContext } from '../../server/pipeline/run/context.ts'
import { mintId } from '../../server/pipeline/run/mint.ts'
import { rulesInForce } from '../../server/pipeline/run/rules-in-force.ts'
import { prepare } from '../../server/rules/prepare.ts'
import { openStore, type Store } from '../../server/store/graph/driver.ts'
import { serveApp } from '../kit/app.ts'
import { type Figure, seconds } from './figure.ts'
import { measureSearch } from './search.ts'

const MAPPING = join(PROJECT, 'test', 'mappings', 'gen_100k.json')
/** Records that arrive after the load: half by way of Kith, half as bare writes of nodes and keys. */
const ARRIVING = 6_000
const BATCH = 500
const context: RunContext = { actor: { key: 'bench' }, now: () => new Date(), mint: mintId }

/** Customers that arrive when many are stored, and the search before each is created. `--large=<file>` for a million. */
export async function measure(): Promise<Figure[]> {
  const large = process.argv.find((arg) => arg.startsWith('--large='))?.slice('--large='.length)
  const file = large ?? join(PROJECT, '..', 'shared', 'data', 'gen_100k.csv.gz')
  if (!existsSync(file)) {
    process.stderr.write(`skipped: ${file} is not here\n`)
    return []
  }
  const mapping = parseMapping(JSON.parse(readFileSync(MAPPING, 'utf8')), MAPPING)
  const home = await mkdtemp(join(tmpdir(), 'kith-bench-upsert-'))
  const env = { ...readEnv(), NEO4J_URI: undefined, KITH_HOME: home, KITH_NEO4J_CACHE: neo4jCache(readEnv()) }
  try {
    const arriving = await storeAllBut(ARRIVING, file, mapping, home, env)
    const neo4j = await startNeo4j(launchOptions(env))
    const store = await openStore(neo4j)
    const app = await serveApp(store, { connection: neo4j, requestsPerMinute: 10_000_000 })
    try {
      const searches = await measureSearch(app.url, store, arriving.slice(0, 400))
      return [await measureUpsert(store, arriving), ...searches]
    } finally {
      await app.close()
      await store.close()
      await neo4j.stop()
    }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

/** Loads a file but for its last records, which it returns. */
async function storeAllBut(
  left: number,
  file: string,
  mapping: SourceMapping,
  home: string,
  env: ReturnType<typeof readEnv>,
): Promise<RecordInput[]> {
  const [stored, later] = [join(home, 'stored.csv'), join(home, 'later.csv')]
  const lines: string[] = []
  const read = createReadStream(file).pipe(createGunzip())
  for await (const line of createInterface({ input: read, crlfDelay: Number.POSITIVE_INFINITY })) lines.push(line)
  const [header = ''] = lines
  await writeLines(stored, lines.slice(0, -left))
  await writeLines(later, [header, ...lines.slice(-left)])
  // As users load: a process of its own, with room for as many records as there are.
  await promisify(execFile)(process.execPath, ['server/cli/kith.js', 'load', stored, '-m', MAPPING], {
    cwd: PROJECT,
    env: { ...process.env, NEO4J_URI: undefined, KITH_HOME: home, KITH_NEO4J_CACHE: env.KITH_NEO4J_CACHE },
    maxBuffer: 1 << 26,
  })
  const arriving: RecordInput[] = []
  for await (const item of ingestFile(later, mapping))
    if ('value' in item && !isOrder(item.value)) arriving.push(item.value)
  return arriving
}

async function writeLines(path: string, lines: readonly string[]): Promise<void> {
  const out = createWriteStream(path)
  for (const line of lines) out.write(`${line}\n`)
  await new Promise<void>((done) => out.end(done))
}

/** Both sides write in batches of the same size to the same graph, half of the records each. */
async function measureUpsert(store: Store, arriving: readonly RecordInput[]): Promise<Figure> {
  const half = Math.floor(arriving.length / 2)
  const [own, bare, warm] = [arriving.slice(BATCH, half), arriving.slice(half, -BATCH), arriving.slice(0, BATCH)]
  const kith = openKith(store, context)
  await kith.upsert(warm, context.actor)
  const whole = await seconds(() => inBatches(own, (batch) => kith.upsert(batch, context.actor)))
  const engine = await store.read((tx) => rulesInForce().engine(tx))
  const rowsOf = (batch: readonly RecordInput[]) =>
    batch.map((input) => {
      const prepared = prepare(input, engine, dayOf(context.now()))
      return { keys: prepared.keys, properties: recordProperties(prepared, context.now().toISOString(), context) }
    })
  const write = (batch: readonly RecordInput[]) => {
    const rows = rowsOf(batch)
    return store.write((tx) => tx.run(BARE, { rows }))
  }
  await write(arriving.slice(-BATCH))
  const plain = await seconds(() => inBatches(bare, write))
  const [count] = await store.autoCommit('MATCH (r:SourceRecord) RETURN count(r) AS records')
  return {
    name: `upsert with resolution, ${Number(count?.records)} records stored, per 1,000 records`,
    value: (whole / own.length) * 1_000,
    unit: 's',
    against: { name: 'bare upsert of such records with their block keys', value: (plain / bare.length) * 1_000 },
    goal: 8,
  }
}

const BARE = `UNWIND $rows AS row
MERGE (r:SourceRecord {id: row.properties.id})
SET r = row.properties
WITH r, row
UNWIND row.keys AS key
MERGE (k:BlockKey {key: key})
  ON CREATE SET k.count = 1
  ON MATCH SET k.count = k.count + 1
MERGE (r)-[:HAS_KEY]->(k)`

async function inBatches<T>(rows: readonly T[], write: (batch: readonly T[]) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < rows.length; i += BATCH) await write(rows.slice(i, i + BATCH))
}
