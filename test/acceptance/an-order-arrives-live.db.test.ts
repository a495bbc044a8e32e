// Acceptance E4, over REST

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { RecordOutcome } from '../../server/model/views.ts'
import { type Served, serve } from '../kit/served.ts'

let kith: Served
beforeAll(async () => {
  kith = await serve()
})
beforeEach(() => kith.empty())
afterAll(() => kith?.close())

const person = (sourceId: string, fields: Record<string, unknown>) => ({
  source: 'shop',
  sourceId,
  entity: 'person',
  ...fields,
})
const order = (sourceId: string, fields: Record<string, unknown>) => ({
  source: 'shop',
  sourceId,
  entity: 'order',
  ...fields,
})
const post = async (records: readonly unknown[]) => {
  const { status, body } = await kith.app.post('/records', { records })
  return { status, outcomes: z.array(RecordOutcome).parse(body.outcomes) }
}

/** Orders of a golden record with their lines. */
const ordersOf = async (golden: string) =>
  kith.rows(
    `MATCH (:Golden {id: $golden})<-[:MEMBER_OF]-()-[:PLACED]->(o:Order)
     OPTIONAL MATCH (o)-[line:CONTAINS]->(p)
     WITH o, line, p ORDER BY line.line
     RETURN o.orderId, o.date, o.status, o.amount, collect(p.name + ' ' + toString(toInteger(line.quantity))) ORDER BY o.orderId`,
    { golden },
  )

const ODALYS = {
  fullName: 'Odalys Brinkerhoff',
  email: 'odalys@harbormail.test',
  address: { line1: '14 Quarry Spur', city: 'Elko' },
}
const FIRST = order('#1001', {
  date: '2026-09-03',
  status: 'paid',
  currency: 'USD',
  lines: [
    { product: 'Fern Print', quantity: 2, amount: '32.00' },
    { product: 'Canvas Tote', quantity: 1, amount: '20.00' },
  ],
})

test('a guest order arrives with its customer, who is joined with the one that is known', async () => {
  const [known] = (await post([person('9001', { ...ODALYS, phone: '775-555-0133' })])).outcomes
  const { status, outcomes } = await post([{ ...FIRST, customer: ODALYS }])
  expect(status).toBe(200)
  expect(outcomes).toMatchObject([{ record: 'shop:#1001', outcome: 'created', golden: known?.golden }])
  expect(await ordersOf(known?.golden ?? '')).toEqual([
    ['#1001', '2026-09-03', 'paid', 5200, ['Fern Print 2', 'Canvas Tote 1']],
  ])
  const again = await post([{ ...FIRST, customer: ODALYS }])
  expect(again.outcomes).toMatchObject([{ outcome: 'unchanged', golden: known?.golden }])
})

test('a later word erases nothing that it leaves empty; all lines given are all lines there are', async () => {
  const [placed] = (await post([{ ...FIRST, customer: ODALYS }])).outcomes
  const golden = placed?.golden ?? ''
  expect((await post([order('#1001', { status: 'refunded', date: '' })])).outcomes).toMatchObject([
    { record: 'shop:#1001', outcome: 'updated', golden },
  ])
  expect(await ordersOf(golden)).toEqual([['#1001', '2026-09-03', 'refunded', 5200, ['Fern Print 2', 'Canvas Tote 1']]])
  await post([order('#1001', { currency: 'USD', lines: [{ product: 'Fern Print', quantity: 1, amount: '16.00' }] })])
  expect(await ordersOf(golden)).toEqual([['#1001', '2026-09-03', 'refunded', 1600, ['Fern Print 1']]])
})

test('an order comes before its customer and waits; records and orders of one request have their outcomes in order', async () => {
  const early = await post([order('#1', { 'customer.id': '7', product: 'Tote', quantity: 1 })])
  expect(early.outcomes).toEqual([{ record: 'shop:#1', outcome: 'created', issues: [] }])
  const { status, outcomes } = await post([
    order('#2', { 'customer.id': '7', product: 'Print', quantity: 3 }),
    order('#3', { date: 'soon' }),
    person('7', ODALYS),
    person('8', { colour: 'red' }),
  ])
  expect(status).toBe(207)
  expect(outcomes.map(({ record, outcome }) => [record, outcome])).toEqual([
    ['shop:#2', 'created'],
    ['shop:#3', 'rejected'],
    ['shop:person:7', 'created'],
    ['shop:person:8', 'rejected'],
  ])
  expect(outcomes[0]?.golden).toBe(outcomes[2]?.golden)
  expect((await ordersOf(outcomes[2]?.golden ?? '')).map(([id]) => id)).toEqual(['#1', '#2'])
})

test('an order whose customer is refused is refused with it, and nothing of it is stored', async () => {
  const { body } = await kith.app.post('/records', { records: [{ ...FIRST, customer: { ...ODALYS, colour: 'red' } }] })
  expect(body.code).toBe('record.invalid')
  expect(body.outcomes).toMatchObject([{ record: 'shop:#1001', outcome: 'rejected', problem: { field: 'colour' } }])
  expect(await kith.rows('MATCH (o:Order) RETURN count(o)')).toEqual([[0]])
})
