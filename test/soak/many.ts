import { idOfRecord } from '../../server/model/ids.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { bothWays } from '../kit/both-ways.ts'
import { ordersOfOne } from '../kit/one-customer.ts'
import { TEST_CONTEXT } from '../kit/world.ts'
import type { SoakOptions } from './soak.ts'

/** Records of a round. */
const ROUND = 500

/**
 * Five thousand records of one customer (a round is 500 of them), half of them identical: as one file, and one by one in another
 * order, after which every other one is deleted and comes back. One golden record throughout, active, and the same graph.
 */
export async function soak({ rounds = 10, seed }: SoakOptions): Promise<void> {
  const orders = ordersOfOne(rounds * ROUND, seed)
  const say = (done: number, what: string) => {
    if (done % ROUND === 0) process.stdout.write(`  ${done} ${what}\n`)
  }
  const { imported, upserted } = await bothWays(orders, seed, (done) => say(done, 'records upserted one by one'), {
    batch: 1,
    after: async (kith, store) => {
      await isOne(store, orders.length)
      const half = orders.filter((_, i) => i % 4 < 2)
      for (const [i, order] of half.entries()) {
        await kith.remove(idOfRecord(order), TEST_CONTEXT.actor)
        say(i + 1, 'deleted')
      }
      await isOne(store, orders.length - half.length)
      for (const [i, order] of half.entries()) {
        await kith.upsert([order], TEST_CONTEXT.actor)
        say(i + 1, 'returned')
      }
      await isOne(store, orders.length)
    },
  })
  for (const [part, { count, checksum }] of Object.entries(imported.parts))
    process.stdout.write(`  ${part}: ${count} ${checksum}, upserted ${upserted.parts[part]?.checksum}\n`)
  if (imported.checksum !== upserted.checksum)
    throw new Error(`seed ${seed}: ${imported.checksum} imported, ${upserted.checksum} upserted`)
}

async function isOne(store: Store, size: number): Promise<void> {
  const found = await store.autoCommit('MATCH (g:Golden) RETURN g.status AS status, g.size AS size')
  if (JSON.stringify(found) !== JSON.stringify([{ status: 'active', size }]))
    throw new Error(`one active golden record of ${size} was expected: ${JSON.stringify(found)}`)
}
