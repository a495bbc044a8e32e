// Acceptance J6

import { afterAll, beforeAll, expect, test } from 'vitest'
import { HistoryView, IdView } from '../../server/model/service-views.ts'
import { ExplainView, GoldenView } from '../../server/model/views.ts'
import { type Sent, type Served, serve } from '../kit/served.ts'

let kith: Served
beforeAll(async () => {
  kith = await serve()
})
afterAll(() => kith?.close())

const BAKERY: Sent = {
  source: 'erp',
  sourceId: '900',
  entity: 'company',
  createdAt: '2015-01-01T00:00:00Z',
  updatedAt: '2024-01-01T00:00:00Z',
  name: 'Molnar Bakeries Kft',
  taxId: 'HU12345678',
}
const BAKERY_WEST: Sent = {
  source: 'crm',
  sourceId: 'west-4',
  entity: 'company',
  createdAt: '2019-01-01T00:00:00Z',
  updatedAt: '2024-02-01T00:00:00Z',
  name: 'Sunrise Rolls Trading',
}
const THIRD: Sent = {
  ...BAKERY_WEST,
  sourceId: 'west-5',
  name: 'Danube Pastry House',
  createdAt: '2010-01-01T00:00:00Z',
}

test('an id in an old report resolves after merges and splits, today and as of any day between', async () => {
  await kith.send([BAKERY, BAKERY_WEST, THIRD])
  const ids = await Promise.all(
    ['erp:company:900', 'crm:company:west-4', 'crm:company:west-5'].map((id) => kith.goldenIdOf(id)),
  )
  const [bakery = '', west = '', third = ''] = ids
  const report = (await kith.changes()).length // the report was made here
  const same = async (low: string, high: string) => {
    const { status, body } = await kith.app.post('/decisions', {
      low,
      high,
      verdict: 'same',
      reason: 'the owner said so',
    })
    expect(status, JSON.stringify(body)).toBe(201)
    return { seq: (await kith.changes()).length, decision: (body.decision as { id: string }).id }
  }
  const first = await same('crm:company:west-4', 'erp:company:900')
  const survivor = await kith.goldenIdOf('erp:company:900')
  expect(survivor).toBe(bakery) // equal parts: the older record's id
  const second = await same('crm:company:west-5', 'crm:company:west-4')
  const all = await kith.goldenIdOf('crm:company:west-5')
  expect(all).toBe(bakery) // the larger part's id

  const heirs = async (id: string, asOf?: number | string) =>
    (await kith.get(`/ids/${id}${asOf === undefined ? '' : `?asOf=${asOf}`}`, IdView)).current
  for (const id of ids) expect(await heirs(id)).toEqual([bakery])
  for (const id of ids) expect(await heirs(id, report)).toEqual([id])
  expect([await heirs(west, first.seq), await heirs(third, first.seq)]).toEqual([[bakery], [third]])

  // The heir splits again: the ids of then lead to where their records are now.
  await kith.app.ask('DELETE', `/decisions/${second.decision}`)
  expect(await heirs(third, second.seq)).toEqual([bakery])
  expect(await kith.goldenIdOf('crm:company:west-5')).toBe(third) // whose it was before
  expect(await heirs(third)).toEqual([third])
  expect(await heirs(third, report)).toEqual([third])
  expect(await heirs(bakery)).toEqual([bakery])

  // What the report said of the old id is still there, values, reasons and all.
  const then = await kith.get(`/golden/${west}?asOf=${report}`, GoldenView)
  expect(then).toMatchObject({ id: west, name: 'Sunrise Rolls Trading', asOf: { seq: report } })
  expect(then.records.map(({ id }) => id)).toEqual(['crm:company:west-4'])
  const merged = await kith.get(`/golden/${west}?asOf=${first.seq}`, GoldenView)
  expect(merged.id).toBe(bakery)
  expect(merged.records.map(({ id }) => id)).toEqual(['crm:company:west-4', 'erp:company:900'])
  const why = await kith.get(`/golden/${bakery}/explain?asOf=${second.seq}`, ExplainView)
  expect(why.decisions.map(({ id }) => id).sort()).toEqual([first.decision, second.decision].sort())
  const now = await kith.get(`/golden/${bakery}/explain`, ExplainView)
  expect(now.decisions.map(({ id }) => id)).toEqual([first.decision])
  const history = await kith.get(`/golden/${west}/history`, HistoryView)
  expect(history.changes.map(({ kind }) => kind)).toEqual(['retired', 'created'])
  expect(history.versions).toMatchObject([
    { fromSeq: expect.any(Number), toSeq: first.seq, members: ['crm:company:west-4'] },
  ])
})

test('a moment that is not there is refused by its reason', async () => {
  const id = await kith.goldenIdOf('erp:company:900')
  const ask = async (query: string) => (await kith.app.get(`/golden/${id}?${query}`)).body.code
  expect(await ask('asOf=999999')).toBe('request.invalid')
  expect(await ask('asOf=yesterday')).toBe('request.invalid')
  expect(await ask('asOf=1999-12-31')).toBe('golden.not-found')
})
