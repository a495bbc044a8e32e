// Acceptance O7

import { afterAll, beforeAll, expect, test } from 'vitest'
import { CompanyContactsView } from '../../server/model/views.ts'
import { orders, type Sent, type Served, serve } from '../kit/served.ts'

/** Rosalind Achterberg buys for Teal Harbor, and later for Birchline; Teal Harbor's CRM has her twice. */
const company = (sourceId: string, name: string, city: string, postcode: string): Sent => ({
  source: 'crm',
  sourceId,
  entity: 'company',
  updatedAt: '2021-01-01T08:00:00Z',
  name,
  taxId: `77-00000${sourceId.length}${postcode.slice(-1)}`,
  address: { line1: `${postcode.slice(-2)} Depot Street`, city, postcode, country: 'US' },
})
const COMPANIES = [
  company('TH', 'Teal Harbor Outfitters Inc.', 'Duluth', '55802'),
  company('BIR', 'Birchline Stores LLC', 'Madison', '53703'),
]
const ROSALIND = { entity: 'contact', source: 'crm', givenName: 'Rosalind', familyName: 'Achterberg' }
const MOBILE = '(218) 555-0119'
const AT_A: Sent = {
  ...ROSALIND,
  sourceId: 'A-1',
  updatedAt: '2022-05-01T08:00:00Z',
  'company.id': 'TH',
  mobile: MOBILE,
  email: 'rosalind.achterberg@fastpost.example',
  jobTitle: 'Senior Buyer',
  department: 'Purchasing',
  'role.from': '2020-02-01',
}
const AGAIN_AT_A: Sent = {
  ...ROSALIND,
  sourceId: 'A-2',
  givenName: 'Rosalynd',
  updatedAt: '2022-08-01T08:00:00Z',
  'company.id': 'TH',
  mobile: '218-555-0119',
}
const AT_B: Sent = {
  ...ROSALIND,
  source: 'crm',
  sourceId: 'B-1',
  updatedAt: '2024-03-15T08:00:00Z',
  'company.id': 'BIR',
  mobile: MOBILE,
  email: 'rosalind.achterberg@fastpost.example',
  jobTitle: 'Head of Purchasing',
  department: 'Purchasing',
  'role.from': '2024-03-01',
  primary: true,
}

let kith: Served
beforeAll(async () => {
  kith = await serve()
})
afterAll(() => kith?.close())

async function roles() {
  const golden = await kith.goldenOf('crm:B-1')
  return golden.relations
    .filter(({ type }) => type.endsWith('WORKS_AT'))
    .map(({ type, name, properties }) => [type, name, properties.from, properties.to, properties.seniority])
    .sort()
}

test('a duplicate within the company is merged; the move ends the old role and begins the new one', async () => {
  await kith.send(COMPANIES)
  for (const each of [AT_A, AGAIN_AT_A]) await kith.send([each])
  expect(await kith.goldenIdOf('crm:A-2')).toBe(await kith.goldenIdOf('crm:A-1'))
  const before = await kith.goldenIdOf('crm:A-1')
  await kith.send([AT_B])
  expect(await kith.goldenIdOf('crm:B-1')).toBe(before)
  const golden = await kith.goldenOf('crm:B-1')
  expect(golden.records.map(({ id }) => id).sort()).toEqual(['crm:contact:A-1', 'crm:contact:A-2', 'crm:contact:B-1'])
  expect(await roles()).toEqual([
    ['WAS_WORKS_AT', 'Teal Harbor Outfitters Inc.', '2020-02-01', '2024-03-01', 'senior'],
    ['WORKS_AT', 'Birchline Stores LLC', '2024-03-01', undefined, 'manager'],
  ])
})

test('who worked there on a day is answered by the dates of the records', async () => {
  const teal = await kith.goldenIdOf('crm:TH')
  const names = async (query: string) =>
    (await kith.get(`/companies/${teal}/contacts${query}`, CompanyContactsView)).contacts.map(
      ({ title, to, record }) => [title, to, record],
    )
  expect(await names('?asOf=2023-01-01')).toEqual([['Senior Buyer', '2024-03-01', 'crm:contact:A-2']])
  expect(await names('?asOf=2019-12-31')).toEqual([])
  expect(await names('')).toEqual([])
})

test('in whatever order they come, alone or together, the roles are the same', async () => {
  const want = await roles()
  for (const order of orders([AT_A, AGAIN_AT_A, AT_B])) {
    await kith.empty()
    await kith.send(COMPANIES)
    for (const each of order) await kith.send([each])
    expect(await roles()).toEqual(want)
  }
  await kith.empty()
  await kith.send([...COMPANIES, AT_A, AGAIN_AT_A, AT_B])
  expect(await roles()).toEqual(want)
})

test('a correction that takes the move back opens the old role again', async () => {
  await kith.send([{ ...AT_B, 'company.id': 'TH', updatedAt: '2024-04-01T08:00:00Z' }])
  expect((await roles()).filter(([type]) => type === 'WORKS_AT')).toMatchObject([
    ['WORKS_AT', 'Teal Harbor Outfitters Inc.', '2024-03-01', undefined, 'manager'],
  ])
})
