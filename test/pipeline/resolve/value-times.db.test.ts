import { beforeEach, describe, expect, test } from 'vitest'
import { RecordInput } from '../../../server/model/record.ts'
import { bulkResolve } from '../../../server/pipeline/bulk/bulk-resolve.ts'
import { rebuild } from '../../../server/pipeline/bulk/rebuild.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import { prune } from '../../../server/pipeline/feed/prune.ts'
import type { Kith } from '../../../server/pipeline/kith.ts'
import { activate } from '../../../server/pipeline/run/rules-in-force.ts'
import { compileEngine } from '../../../server/rules/engine.ts'
import { prepare } from '../../../server/rules/prepare.ts'
import { shippedRuleSet } from '../../../server/rules/rule-set.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { migrate } from '../../../server/store/graph/migrate.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { wipe } from '../../kit/graph.ts'
import { seeded, shuffle } from '../../kit/seeded.ts'
import { crowdedTown, inVersions, TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
let kith: Kith
freshKith((opened) => {
  ;({ store, kith } = opened)
})

const { actor } = TEST_CONTEXT
const sum = () => store.read((tx) => checksum(tx))

/** A version of a company as a system knows it. */
function company(source: string, day: number, said: Record<string, string>, city: string): RecordInput {
  const fields = { name: ['Halvorsen Marine Supply'], taxId: ['47-1182903'], ...asLists(said) }
  const addresses = [{ line1: `${city === 'Salem' ? 4 : 88} Harbor St`, city, region: 'OR', country: 'US' }]
  const updatedAt = `2025-06-${String(day).padStart(2, '0')}T09:00:00Z`
  return RecordInput.parse({ source, sourceId: '7', entity: 'company', updatedAt, fields, addresses })
}
const asLists = (said: Record<string, string>) => Object.fromEntries(Object.entries(said).map(([k, v]) => [k, [v]]))

async function standing(): Promise<Record<string, unknown>> {
  const [row] = await store.autoCommit(
    'MATCH (g:Company) RETURN g.city AS city, g.terms_payment AS terms, g.size AS size',
  )
  return row ?? {}
}

describe('a source that changes the terms has not changed the address', () => {
  const before = company('east', 1, { 'terms.contract': 'active' }, 'Salem')
  const moved = company('depot', 5, {}, 'Eugene')
  const terms = company('east', 9, { 'terms.contract': 'ended' }, 'Salem')
  const movedToo = company('east', 12, { 'terms.contract': 'ended' }, 'Astoria')

  test.each([
    ['in order', [before, moved, terms], 'Eugene'],
    ['the earlier version last', [terms, moved, before], 'Eugene'],
    ['as nobody knows the earlier version', [moved, terms], 'Salem'],
    ['until it changes the address itself', [before, moved, terms, movedToo], 'Astoria'],
  ])('%s', async (_name, versions, city) => {
    for (const version of versions) await kith.upsert([version], actor)
    expect(await standing()).toMatchObject({ city, size: 2 })
  })

  test('a late version that was between two takes the age from the later one', async () => {
    const between = company('east', 7, {}, 'Astoria')
    for (const version of [before, terms, moved]) await kith.upsert([version], actor)
    expect(await standing()).toMatchObject({ city: 'Eugene' })
    await kith.upsert([between], actor)
    expect(await standing()).toMatchObject({ city: 'Salem' })
  })

  test('what is pruned was not needed, and a rebuild finds nothing to change', async () => {
    for (const version of [before, moved, terms]) await kith.upsert([version], actor)
    const state = await sum()
    await prune(store, new Date(Date.now() + 60_000))
    expect(await store.autoCommit('MATCH (v:RecordVersion) RETURN count(v) AS versions')).toEqual([{ versions: 0 }])
    expect((await rebuild(store, TEST_CONTEXT)).map(({ changes }) => changes)).toEqual([0, 0, 0])
    expect(await sum()).toEqual(state)
    await kith.upsert([company('east', 10, { 'terms.contract': 'active' }, 'Salem')], actor)
    expect(await standing()).toMatchObject({ city: 'Eugene' })
  })
})

describe('versions in any order', () => {
  const versions = inVersions(crowdedTown(40, seeded(3)), seeded(4))
  let expected: Awaited<ReturnType<typeof sum>>
  beforeEach(async () => {
    await activate(store, shippedRuleSet(), new Date())
  })

  const inBulk = async (inputs: readonly RecordInput[]) => {
    const engine = compileEngine(shippedRuleSet())
    const prepared = inputs.map((input) => prepare(input, engine, '2026-01-01'))
    await bulkResolve(store, 'person', prepared, engine, TEST_CONTEXT)
  }

  const inTens = async (inputs: readonly RecordInput[]) => {
    for (let from = 0; from < inputs.length; from += 10) await kith.upsert(inputs.slice(from, from + 10), actor)
  }

  test('a few at a time and all at once end in one graph', async () => {
    await inBulk([...versions].sort((a, b) => ((a.updatedAt ?? '') < (b.updatedAt ?? '') ? -1 : 1)))
    expected = await sum()
    expect(expected.parts.records?.count).toBe(40)
    for (const [seed, first, then] of [
      [1, inBulk, inTens],
      [2, inTens, inBulk],
    ] as const) {
      const order = shuffle(versions, seeded(seed))
      const half = Math.floor(order.length / 2)
      await wipe(store)
      await activate(store, shippedRuleSet(), new Date())
      await first(order.slice(0, half))
      await then(order.slice(half))
      expect(await sum()).toEqual(expected)
    }
  }, 300_000)
})

test('a graph from before knows where a late version belongs, and nothing is published for it', async () => {
  const at = (day: number, city: string) => company('east', day, { 'terms.contract': `${day}` }, city)
  for (const version of [at(2, 'Salem'), at(4, 'Eugene'), at(8, 'Salem')]) await kith.upsert([version], actor)
  const known = () => store.autoCommit('MATCH (r:SourceRecord) RETURN r.valueTimes AS times')
  const before = JSON.parse(String((await known())[0]?.times)).stamps
  await store.autoCommit('MATCH (r:SourceRecord) SET r.valueTimes = null')
  await store.autoCommit('MATCH (m:Migration {version: "V075__times-of-values"}) DELETE m')
  const lines = () => store.autoCommit('MATCH (c:Change) RETURN count(c) AS lines')
  const told = await lines()
  await migrate(store)
  expect(JSON.parse(String((await known())[0]?.times)).stamps).toEqual(before)
  expect(await lines()).toEqual(told)
  // Between the two Salems it was Eugene: what was Salem before that is another matter.
  await kith.upsert([at(3, 'Salem'), company('depot', 6, {}, 'Astoria')], actor)
  expect(await standing()).toMatchObject({ city: 'Salem' })
})
