// Acceptance E4 and E5

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sent, type Served, serve } from '../kit/served.ts'

const HOME = { line1: '1408 Foxglove Avenue', city: 'Savannah', region: 'GA', postcode: '31401', country: 'US' }
const CABIN = { line1: '77 Heron Point Road', city: 'Duluth', region: 'MN', postcode: '55804', country: 'US' }

const person = (source: string, sourceId: string, updatedAt: string, fields: Record<string, unknown>): Sent => ({
  source,
  sourceId,
  entity: 'person',
  updatedAt,
  ...fields,
})

/** Known to the CRM; later a guest of the shop, without an account. */
const ODETTE = person('crm', 'O1', '2023-03-01T08:00:00Z', {
  givenName: 'Odette',
  familyName: 'Lambourne',
  birthDate: '1979-06-30',
  email: 'odette@lambourne.example',
  phone: '912-555-0133',
  address: HOME,
})
const ODETTE_GUEST = person('shop', 'G1', '2024-04-02T08:00:00Z', {
  fullName: 'Odette Lambourne',
  email: 'Odette@Lambourne.example',
  address: HOME,
})
/** A guest nobody knows, who registers in the next year. */
const IVAR_GUEST = person('shop', 'G2', '2024-05-05T08:00:00Z', {
  fullName: 'Ivar Thorsen',
  email: 'ivar.thorsen@example.org',
  address: CABIN,
})
const IVAR_ACCOUNT = person('shop', 'A2', '2025-02-20T08:00:00Z', {
  givenName: 'Ivar',
  familyName: 'Thorsen',
  email: 'ivar.thorsen@example.org',
  mobile: '(218) 555-0171',
})
/** One account, a forgotten login, and a second account with a slip in the name. */
const PRISCILLA = person('shop', 'A3', '2022-01-07T08:00:00Z', {
  givenName: 'Priscilla',
  familyName: 'Vandermeer',
  birthDate: '1985-10-11',
  email: 'p.vandermeer@example.com',
  mobile: '(414) 555-0190',
  address: { line1: '520 Linden Row', city: 'Racine', region: 'WI', postcode: '53403', country: 'US' },
})
const PRISCILLA_AGAIN = person('shop', 'A4', '2024-12-01T08:00:00Z', {
  givenName: 'Priscila',
  familyName: 'Vandermere',
  email: 'vandermeer.pris@example.net',
  mobile: '414-555-0190',
  address: { line1: '520 Linden Row', city: 'Racine', region: 'WI', postcode: '53403', country: 'US' },
})

let kith: Served
beforeAll(async () => {
  kith = await serve()
})
afterAll(() => kith?.close())

/** What a customer has bought, all records together, dearest first. */
const spendOf = async (golden: string) => {
  const rows = await kith.rows(
    `MATCH (:Golden {id: $golden})<-[:MEMBER_OF]-(r)-[:PLACED]->(o:Order)
     RETURN o.orderId AS id, o.amount AS cents, r.id AS record ORDER BY cents DESC`,
    { golden },
  )
  return rows.map(([id, cents, record]) => ({ id, cents, record }))
}
const customers = async () => (await kith.rows('MATCH (c:Customer:Golden) RETURN count(c)'))[0]?.[0]

// E4
test('a guest order attaches to the customer that the evidence shows, else to a new one', async () => {
  await kith.send([ODETTE])
  await kith.loadOrders('shop', [
    { id: 'o-1', customer: 'G1', date: '2024-04-02', product: 'Rain boots', amount: '64.90' },
    { id: 'o-2', customer: 'G2', date: '2024-05-05', product: 'Wool socks', amount: '18.00' },
  ])
  const [guest, stranger] = await kith.send([ODETTE_GUEST, IVAR_GUEST])
  expect(guest).toMatchObject({ outcome: 'created', golden: await kith.goldenIdOf('crm:person:O1') })
  expect(await spendOf(guest?.golden ?? '')).toEqual([{ id: 'o-1', cents: 6490, record: 'shop:person:G1' }])
  expect(await kith.goldenOf('shop:person:G2')).toMatchObject({ id: stranger?.golden, name: 'Ivar Thorsen' })
  expect((await kith.golden(stranger?.golden ?? '')).records).toHaveLength(1)
  expect(await customers()).toBe(2)
})

// E4
test('a later registration with the same e-mail joins the guest, and the orders come along', async () => {
  const guest = await kith.goldenIdOf('shop:person:G2')
  const [registered] = await kith.send([IVAR_ACCOUNT])
  expect(registered?.golden).toBe(guest)
  await kith.loadOrders('shop', [
    { id: 'o-3', customer: 'A2', date: '2025-02-21', product: 'Down parka', amount: '240.00' },
  ])
  expect(await spendOf(guest)).toEqual([
    { id: 'o-3', cents: 24000, record: 'shop:person:A2' },
    { id: 'o-2', cents: 1800, record: 'shop:person:G2' },
  ])
  expect(await customers()).toBe(2)
})

// E4
test('orders follow their record when a steward takes it out again, and when it is put back', async () => {
  const account = await kith.goldenIdOf('shop:person:A2')
  const { body } = await kith.app.post('/decisions', {
    low: 'shop:person:A2',
    high: 'shop:person:G2',
    verdict: 'distinct',
    reason: 'father and son share the mailbox',
  })
  const apart = [await kith.goldenIdOf('shop:person:A2'), await kith.goldenIdOf('shop:person:G2')]
  expect(new Set(apart).size).toBe(2)
  expect((await spendOf(apart[0] ?? '')).map(({ id }) => id)).toEqual(['o-3'])
  expect((await spendOf(apart[1] ?? '')).map(({ id }) => id)).toEqual(['o-2'])
  const { id } = body.decision as { id: string }
  expect((await kith.app.ask('DELETE', `/decisions/${id}`)).status).toBe(200)
  expect(await kith.goldenIdOf('shop:person:G2')).toBe(await kith.goldenIdOf('shop:person:A2'))
  expect(apart).toContain(account)
})

// E5
test('a second account with a slip in the name is the same customer, counted once, with one total', async () => {
  const before = await customers()
  await kith.send([PRISCILLA])
  await kith.send([PRISCILLA_AGAIN])
  await kith.loadOrders('shop', [
    { id: 'o-4', customer: 'A3', date: '2022-01-07', product: 'Linen shirt', amount: '55.50' },
    { id: 'o-5', customer: 'A3', date: '2022-06-07', product: 'Straw hat', amount: '30.00' },
    { id: 'o-6', customer: 'A4', date: '2024-12-01', product: 'Cashmere scarf', amount: '120.25' },
  ])
  const golden = await kith.goldenOf('shop:person:A3')
  expect(golden.records.map((record) => record.id).sort()).toEqual(['shop:person:A3', 'shop:person:A4'])
  const spend = await spendOf(golden.id)
  expect(spend.map(({ id }) => id)).toEqual(['o-6', 'o-4', 'o-5'])
  expect(spend.reduce((sum, { cents }) => sum + Number(cents), 0)).toBe(20575)
  expect(await customers()).toBe(Number(before) + 1)
  const counts = await kith.app.get('/reports/counts')
  expect(counts.body).toMatchObject({ customers: Number(before) + 1, orders: 6 })
})
