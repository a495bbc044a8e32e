// Acceptance E6

import { afterAll, beforeAll, expect, test } from 'vitest'
import { OffersView } from '../../server/model/service-views.ts'
import { attribute, type Sent, type Served, serve } from '../kit/served.ts'

const OTTO = {
  entity: 'person',
  givenName: 'Ottoline',
  familyName: 'Prendergast',
  birthDate: '1970-03-03',
  email: 'ottoline@prendergast.example',
}
/** She forgot the number of her house in the shop's checkout. */
const SHOP: Sent = {
  ...OTTO,
  source: 'shop',
  sourceId: 'guest-5',
  updatedAt: '2025-05-05T09:00:00Z',
  address: {
    line1: 'Copperfield Avenue',
    city: 'Tulsa',
    region: 'OK',
    postcode: '74103',
    country: 'US',
    kind: 'delivery',
  },
}
const OFFICE = {
  line1: '500 Exchange Plaza',
  city: 'Tulsa',
  region: 'OK',
  postcode: '74103',
  country: 'US',
  kind: 'billing',
}
const ERP: Sent = { ...OTTO, source: 'erp', sourceId: '100', updatedAt: '2025-06-06T09:00:00Z', address: OFFICE }
/** The duplicate: older, but a parcel has arrived there. */
const DUPLICATE: Sent = {
  ...OTTO,
  source: 'erp',
  sourceId: '230',
  updatedAt: '2022-02-02T09:00:00Z',
  address: {
    line1: '22 Copperfield Ave',
    city: 'Tulsa',
    region: 'OK',
    postcode: '74103',
    country: 'US',
    kind: 'delivery',
    verified: 'yes',
  },
}
/** Newer than the duplicate, and nobody ever made sure of it. */
const LOYALTY: Sent = {
  ...OTTO,
  source: 'loyalty',
  sourceId: '7',
  updatedAt: '2023-03-03T09:00:00Z',
  address: {
    line1: '9 Old Mill Road',
    city: 'Tulsa',
    region: 'OK',
    postcode: '74104',
    country: 'US',
    kind: 'delivery',
  },
}

let kith: Served
beforeAll(async () => {
  kith = await serve()
  await kith.send([SHOP, ERP, DUPLICATE, LOYALTY])
})
afterAll(() => kith?.close())

const offers = async (purpose: string) =>
  kith.get(`/golden/${await kith.goldenIdOf('shop:person:guest-5')}/addresses?purpose=${purpose}`, OffersView)

test('logistics is offered the best verified delivery address of any member, also of the duplicate', async () => {
  const golden = await kith.goldenOf('shop:person:guest-5')
  expect(golden.records).toHaveLength(4)
  expect(attribute(golden, 'line1').value).toBe('500 Exchange Plaza')
  const { addresses } = await offers('delivery')
  expect(addresses[0]).toMatchObject({
    line1: '22 Copperfield Ave',
    verified: true,
    kind: 'delivery',
    record: 'erp:person:230',
    source: 'erp',
    rule: 'verified',
  })
  expect(addresses.map(({ record }) => record)).toEqual([
    'erp:person:230',
    'loyalty:person:7',
    'erp:person:100',
    'shop:person:guest-5',
  ])
})

test('the bill goes elsewhere, and an end that nobody has rules for is refused', async () => {
  expect((await offers('billing')).addresses[0]).toMatchObject({
    line1: '500 Exchange Plaza',
    record: 'erp:person:100',
  })
  const { status, body } = await kith.app.get(
    `/golden/${await kith.goldenIdOf('erp:person:230')}/addresses?purpose=piano`,
  )
  expect([status, body.detail]).toEqual([400, expect.stringContaining('delivery, billing')])
})
