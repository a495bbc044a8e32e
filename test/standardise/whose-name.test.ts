import { describe, expect, test } from 'vitest'
import type { StandardRecord } from '../../server/model/record.ts'
import { compileSurvivor } from '../../server/survive/survive.ts'
import { validate } from '../../server/validate/validate.ts'
import { contact, named, person, type Said, shipped } from '../kit/build.ts'
import { onDay } from '../kit/check-around.ts'
import { verdictOf } from '../kit/levels.ts'

const first = (record: StandardRecord, field: string) => record.values[field]?.[0]
const flags = (record: StandardRecord) =>
  validate(record, shipped.entities.person.validate, onDay('2026-01-01'))
    .filter(({ effect }) => effect !== 'none')
    .map(({ policy }) => policy)

describe('a former name in a name', () => {
  test.each<[name: string, given: string, family: string, former: string]>([
    ['Ida Brandt (née Corven)', 'Ida', 'Brandt', 'Corven'],
    ['Lucia Ferri in Galli', 'Lucia', 'Galli', 'Ferri'],
    ['Ferri in Galli, Lucia', 'Lucia', 'Galli', 'Ferri'],
    ['Lucia De Ferri in Galli', 'Lucia', 'Galli', 'De Ferri'],
    ['Lucia Ferri ved. Galli', 'Lucia', 'Galli', 'Ferri'],
    ['Claire Lambert épouse Morel', 'Claire', 'Morel', 'Lambert'],
    ['Hanna Vogt verh. Kern', 'Hanna', 'Kern', 'Vogt'],
    ['IDA BRANDT NEE CORVEN', 'Ida', 'Brandt', 'Corven'],
    ['Ida Brandt, geb. Ida Corven', 'Ida', 'Brandt', 'Corven'],
    ['Brandt geborene Corven, Ida', 'Ida', 'Brandt', 'Corven'],
    ['Ewa Zawada z domu Mroczek', 'Ewa', 'Zawada', 'Mroczek'],
    ['Eva Strand f. Holm', 'Eva', 'Strand', 'Holm'],
    ['Ida Brandt (born Corven)', 'Ida', 'Brandt', 'Corven'],
    ['Ida Brandt formerly Corven', 'Ida', 'Brandt', 'Corven'],
    ['Ida Brandt f.k.a. Corven', 'Ida', 'Brandt', 'Corven'],
    ['Ida Brandt vormals Corven', 'Ida', 'Brandt', 'Corven'],
  ])('%s', (fullName, given, family, former) => {
    const made = person({ fullName })
    expect(['givenName', 'familyName', 'formerName'].map((field) => first(made, field)?.value)).toEqual([
      given,
      family,
      former,
    ])
  })

  test('is taken out of a family name too', () => {
    expect(first(person({ givenName: 'Ida', familyName: 'Brandt (geb. Corven)' }), 'formerName')?.value).toBe('Corven')
  })
  test.each([
    'Max Born',
    'Anna F. Holm',
    'José Prado y Luz',
    'Jan in ’t Veld',
    'Anna in der Maur',
    'Soo In Kim',
    'Ved Prakash Sharma',
  ])('%s has none', (fullName) => {
    expect(first(person({ fullName }), 'formerName')).toBeUndefined()
  })
  test('ties its bearer to the records under it', () => {
    const born = { birthDate: '1979-02-11' }
    expect(verdictOf(person({ fullName: 'Ida Brandt née Corven', ...born }), named('Ida Corven', born))).toBe('same')
  })
})

describe('several people in a row', () => {
  const HOME: Said = { 'address.line1': '4 Fern Row', 'address.city': 'Bangor', 'address.postcode': '04401' }
  test.each<[name: string, given: string | undefined, family: string]>([
    ['Peter & Ruth Castell', 'Peter & Ruth', 'Castell'],
    ['Peter and Ruth Castell', 'Peter & Ruth', 'Castell'],
    ['Peter und Ruth Castell', 'Peter & Ruth', 'Castell'],
    ['Pierre et Marie Castel', 'Pierre & Marie', 'Castel'],
    ['Pablo y Marta Castillo', 'Pablo & Marta', 'Castillo'],
    ['Paolo e Marta Castelli', 'Paolo & Marta', 'Castelli'],
    ['Mr and Mrs Castell', undefined, 'Castell'],
    ['Herr und Frau Castell', undefined, 'Castell'],
    ['Familie Castell', undefined, 'Castell'],
    ['The Castell Family', undefined, 'Castell'],
  ])('%s', (fullName, given, family) => {
    const made = person({ fullName })
    expect([first(made, 'givenName')?.value, first(made, 'familyName')?.value]).toEqual([given, family])
    expect(flags(made)).toContain('one-person')
  })
  test('join neither of the two by themselves', () => {
    const both = person({ fullName: 'Peter & Ruth Castell', ...HOME, phone: '207-555-0108' })
    for (const name of ['Peter Castell', 'Ruth Castell'])
      expect(verdictOf(both, named(name, { ...HOME, phone: '207-555-0108' }))).toBe('unsure')
  })
  test('two given names are one person', () => {
    expect(flags(person({ fullName: 'Anna Maria Castell' }))).not.toContain('one-person')
  })
})

