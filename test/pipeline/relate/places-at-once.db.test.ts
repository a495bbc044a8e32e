import { expect, test } from 'vitest'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import { type Kith, openKith } from '../../../server/pipeline/kith.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { checkInvariants } from '../../../server/store/graph/health.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { wipe } from '../../kit/graph.ts'
import { seeded, shuffle } from '../../kit/seeded.ts'
import { livingAt, townOfSlips } from '../../kit/town-of-slips.ts'
import { TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
let kith: Kith
freshKith((fresh) => {
  ;({ store, kith } = fresh)
})

const { actor } = TEST_CONTEXT
const WRITERS = 5
const sum = () => store.read((tx) => checksum(tx))

test.each([51, 52])(
  'writers at once, each with slips of the same streets, end in the places of all (seed %i)',
  async (seed) => {
    await wipe(store)
    const records = townOfSlips(40, seeded(seed))
    // Others move away and back meanwhile, or are deleted.
    const moving = records.slice(0, 8)
    const away = moving.map(({ sourceId }, i) =>
      livingAt(sourceId, `Mo${i} Bell: 12 Parkk St`, `2024-02-0${i + 1}T00:00:00Z`),
    )
    await kith.upsert(moving, actor)
    const work = shuffle([...records.slice(8), ...away], seeded(seed + 1))
    // One each: those of one process would share a transaction.
    await Promise.all(
      Array.from({ length: WRITERS }, async (_, writer) => {
        const own = openKith(store, TEST_CONTEXT)
        for (const record of work.filter((_, i) => i % WRITERS === writer)) await own.upsert([record], actor)
      }),
    )
    expect((await checkInvariants(store)).filter(({ violations }) => violations.length > 0)).toEqual([])
    const crowd = await sum()
    await wipe(store)
    await kith.upsert([...records.slice(8), ...away], actor)
    expect((await sum()).parts.relations).toEqual(crowd.parts.relations)
  },
)
