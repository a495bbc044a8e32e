import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { launchOptions } from '../../../server/cli/graph.ts'
import { neo4jCache } from '../../../server/cli/places.ts'
import { readEnv } from '../../../server/env.ts'
import type { RecordInput } from '../../../server/model/record.ts'
import { startNeo4j } from '../../../server/neo4j/launch-neo4j.ts'
import { bulkResolve } from '../../../server/pipeline/bulk/bulk-resolve.ts'
import { type Kith, openKith } from '../../../server/pipeline/kith.ts'
import type { RunContext } from '../../../server/pipeline/run/context.ts'
import { mintId } from '../../../server/pipeline/run/mint.ts'
import { compileEngine } from '../../../server/rules/engine.ts'
import { prepare } from '../../../server/rules/prepare.ts'
import { shippedRuleSet } from '../../../server/rules/rule-set.ts'
import { openStore, type Store } from '../../../server/store/graph/driver.ts'
import { migrate } from '../../../server/store/graph/migrate.ts'
import { compileSystem } from '../../../server/systems/compile-system.ts'
import { openRest } from '../../../server/systems/rest/rest-connector.ts'
import { type Figure, median, seconds } from '../figure.ts'
import { callsAgain, controlOf, type Target } from './calls.ts'
import { CRM, customersOf, definition, rowOf, strangers } from './customers.ts'

const context: RunContext = { actor: { key: 'bench' }, now: () => new Date(), mint: mintId }
const asked = process.argv.find((arg) => arg.startsWith('--customers='))?.slice('--customers='.length)
const CUSTOMERS = Number(asked ?? 10_000)
const AT_ONCE = 8
const BATCH = 50
/** Changes one by one, on a machine that is quiet. */
const SINGLE = 60

/** Ten thousand records brought in step beside a bare client that says the same; upserts beside it; how soon one change is there. */
export async function measure(): Promise<Figure[]> {
  const home = await mkdtemp(join(tmpdir(), 'kith-bench-sync-'))
  const env = { ...readEnv(), NEO4J_URI: undefined, KITH_HOME: home, KITH_NEO4J_CACHE: neo4jCache(readEnv()) }
  const system = fork(fileURLToPath(new URL('./target.mjs', import.meta.url)))
  const [port] = await once(system, 'message')
  const target = controlOf(`http://127.0.0.1:${port}`)
  const neo4j = await startNeo4j(launchOptions(env))
  const store = await openStore(neo4j)
  try {
    await migrate(store)
    return await measureOn(store, target)
  } finally {
    await store.close()
    await neo4j.stop()
    system.kill()
    await rm(home, { recursive: true, force: true })
  }
}

