import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readingOf } from '../../../server/rules/reading.ts'
import { cellsReader } from '../../../server/systems/render/wanted.ts'
import { golden, SHOP, standardise, table, wanted } from './render-kit.ts'

type Fields = Record<string, string>

describe('values in a system’s own writing', () => {
  test.each<[why: string, target: object | string, settings: object, said: Fields, cell: string]>([
    ['a date by its format', { to: 'birthDate', format: 'MM/dd/yyyy' }, {}, { birthDate: '1984-03-02' }, '03/02/1984'],
    ['day first', { to: 'birthDate', format: 'dd.MM.yyyy' }, {}, { birthDate: '1984-03-02' }, '02.03.1984'],
    ['a date without one', 'birthDate', {}, { birthDate: '1984-03-02' }, '1984-03-02'],
    ['a phone', 'phone', {}, { phone: '(207) 555-0111' }, '+12075550111'],
    ['nationally', 'phone', { format: 'national' }, { phone: '+12075550111' }, '(207) 555-0111'],
    ['abroad', 'phone', { format: 'national' }, { phone: '+442079460123' }, '+44 20 7946 0123'],
    ['internationally', 'phone', { format: 'international' }, { phone: '+12075550111' }, '+1 207 555 0111'],
    ['upper case', 'email', { format: 'upper' }, { email: 'a@example.org' }, 'A@EXAMPLE.ORG'],
    ['a consent', 'consent.email', {}, { 'consent.email': 'yes' }, 'true'],
    ['the other way round', { to: 'consent.email', invert: true }, {}, { 'consent.email': 'yes' }, 'false'],
    ['by the words of a map', { to: 'consent.email', map: { J: 'yes', N: 'no' } }, {}, { 'consent.email': 'no' }, 'N'],
    ['a category', { to: 'gender', map: { '1': 'male', '2': 'female' } }, {}, { gender: 'female' }, '2'],
    [
      'a category by the words of the system',
      { to: 'gender', map: { weiblich: 'female' } },
      { map: { female: 'weiblich' } },
      { gender: 'female' },
      'weiblich',
    ],
    ['a whole name', 'fullName', {}, { fullName: 'Sunniva Dahlberg' }, 'Sunniva Dahlberg'],
  ])('%s', (_why, target, settings, said, cell) => {
    const [field = ''] = Object.keys(said)
    const name = field === 'fullName' ? 'name' : field
    const made = table({ cell: target }, { [name]: { write: 'always', ...settings } })
    const state = golden(field === 'fullName' ? { givenName: 'Sunniva', familyName: 'Dahlberg' } : said)
    const values = field === 'fullName' ? { ...state, values: { ...state.values, name: said.fullName ?? '' } } : state
    expect(wanted(made, name, values)).toMatchObject({ is: 'value', cells: { cell } })
  })

  test.each<[why: string, target: object, settings: object, said: Fields]>([
    ['a date whose century would be another', { to: 'birthDate', format: 'dd.MM.yy' }, {}, { birthDate: '1912-03-02' }],
    [
      'a word that is read as another',
      { to: 'gender', map: { M: 'male' } },
      { map: { female: 'M' } },
      { gender: 'female' },
    ],
  ])('refused: %s', (_why, target, settings, said) => {
    const [name = ''] = Object.keys(said)
    const made = table({ cell: target }, { [name]: { write: 'always', ...settings } })
    expect(wanted(made, name, golden(said))).toMatchObject({ is: 'refused', column: 'cell' })
  })

  test('the id of the golden record, and nothing where there is nothing', () => {
    const made = table(
      { mail: 'email' },
      { golden: { write: 'always', columns: { golden: 'kith' } }, email: { write: 'always' } },
    )
    expect(wanted(made, 'golden', golden({}))).toMatchObject({ is: 'value', cells: { kith: 'cus_1' } })
    expect(wanted(made, 'email', golden({}))).toEqual({ is: 'nothing' })
  })
})

