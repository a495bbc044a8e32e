import { describe, expect, test } from 'vitest'
import { validate } from '../../server/validate/validate.ts'
import { person, shipped } from '../kit/build.ts'
import { onDay } from '../kit/check-around.ts'

const valuesOf = (record: ReturnType<typeof person>, ...fields: string[]) =>
  fields.map((field) => record.values[field]?.[0]?.value)
const flags = (record: ReturnType<typeof person>) =>
  validate(record, shipped.entities.person.validate, onDay('2026-01-01'))
    .filter(({ effect }) => effect !== 'none')
    .map(({ policy }) => policy)

describe('a note beside a name', () => {
  test.each<[name: string, given: string, family: string, note: string]>([
    ['Ruth Averill (deceased)', 'Ruth', 'Averill', 'deceased'],
    ['RUTH AVERILL DECEASED', 'Ruth', 'Averill', 'DECEASED'],
    ['Averill (Decd.), Ruth', 'Ruth', 'Averill', 'Decd.'],
    ['Ruth Averill †', 'Ruth', 'Averill', '†'],
    ['Ruth Averill - verstorben', 'Ruth', 'Averill', 'verstorben'],
    ['Mme Ruth Averill, décédée', 'Ruth', 'Averill', 'décédée'],
    ['Estate of Ruth Averill', 'Ruth', 'Averill', 'Estate of'],
    ['The late Ruth Averill', 'Ruth', 'Averill', 'The late'],
    ['Nachlass von Ruth Averill', 'Ruth', 'Averill', 'Nachlass von'],
  ])('%s: has died', (fullName, given, family, note) => {
    const made = person({ fullName })
    expect(valuesOf(made, 'givenName', 'familyName', 'note', 'deceased')).toEqual([given, family, note, 'true'])
    expect(made.values.familyName?.[0]?.original).toBe(fullName)
  })

  test.each<[name: string, note: string]>([
    ['Ruth Averill c/o Hill House', 'c/o Hill House'],
    ['Ruth Averill, care of Mr. Lowe', 'care of Mr. Lowe'],
    ['attn: Ruth Averill', 'attn:'],
    ['z.Hd. Ruth Averill', 'z.Hd.'],
    ['Ruth Averill (Accounts)', 'Accounts'],
    ['Ruth Averill [old customer no. 12]', 'old customer no. 12'],
    ['Ruth Averill - VIP', 'VIP'],
    ['Ruth Averill / duplicate', 'duplicate'],
    ['3. Ruth Averill', '3.'],
    ['#12 Ruth Averill', '#12'],
    ['Ruth (Рут) Averill', 'Рут'],
  ])('%s', (fullName, note) => {
    const made = person({ fullName })
    expect(valuesOf(made, 'givenName', 'familyName', 'note')).toEqual(['Ruth', 'Averill', note])
    expect(valuesOf(made, 'middleName', 'deceased')).toEqual([undefined, undefined])
  })

  test.each<[name: string, refused: string[]]>([
    ['Ruth Averill - DO NOT CALL', ['consent.phone']],
    ['Ruth Averill (nicht anrufen)', ['consent.phone']],
    ['Ruth Averill DO NOT MAIL', ['consent.mail']],
    ['Ruth Averill *do not email*', ['consent.email']],
    ['Ruth Averill - do not contact', ['consent.mail', 'consent.email', 'consent.phone']],
  ])('%s is a refusal', (fullName, refused) => {
    const made = person({ fullName })
    expect(valuesOf(made, 'givenName', 'familyName')).toEqual(['Ruth', 'Averill'])
    expect(Object.keys(made.values).filter((field) => field.startsWith('consent.'))).toEqual(refused)
    expect(valuesOf(made, ...refused).every((value) => value === 'false')).toBe(true)
  })

  test('a refusal beside the name goes before a yes in a column', () => {
    const made = person({ 'consent.phone': 'yes', fullName: 'Ruth Averill DO NOT CALL' })
    expect(valuesOf(made, 'consent.phone')).toEqual(['false'])
  })

  test.each<[given: string, family: string]>([
    ['Ruth (deceased)', 'Averill'],
    ['Ruth', 'Averill - deceased'],
  ])('in a column of its own part: %s, %s', (givenName, familyName) => {
    expect(valuesOf(person({ givenName, familyName }), 'givenName', 'familyName', 'deceased')).toEqual([
      'Ruth',
      'Averill',
      'true',
    ])
  })

  test.each(['Bruno Dead', 'Anna Late', 'Thomas Estate', 'Karl Att', 'Max Old', 'Ann Office', 'Carl Attn'])(
    '%s is a name',
    (fullName) => expect(person({ fullName }).values.note).toBeUndefined(),
  )
})

