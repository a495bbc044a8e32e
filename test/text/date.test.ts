import { describe, expect, test } from 'vitest'
import { dateCleaner } from '../../server/standardise/values/date.ts'
import { isDateFormat, readDate } from '../../server/text/date-text.ts'
import { readInstant } from '../../server/text/instant-text.ts'
import { KNOWN } from '../standardise/rules.ts'

describe('readDate', () => {
  test.each([
    ['1984-03-02', '1984-03-02'],
    ['1984/3/2', '1984-03-02'],
    ['19840302', '1984-03-02'],
    ['02.03.1984', '1984-03-02'],
    ['2/3/84', '1984-03-02'],
    ['2/3/25', '2025-03-02'],
    ['2 March 1984', '1984-03-02'],
    ['March 2nd, 1984', '1984-03-02'],
    ['2. März 1984', '1984-03-02'],
    ['2 de marzo de 1984', '1984-03-02'],
    ['15-Mar-92', '1992-03-15'],
    ['1984 Mar 2', '1984-03-02'],
    ['1984-03-02T10:00:00Z', '1984-03-02'],
    ['3/2/1984 12:00 AM', '1984-02-03'],
    ['1984', '1984'],
    ['1984-03', '1984-03'],
    ['03/1984', '1984-03'],
    ['March 1984', '1984-03'],
    ['25/12/1984', '1984-12-25'],
    ['12/25/1984', '1984-12-25'],
    ['29.2.2000', '2000-02-29'],
    ['29.2.1900', undefined],
    ['31/02/1990', undefined],
    ['19941310', undefined],
    ['soon', undefined],
    ['', undefined],
  ])('%s → %s', (text, value) => expect(readDate(text)?.value).toBe(value))

  test.each([
    ['5 stycznia 1980', '1980-01-05'],
    ['12. března 1975', '1975-03-12'],
    ['1. červen 1980', '1980-06-01'],
    ['1. července 1980', '1980-07-01'],
    ['3 Ocak 1990', '1990-01-03'],
    ['12. maaliskuuta 1980', '1980-03-12'],
    ['12 maj 1980', '1980-05-12'],
    ['1980. március 5.', '1980-03-05'],
    ['12 марта 1975 г.', '1975-03-12'],
    ['02-янв-1980', '1980-01-02'],
    ['5 травня 1980 року', '1980-05-05'],
    ['12 Μαρτίου 1980', '1980-03-12'],
    ['15-Mar-92', '1992-03-15'],
    ['1980年1月2日', '1980-01-02'],
    ['２０２０年１月', '2020-01'],
    ['1980년 3월 12일', '1980-03-12'],
    ['昭和55年1月2日', '1980-01-02'],
    ['令和元年5月1日', '2019-05-01'],
    ['55年1月2日', undefined],
    ['٠١/٠٢/١٩٨٠', '1980-02-01'],
    ['०१/०२/१९८०', '1980-02-01'],
    ['1980. 03. 12.', '1980-03-12'],
    ['12.3.1980 r.', '1980-03-12'],
    ['12 foo 1980', undefined],
  ])('of other languages and scripts: %s → %s', (text, value) => expect(readDate(text)?.value).toBe(value))

  test.each([
    ['month first', '3/4/1984', { order: 'MDY' as const }, '1984-03-04'],
    ['month first, but it cannot be', '25/4/1984', { order: 'MDY' as const }, '1984-04-25'],
    ['year first, two digits', '84-03-02', { order: 'YMD' as const }, '1984-03-02'],
    ['format', '02031984', { format: 'ddMMyyyy' }, '1984-03-02'],
    ['joined columns', '1949 7 22', { format: 'yyyy M d' }, '1949-07-22'],
    ['format with a month name', '2-MAR-84', { format: 'd-MMM-yy' }, '1984-03-02'],
    ['what does not fit the format is read freely', '1984-03-02', { format: 'ddMMyyyy' }, '1984-03-02'],
    ['pivot', '1/1/40', { pivot: 50 }, '2040-01-01'],
  ])('%s: %s', (_why, text, options, value) => expect(readDate(text, options)?.value).toBe(value))

  test.each([
    ['31048', '1985-01-01'],
    ['31048.5', '1985-01-01'],
    ['45292', '2024-01-01'],
    ['20000,25', '1954-10-03'],
    ['/Date(479433600000)/', '1985-03-12'],
    ['/Date(479430000000+0100)/', '1985-03-12'],
    ['\\/Date(-86400000)\\/', '1969-12-31'],
    ['479433600', '1985-03-12'],
    ['479433600000', '1985-03-12'],
    ['S60.3.12', '1985-03-12'],
    ['H2/1/8', '1990-01-08'],
    ['Ｓ６０．３．１２', '1985-03-12'],
    ['12-MAR-85', '1985-03-12'],
    ['Tue Mar 12 1985', '1985-03-12'],
    ['Tuesday, March 12, 1985', '1985-03-12'],
    ['Di., 12.03.1985', '1985-03-12'],
    ['mardi 12 mars 1985', '1985-03-12'],
    ['вторник, 12 марта 1985', '1985-03-12'],
    ['Mar 12, 1985', '1985-03-12'],
    ['Mar-85', '1985-03'],
    ['120385', '1985-03-12'],
    ['1985-12-03T23:00:00-05:00', '1985-12-03'],
  ])('as systems write them: %s → %s', (text, value) => expect(readDate(text)?.value).toBe(value))

  test.each([
    ...['/Date(479430000000)/', '479430000', '479430000000', 'Mar-12', '319999', '850312', '--03-12', '3-12', '12/3/5'],
    ...['99999.', 'X60.3.12', '0/0/00', '00.00.0000', 'Someday, 12.03.1985', '1985031', '4.4E+4'],
  ])('%s is no day beyond doubt', (text) => expect(readDate(text)).toBeUndefined())

  test.each([
    ['120385', 'DMY', '1985-03-12'],
    ['031285', 'MDY', '1985-03-12'],
    ['850312', 'YMD', '1985-03-12'],
    ['120385', 'MDY', '1985-12-03'],
    ['130385', 'MDY', undefined],
  ] as const)('six digits %s by %s are %s', (text, order, value) =>
    expect(readDate(text, { order })?.value).toBe(value),
  )

  test('a format needs a year', () => {
    expect([isDateFormat('yyyyMMdd'), isDateFormat('dd MM')]).toEqual([true, false])
  })
})

