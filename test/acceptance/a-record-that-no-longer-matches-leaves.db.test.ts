// Acceptance F5

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Sent, type Served, serve } from '../kit/served.ts'

/** Three records of Yolanda Brisbane: the CRM knows both her mailbox and her loyalty card, the others one of them. */
const YOLANDA = { entity: 'person', givenName: 'Yolanda', familyName: 'Brisbane' }
const SHOP: Sent = {
  ...YOLANDA,
  source: 'shop',
  sourceId: 'Y1',
  createdAt: '2019-01-01T00:00:00Z',
  updatedAt: '2022-01-01T00:00:00Z',
  email: 'yolanda.b@example.org',
  birthDate: '1982-08-08',
}
const CRM: Sent = {
  ...YOLANDA,
  source: 'crm',
  sourceId: 'Y2',
  createdAt: '2020-01-01T00:00:00Z',
  updatedAt: '2022-01-01T00:00:00Z',
  email: 'yolanda.b@example.org',
  birthDate: '1982-08-08',
}
/** What the CRM's record says once it was given to somebody else. */
const REUSED: Sent = {
  ...CRM,
  updatedAt: '2024-01-01T00:00:00Z',
  givenName: 'Dmitri',
  familyName: 'Halloran',
  email: 'dmitri@example.net',
  birthDate: '1958-02-20',
}

let kith: Served
beforeAll(async () => {
  kith = await serve()
})
beforeEach(() => kith.empty())
afterAll(() => kith?.close())

test('an updated record that no longer matches leaves the cluster that only its link held', async () => {
  await kith.send([SHOP, CRM])
  const golden = await kith.goldenIdOf('shop:person:Y1')
  expect(await kith.goldenIdOf('crm:person:Y2')).toBe(golden)
  const from = (await kith.changes()).length
  await kith.send([REUSED])
  expect(await kith.goldenIdOf('shop:person:Y1')).toBe(golden)
  expect(await kith.goldenIdOf('crm:person:Y2')).not.toBe(golden)
  expect((await kith.goldenOf('shop:person:Y1')).name).toBe('Yolanda Brisbane')
  expect((await kith.changes(from)).map(({ kind }) => kind).sort()).toEqual(['created', 'split'])
  await kith.send([{ ...CRM, updatedAt: '2025-01-01T00:00:00Z' }])
  expect(await kith.goldenIdOf('crm:person:Y2')).toBe(golden)
})

test('a record that somebody said is the same stays, and the decision asks for another look', async () => {
  await kith.send([SHOP, CRM])
  await kith.app.post('/decisions', {
    low: 'crm:person:Y2',
    high: 'shop:person:Y1',
    verdict: 'same',
    reason: 'her passport',
  })
  await kith.send([REUSED])
  expect(await kith.goldenIdOf('crm:person:Y2')).toBe(await kith.goldenIdOf('shop:person:Y1'))
  expect(await kith.review('?kind=stale')).toMatchObject([{ id: 'stale|crm:person:Y2|shop:person:Y1' }])
})

test('a cluster that other links hold loses only the record that changed', async () => {
  const third: Sent = { ...SHOP, source: 'erp', sourceId: 'Y3', createdAt: '2021-01-01T00:00:00Z' }
  await kith.send([SHOP, CRM, third])
  await kith.send([REUSED])
  expect(await kith.goldenIdOf('erp:person:Y3')).toBe(await kith.goldenIdOf('shop:person:Y1'))
  expect(await kith.goldenIdOf('crm:person:Y2')).not.toBe(await kith.goldenIdOf('shop:person:Y1'))
})
