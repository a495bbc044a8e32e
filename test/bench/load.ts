import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { neo4jCache } from '../../server/cli/places.ts'
import { childEnv, PROJECT, readEnv } from '../../server/env.ts'
import { parseMapping } from '../../server/ingest/source-mapping.ts'
import { type RunningNeo4j, startNeo4j } from '../../server/neo4j/launch-neo4j.ts'
import { openStore } from '../../server/store/graph/driver.ts'
import { resetGraph } from '../../server/store/graph/reset.ts'
import { type Figure, seconds } from './figure.ts'
import { measureImport } from './import.ts'
import { readGraph, writePlain } from './plain-write.ts'

const FILE = join(PROJECT, '..', 'shared', 'data', 'gen_100k.csv.gz')
const MAPPING = join(PROJECT, 'test', 'mappings', 'gen_100k.json')

/** Both ways into an empty graph. `--large=<file>`: a million through the import tool instead. */
export async function measure(): Promise<Figure[]> {
  const large = process.argv.find((arg) => arg.startsWith('--large='))?.slice('--large='.length)
  if (!existsSync(FILE)) {
    process.stderr.write('skipped: gen_100k.csv.gz is not here\n')
    return []
  }
  const mapping = parseMapping(JSON.parse(readFileSync(MAPPING, 'utf8')), MAPPING)
  if (large) return measureImport({ path: large, mapping })
  return [...(await measureImport({ path: FILE, mapping })), ...(await measureTransactions())]
}

/**
 * `kith load` of 100,000 generated customers into an empty embedded Neo4j, everything included, against a plain `UNWIND`
 * write over Bolt of the very nodes and relationships that it leaves, into an empty graph with the same constraints.
 */
async function measureTransactions(): Promise<Figure[]> {
  const home = await mkdtemp(join(tmpdir(), 'kith-bench-load-'))
  const env = readEnv()
  const neo4j = await startNeo4j({
    home,
    cache: neo4jCache(env),
    anyPort: true,
    heap: env.KITH_NEO4J_HEAP,
    pageCache: env.KITH_NEO4J_PAGECACHE,
  })
  const store = await openStore(neo4j)
  try {
    await resetGraph(store)
    let peak = 0
    const load = await seconds(async () => {
      peak = (await kithLoad(neo4j)).peakRssMb
    })
    const again = await kithLoad(neo4j)
    const graph = await readGraph(store)
    await resetGraph(store)
    const plain = await seconds(() => writePlain(store, graph))
    const size = `${graph.nodes.length} nodes, ${graph.relationships.length} relationships`
    return [
      {
        name: 'gen_100k, kith load over Bolt',
        value: load,
        unit: 's',
        against: { name: `plain UNWIND write of ${size}`, value: plain },
        goal: 4,
      },
      {
        name: 'gen_100k, peak memory of kith load',
        value: peak,
        unit: 'MiB',
        against: { name: 'allowed', value: 4096 },
        goal: 1,
      },
      { name: 'gen_100k, changes published by the same load again', value: again.changes, unit: 'changes' },
    ]
  } finally {
    await store.close()
    await neo4j.stop()
    await rm(home, { recursive: true, force: true })
  }
}

type Loaded = { peakRssMb: number; changes: number }

function kithLoad(neo4j: RunningNeo4j): Promise<Loaded> {
  const env = childEnv({ NEO4J_URI: neo4j.uri, NEO4J_USER: neo4j.user, NEO4J_PASSWORD: neo4j.password })
  const child = spawn(process.execPath, ['server/cli/kith.js', 'load', FILE, '-m', MAPPING, '--json'], {
    cwd: PROJECT,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  return new Promise((done, failed) => {
    child.once('error', failed)
    child.once('close', (code) => {
      if (code !== 0) return failed(new Error(`kith load ended with ${code}`))
      const summary = JSON.parse(out) as { peakRssMb: number; entities: Record<string, { changes: number }> }
      done({
        peakRssMb: summary.peakRssMb,
        changes: Object.values(summary.entities).reduce((sum, entity) => sum + entity.changes, 0),
      })
    })
  })
}