async function measureOn(store: Store, target: Target): Promise<Figure[]> {
  let columns: readonly string[] = []
  const system = () => compileSystem(definition(target.url, columns, AT_ONCE))
  const systems = {
    files: () => [{ file: 'crm.json', name: CRM, system: system() }],
    connect: (of: ReturnType<typeof system>) => {
      const { connector, pace } = of.definition
      if (connector.kind !== 'rest') throw new Error(`${connector.kind} is not how this one is spoken to`)
      return openRest(connector, pace, { secret: () => '' })
    },
    budget: 1,
  }
  const kith = openKith(store, { ...context, systems })
  const customers = customersOf(CUSTOMERS)
  const engine = compileEngine(shippedRuleSet())
  await bulkResolve(
    store,
    'person',
    customers.flatMap(({ shop, crm }) => [prepare(shop, engine, '2026-01-01'), prepare(crm, engine, '2026-01-01')]),
    engine,
    context,
  )
  await target.rows(customers.map(({ crm }) => rowOf(crm)))
  const apply = async (...attributes: string[]) => {
    columns = attributes
    await kith.systems.apply(CRM, (await kith.systems.plan(CRM)).hash, context.actor)
  }
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const begun = performance.now()
    const done = await work()
    process.stderr.write(`  ${name}: ${((performance.now() - begun) / 1_000).toFixed(1)} s\n`)
    return done
  }
  // Statements are planned, code is compiled: what is measured is a system that has been running.
  await step('a first look at all records', async () => {
    await apply('name')
    await settle(kith)
  })
  const warm = strangers(2_000, 'warm')
  await step('upserts to be warm', () => upsert(kith, warm))
  const alone = await upsertsPerSecond(kith, strangers(2_000, 'alone'))

  await step('a plan, applied', () => apply('name', 'address'))
  await target.begin()
  const whole = await step('addresses', () => seconds(() => settle(kith)))
  const told = await target.told()
  const asked = await target.asked()
  const bare = await callsAgain(target, asked, AT_ONCE)
  const perSecond = told.changed / (told.ms / 1_000)

  await apply('name', 'address', 'phone')
  await target.begin()
  const ends = new AbortController()
  const keeps = kith.runner.keepOn(ends.signal)
  while ((await target.told()).changed < 500) await sleep(50)
  const before = await target.told()
  const since = performance.now()
  const beside = await step('upserts beside', () => upsertsPerSecond(kith, strangers(4_000, 'beside')))
  const took = (performance.now() - since) / 1_000
  const moved = (await target.told()).changed - before.changed
  while ((await target.told()).changed < CUSTOMERS) await sleep(200)
  const waits = await singleChanges(
    kith,
    target,
    customers.slice(0, SINGLE).map(({ shop }) => shop),
  )
  ends.abort()
  await keeps
  await kith.runner.close()
  const slowest = waits.toSorted((a, b) => a - b)[Math.ceil(0.95 * waits.length) - 1] ?? 0
  return [
    {
      name: `${told.changed} changed records told to a system that answers after 20 ms, ${asked.length} requests, ${AT_ONCE} connections`,
      value: told.ms / 1_000,
      unit: 's',
      against: { name: 'a bare client that sends the same', value: bare },
      goal: 1 / 0.7,
    },
    { name: 'with all that is read before and noted after', value: whole, unit: 's' },
    {
      name: 'upserts while that goes on, per 1,000 records',
      value: 1_000 / beside,
      unit: 's',
      against: { name: 'upserts alone', value: 1_000 / alone },
      goal: 1 / 0.75,
    },
    {
      name: 'records told meanwhile, a second each',
      value: took / moved,
      unit: 's',
      against: { name: 'without upserts', value: 1 / perSecond },
      goal: 10,
    },
    {
      name: `one change there after Kith knows it, 95 % of ${SINGLE}`,
      value: slowest,
      unit: 's',
      against: { name: 'two seconds', value: 2 },
      goal: 1,
    },
    { name: 'the same, median', value: median(waits), unit: 's' },
  ]
}

async function settle({ runner }: Kith): Promise<void> {
  const { signal } = new AbortController()
  while (await runner.once(signal));
}

async function upsert(kith: Kith, records: readonly RecordInput[]): Promise<void> {
  for (let at = 0; at < records.length; at += BATCH) await kith.upsert(records.slice(at, at + BATCH), context.actor)
}

async function upsertsPerSecond(kith: Kith, records: readonly RecordInput[]): Promise<number> {
  return records.length / (await seconds(() => upsert(kith, records)))
}

/** Seconds from an answered upsert until the target shows it, one after the other. */
async function singleChanges(kith: Kith, target: Target, shop: readonly RecordInput[]): Promise<number[]> {
  const waits: number[] = []
  for (const [at, record] of shop.entries()) {
    const street = `${at + 1} Newly Built Row`
    const [address] = record.addresses
    const moved = { ...record, addresses: [{ ...address, line1: street }], updatedAt: new Date().toISOString() }
    await kith.upsert([moved], context.actor)
    const since = performance.now()
    while ((await target.row(record.sourceId))?.street !== street) await sleep(5)
    waits.push((performance.now() - since) / 1_000)
    await sleep(300)
  }
  return waits
}
