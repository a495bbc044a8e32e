// Acceptance M5

import { afterAll, beforeAll, expect, test } from 'vitest'
import { attribute, orders, type Sent, type Served, serve } from '../kit/served.ts'

/** Ingrid Solano marries into Rhode Island and calls; three systems still have her in Nevada. */
const NEVADA = { line1: '704 Silver Sage Drive', city: 'Reno', region: 'NV', postcode: '89502', country: 'US' }
const RHODE_ISLAND = { line1: '15 Lantern Wharf', city: 'Newport', region: 'RI', postcode: '02840', country: 'US' }
const INGRID = { entity: 'person', givenName: 'Ingrid', birthDate: '1992-08-08', email: 'ingrid.solano@example.com' }

const SHOP: Sent = {
  ...INGRID,
  source: 'shop',
  sourceId: 'W-88',
  familyName: 'Solano',
  updatedAt: '2023-10-01T10:00:00.000Z',
  phone: '(775) 555-0140',
  address: NEVADA,
}
const LOYALTY: Sent = {
  ...INGRID,
  source: 'loyalty',
  sourceId: 'L-3',
  familyName: 'Solano',
  updatedAt: '2024-02-01T10:00:00.000Z',
  address: { ...NEVADA, line1: '704 Silver Sage Dr.' },
}
const CRM: Sent = {
  ...INGRID,
  source: 'crm',
  sourceId: 'C/5',
  familyName: 'Haverford',
  updatedAt: '2024-09-01T10:00:00.000Z',
  address: NEVADA,
}
const CALL: Sent = {
  ...INGRID,
  source: 'erp',
  sourceId: '4471',
  channel: 'phone',
  familyName: 'Haverford',
  updatedAt: '2025-01-20T15:30:00.000Z',
  address: { ...RHODE_ISLAND, verified: '2025-01-20' },
}

let kith: Served
beforeAll(async () => {
  kith = await serve()
})
afterAll(() => kith?.close())

test('the call brings the new address; it wins, the old one becomes a former one', async () => {
  await kith.send([SHOP, LOYALTY, CRM])
  expect(attribute(await kith.goldenOf('crm:person:C/5'), 'city').value).toBe('Reno')
  await kith.send([CALL])
  const golden = await kith.goldenOf('crm:person:C/5')
  expect(attribute(golden, 'line1')).toMatchObject({
    value: '15 Lantern Wharf',
    winner: { record: 'erp:person:4471', rule: 'mostRecent', at: '2025-01-20T15:30:00.000Z' },
  })
  expect(golden.addresses.map(({ city, current, to, verified }) => [city, current, to, verified])).toEqual([
    ['Newport', true, undefined, true],
    ['Reno', false, '2025-01-20', undefined],
  ])
})

test('one line of the feed tells CRM, shop and loyalty, each with its own record id', async () => {
  const change = (await kith.changes()).at(-1)
  expect(change).toMatchObject({
    kind: 'updated',
    golden: await kith.goldenIdOf('shop:person:W-88'),
    sources: ['crm', 'erp', 'loyalty', 'shop'],
    members: ['crm:person:C/5', 'erp:person:4471', 'loyalty:person:L-3', 'shop:person:W-88'],
    joined: ['erp:person:4471'],
    before: { city: 'Reno', postcode: '89502' },
    after: { city: 'Newport', postcode: '02840', region: 'RI' },
  })
})

test('in whatever order they come, she lives at the new address', async () => {
  for (const order of orders([SHOP, CRM, CALL])) {
    await kith.empty()
    for (const each of order) await kith.send([each])
    const golden = await kith.goldenOf('erp:person:4471')
    expect(golden.addresses.map(({ city, to }) => [city, to])).toEqual([
      ['Newport', undefined],
      ['Reno', '2025-01-20'],
    ])
  }
})

test('of two addresses of one day the verified one wins', async () => {
  await kith.empty()
  await kith.send([{ ...SHOP, updatedAt: CALL.updatedAt as string }, CALL])
  expect(attribute(await kith.goldenOf('erp:person:4471'), 'city')).toMatchObject({
    value: 'Newport',
    winner: { rule: 'verified' },
  })
})
