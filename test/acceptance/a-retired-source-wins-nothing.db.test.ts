// Acceptance F6

import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { HistoryView, SourceView } from '../../server/model/service-views.ts'
import { ExplainView, type GoldenView } from '../../server/model/views.ts'
import { checksum } from '../../server/pipeline/feed/checksum.ts'
import { attribute, type Sent, type Served, serve } from '../kit/served.ts'

// Also PITFALLS row 31: a source is switched off by an operation that is defined, and explain says why its values lost.
const AURELIO = {
  entity: 'person',
  givenName: 'Aurelio',
  familyName: 'Bianchetti',
  birthDate: '1968-02-28',
  email: 'aurelio.b@example.com',
}
const home = (line1: string) => ({ line1, city: 'Duluth', region: 'MN', postcode: '55802', country: 'US' })
const OLD_CRM: Sent = {
  ...AURELIO,
  source: 'old-crm',
  sourceId: '12',
  updatedAt: '2025-01-01T00:00:00Z',
  phone: '(218) 555-0170',
  title: 'Dr',
  address: home('8 Harbor View Road'),
}
const SHOP: Sent = {
  ...AURELIO,
  source: 'shop',
  sourceId: 'S9',
  updatedAt: '2023-01-01T00:00:00Z',
  phone: '(218) 555-0171',
  address: home('140 Pine Crest Lane'),
}
/** Known to the old CRM alone. */
const ALONE: Sent = {
  source: 'old-crm',
  sourceId: '13',
  entity: 'person',
  givenName: 'Philippa',
  familyName: 'Zoltan',
  email: 'philippa@zoltan.example',
  updatedAt: '2024-01-01T00:00:00Z',
}

let kith: Served
let before: GoldenView
let whole: unknown
beforeAll(async () => {
  kith = await serve()
  await kith.send([OLD_CRM, SHOP, ALONE])
  before = await kith.goldenOf('shop:person:S9')
  whole = await kith.store.read(checksum)
})
afterAll(() => kith?.close())

const act = async (what: string, body: object) => (await kith.app.post(`/sources/old-crm/${what}`, body)).body
const sources = async () => (await kith.get('/sources', z.object({ sources: z.array(SourceView) }))).sources

test('a retired source wins nothing any more; golden records recompute in one line of the feed each', async () => {
  expect(attribute(before, 'line1')).toMatchObject({ value: '8 Harbor View Road', winner: { source: 'old-crm' } })
  const seq = (await kith.changes()).at(-1)?.seq ?? 0
  expect(await act('retire', { reason: 'replaced by the new CRM' })).toEqual({
    source: 'old-crm',
    records: 2,
    changes: 2,
  })
  const golden = await kith.goldenOf('shop:person:S9')
  expect(golden.id).toBe(before.id)
  expect(attribute(golden, 'line1')).toMatchObject({ value: '140 Pine Crest Lane', winner: { source: 'shop' } })
  expect(attribute(golden, 'phones').value).toEqual(['+12185550171'])
  expect(golden.attributes.map((each) => each.attribute)).not.toContain('title')
  const change = (await kith.changes(seq)).find((each) => each.golden === golden.id)
  expect(change).toMatchObject({ before: { title: 'Dr' }, after: { title: null }, sources: ['old-crm', 'shop'] })
  expect((await sources()).find(({ source }) => source === 'old-crm')).toMatchObject({
    records: 2,
    reason: 'replaced by the new CRM',
  })
})

test('its records stay members with their history, and explain says why their values do not stand', async () => {
  const golden = await kith.goldenOf('old-crm:person:12')
  expect(golden.records.map(({ id }) => id)).toEqual(['old-crm:person:12', 'shop:person:S9'])
  expect((await kith.record('old-crm:person:12')).values.title).toEqual(['Dr'])
  const { versions } = await kith.get(`/golden/${golden.id}/history`, HistoryView)
  expect(versions.map(({ values }) => values.line1)).toContain('8 Harbor View Road')
  const explained = await kith.get(`/golden/${golden.id}/explain`, ExplainView)
  expect(explained.records.map(({ id, retired }) => [id, retired])).toEqual([
    ['old-crm:person:12', true],
    ['shop:person:S9', false],
  ])
  const phones = explained.attributes.find((each) => each.attribute === 'phones')
  expect(phones?.runnersUp).toMatchObject([{ record: 'old-crm:person:12', by: 'retired' }])
})

test('a customer of that source alone keeps id and record, and is held back', async () => {
  expect(await kith.goldenOf('old-crm:person:13')).toMatchObject({
    status: 'blocked',
    reasons: ['every source retired'],
  })
})

test('restored, everything is as it was', async () => {
  await act('restore', {})
  expect(await kith.store.read(checksum)).toEqual(whole)
  const golden = await kith.goldenOf('shop:person:S9')
  // History keeps that the address was another one for a while.
  const { addresses, ...rest } = golden
  expect({ ...rest, seq: 0, addresses: [] }).toEqual({ ...before, seq: 0, addresses: [] })
  expect(addresses[0]).toEqual(before.addresses[0])
})
