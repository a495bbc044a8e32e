import { describe, expect, test } from 'vitest'
import type { EntityName } from '../../server/model/entities/registry.ts'
import type { Issue, StandardRecord } from '../../server/model/record.ts'
import { compileSurvivor, type SurviveRules } from '../../server/survive/survive.ts'
import { address, governRules, record } from './records.ts'

const ACTIVE = { status: 'active', reasons: [] } as const

function golden(records: readonly StandardRecord[], entity: EntityName = 'person', change: Partial<SurviveRules> = {}) {
  const survivor = compileSurvivor({ ...governRules(entity).survive, ...change }, entity)
  return survivor(
    records.map((r) => ({ record: r, issues: [] })),
    ACTIVE,
  )
}

const at = (year: number) => ({ updatedAt: `${year}-05-01T08:00:00Z` })

describe('a bride takes her husband’s name and moves', () => {
  const before = { givenName: 'Marlene', familyName: 'Okafor', email: 'marlene@example.org' }
  const shop = record('web-shop:1', before, { ...at(2021), addresses: [address('7 Cactus Rd', 'Austin', '78701')] })
  const card = record('loyalty:1', before, { ...at(2022), addresses: [address('7 Cactus Rd', 'Austin', '78701')] })
  const now = record(
    'crm:1',
    { givenName: 'Marlene', familyName: 'Brandt', email: 'marlene@example.org' },
    { ...at(2024), addresses: [address('31 Lake St', 'Lansing', '48906')] },
  )
  const { values, winners, addresses } = golden([shop, card, now])

  test('the new name stands, the old one is kept and not counted as a typo', () => {
    expect(values).toMatchObject({ name: 'Marlene Brandt', familyName: 'Brandt', formerNames: ['Okafor'] })
    expect(winners).toContainEqual({ attribute: 'familyName', record: 'crm:1', rule: 'mostRecent' })
  })
  test('the new address is on the golden record, the old one behind it', () => {
    expect(values).toMatchObject({ line1: '31 Lake St', city: 'Lansing', postcode: '48906' })
    expect(addresses.map(({ record: from }) => from)).toEqual(['crm:1', 'loyalty:1'])
  })
  test('every value names its winner', () => {
    expect(winners.map(({ attribute }) => attribute)).toEqual(Object.keys(values))
  })
})

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
        `s${i}:1`,
        { ...(given && { givenName: given }), ...(family && { familyName: family }) },
        year ? at(year) : {},
      ),
    )
    const { values } = golden(records)
    expect([values.name, values.formerNames]).toEqual([shown, former])
  })

  test('middle name and suffix are filled only from the same name', () => {
    const { values, winners } = golden([
      record('a:1', { givenName: 'Luis', middleName: 'Alberto', familyName: 'Prado', suffix: 'Jr.' }, at(2019)),
      record('a:2', { givenName: 'Luis', familyName: 'Prado' }, at(2023)),
      record('a:3', { givenName: 'Luis', middleName: 'Xavier', familyName: 'Quiroga' }, at(2022)),
    ])
    expect(values.name).toBe('Luis Alberto Prado Jr.')
    expect(winners).toContainEqual({ attribute: 'middleName', record: 'a:1', rule: 'filled' })
  })

  test.each<[why: string, values: Record<string, string>, shown: string]>([
    ['full name that could not be split', { fullName: 'Cher' }, 'Cher'],
    ['mail alone', { email: 'guest@example.org' }, 'guest@example.org'],
    ['nothing but junk', { familyName: 'n/a|' }, 'x:9'],
  ])('%s names somebody all the same', (_why, values, shown) => {
    expect(golden([record('x:9', values)]).values.name).toBe(shown)
  })

  test('the full name is a means, not a value', () => {
    expect(
      golden([record('x:9', { fullName: 'Ada Stone', givenName: 'Ada', familyName: 'Stone' })]).values.fullName,
    ).toBeUndefined()
  })
})

