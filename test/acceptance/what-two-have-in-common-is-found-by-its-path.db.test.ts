// Acceptance O9

import { afterAll, beforeAll, expect, test } from 'vitest'
import { PathsView, SharedContactPoints } from '../../server/model/relation-views.ts'
import { DecisionOutcome } from '../../server/model/service-views.ts'
import { type Sent, type Served, serve } from '../kit/served.ts'

/** A customer and a buyer of a supplier who share a phone; the buyer's company belongs to one at the customer's address. */
const YARD = { line1: '66 Saltworks Row', city: 'Mobile', region: 'AL', postcode: '36602', country: 'US' }
const AGATHA: Sent = {
  source: 'shop',
  sourceId: 'A',
  entity: 'person',
  updatedAt: '2024-01-01T08:00:00Z',
  givenName: 'Agatha',
  familyName: 'Penhaligon',
  birthDate: '1971-01-01',
  phone: '(251) 555-0109',
  email: 'agatha@penhaligon.example',
  address: YARD,
}
/** Agatha again, without anything that says so but her e-mail address and name. */
const AGATHA_ERP: Sent = { ...AGATHA, source: 'erp', sourceId: 'A2', updatedAt: '2023-01-01T08:00:00Z' }
const HOLDING: Sent = {
  source: 'crm',
  sourceId: 'H',
  entity: 'company',
  updatedAt: '2024-01-01T08:00:00Z',
  name: 'Saltworks Trading Group Inc.',
  registrationNumber: 'AL-5501',
  address: YARD,
}
const SUPPLIER: Sent = {
  source: 'crm',
  sourceId: 'S',
  entity: 'company',
  updatedAt: '2024-01-01T08:00:00Z',
  name: 'Oysterbed Supply LLC',
  registrationNumber: 'AL-5502',
  'parent.id': 'H',
}
const BUYER: Sent = {
  source: 'crm',
  sourceId: 'B',
  entity: 'contact',
  updatedAt: '2024-01-01T08:00:00Z',
  givenName: 'Cornelius',
  familyName: 'Drake',
  email: 'cdrake@oysterbed.example',
  phone: '251-555-0109',
  jobTitle: 'Buyer',
  'company.id': 'S',
}

let kith: Served
beforeAll(async () => {
  kith = await serve()
  await kith.send([AGATHA, AGATHA_ERP, HOLDING, SUPPLIER, BUYER])
})
afterAll(() => kith?.close())

async function paths(from: string, to: string, more = '') {
  const [a, b] = [await kith.goldenIdOf(from), await kith.goldenIdOf(to)]
  return (await kith.get(`/paths?from=${a}&to=${b}${more}`, PathsView)).paths
}

test('the shared phone and the group at her address are both found, the shorter first, in words', async () => {
  const found = await paths('shop:A', 'crm:S')
  expect(found.map(({ length }) => length)).toEqual([3, 3])
  expect(found.map(({ words }) => words).sort()).toEqual([
    'Agatha Penhaligon has the address 66 Saltworks Row, Mobile, AL 36602, US; Saltworks Trading Group Inc. has the address 66 Saltworks Row, Mobile, AL 36602, US; Oysterbed Supply LLC belongs to Saltworks Trading Group Inc.',
    'Agatha Penhaligon is reached at +12515550109; Cornelius Drake is reached at +12515550109; Cornelius Drake works at Oysterbed Supply LLC as Buyer',
  ])
})

test('the length is bounded, and what everybody shares is not passed', async () => {
  expect(await paths('shop:A', 'crm:S', '&max=2')).toEqual([])
  expect(await paths('shop:A', 'crm:S', '&hubs=2')).toEqual([])
  expect((await kith.app.get('/paths?from=x&to=y')).status).toBe(400)
})

test('contact points that several share are listed, with whether something explains it', async () => {
  const { points } = await kith.get('/reports/shared-contact-points?kind=phone', SharedContactPoints)
  expect(points).toMatchObject([
    { value: '+12515550109', shared: 2, parties: [{ name: 'Agatha Penhaligon' }, { name: 'Cornelius Drake' }] },
  ])
  expect(points[0]?.explained).toBeUndefined()
})

test('spend follows the source record through a split and back', async () => {
  await kith.loadOrders('erp', [{ id: '1', customer: 'A2', date: '2024-02-02', product: 'Rope', amount: '40.00' }])
  const spend = async (record: string) =>
    (
      await kith.rows('MATCH (:Golden {id: $id})<-[:MEMBER_OF]-()-[:PLACED]->(o:Order) RETURN sum(o.amount) AS spend', {
        id: await kith.goldenIdOf(record),
      })
    )[0]?.[0]
  expect(await spend('shop:A')).toBe(4000)
  const apart = await kith.app.post('/decisions', {
    ...{ low: 'erp:A2', high: 'shop:A', verdict: 'distinct', reason: 'mother and daughter' },
  })
  expect(apart.status, JSON.stringify(apart.body)).toBe(201)
  expect([await spend('shop:A'), await spend('erp:A2')]).toEqual([0, 4000])
  const id = DecisionOutcome.parse(apart.body).decision.id
  expect((await kith.app.ask('DELETE', `/decisions/${id}`)).status).toBe(200)
  expect(await spend('shop:A')).toBe(4000)
})
