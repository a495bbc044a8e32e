import { describe, expect, test } from 'vitest'
import { compileMapping } from '../../server/ingest/compile-mapping.ts'
import { ingestRow } from '../../server/ingest/ingest.ts'
import { parseMapping } from '../../server/ingest/source-mapping.ts'
import { OrderInput } from '../../server/model/record.ts'

const PLACE = { file: 'crm.csv', line: 7 }

function ingest(mapping: object, row: Record<string, string>) {
  return ingestRow(row, compileMapping(parseMapping({ source: 'crm', id: 'id', ...mapping })), PLACE)
}

describe('orders', () => {
  const mapping = {
    entity: 'order',
    fields: {
      who: 'customer.id',
      on: { to: 'date', format: 'dd/MM/yyyy' },
      what: 'product',
      n: 'quantity',
      sum: 'amount',
      cur: 'currency',
      st: 'status',
    },
  }
  const row = {
    id: 'SO-1',
    who: 'C-9',
    on: '03/04/2024',
    what: 'Belt',
    n: '24',
    sum: '1,237.60',
    cur: 'eur',
    st: 'paid',
  }

  test('a row becomes an order, money whole minor units', () => {
    const made = ingest(mapping, row)
    expect(made).toEqual({
      ok: true,
      value: {
        source: 'crm',
        orderId: 'SO-1',
        customerId: 'C-9',
        date: '2024-04-03',
        product: 'Belt',
        quantity: 24,
        amount: 123760,
        currency: 'EUR',
        status: 'paid',
      },
    })
    expect(OrderInput.safeParse(made.ok && made.value).success).toBe(true)
  })

  test.each([
    ['237.60', 'EUR', 23760],
    ['0.29', 'USD', 29],
    ['1.234,5', 'EUR', 123450],
    ['1000', 'JPY', 1000],
    ['1000.6', 'JPY', 1001],
    ['1.2345', 'KWD', 1235],
    ['-12.345', 'USD', -1235],
    ['(5.00)', 'USD', -500],
  ])('%s %s is %i', (sum, cur, amount) =>
    expect(ingest(mapping, { ...row, sum, cur })).toMatchObject({ value: { amount } }),
  )

  test.each([
    ['a date that is none', { on: '31/02/2024' }, 'date'],
    ['money without a currency', { cur: '' }, 'amount'],
    ['money that is none', { sum: 'much' }, 'amount'],
    ['a currency that is none', { cur: 'euro' }, 'currency'],
    ['a quantity that is none', { n: 'some' }, 'quantity'],
  ])('%s', (_why, cells, field) =>
    expect(ingest(mapping, { ...row, ...cells })).toMatchObject({
      ok: false,
      problem: { code: 'record.invalid', field, ...PLACE },
    }),
  )
})
