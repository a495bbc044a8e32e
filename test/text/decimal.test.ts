import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minorUnits } from '../../server/ingest/money.ts'
import { readDecimalText } from '../../server/text/decimal-text.ts'

describe('an amount in every notation', () => {
  test.each<[text: string, read: string]>([
    ['1.234,56 €', '1234.56'],
    ['€ 1.234,56', '1234.56'],
    ['CHF 1’234.50', '1234.50'],
    ["1'234'567.80 Fr.", '1234567.80'],
    ['1 234,56 zł', '1234.56'],
    ['1\u00A0234\u202F567,89', '1234567.89'],
    ['R$ 1.234,56', '1234.56'],
    ['₹ 12,34,567.00', '1234567.00'],
    ['1,23,456', '123456'],
    ['250,00-', '-250.00'],
    ['1.250,00- EUR', '-1250.00'],
    ['− 3,50', '-3.50'],
    ['-€ 12', '-12'],
    ['€ -12', '-12'],
    ['(12.00)', '-12.00'],
    ['($1,234)', '-1234'],
    ['12,--', '12'],
    ['12.–', '12'],
    ['Fr. 12.-', '12'],
    ['1.25E7', '12500000'],
    ['1,5e3', '1500'],
    ['2.5E-3', '0.0025'],
    ['1234円', '1234'],
    ['１２，３４５', '12345'],
    ['١٢٣٤٫٥٠', '1234.50'],
    ['۱۲٬۳۴۵٫۶', '12345.6'],
    ['१२३.४', '123.4'],
    ['.5', '0.5'],
    ['US$ 99.95 USD', '99.95'],
  ])('%s is %s', (text, read) => expect(readDecimalText(text, { beside: 'currency' })).toBe(read))

  test.each<[text: string, decimal: '.' | ',', read: string | undefined]>([
    ['1.234', ',', '1234'],
    ['1.234', '.', '1.234'],
    ['1,234', ',', '1.234'],
    ['1,234', '.', '1234'],
    ['10.000 €', ',', '10000'],
    ['1.234.567', ',', '1234567'],
    ['1.234,5', ',', '1234.5'],
    ['12,5', ',', '12.5'],
    ['12,5', '.', undefined],
    ['1,234.5', ',', undefined],
    ['1.234.5', '.', undefined],
  ])('%s where the decimal sign is %s is %s', (text, decimal, read) =>
    expect(readDecimalText(text, { decimal, beside: 'currency' })).toBe(read),
  )

  test.each([
    ...['5k', '1.2 Mio €', '3M', '2 Tsd.', '1.5 million', '12万', '4 lakh', '99,99€ inkl. MwSt', '3 boxes', '12 %'],
    ...[
      '1,2,3',
      '12,34,5',
      '1.23.4',
      '10/20',
      '(12',
      '12)',
      '--12',
      '-12-',
      '5-10',
      'n/a',
      '-',
      '1..2',
      '#REF!',
      '12.30.',
      '',
    ],
  ])('%s is none', (text) => expect(readDecimalText(text, { beside: 'currency' })).toBeUndefined())

  test.each([
    ['180 cm', '180'],
    ['12,5 kg', '12.5'],
    ['40%', '40'],
    ['5 items', '5'],
  ])('a plain number may have its unit: %s', (text, read) => expect(readDecimalText(text)).toBe(read))
  test.each(['5k', '1,2 Mio', '3 thousand'])('but no multiple of it: %s', (text) =>
    expect(readDecimalText(text)).toBeUndefined(),
  )

  test('in cents', () => {
    expect(minorUnits('250,00-', 'EUR')).toBe(-25000)
    expect(minorUnits('1.25E7', 'JPY')).toBe(12500000)
  })
})

test('what Intl writes in any language is read back', () => {
  const locales = ['en-US', 'de-DE', 'fr-FR', 'de-CH', 'pl-PL', 'en-IN', 'sv-SE', 'pt-BR', 'ja-JP', 'ru-RU', 'da-DK']
  fc.assert(
    fc.property(fc.constantFrom(...locales), fc.integer({ min: -99_999_999, max: 99_999_999 }), (locale, cents) => {
      const text = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).format(cents / 100)
      expect(minorUnits(text, 'EUR')).toBe(cents === 0 ? 0 : cents)
    }),
  )
})
