import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { GoldenId, idOfRecord } from '../../../server/model/ids.ts'
import type { RecordInput } from '../../../server/model/record.ts'
import { bulkResolve } from '../../../server/pipeline/bulk/bulk-resolve.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import { openKith } from '../../../server/pipeline/kith.ts'
import { replay } from '../../../server/publish/replay.ts'
import { compileEngine } from '../../../server/rules/engine.ts'
import { prepare } from '../../../server/rules/prepare.ts'
import { shippedRuleSet } from '../../../server/rules/rule-set.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { migrate } from '../../../server/store/graph/migrate.ts'
import { changesAfter } from '../../../server/store/read/change-reads.ts'
import { findHistory } from '../../../server/store/read/golden-reads.ts'
import { goldenAt } from '../../../server/store/read/history-reads.ts'
import { goldensById } from '../../../server/store/write/goldens.ts'
import { TEST_SEED } from '../../kit/commit-seed.ts'
import { emptyGraph, wipe } from '../../kit/graph.ts'
import { ordersOfOne } from '../../kit/one-customer.ts'
import { seeded, shuffle } from '../../kit/seeded.ts'
import { sized } from '../../kit/size.ts'
import { TEST_CONTEXT } from '../../kit/world.ts'

// A record that says again what another of a large customer says joins it without the others being read; what becomes of it is
// the same as if they were.

let store: Store
beforeAll(async () => {
  store = await emptyGraph()
})
afterAll(() => store.close())
beforeEach(async () => {
  await wipe(store)
  await migrate(store)
})

const { actor } = TEST_CONTEXT
const engine = compileEngine(shippedRuleSet())
const kith = () => openKith(store, TEST_CONTEXT)
const parts = async () => (await store.read((tx) => checksum(tx))).parts
const goldens = () => store.autoCommit('MATCH (g:Golden) RETURN g.id AS id, g.status AS status, g.size AS size')
const one = async (size: number) => {
  const found = await goldens()
  expect(found).toEqual([{ id: expect.any(String), status: 'active', size }])
  return GoldenId.parse(found[0]?.id)
}

const hasEndedAddress = async () => {
  const ids = (await goldens()).map(({ id }) => GoldenId.parse(id))
  const found = await store.read((tx) => goldensById(tx, ids))
  return found.some(({ addresses }) => addresses.some(({ to }) => to !== undefined))
}

/** Stages of the newest run: whether a record went the long way. */
const lastStages = async () => {
  const [run] = await store.autoCommit(
    'MATCH (c:Change) WITH c ORDER BY c.seq DESC LIMIT 1 MATCH (r:Run) WHERE r.id ENDS WITH " " + toString(c.seq) RETURN r.stages AS stages',
  )
  return (JSON.parse(String(run?.stages)) as { stage: string }[]).map(({ stage }) => stage)
}

async function inBulk(orders: readonly RecordInput[]) {
  const prepared = orders.map((input) => prepare(input, engine, '2026-01-01'))
  await bulkResolve(store, 'person', prepared, engine, TEST_CONTEXT)
  return parts()
}

/** The same with a time each, in no order. */
function timed(orders: readonly RecordInput[], random: () => number): RecordInput[] {
  return orders.map((order) => {
    const day = new Date(Date.UTC(2024, 0, 1 + Math.floor(random() * 300))).toISOString()
    return random() < 0.8 ? { ...order, updatedAt: day } : order
  })
}

describe('echoes', () => {
  const count = sized(60, 600)

  test.each([
    ['without times', (orders: RecordInput[]) => orders],
    ['with times of their own', (orders: RecordInput[]) => timed(orders, seeded(TEST_SEED))],
  ])(
    'record by record, in any order, deleted and back: the graph of one load (%s)',
    async (_, told) => {
      const random = seeded(TEST_SEED)
      const orders = told(ordersOfOne(count, TEST_SEED))
      const whole = await inBulk(orders)
      await one(count)
      await wipe(store)
      await migrate(store)
      const shuffled = shuffle(orders, random)
      await kith().upsert(shuffled.slice(0, 50), actor)
      let [echoes, ended] = [0, 0]
      for (const order of shuffled.slice(50)) {
        await kith().upsert([order], actor)
        if (!(await lastStages()).includes('cluster')) echoes++
        // When a spelling was left is told by all records, so where an address has ended every one goes the long way.
        else if (await hasEndedAddress()) ended++
      }
      await one(count)
      expect(echoes + ended).toBeGreaterThan(count / 24)
      expect(await parts()).toEqual(whole)
      const gone = shuffle(orders, random).slice(0, count / 3)
      for (const order of gone) await kith().remove(idOfRecord(order), actor)
      await one(count - gone.length)
      for (const order of shuffle(gone, random)) await kith().upsert([order], actor)
      await one(count)
      expect(await parts()).toEqual(whole)

      // Whoever follows the feed knows all records, and so does whoever asks for a moment.
      const { changes } = await store.read((tx) => changesAfter(tx, 0, 10_000))
      const id = await one(count)
      const [live] = await store.read((tx) => goldensById(tx, [id]))
      expect(replay(changes).get(id)?.members).toEqual(live?.members)
      expect(live?.members.length).toBe(count)
    },
    900_000,
  )

  test('add as much to the graph as the first ones, and are told when asked', async () => {
    const same = ordersOfOne(count * 2, 5).filter((_, i) => i % 2 === 0)
    await inBulk(same.slice(0, count - 5))
    for (const order of same.slice(count - 5)) await kith().upsert([order], actor)
    const id = await one(count)
    expect(await lastStages()).not.toContain('cluster')
    const { changes, head } = await store.read((tx) => changesAfter(tx, 0, 10_000, { members: true }))
    expect(changes.map(({ members }) => members?.length)).toEqual([0, 1, 2, 3, 4, 5].map((n) => count - 5 + n))
    const [line] = await store.autoCommit(
      'MATCH (c:Change) WITH c ORDER BY c.seq DESC LIMIT 1 RETURN size(c.body) AS size',
    )
    expect(Number(line?.size)).toBeLessThan(200)
    const then = await store.read((tx) => goldenAt(tx, id, head - 2))
    expect(then?.golden.members.length).toBe(count - 2)
    const history = await store.read((tx) => findHistory(tx, id))
    expect(history?.versions.map(({ members }) => members.length)).toEqual([0, 1, 2, 3, 4, 5].map((n) => count - n))
  }, 300_000)
})
