import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchOptions } from '../../server/cli/graph.ts'
import { neo4jCache } from '../../server/cli/places.ts'
import { readEnv } from '../../server/env.ts'
import { startNeo4j } from '../../server/neo4j/launch-neo4j.ts'
import { bulkResolve } from '../../server/pipeline/bulk/bulk-resolve.ts'
import { openKith } from '../../server/pipeline/kith.ts'
import type { RunContext } from '../../server/pipeline/run/context.ts'
import { mintId } from '../../server/pipeline/run/mint.ts'
import { compileEngine } from '../../server/rules/engine.ts'
import { prepare } from '../../server/rules/prepare.ts'
import { shippedRuleSet } from '../../server/rules/rule-set.ts'
import { openStore, type Store } from '../../server/store/graph/driver.ts'
import { migrate } from '../../server/store/graph/migrate.ts'
import { ordersOfOne } from '../kit/one-customer.ts'
import { personInput } from '../kit/world.ts'
import { type Figure, median } from './figure.ts'

const context: RunContext = { actor: { key: 'bench' }, now: () => new Date(), mint: mintId }
/** Records one by one around each size. */
const EACH = 50
const [FEW, MANY] = [50, 5_000]
/** Of strangers, so that the database has its plans and is warm. */
const WARM = 60

type Cost = { ms: number; bytes: number }

/** What the next record of a customer costs who has fifty, and five thousand. */
export async function measure(): Promise<Figure[]> {
  const home = await mkdtemp(join(tmpdir(), 'kith-bench-crowd-'))
  const env = { ...readEnv(), NEO4J_URI: undefined, KITH_HOME: home, KITH_NEO4J_CACHE: neo4jCache(readEnv()) }
  const neo4j = await startNeo4j(launchOptions(env))
  const store = await openStore(neo4j)
  try {
    await migrate(store)
    for (let i = 0; i < WARM; i++) await openKith(store, context).upsert([stranger(i)], context.actor)
    const few = await costAround(store, FEW)
    const many = await costAround(store, MANY)
    const name = `records one by one around the ${MANY.toLocaleString('en')}th of one customer, median of ${EACH}`
    const than = `around the ${FEW}th`
    return [
      { name, value: many.ms, unit: 'ms', against: { name: than, value: few.ms }, goal: 3 },
      {
        name: `what each adds to the feed and to history`,
        value: many.bytes,
        unit: 'bytes',
        against: { name: than, value: few.bytes },
        goal: 1,
      },
    ]
  } finally {
    await store.close()
    await neo4j.stop()
    await rm(home, { recursive: true, force: true })
  }
}

/** Brings the customer to a size in bulk, and then some records one by one. */
async function costAround(store: Store, size: number): Promise<Cost> {
  const orders = ordersOfOne(MANY + EACH, 7)
  const from = size - EACH / 2
  const engine = compileEngine(shippedRuleSet())
  const prepared = orders.slice(0, from).map((input) => prepare(input, engine, '2026-01-01'))
  await bulkResolve(store, 'person', prepared, engine, context)
  const kith = openKith(store, context)
  const [took, bytes]: [number[], number[]] = [[], []]
  for (const order of orders.slice(from, from + EACH)) {
    const start = performance.now()
    await kith.upsert([order], context.actor)
    took.push(performance.now() - start)
    bytes.push(await bytesOfLast(store))
  }
  return { ms: median(took), bytes: median(bytes) }
}

/** Characters of the newest line of the feed and of the version it put an end to. */
async function bytesOfLast(store: Store): Promise<number> {
  const [row] = await store.autoCommit(`MATCH (c:Change) WITH c ORDER BY c.seq DESC LIMIT 1
    OPTIONAL MATCH (c)-[:OF]->()-[:HAD]->(v:GoldenVersion {toSeq: c.seq})
    RETURN size(c.body) + coalesce(size(v.body), 0)
      + reduce(sum = 0, id IN coalesce(v.members, []) | sum + size(id)) AS bytes`)
  return Number(row?.bytes)
}

function stranger(i: number) {
  const name = String.fromCharCode(97 + (i % 26)) + String.fromCharCode(97 + ((i * 7) % 26))
  return personInput(`warm:person:${i}`, {
    givenName: `Ewald${name}`,
    familyName: `Quist${name}`,
    email: `q${i}@example.org`,
  })
}
