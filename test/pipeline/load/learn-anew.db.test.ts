import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { SourceName } from '../../../server/model/ids.ts'
import type { RecordInput } from '../../../server/model/record.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import { loadFiles } from '../../../server/pipeline/load/load.ts'
import { RowBook } from '../../../server/pipeline/load/row-book.ts'
import { DEMO } from '../../../server/pipeline/run/context.ts'
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

const load = (inputs: readonly RecordInput[], context = TEST_CONTEXT) =>
  loadFiles(store, [], context, {
    arrived: Promise.resolve({
      rows: new RowBook(),
      orders: [],
      removed: new Map(),
      merges: new Map(),
      notes: [],
      records: new Map([['person', { inputs: [...inputs], prepared: [] }]]),
    }),
  })
const score = async () => (await store.read((tx) => rulesInForce().engine(tx))).ruleSet.entities.person.score
const learnedFrom = async () => (await score()).learnedFrom
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

test('what a demonstration taught holds until records of one’s own come, and teaches them nothing', async () => {
  await load(inputs)
  const own = await score()
  await wipe(store)
  await migrate(store)
  const others = crowdedTown(400, seeded(22)).map((input) => ({
    ...input,
    source: SourceName.parse(`demo-${input.source}`),
  }))
  await load(others, { ...TEST_CONTEXT, actor: DEMO })
  expect(await score()).toMatchObject({ learnedFrom: 400, learnedFromDemo: true })
  await load(inputs.slice(0, 40))
  expect(await learnedFrom()).toBe(400) // too few to learn from
  await load(inputs)
  expect(await score()).toEqual(own)
}, 300_000)
