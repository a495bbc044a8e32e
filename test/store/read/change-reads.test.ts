import { expect, test } from 'vitest'
import type { Tx } from '../../../server/store/graph/driver.ts'
import { changesAfter } from '../../../server/store/read/change-reads.ts'

/** A graph that shows these numbers of the feed at the moment; its counter stands at `head`. */
function feed(head: number, visible: readonly number[], pruned = 0): Tx {
  const body = JSON.stringify({ before: {}, after: {}, members: [], joined: [], left: [], from: [], heirs: [] })
  const line = (seq: number) => ({
    seq,
    at: '2026-01-01T00:00:00.000Z',
    kind: 'updated',
    entity: 'person',
    golden: 'cus_00000000-0000-7000-8000-000000000001',
    attributes: [],
    sources: [],
    actor: 'local',
    user: null,
    body,
  })
  return {
    run: async (text, { after, limit }) =>
      text.includes(':Counter')
        ? [
            {
              seq: head,
              at: '2026-01-01T00:00:00.000Z',
              exclusive: null,
              exclusiveUntil: null,
              pruned,
              prunedAt: null,
              idsCreated: 0,
              idsRetired: 0,
              churn: 0,
            },
          ]
        : visible
            .filter((seq) => seq > Number(after))
            .slice(0, Number(limit))
            .map(line),
  }
}

test.each<[why: string, head: number, visible: number[], after: number, limit: number, seqs: number[], next: number]>([
  ['all there is', 3, [1, 2, 3], 0, 10, [1, 2, 3], 3],
  ['a page of it', 3, [1, 2, 3], 1, 1, [2], 2],
  ['nothing new', 3, [1, 2, 3], 3, 10, [], 3],
  ['a commit half applied: what follows the gap waits', 5, [1, 2, 4, 5], 0, 10, [1, 2], 2],
  ['the first line not applied yet', 2, [2], 0, 10, [], 0],
])('%s', async (_why, head, visible, after, limit, seqs, next) => {
  const page = await changesAfter(feed(head, visible), after, limit)
  expect(page.changes.map((change) => change.seq)).toEqual(seqs)
  expect(page).toMatchObject({ next, head })
})

test.each<[why: string, after: number, words: string]>([
  ['beyond the head: another life of the graph', 9, 'the feed stands at 6'],
  ['before what was pruned', 2, 'what follows 3'],
])('a cursor %s is told to resync', async (_why, after, words) => {
  await expect(changesAfter(feed(6, [4, 5, 6], 3), after, 10)).rejects.toThrow(words)
})

test('the first cursor that is still kept reads on', async () => {
  expect((await changesAfter(feed(6, [4, 5, 6], 3), 3, 10)).changes.map((change) => change.seq)).toEqual([4, 5, 6])
})
