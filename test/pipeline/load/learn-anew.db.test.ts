import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RecordInput } from '../../../server/model/record.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import { loadFiles } from '../../../server/pipeline/load/load.ts'
import { rulesInForce } from '../../../server/pipeline/run/rules-in-force.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { migrate } from '../../../server/store/graph/migrate.ts'
import { emptyGraph, wipe } from '../../kit/graph.ts'
import { seeded } from '../../kit/seeded.ts'
import { crowdedTown, TEST_CONTEXT } from '../../kit/world.ts'

// Everybody tries a tool with a few rows first. What is learned then must not be what holds for good.

let store: Store
beforeAll(async () => {
  store = await emptyGraph()
})
afterAll(() => store.close())
beforeEach(async () => {
  await wipe(store)
  await migrate(store)
})

const load = (inputs: readonly RecordInput[]) =>
  loadFiles(store, [], TEST_CONTEXT, {
    arrived: Promise.resolve({
      rows: inputs.length,
      rejected: 0,
      orders: [],
      removed: new Map(),
      merges: new Map(),
      notes: [],
      records: new Map([['person', { inputs: [...inputs], prepared: [] }]]),
    }),
  })
const learnedFrom = async () =>
  (await store.read((tx) => rulesInForce().engine(tx))).ruleSet.entities.person.score.learnedFrom
const sum = async () => (await store.read((tx) => checksum(tx))).parts

const inputs = crowdedTown(340, seeded(21))

test('after a few rows were tried the rest ends as if all had come at once', async () => {
  await load(inputs)
  const whole = await sum()
  expect(await learnedFrom()).toBe(340)
  await wipe(store)
  await migrate(store)
  await load(inputs.slice(0, 3))
  expect(await learnedFrom()).toBeUndefined()
  await load(inputs.slice(3))
  expect(await learnedFrom()).toBe(340)
  expect(await sum()).toEqual(whole)
}, 300_000)

test('a load that brings less than there was keeps the rules', async () => {
  await load(inputs.slice(0, 310))
  await load(inputs.slice(310))
  expect(await learnedFrom()).toBe(310)
}, 300_000)
