import { describe, expect, test } from 'vitest'
import { ScoredPair } from '../../server/model/evidence.ts'
import { comparisonOf } from '../../web/words/compare.ts'
import { pairInWords } from '../../web/words/evidence-words.ts'
import { recordFields } from '../../web/words/record-fields.ts'
import { waterfallOf } from '../../web/words/waterfall.ts'
import * as words from '../../web/words/words.ts'
import { pairOf } from './fixtures/goldens.ts'
import { RECORDS } from './fixtures/records.ts'

const scored = (low: string, high: string) => ScoredPair.parse(pairOf(low, high))
const line = (field: string, bits: number) => ({ field, bits, level: 'exact', because: field })

describe('waterfall', () => {
  test('prior first, then by weight, each bar beginning where the last ended', () => {
    const { bars } = waterfallOf(scored('crm:person:C1001', 'crm:person:C1003'))
    expect(bars.map((bar) => bar.field)).toEqual(['prior', 'given', 'family', 'birthDate', 'email', 'kin'])
    expect(bars.slice(1).map((bar) => bar.from)).toEqual(bars.slice(0, -1).map((bar) => bar.to))
  })

  test.each<[why: string, bits: number[]]>([
    ['thirds', [1 / 3, 1 / 3, 1 / 3, 1 / 3, 1 / 3]],
    ['halves of a tenth', [0.05, 0.05, 0.05, -0.05, 0.05]],
    ['both signs', [-9.24, 13.66, 6.64, -4.76, 0.04]],
  ])('shown bars add up to the shown total: %s', (_why, bits) => {
    const total = bits.reduce((a, b) => a + b, 0)
    const fall = waterfallOf({ bits: total, evidence: bits.map((b, i) => line(`f${i}`, b)) })
    expect(fall.bars.reduce((sum, bar) => sum + Math.round(bar.shown * 10), 0)).toBe(Math.round(fall.shownTotal * 10))
    expect(Math.abs(fall.shownTotal - total)).toBeLessThan(0.051)
  })

  test('a field without a say adds nothing', () => {
    const silent = waterfallOf(scored('crm:person:C1001', 'crm:person:C1003')).bars.find((bar) => bar.field === 'email')
    expect(silent).toMatchObject({ level: null, shown: 0 })
  })

  test('a part of the score that no field explains is shown, never hidden', () => {
    const { bars, shownTotal } = waterfallOf({ bits: 10, evidence: [line('email', 7)] })
    expect(bars.at(-1)).toMatchObject({ field: 'other', shown: 3 })
    expect(shownTotal).toBe(10)
  })

  test('the axis holds zero', () => {
    expect(waterfallOf({ bits: 3, evidence: [line('email', 3)] })).toMatchObject({ low: 0, high: 3 })
  })
})

describe('side by side', () => {
  const rows = () => {
    const [low, high] = [RECORDS['crm:person:C1001'], RECORDS['crm:person:C1003']]
    return low && high ? comparisonOf(low, high, scored('crm:person:C1001', 'crm:person:C1003').evidence) : []
  }
  test('every field of either, with what the matcher made of it', () => {
    expect(rows().map((row) => `${row.field} ${row.agreement}`)).toEqual([
      'givenName same',
      'familyName same',
      'birthDate differs',
      'email differs',
      'phone one-sided',
      'address differs',
    ])
    expect(rows()[2]?.evidence?.bits).toBe(-3.04)
  })
})

test('a record shows what cleaning changed, and what it brought forth', () => {
  const record = RECORDS['erp:person:E1001']
  const fields = record ? recordFields(record) : []
  expect(fields.map((row) => `${row.field}: ${row.raw} → ${row.clean}`)).toEqual([
    'fullName: JOHNSON, CATHERINE → ',
    'birthDate: 1991 5 17 → 1991-05-17',
    'phone: 734-555-0188 → +17345550188',
    'givenName:  → Catherine',
    'familyName:  → Johnson',
  ])
})

describe('words', () => {
  test('a pair in words, strongest first', () => {
    expect(pairInWords(scored('crm:person:C1001', 'crm:person:C1003'), 'person')).toBe(
      'For: given name agrees (+8.7), family name agrees (+5.4). ' +
        'Against: birth date differs (−3.0), they may be two of a household, a team or a group (−0.5).',
    )
    expect(pairInWords({ ...scored('a:person:1', 'b:person:2'), overruledBy: 'father and son' }, 'person')).toMatch(
      /Overruled by the rule “father and son”\.$/,
    )
  })

  test.each([
    [0.99999, '> 99.9 %'],
    [0.995, '99.5 %'],
    [0.73, '73 %'],
    [0.004, '0.4 %'],
    [0, '< 0.1 %'],
  ])('chance %d is %s', (probability, text) => expect(words.chance(probability)).toBe(text))

  test.each([
    [0, '0.0'],
    [-0.04, '0.0'],
    [14.25, '+14.3'],
    [-3, '−3.0'],
  ])('%d bits are %s', (value, text) => expect(words.bits(value)).toBe(text))

  test.each([
    ['mostRecent', 'most recent'],
    ['NEVER_SAME', 'never same'],
    ['contact.reachable', 'contact reachable'],
  ])('%s in plain words', (name, text) => expect(words.plain(name)).toBe(text))

  test('dates are days in UTC; what is no date stays', () => {
    expect(words.day('2024-06-21T23:30:00Z')).toBe('Jun 21, 2024')
    expect(words.day('spring')).toBe('spring')
    expect(words.fieldLabel('person', 'identifier.ssn')).toBe('Identifier: ssn')
    expect(words.fieldLabel('person', 'samePlace')).toBe('Same place')
  })
})
