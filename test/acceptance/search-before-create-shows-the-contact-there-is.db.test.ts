// Acceptance D3

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sent, type Served, serve } from '../kit/served.ts'

/** Wilhelmina Osterberg is in the CRM of the north; in the south somebody is about to enter her. */
const BAKERY = {
  entity: 'company',
  name: 'Copperkettle Bakeries Inc.',
  taxId: '61-4427719',
  phone: '(859) 555-0171',
  address: { line1: '80 Millrace Lane', city: 'Lexington', region: 'KY', postcode: '40507', country: 'US' },
}
const KNOWN: Sent = {
  source: 'crm-north',
  sourceId: 'N-7',
  entity: 'contact',
  updatedAt: '2024-02-01T08:00:00Z',
  'company.id': 'C-1',
  givenName: 'Wilhelmina',
  familyName: 'Osterberg',
  email: 'w.osterberg@copperkettle.example',
  mobile: '(859) 555-0133',
  department: 'Accounts Payable',
}
const TYPED = {
  'company.id': 'S-9',
  givenName: 'Willhelmina',
  familyName: 'Osterberg',
  email: 'w.osterberg@copperkettle.example',
}

let kith: Served
beforeAll(async () => {
  kith = await serve()
  await kith.send([
    { ...BAKERY, source: 'crm-north', sourceId: 'C-1', updatedAt: '2023-01-01T08:00:00Z' },
    {
      ...BAKERY,
      source: 'crm-south',
      sourceId: 'S-9',
      updatedAt: '2023-06-01T08:00:00Z',
      name: 'Copper Kettle Bakeries',
    },
  ])
  await kith.send([KNOWN])
})
afterAll(() => kith?.close())

test('search before create shows the contact that the other CRM has', async () => {
  const golden = await kith.goldenIdOf('crm-north:N-7')
  const { 'company.id': _company, ...fields } = TYPED
  const [hit] = await kith.search({ entity: 'contact', fields })
  expect(hit).toMatchObject({ golden, name: 'Wilhelmina Osterberg', sources: ['crm-north'] })
  expect(hit?.verdict).not.toBe('distinct')
  expect(hit?.reasons.length).toBeGreaterThan(0)
})

test('saved all the same, it joins the cluster that was shown', async () => {
  const golden = await kith.goldenIdOf('crm-north:N-7')
  const saved = await kith.send([
    { ...TYPED, source: 'crm-south', sourceId: 'S-100', entity: 'contact', updatedAt: '2025-02-02T08:00:00Z' },
  ])
  expect(saved).toMatchObject([{ outcome: 'created', golden }])
  const { records, relations } = await kith.golden(golden)
  expect(records.map(({ id }) => id).sort()).toEqual(['crm-north:contact:N-7', 'crm-south:contact:S-100'])
  expect(relations.filter(({ type }) => type === 'WORKS_AT')).toHaveLength(1)
})
