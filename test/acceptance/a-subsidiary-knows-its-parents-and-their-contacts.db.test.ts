// Acceptance B2

import { afterAll, beforeAll, expect, test } from 'vitest'
import { CompanyContactsView } from '../../server/model/views.ts'
import { type Sent, type Served, serve } from '../kit/served.ts'

const at = (updatedAt: string, source: string, sourceId: string, fields: Record<string, unknown>): Sent => ({
  updatedAt,
  source,
  sourceId,
  entity: 'company.id' in fields ? 'contact' : 'company',
  ...fields,
})

/** The subsidiary is in both CRMs, its parent and grandparent in the western one alone. */
const KITE = {
  name: 'Kite & Anchor Toys LLC',
  taxId: '77-0192834',
  address: { line1: '6 Lantern Alley', city: 'Providence', region: 'RI', postcode: '02903', country: 'US' },
}
const WORLD = [
  at('2023-05-01T08:00:00Z', 'crm-east', 'K1', KITE),
  at('2023-06-01T08:00:00Z', 'crm-west', 'K2', { ...KITE, name: 'Kite and Anchor Toys', 'parent.id': 'B1' }),
  at('2023-06-01T08:00:00Z', 'crm-west', 'B1', {
    name: 'Brightwater Playthings Corp.',
    taxId: '77-0192001',
    'parent.id': 'B0',
    address: { line1: '400 Mission Plaza', city: 'Oakland', region: 'CA', postcode: '94607', country: 'US' },
  }),
  at('2023-06-01T08:00:00Z', 'crm-west', 'B0', {
    name: 'Sunderland Family Holdings Inc.',
    taxId: '77-0100001',
    address: { line1: '1 Bay Tower', city: 'San Francisco', region: 'CA', postcode: '94105', country: 'US' },
  }),
  at('2024-01-09T08:00:00Z', 'crm-west', 'C1', {
    givenName: 'Idris',
    familyName: 'Halloran',
    email: 'idris.halloran@brightwater.example',
    'company.id': 'B1',
    department: 'Finance',
    role: 'Controller',
    primary: true,
  }),
  at('2024-03-09T08:00:00Z', 'crm-west', 'C2', {
    givenName: 'Junko',
    familyName: 'Abelard',
    email: 'junko.abelard@sunderland.example',
    'company.id': 'B0',
    department: 'Legal',
  }),
  at('2024-02-09T08:00:00Z', 'crm-east', 'C3', {
    givenName: 'Ruben',
    familyName: 'Castellan',
    email: 'ruben@kite-anchor.example',
    'company.id': 'K1',
    department: 'Sales',
  }),
]

let kith: Served
beforeAll(async () => {
  kith = await serve()
  await kith.send(WORLD)
})
afterAll(() => kith?.close())

test('one request from the subsidiary gives the path to its parents, their contacts and where each is known', async () => {
  // All that the asker holds is the record of his own CRM.
  const subsidiary = await kith.goldenIdOf('crm-east:K1')
  const { path, contacts } = await kith.get(`/companies/${subsidiary}/contacts`, CompanyContactsView)
  expect(path.map(({ name }) => name)).toEqual([
    'Sunderland Family Holdings Inc.',
    'Brightwater Playthings Corp.',
    expect.stringContaining('Kite'),
  ])
  const ids = await Promise.all(['crm-west:B0', 'crm-west:B1', 'crm-east:K1'].map((id) => kith.goldenIdOf(id)))
  expect(path.map(({ id }) => id)).toEqual(ids)
  expect(contacts).toMatchObject([
    {
      name: 'Idris Halloran',
      companyName: 'Brightwater Playthings Corp.',
      company: ids[1],
      department: 'Finance',
      role: 'Controller',
      primary: true,
      emails: ['idris.halloran@brightwater.example'],
      sources: ['crm-west'],
    },
    { name: 'Junko Abelard', company: ids[0], sources: ['crm-west'] },
    { name: 'Ruben Castellan', company: ids[2], sources: ['crm-east'] },
  ])
})

test('a parent that arrives after its subsidiary and its contacts is found all the same', async () => {
  await kith.empty()
  for (const record of [...WORLD].reverse()) await kith.send([record])
  const subsidiary = await kith.goldenIdOf('crm-east:K1')
  const { path, contacts } = await kith.get(`/companies/${subsidiary}/contacts`, CompanyContactsView)
  expect(path).toHaveLength(3)
  expect(contacts.map(({ name }) => name)).toEqual(['Idris Halloran', 'Junko Abelard', 'Ruben Castellan'])
})