describe('attributes', () => {
  test('an owner’s value stands whatever others say later', () => {
    const records = [
      record('crm:1', { 'custom.loyaltyPoints': '1200' }, at(2020)),
      record('erp:1', { 'custom.loyaltyPoints': '90' }, at(2024)),
    ]
    const { values, winners } = golden(records)
    expect(values.custom_loyaltyPoints).toBe('1200')
    expect(winners).toContainEqual({ attribute: 'custom_loyaltyPoints', record: 'crm:1', rule: 'owner' })
    expect(golden(records.slice(1)).values.custom_loyaltyPoints).toBeUndefined()
  })
  test('one no to mail is a no', () => {
    const { values } = golden([
      record('a:1', { 'consent.mail': 'false' }, at(2019)),
      record('b:1', { 'consent.mail': 'true' }, at(2024)),
    ])
    expect(values.consent_mail).toBe('false')
  })
  test('a whole birth date beats the year alone, and most voices beat one', () => {
    const { values } = golden([
      record('a:1', { birthDate: '1980' }, at(2024)),
      record('b:1', { birthDate: '1980-02-11' }, at(2019)),
      record('c:1', { birthDate: '1980-02-11' }, at(2018)),
      record('d:1', { birthDate: '1980-11-02' }, at(2023)),
    ])
    expect(values.birthDate).toBe('1980-02-11')
  })
  test('lists hold each value once, newest first, without junk', () => {
    const { values } = golden([
      record('a:1', { email: ['old@example.org', 'none@none.com|'] }, at(2019)),
      record('b:1', { email: ['new@example.org', 'Old@example.org'] }, at(2024)),
    ])
    // Both are b:1's; the one that a:1 knows too is first.
    expect(values.emails).toEqual(['Old@example.org', 'new@example.org'])
  })
  test('equal times fall to trust, equal trust to the lower record id', () => {
    const genders = [record('erp:1', { gender: 'f' }, at(2020)), record('web-shop:1', { gender: 'm' }, at(2020))]
    expect(golden(genders).values.gender).toBe('f')
    const { winners } = golden([record('b:1', { gender: 'm' }, at(2020)), record('a:1', { gender: 'f' }, at(2020))])
    expect(winners).toContainEqual({ attribute: 'gender', record: 'a:1', rule: 'recordId' })
  })
  test('trust may differ by attribute, fall with a failed policy and fade with age', () => {
    const trust = { default: 0.5, sources: { a: 0.6, b: 0.5 }, attributes: { title: { b: 0.7 } }, failedPolicy: 0 }
    const pick = { '*': { pick: ['mostTrusted' as const], max: 9, omit: false } }
    const records = [
      record('a:1', { title: 'Dr', gender: 'f' }, at(2010)),
      record('b:1', { title: 'Prof', gender: 'm' }, at(2020)),
    ]
    const values = (more: object) =>
      golden(records, 'person', { trust: { ...trust, ...more }, attributes: pick }).values
    expect(values({})).toMatchObject({ title: 'Prof', gender: 'f' })
    expect(values({ halfLifeDays: 365 })).toMatchObject({ gender: 'm' })
    const doubted: Issue = { policy: 'p', severity: 'warning', effect: 'none', field: 'gender', message: '' }
    const survivor = compileSurvivor(
      { ...governRules('person').survive, trust: { ...trust, failedPolicy: 0.3 }, attributes: pick },
      'person',
    )
    const members = records.map((r, i) => ({ record: r, issues: i === 0 ? [doubted] : [] }))
    expect(survivor(members, ACTIVE).values.gender).toBe('m')
  })
  test('a fraction of a second is later, though its text sorts before', () => {
    const { values } = golden([
      record('a:1', { title: 'Mr' }, { updatedAt: '2024-01-01T00:00:00Z' }),
      record('b:1', { title: 'Dr' }, { updatedAt: '2024-01-01T00:00:00.500Z' }),
    ])
    expect(values.title).toBe('Dr')
  })
  test('a mail box of kind verified wins where the rules ask for it', () => {
    const attributes = { '*': { pick: ['verified' as const, 'mostRecent' as const], max: 9, omit: false } }
    const records = [
      record('a:1', { email: 'real@example.org|real@example.org|verified' }, at(2019)),
      record('b:1', { email: 'typed@example.org' }, at(2024)),
    ]
    const { values } = golden(records, 'person', { attributes })
    expect(values.emails).toEqual(['real@example.org', 'typed@example.org'])
  })
})

