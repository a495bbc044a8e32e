import { describe, expect, test } from 'vitest'
import type { AddressProposal } from '../../server/model/addresses/address-check.ts'
import { formatOf } from '../../server/places/files.ts'
import { linesOf } from '../../server/places/lines.ts'
import { cleaningOf } from '../../server/rules/cleaning.ts'
import { shippedRuleSet } from '../../server/rules/rule-set.ts'

const WHOLE: AddressProposal['parts'] = {
  line1: '5 Foo',
  unit: 'Apt 3',
  line2: 'Bar House',
  city: 'Cityville',
  region: 'RG',
  postcode: '12345',
}

describe('lines of an envelope', () => {
  test.each<[country: string, parts: AddressProposal['parts'], lines: string]>([
    ['US', WHOLE, '5 Foo, Apt 3 / Bar House / Cityville, RG 12345'],
    ['US', { line1: '5 Foo', city: 'Cityville' }, '5 Foo / Cityville'],
    ['US', { line1: '5 Foo', region: 'RG', postcode: '12345' }, '5 Foo / RG 12345'],
    ['DE', { line1: 'Foo 5', city: 'Köln', postcode: '50667' }, 'Foo 5 / 50667 Köln'],
    ['DE', { line1: 'Foo 5', city: 'Köln', region: 'NW', postcode: '50667' }, 'Foo 5 / NW / 50667 Köln'],
    ['GB', { line1: '5 Foo', city: 'London', postcode: 'SW1A 1AA' }, '5 Foo / London / SW1A 1AA'],
    ['SE', { line1: 'Foo 5', city: 'Malmö', postcode: '211 22' }, 'Foo 5 / 211 22 Malmö'],
    ['ES', { line1: 'Foo 5', city: 'Madrid', region: 'Madrid', postcode: '28013' }, 'Foo 5 / 28013 Madrid'],
    [
      'JP',
      { line1: '千代田1-1', city: '千代田区', region: '東京都', postcode: '100-0001' },
      '〒100-0001 / 東京都 / 千代田区 / 千代田1-1',
    ],
    ['XX', WHOLE, '5 Foo, Apt 3 / Bar House / Cityville RG 12345'],
  ])('of %s', (country, parts, lines) => {
    expect(linesOf(parts, formatOf(country)?.fmt).join(' / ')).toBe(lines)
  })

  test('hold every part, in every country', () => {
    for (const country of Object.keys(cleaningOf(shippedRuleSet()).countries ?? {})) {
      const text = linesOf(WHOLE, formatOf(country)?.fmt).join('\n')
      const lost = Object.values(WHOLE).filter((part) => part !== undefined && !text.includes(part))
      expect({ country, lost }).toEqual({ country, lost: [] })
    }
  })
})