test.each(['Baby Boy', 'Twin A', 'Newborn', 'Infant Female'])(
  'two children called %s are not one for that',
  (givenName) => {
    const said = { givenName, familyName: 'Castell', birthDate: '2024-05-06', phone: '207-555-0108' }
    expect(verdictOf(person(said), person(said))).toBe('unsure')
    expect(verdictOf(person(said), person({ ...said, givenName: 'Edith' }))).toBe('unsure')
  },
)

test.each<[name: string, suffix: string | undefined]>([
  ['Hugh Castell V', 'V'],
  ['Hugh Castell VII', 'VII'],
  ['Hugh Castell the Third', 'III'],
  ['Hugh Castell, IX', 'IX'],
  ['Malcolm X', undefined],
  ['Castell, V', undefined],
])('generation of %s', (fullName, suffix) => expect(first(person({ fullName }), 'suffix')?.value).toBe(suffix))

describe('names that are words', () => {
  test.each<[why: string, said: Said, family: string]>([
    ['a mail box bears it', { givenName: 'Karen', familyName: 'NULL', email: 'k.null@example.org' }, 'null'],
    ['a phone beside a written name', { givenName: 'Karen', familyName: 'Test', phone: '207-555-0109' }, 'test'],
    ['a system’s gap', { givenName: 'Karen', familyName: 'NULL', phone: '207-555-0109' }, ''],
    ['nothing speaks for it', { givenName: 'Karen', familyName: 'Null' }, ''],
    ['a given name beside it', { givenName: 'Karen', familyName: 'Guest' }, 'guest'],
    ['no given name beside it', { givenName: 'Guest', familyName: 'Guest' }, ''],
  ])('%s', (_why, said, family) => expect(first(person(said), 'familyName')?.folded).toBe(family))

  test.each(['Walk-in Customer', 'Cash Sale', 'Donald Duck', 'Guest Guest'])('%s is nobody', (name) => {
    expect(flags(named(name, { email: 'info@shop.example' }))).toContain('a-person')
  })
})

test('a number at the end of a mail box parts two of one name', () => {
  const of = (email: string) => named('Lucia Ferri', { email })
  expect(verdictOf(of('lucia.ferri@gmail.com'), of('lucia.ferri3@gmail.com'))).toBe('unsure')
})

test.each([
  '4.40301E+17',
  '#N/A',
  'exempt',
  '<UNAVAIL>',
  'TBC',
  'keine',
  '0000',
  '876543210',
  '121212121',
  '***-**-4321',
  'n.v.t.',
])('%s is no identifier', (ssn) => expect(first(person({ 'identifier.ssn': ssn }), 'identifier.ssn')?.folded).toBe(''))
test.each(['E1234567', 'QZKLMRT', '536-22-8176', 'HRB 63850'])('%s is one', (ssn) =>
  expect(first(person({ 'identifier.ssn': ssn }), 'identifier.ssn')?.folded).not.toBe(''),
)

test('one name and one number at another company is at least a doubt', () => {
  const at = (name: string) =>
    contact({ givenName: 'Ottoline', familyName: 'Vasbinder', phone: '+1 207 555 0110', 'company.name': name })
  expect(verdictOf(at('Quayside Optics'), at('Fernhill Bakery'))).not.toBe('distinct')
})

describe('a spoilt name', () => {
  test.each([
    ['UTF-8 misread', { givenName: 'JÃ¼rgen', familyName: 'KÃ¶hler' }],
    ['HTML', { givenName: 'J&uuml;rgen', familyName: 'K&ouml;hler' }],
    ['letters in two parts', { givenName: 'Ju\u0308rgen', familyName: 'Ko\u0308hler' }],
  ])('%s is mended, and its verbatim kept', (_why, spoilt) => {
    const made = person(spoilt)
    expect([first(made, 'givenName')?.value, first(made, 'familyName')?.value]).toEqual(['Jürgen', 'Köhler'])
    expect(first(made, 'givenName')?.original).toBe(spoilt.givenName)
    expect(flags(made)).toEqual([])
  })
  test('of which letters are lost is told', () => {
    expect(new Set(flags(person({ givenName: 'J?rgen', familyName: 'K?hler' })))).toEqual(new Set(['legible']))
    expect(flags(person({ familyName: 'Berg', 'address.city': 'K\uFFFDln', 'address.postcode': '50667' }))).toEqual([
      'legible',
    ])
  })
  test('never stands for one that has its letters', () => {
    const survivor = compileSurvivor(shipped.entities.person.survive, 'person')
    const members = [
      person({ givenName: 'J?rgen', familyName: 'K?hler' }),
      person({ givenName: 'Jürgen', familyName: 'Köhler' }),
    ].map((record, i) => ({ record: { ...record, updatedAt: `202${5 - i}-01-01T00:00:00Z` }, issues: [] }))
    expect(survivor(members, { status: 'active', reasons: [] }).values.name).toBe('Jürgen Köhler')
  })
})

test.each([
  ['Null and Test', 'Null', 'Test'],
  ['Name and User', 'Name', 'User'],
])('%s beside given names and a birth date are two families', (_why, a, b) => {
  const born = { birthDate: '1970-11-24' }
  const [one, other] = [
    person({ givenName: 'Steven', familyName: a, ...born }),
    person({ givenName: 'Stephen', familyName: b, ...born }),
  ]
  expect(verdictOf(one, other)).not.toBe('same')
})