const PLACE = { line1: '3 Tannery Row', unit: 'Apt 4', city: 'Portland', region: 'ME', postcode: '04101' }
const SHAPES = {
  'with a column for each part': ['houseNumber', 'street', 'unit', 'city', 'region', 'postcode'],
  'without units': ['line1', 'city', 'region', 'postcode'],
  'with a second line': ['line1', 'line2', 'city', 'region', 'postcode'],
  'with a country': ['line1', 'city', 'region', 'postcode', 'country'],
}
const columnsOf = (parts: readonly string[]) => Object.fromEntries(parts.map((part) => [part, `address.${part}`]))

test.each(Object.entries(SHAPES))('an address in a table %s is read as the same place', (_why, parts) => {
  const made = table(columnsOf(parts), { address: { write: 'always' } })
  const said = Object.fromEntries(Object.entries(PLACE).map(([part, text]) => [`address.${part}`, text]))
  const state = golden(said)
  const found = wanted(made, 'address', state)
  expect(found.is).toBe('value')
  if (found.is === 'value') expect(standardise(found.read).addresses[0]?.key).toBe(state.addresses[0]?.address.key)
})

describe('properties', () => {
  const date = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2019-12-31'), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10))
  const phone = fc.constantFrom('+12075550111', '+442079460123', '+4930901820', '+33142685300', '+81332017000')
  const word = fc.constantFrom('Sunniva', 'Åse', 'O’Neill', 'de la Cruz', 'Müller', 'Anne-Marie')
  const money = fc.integer({ min: 0, max: 9_999_99 }).map((cents) => String(cents / 100))
  const value: fc.Arbitrary<[field: string, said: string, target: object, settings: object]> = fc.oneof(
    fc.tuple(
      fc.constant('birthDate'),
      date,
      fc.constantFrom('MM/dd/yyyy', 'dd.MM.yyyy', 'yyyy-MM-dd', 'd MMM yyyy', 'yyyyMMdd').map((format) => ({ format })),
      fc.constant({}),
    ),
    fc.tuple(
      fc.constant('phone'),
      phone,
      fc.constant({}),
      fc.constantFrom({}, { format: 'e164' }, { format: 'national' }, { format: 'international' }),
    ),
    fc.tuple(
      fc.constant('consent.email'),
      fc.constantFrom('true', 'false'),
      fc.constantFrom({}, { invert: true }, { map: { J: 'yes', N: 'no' } }, { map: { '1': 'true', '0': 'false' } }),
      fc.constant({}),
    ),
    fc.tuple(
      fc.constant('gender'),
      fc.constantFrom('female', 'male'),
      fc.constantFrom({}, { map: { F: 'female', M: 'male' } }),
      fc.constant({}),
    ),
    fc.tuple(
      fc.constant('custom.limit'),
      money,
      fc.constantFrom({ kind: 'number' }, { kind: 'number', decimal: ',' }),
      fc.constant({}),
    ),
    fc.tuple(
      fc.constant('givenName'),
      word,
      fc.constant({}),
      fc.constantFrom({}, { format: 'upper' }, { format: 'lower' }),
    ),
  )

  test('what is rendered and read by the mapping is the same value, or it is refused', () => {
    fc.assert(
      fc.property(value, ([field, said, target, settings]) => {
        const made = table(
          { cell: { to: field, ...target } },
          { [field === 'givenName' ? 'name' : field]: { write: 'always', ...settings } },
        )
        const property = { phone: 'phones' }[field] ?? field.replace('.', '_')
        const state = golden({}, { values: { [property]: property === 'phones' ? [said] : said } })
        const found = wanted(made, field === 'givenName' ? 'name' : field, state)
        expect(found).toMatchObject({ is: 'value' })
        if (found.is !== 'value') return
        const row = Object.fromEntries(Object.entries(found.cells).map(([column, text]) => [column, text ?? '']))
        const back = cellsReader(made.compiled, SHOP)(row)
        const shown = standardise(back).values[field]?.[0]?.value ?? back.fields[field]?.[0] ?? ''
        expect(readingOf(back, standardise).same(field, shown, said) || Number(shown) === Number(said)).toBe(true)
      }),
    )
  })
})
