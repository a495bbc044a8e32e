import { describe, expect, test } from 'vitest'
import { simpleCleaners } from '../../server/standardise/values/simple.ts'
import { KNOWN } from './rules.ts'

const clean = simpleCleaners(KNOWN)

describe('identifiers', () => {
  test.each([
    ['hyphens', 'identifier.ssn', '294-66-9999', '294669999'],
    ['case', 'identifier.passport', 'c01x 00t47', 'C01X00T47'],
    ['register', 'registrationNumber', 'HRB 63850', 'HRB63850'],
    ['VAT with its country', 'taxId', 'ES A33 319 294', 'A33319294'],
    ['VAT without', 'taxId', 'A33319294', 'A33319294'],
    ['Swiss, for VAT', 'taxId', 'CHE-116.281.710 MWST', 'E116281710'],
    ['Swiss, not for VAT', 'taxId', 'CHE-116.281.710', 'E116281710'],
    ['Swiss, in French', 'taxId', 'CHE 107.787.577 TVA', 'E107787577'],
    ['Norwegian, for VAT', 'taxId', 'NO 999 555 112 MVA', '999555112'],
    ['Norwegian without its country', 'taxId', '999555112MVA', '999555112'],
    ['letters that are no country', 'taxId', 'MI-2399030', 'MI2399030'],
  ])('%s', (_why, field, text, folded) => {
    expect(clean.identifier(text, field)).toEqual({ value: text, folded, original: text })
  })

  test.each(['n/a', '000-00-0000', '123456789', '99', 'unknown', '078-05-1120'])('%s says nothing', (text) => {
    expect(clean.identifier(text, 'identifier.ssn').folded).toBe('')
  })

  test.each(['72104431.0', ' 72104431.00'])('%s is a number that a spreadsheet made a fraction of', (text) => {
    expect(clean.identifier(text, 'identifier.loyalty')).toMatchObject({ folded: '72104431', original: text })
  })

  test('tokens are opaque: case and signs count', () => {
    expect(clean.identifier('tok_1aB-c', 'identifier.cardToken').folded).toBe('tok_1aB-c')
    expect(clean.identifier('@Cat.Yu', 'identifier.socialAccount').folded).toBe('@Cat.Yu')
  })
})

test.each([
  ['yes', 'true'],
  ['Y', 'true'],
  ['TRUE', 'true'],
  ['1', 'true'],
  ['Ja', 'true'],
  ['opt-in', 'true'],
  ['no', 'false'],
  ['0', 'false'],
  ['opt-out', 'false'],
  ['Opted out', 'false'],
  ['unsubscribed', 'false'],
])('consent %s is %s', (text, value) => expect(clean.boolean(text)).toEqual({ value, folded: value, original: text }))

test('a consent that is neither says nothing', () => {
  expect(clean.boolean('maybe')).toEqual({ value: 'maybe', folded: '', original: 'maybe' })
})

test.each([
  ['F', 'female'],
  ['weiblich', 'female'],
  ['Mujer', 'female'],
  ['m', 'male'],
  ['Homme', 'male'],
  ['non-binary', 'other'],
  ['divers', 'other'],
])('gender %s is %s', (text, value) => expect(clean.category(text, 'gender')).toMatchObject({ value, folded: value }))

test.each(['U', 'Unknown', ''])('gender %j says nothing', (text) =>
  expect(clean.category(text, 'gender').folded).toBe(''),
)

test.each([
  ['Purch.', 'Purchasing'],
  ['Einkauf', 'Purchasing'],
  ['Accounts Payable', 'Finance'],
  ['I.T.', 'IT'],
  ['Kite flying', 'Kite flying'],
])('department %s is %s', (text, value) => expect(clean.category(text, 'department').value).toBe(value))

test.each([
  ['1,234.50', '1234.50'],
  ['1.234,50', '1234.50'],
  ['1 234,5', '1234.5'],
  ["1'234.5", '1234.5'],
  ['€ 12', '12'],
  ['(12.00)', '-12.00'],
  ['-0.5', '-0.5'],
  ['1,234', '1234'],
  ['1.234.567', '1234567'],
  ['007', '7'],
])('number %s is %s', (text, value) => expect(clean.number(text)).toMatchObject({ value, folded: value }))

test.each([
  ['51', '51'],
  ['51,5 %', '51.5'],
  ['100%', '100'],
  ['0', '0'],
])('a share of %s is %s', (text, value) => expect(clean.percent(text)).toMatchObject({ value, folded: value }))

test.each(['-1', '100.01', '120 %', 'half', ''])('%j is no share', (text) =>
  expect(clean.percent(text).folded).toBe(''),
)

test.each(['twelve', '1-2', '', '1e5'])('%j is no number', (text) => expect(clean.number(text).folded).toBe(''))

test('a category keeps its case and folds for comparing', () => {
  expect(clean.category('  Gold  Member ', 'custom.tier')).toEqual({
    value: 'Gold Member',
    folded: 'gold member',
    original: '  Gold  Member ',
  })
  expect(clean.category('N/A', 'custom.tier').folded).toBe('')
})

test('a reference is verbatim', () => {
  expect(clean.reference(' CW-00:1 ')).toEqual({ value: 'CW-00:1', folded: 'CW-00:1', original: ' CW-00:1 ' })
})