describe('readInstant', () => {
  test.each([
    ['2025-06-05T03:40:10Z', '2025-06-05T03:40:10.000Z'],
    ['2025-06-05T03:40:10.25+02:00', '2025-06-05T01:40:10.250Z'],
    ['2025-06-05 03:40', '2025-06-05T07:40:00.000Z'],
    ['2025-06-05 03:40:10.123456+00', '2025-06-05T03:40:10.123Z'],
    ['2025-06-05 03:40-07', '2025-06-05T10:40:00.000Z'],
    ['6/5/2025 3:40 PM', '2025-06-05T19:40:00.000Z'],
    ['2025-01-05', '2025-01-05T05:00:00.000Z'],
    ['2025-03-09 03:30', '2025-03-09T07:30:00.000Z'],
    ['1700000000', '2023-11-14T22:13:20.000Z'],
    ['1700000000000', '2023-11-14T22:13:20.000Z'],
    ['/Date(1700000000123)/', '2023-11-14T22:13:20.123Z'],
    ['45000.75', '2023-03-15T22:00:00.000Z'],
    ['45000', '2023-03-15T04:00:00.000Z'],
    ['2025', undefined],
    ['2025-06-05 25:00', undefined],
    ['soon', undefined],
    ['2025-13-05T03:40:10Z', undefined],
    ['2025/13/05', undefined],
    ['2025-99-05', undefined],
    ['2025-06-32T00:00:00Z', undefined],
    ['2025-02-29', undefined],
    ['0000-06-05T03:40:10Z', undefined],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['0099-06-05T03:40:10Z', '0099-06-05T03:40:10.000Z'],
    ['0001-01-01T00:00:00+01:00', undefined],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
    ['9999-12-31T23:59:59-01:00', undefined],
    ['10000-01-01T00:00:00Z', undefined],
    ['2025-06-05T03:40:10+99:00', undefined],
    ['2025-06-05T03:40:10+02:75', undefined],
    ['2025-06-05T03:40:10+14:00', '2025-06-04T13:40:10.000Z'],
  ])('%s in New York → %s', (text, instant) => {
    expect(readInstant(text, { timeZone: 'America/New_York', order: 'MDY' })).toBe(instant)
  })

  test('a date alone does not take its hyphen for an offset', () => {
    expect(readInstant('2025-06-05')).toBe('2025-06-05T00:00:00.000Z')
  })
})

describe('a date field', () => {
  const date = dateCleaner(KNOWN)
  test('partial dates say so', () => {
    expect(date('1984', {})).toEqual({ value: '1984', folded: '1984', original: '1984', kind: 'year' })
    expect(date('03/1984', {})).toMatchObject({ value: '1984-03', folded: '1984-03', kind: 'month' })
  })
  test.each([
    '1900-01-01',
    '1/1/1970',
    '9999-12-31',
    '1969-12-31',
    '31.12.1969',
    '30/11/1899',
    '2079-06-06',
    '0001-01-01',
  ])('%s is what systems write for unknown', (text) => {
    expect(date(text, {})).toMatchObject({ folded: '', original: text })
  })
  test('an impossible date stays as it was', () => {
    expect(date(' 31/02/1990', {})).toEqual({ value: '31/02/1990', folded: '', original: ' 31/02/1990' })
  })
})
