import { describe, expect, test } from 'vitest'
import { address, at, golden, record } from './records.ts'

describe('addresses', () => {
  test('a complete one beats a newer city; the city is not listed', () => {
    const { values, addresses } = golden([
      record('a:person:1', {}, { ...at(2019), addresses: [address('3 Rue Verte', 'Lyon', '69001')] }),
      record('b:person:1', {}, { ...at(2024), addresses: [address('', 'Paris')] }),
    ])
    expect(values.city).toBe('Lyon')
    expect(addresses).toHaveLength(1)
  })
  test('one that only older records state has been left when a newer record moved on', () => {
    const { addresses } = golden([
      record('a:person:1', {}, { ...at(2019), addresses: [address('3 Rue Verte', 'Lyon', '69001')] }),
      record('b:person:1', {}, { ...at(2022), addresses: [address('9 Quai', 'Paris', '75001')] }),
      record('c:person:1', {}, { ...at(2024), addresses: [address('9 Quai', 'Paris', '75001')] }),
    ])
    expect(addresses.map(({ to }) => to?.slice(0, 4))).toEqual([undefined, '2022'])
  })
  test('one that ended gives way', () => {
    const { values } = golden([
      record('a:person:1', {}, { ...at(2019), addresses: [address('3 Rue Verte', 'Lyon', '69001')] }),
      record('b:person:1', {}, { ...at(2024), addresses: [address('9 Quai', 'Paris', '75001', { to: '2023-01-01' })] }),
    ])
    expect(values.city).toBe('Lyon')
  })
  test('without any time the day they moved in decides', () => {
    const { values, addresses } = golden([
      record('a:person:1', {}, { addresses: [address('1 Old Ln', 'York', 'YO1', { from: '2001-01-01' })] }),
      record(
        'b:person:1',
        {},
        { addresses: [address('2 New Ln', 'York', 'YO2', { from: '2020-01-01', kind: 'home' })] },
      ),
    ])
    expect(values.line1).toBe('2 New Ln')
    expect(addresses[0]).toMatchObject({ kind: 'home', from: '2020-01-01', record: 'b:person:1' })
  })
  test.each<[why: string, places: ReturnType<typeof address>[], best: string, listed: number]>([
    [
      'a typo in the newest',
      [
        address('4 Quince Dr', 'York', 'YO1'),
        address('4 Quince Dr', 'York', 'YO1'),
        address('4 Quinec Dr', 'York', 'YO1'),
      ],
      '4 Quince Dr',
      1,
    ],
    [
      'a unit that the newest lacks',
      [address('4 Quince Dr', 'York', 'YO1', { unit: '7' }), address('4 Quince Dr', 'York', 'YO1')],
      '4 Quince Dr 7',
      1,
    ],
    [
      'another unit',
      [address('4 Quince Dr', 'York', 'YO1', { unit: '7' }), address('4 Quince Dr', 'York', 'YO1', { unit: '8' })],
      '4 Quince Dr 8',
      2,
    ],
    [
      'numbered streets',
      [address('4 E 21st St', 'York', 'YO1'), address('4 E 31st St', 'York', 'YO1')],
      '4 E 31st St',
      2,
    ],
    ['next door', [address('4 Quince Dr', 'York', 'YO1'), address('6 Quince Dr', 'York', 'YO1')], '6 Quince Dr', 2],
    [
      'the same street elsewhere',
      [address('4 Quince Dr', 'York', 'YO1'), address('4 Quince Dr', 'Bath', 'BA1')],
      '4 Quince Dr',
      2,
    ],
  ])('spelled in two ways, or two: %s', (_why, places, best, listed) => {
    const records = places.map((place, i) => record(`s${i}:person:1`, {}, { ...at(2019 + i), addresses: [place] }))
    const { values, addresses } = golden(records)
    expect([[values.line1, values.unit].filter(Boolean).join(' '), addresses.length]).toEqual([best, listed])
  })
  test('a day that is no ISO date counts for nothing', () => {
    const { values } = golden([
      record('a:person:1', {}, { addresses: [address('1 Old Ln', 'York', 'YO1', { from: '2001-01-01' })] }),
      record('b:person:1', {}, { addresses: [address('2 New Ln', 'York', 'YO2', { from: '07/01/2024' })] }),
    ])
    expect(values.line1).toBe('1 Old Ln')
  })
  test('only a city is still the golden record’s city', () => {
    const { values, addresses } = golden([record('a:person:1', {}, { addresses: [address('', 'Seattle')] })])
    expect([values.city, addresses]).toEqual(['Seattle', []])
  })
})
