import { expect, test } from 'vitest'
import { SourceName } from '../../../server/model/ids.ts'
import type { OrderInput } from '../../../server/model/record.ts'
import { orderRows } from '../../../server/pipeline/load/orders.ts'

const line = (orderId: string, said: Partial<OrderInput>): OrderInput => ({
  source: SourceName.parse('shop'),
  orderId,
  ...said,
})

test.each<[why: string, lines: OrderInput[], expected: (readonly [string, unknown, unknown, unknown, number])[]]>([
  [
    'what only the first line says holds for all',
    [line('1', { date: '2026-01-02', status: 'paid', customerId: 'c', amount: 500 }), line('1', { product: 'Tote' })],
    [
      ['unknown', '2026-01-02', 'paid', 'shop::c', 1],
      ['tote', '2026-01-02', 'paid', 'shop::c', 2],
    ],
  ],
  [
    'what only the last line says too',
    [line('1', { product: 'a' }), line('2', { product: 'b' }), line('1', { product: 'c', status: 'open' })],
    [
      ['a', null, 'open', null, 1],
      ['b', null, null, null, 1],
      ['c', null, 'open', null, 2],
    ],
  ],
  [
    'of two words the later one',
    [line('1', { product: 'a', status: 'open' }), line('1', { product: 'b', status: 'paid' })],
    [
      ['a', null, 'paid', null, 1],
      ['b', null, 'paid', null, 2],
    ],
  ],
])('%s', (_why, lines, expected) => {
  const rows = orderRows(lines)
  expect(
    rows.map(({ product, properties: p, line: number }) => [product, p.date, p.status, p.customerRef, number]),
  ).toEqual(expected)
  expect(orderRows(lines)).toEqual(rows)
})
