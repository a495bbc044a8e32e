import { expect, test } from 'vitest'
import { parseOrderForm } from '../../../server/ingest/orders/order-form.ts'

const order = (said: Record<string, unknown>) =>
  parseOrderForm({ source: 'shop', sourceId: '#1001', entity: 'order', ...said })
const read = (said: Record<string, unknown>) => {
  const result = order(said)
  if (!result.ok) throw new Error(result.problem.detail)
  return result.value
}
const known = { source: 'shop', orderId: '#1001' }

test.each<[why: string, said: Record<string, unknown>, lines: Record<string, unknown>[], isWhole: boolean]>([
  [
    'one line',
    { product: 'Tote', quantity: 2, amount: '32.00', currency: 'USD' },
    [{ product: 'Tote', quantity: 2, amount: 3200, currency: 'USD' }],
    false,
  ],
  ['a word about the order alone', { fields: { status: 'refunded' } }, [{ status: 'refunded' }], false],
  [
    'lines share what is said of the order; its amount stands with the first',
    {
      date: '2026-09-03T10:14:00Z',
      amount: '€ 47.00',
      lines: [{ product: 'Print', quantity: 2 }, { product: 'Tote' }],
    },
    [
      { date: '2026-09-03', currency: 'EUR', product: 'Print', quantity: 2, amount: 4700 },
      { date: '2026-09-03', product: 'Tote' },
    ],
    true,
  ],
  [
    'lines with amounts of their own',
    {
      currency: 'JPY',
      lines: [
        { product: 'a', amount: 300 },
        { product: 'b', amount: '1,200' },
      ],
    },
    [
      { currency: 'JPY', product: 'a', amount: 300 },
      { currency: 'JPY', product: 'b', amount: 1200 },
    ],
    true,
  ],
  ['an order of which all lines are gone', { status: 'void', lines: [] }, [{ status: 'void' }], true],
  ['a customer by reference', { 'customer.id': '9001' }, [{ customerId: '9001' }], false],
  ['a customer as an object that has only an id', { customer: { id: 9001 } }, [{ customerId: '9001' }], false],
  ['empty cells say nothing', { status: ' ', date: null, terms: '' }, [{}], false],
])('%s', (_why, said, lines, isWhole) => {
  expect(read(said)).toEqual({ lines: lines.map((line) => ({ ...known, ...line })), isWhole, customer: undefined })
})

test('a guest comes along, and is the same guest when ordering again', () => {
  const guest = { email: 'Odalys@Harbor.test', fullName: 'Odalys Brinkerhoff', address: { city: 'Elko' } }
  const first = read({ customer: guest })
  const again = read({
    sourceId: '#1002',
    customer: { ...guest, email: 'odalys@harbor.test ', fullName: 'O. Brinkerhoff' },
  })
  const [id] = first.lines.map(({ customerId }) => customerId)
  expect(id).toMatch(/^shop:person:content-/)
  expect(again.lines[0]?.customerId).toBe(id)
  expect(first.customer).toEqual({
    ...guest,
    entity: 'person',
    source: 'shop',
    sourceId: id?.slice('shop:person:'.length),
  })
  expect(read({ customer: { ...guest, email: 'other@harbor.test' } }).lines[0]?.customerId).not.toBe(id)
})

test('a customer with an id goes by it', () => {
  const { lines, customer } = read({ customer: { id: 'C7', entity: 'company', name: 'Northgate LLC' } })
  expect(lines[0]?.customerId).toBe('shop:company:C7')
  expect(customer).toEqual({ entity: 'company', name: 'Northgate LLC', source: 'shop', sourceId: 'C7' })
})

test.each<[why: string, said: Record<string, unknown>, field: string]>([
  ['no date', { date: 'soon' }, 'date'],
  ['an amount without a currency', { amount: '12.00' }, 'amount'],
  ['amounts of the order and of its lines', { currency: 'USD', amount: '9', lines: [{ amount: '9' }] }, 'amount'],
  ['a field that orders do not have', { colour: 'red' }, 'colour'],
  ['no id', { sourceId: ' ' }, 'sourceId'],
])('%s is told', (_why, said, field) => {
  expect(order(said)).toMatchObject({ ok: false, problem: { code: 'record.invalid', field } })
})
