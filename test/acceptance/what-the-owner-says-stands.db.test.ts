// Acceptance O4

import { afterAll, beforeAll, expect, test } from 'vitest'
import { ExplainView } from '../../server/model/views.ts'
import { attribute, type Sent, type Served, serve } from '../kit/served.ts'

const NADEZHDA = {
  entity: 'person',
  givenName: 'Nadezhda',
  familyName: 'Winterbourne',
  birthDate: '1983-12-19',
  email: 'n.winterbourne@example.com',
}
const record = (source: string, updatedAt: string, more: Record<string, unknown>): Sent => ({
  ...NADEZHDA,
  source,
  sourceId: '9',
  updatedAt,
  ...more,
})
const CRM = record('crm', '2023-04-04T08:00:00.000Z', { 'custom.loyaltyPoints': '5200', 'custom.creditLimit': '3000' })
const ERP = record('erp', '2025-04-04T08:00:00.000Z', { 'custom.loyaltyPoints': '12', 'custom.creditLimit': '3000' })

let kith: Served
beforeAll(async () => {
  kith = await serve()
  await kith.send([CRM])
})
afterAll(() => kith?.close())

test('what the owner says stands, whatever another source says later; that is kept as a rejected statement', async () => {
  const before = (await kith.changes()).at(-1)?.seq ?? 0
  await kith.send([ERP])
  const golden = await kith.goldenOf('erp:person:9')
  expect(golden.records.map(({ id }) => id)).toEqual(['crm:person:9', 'erp:person:9'])
  const points = attribute(golden, 'custom_loyaltyPoints')
  expect(points).toMatchObject({
    value: '5200',
    winner: { record: 'crm:person:9', rule: 'owner' },
    runnersUp: [{ value: '12', record: 'erp:person:9', at: '2025-04-04T08:00:00.000Z' }],
  })
  const explained = await kith.get(`/golden/${golden.id}/explain`, ExplainView)
  expect(explained.rejected).toEqual([{ attribute: 'custom_loyaltyPoints', record: 'erp:person:9', value: '12' }])
  const shown = explained.attributes.find((each) => each.attribute === 'custom_loyaltyPoints')
  expect(shown?.runnersUp).toMatchObject([{ value: '12', by: 'owner', why: expect.stringContaining('crm') }])
  expect((await kith.record('erp:person:9')).values['custom.loyaltyPoints']).toEqual(['12'])

  // The feed has no new value for the CRM to take over, only the contradiction.
  const changes = await kith.changes(before)
  expect(changes).toHaveLength(1)
  expect(changes[0]).toMatchObject({ golden: golden.id, joined: ['erp:person:9'], rejected: explained.rejected })
  expect(changes[0]?.attributes).toEqual(['members', 'rejected'])
  expect(changes[0]?.after).toEqual({})
})

test('the owner changes it at will, and the contradiction goes when the other source gives in', async () => {
  await kith.send([{ ...CRM, updatedAt: '2023-05-05T08:00:00.000Z', 'custom.loyaltyPoints': '5400' }])
  expect(attribute(await kith.goldenOf('crm:person:9'), 'custom_loyaltyPoints').value).toBe('5400')
  const before = (await kith.changes()).at(-1)?.seq ?? 0
  await kith.send([{ ...ERP, updatedAt: '2025-06-01T08:00:00.000Z', 'custom.loyaltyPoints': '5400' }])
  expect(await kith.changes(before)).toMatchObject([{ attributes: ['rejected'], rejected: [] }])
})

test('where no owner knows the customer the next best word stands, and it is said', async () => {
  await kith.send([
    { ...ERP, sourceId: '10', givenName: 'Ferdinand', email: 'ferdinand@example.net', birthDate: '1950-01-01' },
  ])
  const golden = await kith.goldenOf('erp:person:10')
  const winner = { record: 'erp:person:10', rule: 'noOwner' }
  expect(attribute(golden, 'custom_loyaltyPoints')).toMatchObject({ value: '12', winner })
})