test.each([
  ['yes', 'true'],
  ['X', 'true'],
  ['Verstorben', 'true'],
  ['deceased 2019', 'true'],
  ['†', 'true'],
  ['14.03.2019', 'true'],
  ['no', 'false'],
])('deceased: %s is %s', (deceased, value) =>
  expect(valuesOf(person({ familyName: 'Averill', deceased }), 'deceased')).toEqual([value]),
)

describe('names as they are', () => {
  test.each<[name: string, given: string, middle: string | undefined, family: string, shown: string]>([
    ['NURISTANI Abdul Aziz', 'Abdul', 'Aziz', 'Nuristani', 'Abdul Aziz Nuristani'],
    ['DUPONT Jean', 'Jean', undefined, 'Dupont', 'Jean Dupont'],
    ['VAN DEN BERG Anna', 'Anna', undefined, 'van den Berg', 'Anna van den Berg'],
    ['Claire FONTAINE', 'Claire', undefined, 'Fontaine', 'Claire Fontaine'],
    ['Tóth Gábor', 'Gábor', undefined, 'Tóth', 'Tóth Gábor'],
    ['Szabó Anna Mária', 'Anna', 'Mária', 'Szabó', 'Szabó Anna Mária'],
    ['Trần Thị Mai', 'Mai', 'Thị', 'Trần', 'Trần Thị Mai'],
    ['Петрова Анна Сергеевна', 'Анна', 'Сергеевна', 'Петрова', 'Петрова Анна Сергеевна'],
    ['Анна Сергеевна Петрова', 'Анна', 'Сергеевна', 'Петрова', 'Анна Сергеевна Петрова'],
    ['Petrov Ivan Sergeevich', 'Ivan', 'Sergeevich', 'Petrov', 'Petrov Ivan Sergeevich'],
    ['Ana Marija Petrović', 'Ana', 'Marija', 'Petrović', 'Ana Marija Petrović'],
    ['鈴木一郎様', '一郎', undefined, '鈴木', '鈴木一郎様'],
    ['佐藤 花子', '花子', undefined, '佐藤', '佐藤 花子'],
    ['王小明先生', '小明', undefined, '王', '王小明先生'],
    ["Piet van 't Hoff", 'Piet', undefined, "van 't Hoff", "Piet van 't Hoff"],
    ['علي بن عبد الله', 'علي', 'بن', 'عبد الله', 'علي بن عبد الله'],
    ['John D. Marsh', 'John', 'D.', 'Marsh', 'John D. Marsh'],
    ['The Honourable Jane Marsh', 'Jane', undefined, 'Marsh', 'Jane Marsh'],
    ['Tan Sri Ahmad bin Ali', 'Ahmad', undefined, 'bin Ali', 'Ahmad bin Ali'],
  ])('%s', (fullName, given, middle, family, shown) => {
    const made = person({ fullName })
    expect(valuesOf(made, 'givenName', 'middleName', 'familyName', 'fullName')).toEqual([given, middle, family, shown])
  })

  test.each<[name: string, given: string, family: string]>([
    ['Smith, John & Mary', 'John & Mary', 'Smith'],
    ['Castell, Peter und Ruth', 'Peter & Ruth', 'Castell'],
  ])('%s are two', (fullName, given, family) => {
    const made = person({ fullName })
    expect(valuesOf(made, 'givenName', 'familyName')).toEqual([given, family])
    expect(flags(made)).toContain('one-person')
  })
  test('two families in a word are two', () =>
    expect(flags(person({ fullName: 'Smith/Jones' }))).toEqual(['one-person']))

  test.each([
    'J Smith Ltd',
    'Acme Corp',
    'Kesselbau Ahlert GmbH',
    'Boulangerie Perrin SARL',
    'Weber Bau AG',
    'Nordlys A/S',
  ])('%s is a company', (fullName) => expect(flags(person({ fullName }))).toEqual(['not-a-company']))
  test.each(['Anna Sas', 'Jean Sa', 'MARIA AG', 'Peter Co', 'Kim Ab'])('%s is a person', (fullName) =>
    expect(flags(person({ fullName }))).toEqual([]),
  )
  test('a mail box is nobody', () =>
    expect(flags(person({ fullName: 'ruth.averill@mail.test' }))).toContain('a-person'))
})
