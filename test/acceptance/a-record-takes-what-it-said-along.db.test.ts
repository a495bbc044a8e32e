import { afterAll, beforeEach, expect, test } from 'vitest'
import { attribute, orders, type Sent, type Served, serve } from '../kit/served.ts'

// PITFALLS row 9: a golden record keeps nothing of a record that left it. Row 25: an opt-out is not lost in a merge, phones
// have one form, and no order of arrival loses a field.
const VERA = { entity: 'person', givenName: 'Vera', familyName: 'Lindahl-Oakes', birthDate: '1977-07-17' }
const CRM: Sent = {
  ...VERA,
  source: 'crm',
  sourceId: '1',
  updatedAt: '2024-01-01T00:00:00Z',
  email: 'vera.lo@example.com',
  phone: '(512) 555-0190',
  'consent.email': 'yes',
}
const SHOP: Sent = {
  ...VERA,
  source: 'shop',
  sourceId: '1',
  updatedAt: '2022-01-01T00:00:00Z',
  email: 'vera.lo@example.com',
  phone: '+1 512.555.0190',
  'consent.email': 'unsubscribed',
  title: 'Dr',
}
const LOYALTY: Sent = {
  ...VERA,
  source: 'loyalty',
  sourceId: '1',
  updatedAt: '2025-01-01T00:00:00Z',
  email: 'vera.lo@example.com',
  'consent.email': 'yes',
  'consent.phone': 'no',
  gender: 'F',
}

let kith: Served
beforeEach(async () => {
  kith ??= await serve()
  await kith.empty()
})
afterAll(() => kith?.close())

const values = async (id: string) =>
  Object.fromEntries((await kith.goldenOf(id)).attributes.map((each) => [each.attribute, each.value]))

// Row 25
test('whatever comes first, the opt-out stands, one phone is one phone, no field is lost', async () => {
  for (const order of orders([CRM, SHOP, LOYALTY])) {
    await kith.empty()
    for (const each of order) await kith.send([each])
    expect(await values('crm:person:1')).toMatchObject({
      consent_email: 'false',
      consent_phone: 'false',
      phones: ['+15125550190'],
      title: 'Dr',
      gender: expect.anything(),
    })
    const consent = attribute(await kith.goldenOf('crm:person:1'), 'consent_email')
    expect(consent.winner).toMatchObject({ record: 'shop:person:1', rule: 'mostRestrictive' })
  }
})

// Row 9
test('a record that is taken out takes its values along, its opt-out too, and brings them back', async () => {
  await kith.send([CRM, SHOP, LOYALTY])
  const whole = await values('crm:person:1')
  const decided = await Promise.all(
    ['crm:person:1', 'loyalty:person:1'].map(async (other) => {
      const { body } = await kith.app.post('/decisions', {
        low: other,
        high: 'shop:person:1',
        verdict: 'distinct',
        reason: 'her sister',
      })
      return (body.decision as { id: string }).id
    }),
  )
  const [rest, sister] = [await values('crm:person:1'), await values('shop:person:1')]
  expect(rest.title).toBeUndefined()
  expect([rest.consent_email, sister.consent_email]).toEqual(['true', 'false'])
  for (const id of decided) await kith.app.ask('DELETE', `/decisions/${id}`)
  expect(await values('shop:person:1')).toEqual(whole)
})

// Row 9
test('a deleted record leaves nothing of its own behind', async () => {
  await kith.send([CRM, SHOP])
  await kith.app.ask('DELETE', '/records/shop/1')
  expect(await values('crm:person:1')).toMatchObject({ consent_email: 'true' })
  expect((await values('crm:person:1')).title).toBeUndefined()
})
