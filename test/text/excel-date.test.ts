import { describe, expect, test } from 'vitest'
import { isDateFormat, readDate } from '../../server/text/date-text.ts'
import { readInstant } from '../../server/text/instant-text.ts'

describe('days as Excel counts them', () => {
  test.each<[text: string, format: string | undefined, expected: string | undefined]>([
    ['31048', undefined, '1985-01-01'],
    ['45200', undefined, '2023-10-01'],
    ['45200.75', undefined, '2023-10-01'],
    ['10000', undefined, '1927-05-18'],
    ['60', undefined, undefined],
    ['90210', undefined, undefined],
    ['198501', undefined, undefined],
    ['5000', 'excel', '1913-09-08'],
    ['29586', 'excel1904', '1985-01-01'],
    ['1985-01-01', 'excel', '1985-01-01'],
    ['1985', undefined, '1985'],
    ['19850101', undefined, '1985-01-01'],
  ])('%s by %s is %s', (text, format, expected) => expect(readDate(text, { format })?.value).toBe(expected))

  test('decimals are the time of day, in the zone of the source', () => {
    expect(readInstant('45200.604166667')).toBe('2023-10-01T14:30:00.000Z')
    expect(readInstant('45200.5', { timeZone: 'America/New_York' })).toBe('2023-10-01T16:00:00.000Z')
  })

  test('both ways to count are formats', () => {
    expect(['excel', 'excel1904', 'excel1900'].map(isDateFormat)).toEqual([true, true, false])
  })
})
