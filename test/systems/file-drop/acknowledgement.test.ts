import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Drops, itemOf, write } from './drops.ts'

const FILE = 'kith-00000001-person.csv'
const ACK = 'kith-00000001-person.ack.json'

let drops: Drops
beforeEach(() => {
  drops = new Drops()
})
afterEach(() => drops.end())

const open = () => drops.open({ acknowledgement: 'file' })
const three = [itemOf(1), itemOf(2), itemOf(3, { id: undefined })]

async function acknowledgedBy(others: Record<string, unknown>) {
  const connector = open()
  await write(connector, ...three)
  drops.acknowledge(others)
  return write(connector, ...three)
}

test('is waited for, which is no try, and nothing is dropped meanwhile', async () => {
  const connector = open()
  const waiting = { kind: 'retry', reason: `waiting for the acknowledgement of ${FILE}`, applied: true, waiting: true }
  for (const each of [connector, connector, open()])
    expect(await write(each, ...three)).toEqual([waiting, waiting, waiting])
  expect(drops.manifests()).toHaveLength(1)
  expect(drops.manifests()[0]?.acknowledgement).toBe(ACK)
})

test('takes all rows, also for one item alone and after a restart', async () => {
  const outcomes = await acknowledgedBy({})
  expect(outcomes).toEqual([
    { kind: 'acknowledged', id: '1' },
    { kind: 'acknowledged', id: '2' },
    { kind: 'acknowledged', id: 'cus_3' },
  ])
  expect(await write(open(), itemOf(2))).toEqual([{ kind: 'acknowledged', id: '2' }])
  expect(drops.manifests()).toHaveLength(1)
})

test.each<[by: string, rejected: Record<string, unknown>[], which: number]>([
  ['row', [{ row: 2, reason: 'no such street', column: 'street' }], 1],
  ['id', [{ id: '2', reason: 'no such street', column: 'street' }], 1],
  ['id that is a number', [{ id: 2, reason: 'no such street', column: 'street' }], 1],
  ['golden id, where it has no other', [{ id: 'cus_3', reason: 'no such street', column: 'street' }], 2],
])('rejects some rows by %s', async (_by, rejected, which) => {
  const outcomes = await acknowledgedBy({ rejected })
  expect(outcomes.map(({ kind }) => kind)).toEqual([0, 1, 2].map((i) => (i === which ? 'rejected' : 'acknowledged')))
  expect(outcomes[which]).toEqual({ kind: 'rejected', reason: 'no such street', column: 'street' })
})

test('says the ids of records that were made', async () => {
  const outcomes = await acknowledgedBy({ created: [{ row: 3, id: 77 }] })
  expect(outcomes[2]).toEqual({ kind: 'acknowledged', id: '77' })
})

describe('is not believed', () => {
  test.each<[why: string, others: Record<string, unknown>, reason: string]>([
    ['with a wrong checksum', { sha256: 'f'.repeat(64) }, 'its checksum is not that of the drop'],
    ['of another drop', { sequence: 2 }, 'it is of drop 2'],
    ['where it rejects a row that is not there', { rejected: [{ row: 4, reason: 'x' }] }, 'it rejects 4'],
    ['where it rejects an id that is not there', { rejected: [{ id: '9', reason: 'x' }] }, 'it rejects 9'],
    ['where it rejects nothing in particular', { rejected: [{ reason: 'x' }] }, 'it is no acknowledgement'],
    ['without a checksum', { sha256: undefined }, 'it is no acknowledgement'],
  ])('%s', async (_why, others, reason) => {
    const outcomes = await acknowledgedBy(others)
    const damaged = {
      kind: 'retry',
      reason: expect.stringContaining(`${ACK} is not believed: ${reason}`),
      applied: true,
    }
    expect(outcomes).toEqual([damaged, damaged, damaged])
    drops.acknowledge()
    expect((await write(open(), itemOf(1)))[0]).toEqual({ kind: 'acknowledged', id: '1' })
    expect(drops.manifests()).toHaveLength(1)
  })

  test.each(['', '{"sequence":1,"sha', 'root:x:0:0:root', '[]', 'null'])('%j', async (text) => {
    const connector = open()
    await write(connector, itemOf(1))
    drops.put(ACK, text)
    expect(await write(connector, itemOf(1))).toEqual([
      { kind: 'retry', reason: `the acknowledgement ${ACK} is not believed: it is no acknowledgement`, applied: true },
    ])
  })
})

test('may be written as Windows writes: with a mark in front, and the checksum in capitals', async () => {
  const connector = open()
  await write(connector, itemOf(1))
  const { sequence, sha256 } = drops.manifests()[0] ?? {}
  drops.put(ACK, `\uFEFF${JSON.stringify({ sequence, sha256: sha256?.toUpperCase() })}\r\n`)
  expect(await write(connector, itemOf(1))).toEqual([{ kind: 'acknowledged', id: '1' }])
})

test('each drop waits for its own', async () => {
  const connector = open()
  await write(connector, itemOf(1))
  await write(connector, itemOf(2))
  drops.acknowledge()
  expect((await write(connector, itemOf(1), itemOf(2), itemOf(3))).map(({ kind }) => kind)).toEqual([
    'retry',
    'acknowledged',
    'retry',
  ])
  expect(drops.manifests()).toHaveLength(3)
})

test('is asked of a drop that was to have one, whatever the settings say by now', async () => {
  await write(open(), itemOf(1))
  expect(await write(drops.open(), itemOf(1), itemOf(2))).toMatchObject([{ kind: 'retry' }, { kind: 'acknowledged' }])
})
