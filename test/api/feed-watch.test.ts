import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { FeedWatch } from '../../server/api/feed-watch.ts'

const NOTHING = { changes: [], next: 0, head: 0 }

/** A watch over a feed that counts how often it is read. */
function watched(fails = false): { feed: FeedWatch; reads: number[] } {
  const reads: number[] = []
  const changes = {
    head: async () => ({ seq: 0 }) as never,
    after: async (from: number) => {
      reads.push(from)
      await setTimeout(5)
      if (fails) throw new Error('away')
      return { ...NOTHING, next: from } as never
    },
  }
  return { feed: new FeedWatch(changes, { warn: () => {} }), reads }
}

test('two hundred who ask for the same lines are one question', async () => {
  const { feed, reads } = watched()
  const pages = await Promise.all(Array.from({ length: 200 }, () => feed.next(7, {})))
  expect(reads).toEqual([7])
  expect(new Set(pages.map(({ next }) => next))).toEqual(new Set([7]))
})

test('another number, another filter and another time are others', async () => {
  const { feed, reads } = watched()
  await Promise.all([feed.next(7, {}), feed.next(8, {}), feed.next(7, { golden: 'gld_1' } as never)])
  await feed.next(7, {})
  expect(reads).toEqual([7, 8, 7, 7])
})

test('a read that failed is not kept', async () => {
  const { feed, reads } = watched(true)
  await expect(feed.next(7, {})).rejects.toThrow('away')
  await expect(feed.next(7, {})).rejects.toThrow('away')
  expect(reads).toEqual([7, 7])
})
