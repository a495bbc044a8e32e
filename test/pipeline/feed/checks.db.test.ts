import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Kith } from '../../../server/pipeline/kith.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { runCheck } from '../../../server/store/graph/health.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { seeded } from '../../kit/seeded.ts'
import { crowdedTown, TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
let kith: Kith
freshKith((fresh) => {
  ;({ store, kith } = fresh)
})

const shift = (by: number) => store.autoCommit('MATCH (c:Counter) SET c.seq = c.seq + $by', { by })
const violations = async () => (await runCheck(store, 'feed-gapless')).violations

test.each([
  ['a line that is not there', 1, { missing: 1, twice: 0, beyond: 0 }],
  ['a counter that fell back', -1, { missing: 0, twice: 0, beyond: 1 }],
])('%s breaks the feed, while others write too', async (_, by, broken) => {
  await kith.upsert(crowdedTown(10, seeded(5)), TEST_CONTEXT.actor)
  await shift(by)
  expect(await violations()).toEqual([broken])
  if (by > 0) {
    const [found] = await Promise.all([violations(), kith.upsert(crowdedTown(12, seeded(6)), TEST_CONTEXT.actor)])
    expect(found).toEqual([broken])
  }
  // What looks at every graph after its test must find nothing.
  await store.autoCommit('MATCH (n) DETACH DELETE n')
})

test('what is broken only while a commit is being applied is no break', async () => {
  await kith.upsert(crowdedTown(10, seeded(5)), TEST_CONTEXT.actor)
  await shift(1)
  const looking = violations()
  await sleep(100)
  await shift(-1)
  expect(await looking).toEqual([])
})
