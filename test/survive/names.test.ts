import { describe, expect, test } from 'vitest'
import { at, golden, record } from './records.ts'

const name = (given: string, family: string, year?: number) => ({ given, family, year })

describe('the name that stands', () => {
  test.each([
    ['newer name', [name('Ada', 'Yilmaz', 2020), name('Ada', 'Stone', 2023)], 'Ada Stone', ['Yilmaz']],
    [
      'typo in the newest record',
      [name('Jonas', 'Lindqvist', 2020), name('Jonas', 'Lindqvist', 2021), name('Jonas', 'Lindqvits', 2023)],
      'Jonas Lindqvist',
      undefined,
    ],
    [
      'columns swapped',
      [name('Keiko', 'Mori', 2020), name('Keiko', 'Mori', 2021), name('Mori', 'Keiko', 2023)],
      'Keiko Mori',
      undefined,
    ],
    [
      'an initial is no newer name',
      [name('Harold', 'Finch', 2020), name('H', 'Finch', 2023)],
      'Harold Finch',
      undefined,
    ],
    ['one part each', [name('Noor', '', 2020), name('', 'Haddad', 2021)], 'Noor Haddad', undefined],
    [
      'double surname after the wedding',
      [name('Eva', 'Novak', 2019), name('Eva', 'Novak Reyes', 2022)],
      'Eva Novak Reyes',
      undefined,
    ],
    ['undated is oldest', [name('Ada', 'Stone'), name('Ada', 'Yilmaz', 1999)], 'Ada Yilmaz', ['Stone']],
    ['written apart', [name('Ian', 'Mac Donald', 2019), name('Ian', 'MacDonald', 2020)], 'Ian MacDonald', undefined],
  ])('%s', (_why, names, shown, former) => {
    const records = names.map(({ given, family, year }, i) =>
      record(
        `s${i}:person:1`,
        { ...(given && { givenName: given }), ...(family && { familyName: family }) },
        year ? at(year) : {},
      ),
    )
    const { values } = golden(records)
    expect([values.name, values.formerNames]).toEqual([shown, former])
  })

  test('middle name and suffix are filled only from the same name', () => {
    const { values, winners } = golden([
      record('a:person:1', { givenName: 'Luis', middleName: 'Alberto', familyName: 'Prado', suffix: 'Jr.' }, at(2019)),
      record('a:person:2', { givenName: 'Luis', familyName: 'Prado' }, at(2023)),
      record('a:person:3', { givenName: 'Luis', middleName: 'Xavier', familyName: 'Quiroga' }, at(2022)),
    ])
    expect(values.name).toBe('Luis Alberto Prado Jr.')
    expect(winners).toContainEqual({ attribute: 'middleName', record: 'a:person:1', rule: 'filled' })
  })

  test.each<[why: string, values: Record<string, string>, shown: string]>([
    ['full name that could not be split', { fullName: 'Cher' }, 'Cher'],
    ['mail alone', { email: 'guest@example.org' }, 'guest@example.org'],
    ['nothing but junk', { familyName: 'n/a|' }, 'x:9'],
  ])('%s names somebody all the same', (_why, values, shown) => {
    expect(golden([record('x:person:9', values)]).values.name).toBe(shown)
  })

  test('the full name is a means, not a value', () => {
    expect(
      golden([record('x:person:9', { fullName: 'Ada Stone', givenName: 'Ada', familyName: 'Stone' })]).values.fullName,
    ).toBeUndefined()
  })
})

test('a renamed company keeps its old name as a trading name; another spelling of it is none', () => {
  const { values } = golden(
    [
      record('erp:person:1', { name: 'Hartwell Outdoor', 'terms.payment': 'net 30' }, at(2023)),
      record('crm-east:person:1', { name: 'Hartwel Outdoor', 'terms.payment': 'net 60' }, at(2024)),
      record('crm-west:person:1', { name: 'Pinewood Camping', tradingName: 'Hartwell Outdoor' }, at(2018)),
    ],
    'company',
  )
  expect(values).toMatchObject({
    name: 'Hartwell Outdoor',
    tradingNames: ['Pinewood Camping'],
    terms_payment: 'net 30',
  })
})

describe('what a company is called', () => {
  const company = (...names: readonly string[]) => {
    const records = names.map((shown, i) =>
      record(`s${i}:company:1`, { name: shown }, { entity: 'company', ...at(2018 + i) }),
    )
    const { values } = golden(records, 'company')
    return [values.name, values.tradingNames]
  }
  test.each<[why: string, names: string[], name: string, trading: string[] | undefined]>([
    ['renamed', ['Pinewood Camping', 'Hartwell Outdoor'], 'Hartwell Outdoor', ['Pinewood Camping']],
    ['cut off by a system', ['Elm Trading', 'Elm Trading', 'Elm Trading Limited Liabi'], 'Elm Trading', undefined],
    ['with its town', ['Lesage (Lyon)', 'Lesage', 'Lesage'], 'Lesage', undefined],
    [
      'an acronym is short for it',
      ['Great Lakes Holding', 'Great Lakes Holding', 'GLH'],
      'Great Lakes Holding',
      ['GLH'],
    ],
  ])('%s', (_why, names, name, trading) => expect(company(...names)).toEqual([name, trading]))
})

describe('what is no former name', () => {
  const ida = (family: string) => record('a:person:1', { familyName: family }, at(2019))
  test.each([
    ['the whole name in one column', 'Ida Calderon'],
    ['an initial beside it', 'I Calderon'],
    ['a typo of it', 'Claderon'],
    ['a middle initial beside it', 'L Calderon'],
    ['the given name', 'Ida'],
  ])('%s', (_why, family) => {
    const { values } = golden([
      ida(family),
      record('b:person:1', { givenName: 'Ida', familyName: 'Calderon' }, at(2023)),
    ])
    expect([values.name, values.formerNames]).toEqual(['Ida Calderon', undefined])
  })
  test('but another surname behind the given name is', () => {
    const { values } = golden([
      ida('Ida Montoya'),
      record('b:person:1', { givenName: 'Ida', familyName: 'Calderon' }, at(2023)),
    ])
    expect(values.formerNames).toEqual(['Ida Montoya'])
  })
})
