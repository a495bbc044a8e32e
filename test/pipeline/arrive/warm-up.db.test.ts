import { expect, test } from 'vitest'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import type { Kith } from '../../../server/pipeline/kith.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { seeded } from '../../kit/seeded.ts'
import { crowdedTown, TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
let kith: Kith
freshKith((fresh) => {
  ;({ store, kith } = fresh)
})

test('a warm-up goes the way of every arrival and leaves nothing behind', async () => {
  await kith.upsert(crowdedTown(20, seeded(3)), TEST_CONTEXT.actor)
  const all = async () => ({
    graph: await store.read((tx) => checksum(tx)),
    nodes: await store.autoCommit('MATCH (n) RETURN labels(n) AS labels, count(*) AS count ORDER BY labels'),
    counter: await store.autoCommit('MATCH (c:Counter) RETURN properties(c) AS counter'),
  })
  const before = await all()
  await kith.warmUp(TEST_CONTEXT.actor)
  expect(await all()).toEqual(before)
})
