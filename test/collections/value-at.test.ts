import { expect, test } from 'vitest'
import { valueAt } from '../../server/collections/value-at.ts'

test('gives what is there, a zero too', () => {
  expect([valueAt([7, 0], 0), valueAt([7, 0], 1), valueAt(Float64Array.of(1.5), 0)]).toEqual([7, 0, 1.5])
})

test.each([
  ['behind the end', [1, 2], 2],
  ['before the start', [1, 2], -1],
  ['between two', [1, 2], 0.5],
  ['of a typed array', Uint8Array.of(1, 2), 2],
  ['that is no number', [1, 2], Number.NaN],
])('throws for an index %s and names it', (_, list, index) => {
  expect(() => valueAt(list, index)).toThrow(`no index ${index} in a list of 2`)
})
