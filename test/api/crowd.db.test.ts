import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkInvariants } from '../../server/store/graph/health.ts'
import { TEST_SEED } from '../kit/commit-seed.ts'
import { crowd } from '../kit/crowd.ts'
import { type Served, serve } from '../kit/served.ts'

let kith: Served
beforeAll(async () => {
  kith = await serve({ requestsPerMinute: 10_000_000 })
})
afterAll(() => kith?.close())

// `npm run soak -- crowd` does this for two minutes.
test('twenty writers and five readers at once: nothing lost, no deadlock surfaces, the feed in order', async () => {
  const { writes, lines } = await crowd(kith.app, kith.store, {
    writers: 20,
    readers: 5,
    ms: 10_000,
    seed: TEST_SEED,
  })
  expect(writes).toBeGreaterThanOrEqual(20)
  expect(lines).toBeGreaterThan(0)
  for (const invariant of await checkInvariants(kith.store)) expect(invariant).toMatchObject({ violations: [] })
}, 180_000)
