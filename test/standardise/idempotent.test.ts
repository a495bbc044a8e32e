import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AddressInput, Claim } from '../../server/model/record.ts'
import { addressCleaner } from '../../server/standardise/address/address.ts'
import { placesOf } from '../../server/standardise/address/place.ts'
import { companyNameCleaner } from '../../server/standardise/company-name.ts'
import { nameCleaner } from '../../server/standardise/name/name.ts'
import { dateCleaner } from '../../server/standardise/values/date.ts'
import { emailCleaner } from '../../server/standardise/values/email.ts'
import { phoneCleaner } from '../../server/standardise/values/phone.ts'
import { simpleCleaners } from '../../server/standardise/values/simple.ts'
import { urlCleaner } from '../../server/standardise/values/url.ts'
import { fold, tidy } from '../../server/text/fold.ts'
import { KNOWN } from './rules.ts'
import { anyCase, DATE, EMAIL, NUMBER, PHONE, text, URL_TEXT } from './texts.ts'

const names = nameCleaner(KNOWN)
const company = companyNameCleaner(KNOWN)
const simple = simpleCleaners(KNOWN)
const phone = phoneCleaner(KNOWN)
const date = dateCleaner(KNOWN)
const cleaner = addressCleaner(KNOWN, placesOf(KNOWN))
const address = (input: AddressInput) => cleaner(input, undefined).address

/** Spellings that the rules know of a closed vocabulary. */
const spellingsOf = (field: string) =>
  fc.constantFrom(...Object.values(KNOWN.categories.get(field)?.values ?? {}).flat()).map(anyCase)

/** Cleaners, and texts of their kind where texts of all kinds hold next to none that they can read. */
const CLEANERS: readonly (readonly [string, (value: string) => Claim | undefined, meant?: fc.Arbitrary<string>])[] = [
  ['givenName', (value) => names.part(value, 'givenName').givenName],
  ['familyName', (value) => names.part(value, 'familyName').familyName],
  ['title', names.title],
  ['suffix', names.suffix],
  ['company name', (value) => company(value).name],
  ['e-mail', emailCleaner(KNOWN), EMAIL],
  ['phone', (value) => phone(value, ['US', 'DE']), PHONE],
  ['date', (value) => date(value, { order: 'DMY' }), DATE],
  ['url', urlCleaner(KNOWN), URL_TEXT],
  ['text', simple.text],
  ['code', simple.code],
  ['identifier', (value) => simple.identifier(value, 'identifier.x')],
  ['number', simple.number, NUMBER],
  ['boolean', simple.boolean, fc.constantFrom(...KNOWN.words.yes, ...KNOWN.words.no).map(anyCase)],
  ['gender', (value) => simple.category(value, 'gender'), spellingsOf('gender')],
  ['department', (value) => simple.category(value, 'department'), spellingsOf('department')],
  ['reference', simple.reference],
]

describe('cleaning what is clean changes nothing', () => {
  const cases = CLEANERS.map(([name, clean, meant]) => [name, clean, meant ?? text] as const)

  test.each(cases)('%s', (_name, clean, meant) => {
    let cleaned = 0
    fc.assert(
      fc.property(fc.oneof(text, meant), (value) => {
        const once = clean(value)
        if (!once || once.value === '') return
        if (once.folded !== '') cleaned++
        const twice = clean(once.value)
        expect({ value: twice?.value, folded: twice?.folded }).toEqual({ value: once.value, folded: once.folded })
      }),
      { numRuns: 400 },
    )
    expect(cleaned).toBeGreaterThan(100)
  })

  test('full name', () => {
    const title = fc.constantFrom('', 'Dr. ', 'MR ', 'prof. dr. ')
    const given = fc.constantFrom(
      'Maria',
      'JOHN',
      'anne-marie',
      'J.',
      'Żaneta',
      'D’Arcy',
      'Ivan Petrovich',
      '张伟',
      'MC',
      'Иван',
    )
    const family = fc.constantFrom(
      'Smith',
      "O'BRIEN",
      'mcdonald',
      'van der Berg',
      'DE LA CRUZ',
      'Müller',
      'Yu',
      'García López',
      'ß',
    )
    const suffix = fc.constantFrom('', ' Jr.', ' III', ', PhD', ', Jr., MD')
    const written = fc.oneof(
      fc.tuple(title, given, fc.constant(' '), family, suffix).map((parts) => parts.join('')),
      fc.tuple(family, suffix, fc.constant(', '), title, given).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(written, (value) => {
        const once = names.full(value).fullName
        const twice = names.full(once.value).fullName
        expect({ value: twice.value, folded: twice.folded }).toEqual({ value: once.value, folded: once.folded })
      }),
      { numRuns: 400 },
    )
  })

  test('fold', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(fold(fold(value))).toBe(fold(value))
      }),
    )
  })

  test('tidy', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(tidy(tidy(value))).toBe(tidy(value))
      }),
    )
  })

  test('address', () => {
    const name = fc.constantFrom(
      'Main',
      'HIGH',
      'de la Gare',
      'St. James',
      "King's",
      'Haupt',
      '32nd',
      'Mayor',
      'Łąkowa',
      'NORTH',
      'van Gogh',
    )
    const type = fc.constantFrom('Street', 'ST', 'Ave.', 'straße', 'Str.', 'weg', 'Rd', 'Platz', 'Blvd', '')
    const before = fc.constantFrom('', '12 ', '12a ', '12-14 ', 'No. 7, ', '9 1/2 ', 'Flat 3, 12 ', '4/12 ', '33')
    const after = fc.constantFrom(
      '',
      ' 12',
      ', 28',
      ' 5 b',
      ' Apt 4B',
      ', #7',
      ' Suite 100',
      ', 2nd Floor',
      ' N',
      ' 12 bis',
    )
    const line = fc.tuple(before, name, fc.constantFrom('', ' '), type, after).map((parts) => parts.join(''))
    const input = fc.record(
      {
        line1: line,
        line2: fc.constantFrom('', 'Apt 9', 'Rose Cottage', 'PO Box 99'),
        city: fc.constantFrom('ST LOUIS', 'Köln', 'münchen', 'Springfield', "L'Aquila", 'n/a', 'NYC'),
        region: fc.constantFrom('TX', 'Texas', 'Bayern', 'vic', 'Leicestershire', 'somewhere'),
        postcode: fc.constantFrom(
          '78701',
          '78701-1234',
          'sw1a1aa',
          'D-50667',
          'K1A0B1',
          '2000',
          '1234 ab',
          '00-053',
          '?',
        ),
        country: fc.constantFrom('US', 'Germany', 'FRA', 'U.K.', 'AUS', 'Polska', ''),
      },
      { requiredKeys: ['line1'] },
    )
    let cleaned = 0
    fc.assert(
      fc.property(input, (given) => {
        const once = address(given)
        if (!once) return
        cleaned++
        const { line2, houseNumber, street, unit, city, region, postcode, country } = once
        const parts = { line2, houseNumber, street, unit, city, region, postcode, country }
        const stated = Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined))
        const twice = address(stated)
        expect(twice?.folded).toEqual(once.folded)
        expect(twice?.key).toBe(once.key)
      }),
      { numRuns: 300 },
    )
    expect(cleaned).toBeGreaterThan(250)
  })
})
