import { afterAll, beforeAll, expect, test } from 'vitest'
import { carryOver } from '../../../server/pipeline/bulk/carry-over.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import { loadFiles } from '../../../server/pipeline/load/load.ts'
import { RowBook } from '../../../server/pipeline/load/row-book.ts'
import { rulesInForce } from '../../../server/pipeline/run/rules-in-force.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { checkInvariants } from '../../../server/store/graph/health.ts'
import { migrate } from '../../../server/store/graph/migrate.ts'
import { emptyGraph } from '../../kit/graph.ts'
import { seeded } from '../../kit/seeded.ts'
import { crowdedTown, TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
beforeAll(async () => {
  store = await emptyGraph()
})
afterAll(() => store.close())

const goldens = () =>
  store.read(async (tx) => {
    const rows = await tx.run('MATCH (g:Golden) RETURN g.id AS id, g.size AS size ORDER BY id', {})
    return rows.map((row) => `${row.id} ${row.size}`)
  })
const openCheck = async () => (await checkInvariants(store)).filter(({ violations }) => violations.length > 0)

/** What 0.1 left: rules of its own shape and version, keys without an order, records prepared by it. */
async function asOfBefore(): Promise<void> {
  const [row] = await store.read((tx) => tx.run('MATCH (r:RuleSet {active: true}) RETURN r.body AS body', {}))
  const body = JSON.parse(String(row?.body))
  body.engine = 1
  delete body.standardise.countries
  for (const entity of Object.values(body.entities) as { block: { near?: number; passes: unknown[] } }[]) {
    delete entity.block.near
    entity.block.passes = entity.block.passes.slice(0, 2)
  }
  const before = { body: JSON.stringify(body) }
  await store.autoCommit('MATCH (r:RuleSet {active: true}) SET r.body = $body, r.engine = 1, r.hash = "before"', before)
  await store.autoCommit('MATCH ()-[h:HAS_KEY]->(k) SET h.at = null, k.near = null')
  await store.autoCommit('MATCH (r:SourceRecord) SET r.engine = "before"')
  await store.autoCommit('MATCH (m:Migration {version: "V062__resolve-anew"}) DELETE m')
}

test('a graph of 0.1 is brought under today’s ways before it serves: ids stay, learned weights stay, every invariant holds', async () => {
  const inputs = crowdedTown(340, seeded(21))
  await loadFiles(store, [], TEST_CONTEXT, {
    arrived: Promise.resolve({
      rows: new RowBook(),
      orders: [],
      removed: new Map(),
      merges: new Map(),
      notes: [],
      records: new Map([['person', { inputs: [...inputs], prepared: [] }]]),
    }),
  })
  const before = await goldens()
  const sum = await store.read((tx) => checksum(tx))
  const { score } = (await store.read((tx) => rulesInForce().engine(tx))).ruleSet.entities.person
  await asOfBefore()
  expect(await openCheck()).not.toEqual([])

  let cutOff = false
  const once = migrate(store, async () => {
    cutOff = true
    throw new Error('cut off')
  })
  await expect(once).rejects.toThrow('cut off')
  expect(cutOff).toBe(true)

  const { applied } = await migrate(store, () => carryOver(store))
  expect(applied).toEqual(['V062__resolve-anew'])
  expect(await goldens()).toEqual(before)
  expect((await store.read((tx) => rulesInForce().engine(tx))).ruleSet.entities.person.score).toEqual(score)
  expect((await store.read((tx) => checksum(tx))).parts).toEqual(sum.parts)
  expect(await openCheck()).toEqual([])
  expect(await migrate(store, () => carryOver(store))).toEqual({ applied: [] })
}, 300_000)
