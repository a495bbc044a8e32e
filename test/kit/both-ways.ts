import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openGraph } from '../../server/cli/graph.ts'
import { importerFor } from '../../server/cli/importer.ts'
import { neo4jCache } from '../../server/cli/places.ts'
import { groupBy } from '../../server/collections/group-by.ts'
import { type Env, readEnv } from '../../server/env.ts'
import type { EntityName } from '../../server/model/entities/registry.ts'
import type { RecordInput } from '../../server/model/record.ts'
import { freePort } from '../../server/neo4j/ports.ts'
import { type Checksum, checksum } from '../../server/pipeline/feed/checksum.ts'
import { type Kith, openKith } from '../../server/pipeline/kith.ts'
import { loadFiles } from '../../server/pipeline/load/load.ts'
import type { Arrived } from '../../server/pipeline/load/read-files.ts'
import { RowBook } from '../../server/pipeline/load/row-book.ts'
import { activate, rulesInForce } from '../../server/pipeline/run/rules-in-force.ts'
import type { RuleSet } from '../../server/rules/rule-set.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { seeded, shuffle } from './seeded.ts'
import { TEST_CONTEXT } from './world.ts'

/** Records of one upsert. */
const BATCH = 500

/** Records of one upsert, and what else is done that has to leave the graph as it is. */
type OtherWay = { batch?: number; after?: (kith: Kith, store: Store) => Promise<void> }

/**
 * Loads the same records into two graphs of their own: all at once through Neo4j's import tool, which learns their rules, and
 * by upserts in another order under those rules.
 */
export async function bothWays(
  inputs: readonly RecordInput[],
  seed: number,
  onProgress: (done: number) => void = () => {},
  { batch = BATCH, after }: OtherWay = {},
): Promise<{ imported: Checksum; upserted: Checksum }> {
  const { ruleSet, sum: imported } = await inHomeOfItsOwn((env) => importAll(env, inputs))
  const upserted = await inHomeOfItsOwn((env) =>
    withStore(env, async (store) => {
      await activate(store, ruleSet, new Date())
      const kith = openKith(store, TEST_CONTEXT)
      const shuffled = shuffle(inputs, seeded(seed))
      for (let from = 0; from < shuffled.length; from += batch) {
        await kith.upsert(shuffled.slice(from, from + batch), TEST_CONTEXT.actor)
        onProgress(Math.min(from + batch, shuffled.length))
      }
      await after?.(kith, store)
      return sumOf(store)
    }),
  )
  return { imported, upserted }
}

async function importAll(env: Env, inputs: readonly RecordInput[]): Promise<{ ruleSet: RuleSet; sum: Checksum }> {
  const graph = await openGraph(env)
  try {
    const importer = importerFor(graph, env, () => {}, 0)
    if (!importer) throw new Error('the embedded server is not ours')
    const arrived = Promise.resolve(arrivedOf(inputs))
    const { entities } = await loadFiles(graph.store, [], TEST_CONTEXT, { importer, arrived })
    for (const [entity, { path }] of Object.entries(entities))
      if (path !== 'import') throw new Error(`${entity} went by ${path}`)
  } finally {
    await graph.close()
  }
  return withStore(env, async (store) => ({
    ruleSet: (await store.read((tx) => rulesInForce().engine(tx))).ruleSet,
    sum: await sumOf(store),
  }))
}

function arrivedOf(inputs: readonly RecordInput[]): Arrived {
  const byEntity = groupBy(inputs, (input): EntityName => input.entity)
  const records = new Map([...byEntity].map(([entity, own]) => [entity, { inputs: own, prepared: [] }]))
  return { rows: new RowBook(), records, orders: [], removed: new Map(), merges: new Map(), notes: [] }
}

async function inHomeOfItsOwn<T>(work: (env: Env) => Promise<T>): Promise<T> {
  const own = readEnv()
  const home = await mkdtemp(join(tmpdir(), 'kith-both-ways-'))
  // Ports that nobody else wishes for: another test's server may start in the same moment.
  const ports = { KITH_BOLT_PORT: await freePort(), KITH_BROWSER_PORT: await freePort() }
  try {
    return await work({ ...own, ...ports, NEO4J_URI: undefined, KITH_HOME: home, KITH_NEO4J_CACHE: neo4jCache(own) })
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

async function withStore<T>(env: Env, work: (store: Store) => Promise<T>): Promise<T> {
  const graph = await openGraph(env)
  try {
    return await work(graph.store)
  } finally {
    await graph.close()
  }
}

const sumOf = (store: Store) => store.read((tx) => checksum(tx))
