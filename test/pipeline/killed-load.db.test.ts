import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Store } from '../../server/store/driver.ts'
import { checkInvariants } from '../../server/store/health.ts'
import { cutLoad } from '../kit/cut-load.ts'
import { emptyGraph } from '../kit/graph.ts'
import { seeded } from '../kit/seeded.ts'

let store: Store
beforeAll(async () => {
  store = await emptyGraph()
})
afterAll(() => store.close())

test('a load that is killed and run again ends in the same graph as one that was left alone', async () => {
  const { whole, afterCuts, recordsAtCut } = await cutLoad(store, inject('neo4j'), 1_500, [0.3], seeded(77))
  expect(recordsAtCut[0]).toBeGreaterThan(0)
  expect(recordsAtCut[0]).toBeLessThan(1_500)
  expect(afterCuts).toBe(whole)
  for (const invariant of await checkInvariants(store)) expect(invariant).toMatchObject({ violations: [] })
}, 300_000)