describe('addresses', () => {
  test('a complete one beats a newer city; the city is not listed', () => {
    const { values, addresses } = golden([
      record('a:1', {}, { ...at(2019), addresses: [address('3 Rue Verte', 'Lyon', '69001')] }),
      record('b:1', {}, { ...at(2024), addresses: [address('', 'Paris')] }),
    ])
    expect(values.city).toBe('Lyon')
    expect(addresses).toHaveLength(1)
  })
  test('one that ended gives way', () => {
    const { values } = golden([
      record('a:1', {}, { ...at(2019), addresses: [address('3 Rue Verte', 'Lyon', '69001')] }),
      record('b:1', {}, { ...at(2024), addresses: [address('9 Quai', 'Paris', '75001', { to: '2023-01-01' })] }),
    ])
    expect(values.city).toBe('Lyon')
  })
  test('without any time the day they moved in decides', () => {
    const { values, addresses } = golden([
      record('a:1', {}, { addresses: [address('1 Old Ln', 'York', 'YO1', { from: '2001-01-01' })] }),
      record('b:1', {}, { addresses: [address('2 New Ln', 'York', 'YO2', { from: '2020-01-01', kind: 'home' })] }),
    ])
    expect(values.line1).toBe('2 New Ln')
    expect(addresses[0]).toMatchObject({ kind: 'home', from: '2020-01-01', record: 'b:1' })
  })
  test.each<[why: string, places: ReturnType<typeof address>[], best: string, listed: number]>([
    [
      'a typo in the newest',
      [
        address('4 Quince Dr', 'York', 'YO1'),
        address('4 Quince Dr', 'York', 'YO1'),
        address('4 Quinec Dr', 'York', 'YO1'),
      ],
      '4 Quince Dr',
      1,
    ],
    [
      'a unit that the newest lacks',
      [address('4 Quince Dr', 'York', 'YO1', { unit: '7' }), address('4 Quince Dr', 'York', 'YO1')],
      '4 Quince Dr 7',
      1,
    ],
    [
      'another unit',
      [address('4 Quince Dr', 'York', 'YO1', { unit: '7' }), address('4 Quince Dr', 'York', 'YO1', { unit: '8' })],
      '4 Quince Dr 8',
      2,
    ],
    ['next door', [address('4 Quince Dr', 'York', 'YO1'), address('6 Quince Dr', 'York', 'YO1')], '6 Quince Dr', 2],
    [
      'the same street elsewhere',
      [address('4 Quince Dr', 'York', 'YO1'), address('4 Quince Dr', 'Bath', 'BA1')],
      '4 Quince Dr',
      2,
    ],
  ])('spelled in two ways, or two: %s', (_why, places, best, listed) => {
    const records = places.map((place, i) => record(`s${i}:1`, {}, { ...at(2019 + i), addresses: [place] }))
    const { values, addresses } = golden(records)
    expect([[values.line1, values.unit].filter(Boolean).join(' '), addresses.length]).toEqual([best, listed])
  })
  test('a day that is no ISO date counts for nothing', () => {
    const { values } = golden([
      record('a:1', {}, { addresses: [address('1 Old Ln', 'York', 'YO1', { from: '2001-01-01' })] }),
      record('b:1', {}, { addresses: [address('2 New Ln', 'York', 'YO2', { from: '07/01/2024' })] }),
    ])
    expect(values.line1).toBe('1 Old Ln')
  })
  test('only a city is still the golden record’s city', () => {
    const { values, addresses } = golden([record('a:1', {}, { addresses: [address('', 'Seattle')] })])
    expect([values.city, addresses]).toEqual(['Seattle', []])
  })
})

describe('status', () => {
  const issue = (effect: Issue['effect'], policy: string): Issue => ({
    policy,
    severity: 'warning',
    effect,
    message: '',
  })
  test.each([
    ['nothing wrong', [], 'active', 'active', []],
    ['a remark', ['none'], 'active', 'active', []],
    ['a flag', ['flag'], 'active', 'flagged', ['p-flag']],
    ['a hold beats a flag', ['flag', 'hold'], 'active', 'blocked', ['p-flag', 'p-hold']],
    ['a held cluster beats both', ['hold'], 'held', 'held', ['too large', 'p-hold']],
  ] as const)('%s', (_why, effects, state, status, reasons) => {
    const survivor = compileSurvivor(governRules('person').survive, 'person')
    const issues = effects.map((effect) => issue(effect, `p-${effect}`))
    const content = survivor([{ record: record('a:1', {}), issues }], {
      status: state,
      reasons: state === 'held' ? ['too large'] : [],
    })
    expect([content.status, content.reasons]).toEqual([status, reasons])
  })
})

test('a renamed company keeps its old name as a trading name; another spelling of it is none', () => {
  const { values } = golden(
    [
      record('erp:1', { name: 'Hartwell Outdoor', 'terms.payment': 'net 30' }, at(2023)),
      record('crm-east:1', { name: 'Hartwel Outdoor', 'terms.payment': 'net 60' }, at(2024)),
      record('crm-west:1', { name: 'Pinewood Camping', tradingName: 'Hartwell Outdoor' }, at(2018)),
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
    const records = names.map((shown, i) => record(`s${i}:1`, { name: shown }, { entity: 'company', ...at(2018 + i) }))
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
  const ida = (family: string) => record('a:1', { familyName: family }, at(2019))
  test.each([
    ['the whole name in one column', 'Ida Calderon'],
    ['an initial beside it', 'I Calderon'],
    ['a typo of it', 'Claderon'],
    ['a middle initial beside it', 'L Calderon'],
    ['the given name', 'Ida'],
  ])('%s', (_why, family) => {
    const { values } = golden([ida(family), record('b:1', { givenName: 'Ida', familyName: 'Calderon' }, at(2023))])
    expect([values.name, values.formerNames]).toEqual(['Ida Calderon', undefined])
  })
  test('but another surname behind the given name is', () => {
    const { values } = golden([
      ida('Ida Montoya'),
      record('b:1', { givenName: 'Ida', familyName: 'Calderon' }, at(2023)),
    ])
    expect(values.formerNames).toEqual(['Ida Montoya'])
  })
})

test('a contact’s title and department come from one job', () => {
  const { values } = golden(
    [
      record(
        'crm-east:1',
        { 'company.id': 'A', department: 'IT', jobTitle: 'Clerk' },
        { entity: 'contact', ...at(2020) },
      ),
      record('crm-east:2', { 'company.id': 'B', jobTitle: 'Buyer' }, { entity: 'contact', ...at(2023) }),
    ],
    'contact',
  )
  expect([values.jobTitle, values.department]).toEqual(['Buyer', undefined])
})
