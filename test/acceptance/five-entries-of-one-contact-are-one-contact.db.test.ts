// Acceptance B1

import { afterAll, beforeAll, expect, test } from 'vitest'
import { CompanyContactsView } from '../../server/model/views.ts'
import { type Sent, type Served, serve } from '../kit/served.ts'

/** A retailer that two territories serve, and a company that happens to employ a namesake. */
const company = (source: string, sourceId: string, fields: Record<string, unknown>): Sent => ({
  source,
  sourceId,
  entity: 'company',
  updatedAt: '2023-02-01T08:00:00Z',
  ...fields,
})
const QUAYSIDE = {
  name: 'Quayside Home & Garden, Inc.',
  taxId: '84-3310927',
  website: 'www.quayside-home.example',
  phone: '(617) 555-0102',
  address: { line1: '250 Wharf Street', city: 'Boston', region: 'MA', postcode: '02110', country: 'US' },
}
const COMPANIES = [
  company('crm-east', 'Q1', QUAYSIDE),
  company('crm-west', 'Q7', { ...QUAYSIDE, name: 'Quayside Home and Garden Inc', updatedAt: '2024-02-01T08:00:00Z' }),
  company('crm-west', 'P5', {
    name: 'Pemberton Tile Works LLC',
    taxId: '91-7204418',
    address: { line1: '18 Kiln Road', city: 'Tempe', region: 'AZ', postcode: '85281', country: 'US' },
  }),
]

const contact = (source: string, sourceId: string, of: string, fields: Record<string, unknown>): Sent => ({
  source,
  sourceId,
  entity: 'contact',
  updatedAt: '2024-05-01T08:00:00Z',
  'company.id': of,
  ...fields,
})
/** Three entries in one CRM, two in the other, each with something different missing or mistyped. */
const MARGUERITE = [
  contact('crm-east', 'M1', 'Q1', {
    givenName: 'Marguerite',
    familyName: 'Delacroix',
    email: 'm.delacroix@quayside-home.example',
    department: 'Purchasing',
  }),
  contact('crm-east', 'M2', 'Q1', {
    givenName: 'Margurite',
    familyName: 'Delacroix',
    mobile: '(617) 555-0144',
    email: 'm.delacroix@quayside-home.example',
  }),
  contact('crm-east', 'M3', 'Q1', { givenName: 'Marguerite', familyName: 'Delacroix', mobile: '617-555-0144' }),
  contact('crm-west', 'M4', 'Q7', {
    fullName: 'Delacroix, Marguerite',
    email: 'M.Delacroix@quayside-home.example',
    jobTitle: 'Senior buyer',
  }),
  contact('crm-west', 'M5', 'Q7', { givenName: 'Marguerite', familyName: 'De la Croix', mobile: '+1 617 555 0144' }),
]
const NAMESAKE = contact('crm-west', 'M9', 'P5', {
  givenName: 'Marguerite',
  familyName: 'Delacroix',
  email: 'marguerite@pemberton-tile.example',
  phone: '(480) 555-0155',
})

let kith: Served
beforeAll(async () => {
  kith = await serve()
  await kith.send(COMPANIES)
  for (const record of [...MARGUERITE, NAMESAKE]) await kith.send([record])
})
afterAll(() => kith?.close())

test('five entries of one contact at one retailer are one contact with all its crosswalks', async () => {
  const retailer = await kith.goldenIdOf('crm-east:company:Q1')
  expect(await kith.goldenIdOf('crm-west:company:Q7')).toBe(retailer)
  const golden = await kith.goldenOf('crm-east:contact:M1')
  const all = [
    'crm-east:contact:M1',
    'crm-east:contact:M2',
    'crm-east:contact:M3',
    'crm-west:contact:M4',
    'crm-west:contact:M5',
  ]
  expect(golden.records.map((record) => record.id).sort()).toEqual(all)
  for (const id of all) expect(await kith.goldenIdOf(id), id).toBe(golden.id)
  expect(golden.relations.filter(({ type }) => type === 'WORKS_AT').map(({ id }) => id)).toEqual([retailer])
  const view = await kith.get(`/companies/${retailer}/contacts`, CompanyContactsView)
  expect(view.contacts).toMatchObject([{ golden: golden.id, company: retailer, sources: ['crm-east', 'crm-west'] }])
})

test('the same name at another company is another contact', async () => {
  const namesake = await kith.goldenOf('crm-west:contact:M9')
  expect(namesake.records.map((record) => record.id)).toEqual(['crm-west:contact:M9'])
  expect(namesake.id).not.toBe(await kith.goldenIdOf('crm-east:contact:M1'))
  expect(namesake.relations).toMatchObject([{ type: 'WORKS_AT', id: await kith.goldenIdOf('crm-west:company:P5') }])
})
