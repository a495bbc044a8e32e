import { describe, expect, test } from 'vitest'
import type { Issue } from '../../server/model/record.ts'
import { compileSurvivor } from '../../server/survive/survive.ts'
import { ACTIVE, address, at, golden, governRules, record } from './records.ts'

describe('a bride takes her husband’s name and moves', () => {
  const before = { givenName: 'Marlene', familyName: 'Okafor', email: 'marlene@example.org' }
  const shop = record('web-shop:person:1', before, {
    ...at(2021),
    addresses: [address('7 Cactus Rd', 'Austin', '78701')],
  })
  const card = record('loyalty:person:1', before, {
    ...at(2022),
    addresses: [address('7 Cactus Rd', 'Austin', '78701')],
  })
  const now = record(
    'crm:person:1',
    { givenName: 'Marlene', familyName: 'Brandt', email: 'marlene@example.org' },
    { ...at(2024), addresses: [address('31 Lake St', 'Lansing', '48906')] },
  )
  const { values, winners, addresses } = golden([shop, card, now])

  test('the new name stands, the old one is kept and not counted as a typo', () => {
    expect(values).toMatchObject({ name: 'Marlene Brandt', familyName: 'Brandt', formerNames: ['Okafor'] })
    expect(winners).toContainEqual({ attribute: 'familyName', record: 'crm:person:1', rule: 'mostRecent' })
  })
  test('the new address is on the golden record, the old one behind it', () => {
    expect(values).toMatchObject({ line1: '31 Lake St', city: 'Lansing', postcode: '48906' })
    expect(addresses.map(({ record: from }) => from)).toEqual(['crm:person:1', 'loyalty:person:1'])
  })
  test('every value names its winner', () => {
    expect(winners.map(({ attribute }) => attribute)).toEqual(Object.keys(values))
  })
})

describe('what a policy misses', () => {
  const missing = (field: string): Issue => ({
    policy: 'required',
    severity: 'warning',
    effect: 'flag',
    field,
    missing: true,
    message: 'is missing',
  })
  const survivor = compileSurvivor(governRules('person').survive, 'person')
  const whole = [address('12 Quarry Rd', 'Duluth', '55802')]
  test.each([
    [
      'a postcode that another record has',
      'address.postcode',
      [record('till:person:2', {}, { addresses: whole })],
      'active',
    ],
    ['a mail box that another record has', 'email', [record('till:person:2', { email: 'ida@example.org' })], 'active'],
    ['a mail box that nobody has', 'email', [record('till:person:2', { phone: '+12185550133' })], 'flagged'],
    ['a mail box, and nobody else is there', 'email', [], 'flagged'],
    ['a postcode where nobody has an address', 'address.postcode', [record('till:person:2', {})], 'flagged'],
  ])('%s', (_, field, others, status) => {
    const members = [
      { record: record('till:person:1', { givenName: 'Ida' }), issues: [missing(field)] },
      ...others.map((each) => ({ record: each, issues: [] })),
    ]
    expect(survivor(members, ACTIVE).status).toBe(status)
  })
})

describe('attributes', () => {
  test('an owner’s value stands whatever others say later', () => {
    const records = [
      record('crm:person:1', { 'custom.loyaltyPoints': '1200' }, at(2020)),
      record('erp:person:1', { 'custom.loyaltyPoints': '90' }, at(2024)),
    ]
    const { values, winners } = golden(records)
    expect(values.custom_loyaltyPoints).toBe('1200')
    expect(winners).toContainEqual({ attribute: 'custom_loyaltyPoints', record: 'crm:person:1', rule: 'owner' })
    const silent = [record('crm:person:1', {}, at(2020)), ...records.slice(1)]
    expect(golden(silent).values.custom_loyaltyPoints).toBeUndefined()
  })
  test('one no to mail is a no', () => {
    const { values } = golden([
      record('a:person:1', { 'consent.mail': 'false' }, at(2019)),
      record('b:person:1', { 'consent.mail': 'true' }, at(2024)),
    ])
    expect(values.consent_mail).toBe('false')
  })
  test('a word on mail that nobody can read is no yes, whenever it was said', () => {
    const { values } = golden([
      record('a:person:1', { 'consent.mail': 'true' }, at(2019)),
      record('b:person:1', { 'consent.mail': 'false|unread|unread' }, at(2024)),
    ])
    expect(values.consent_mail).toBe('false')
  })
  test('extensions of a switchboard are numbers of their own, and shown', () => {
    const { values } = golden([
      record('a:person:1', { phone: '+16502530000|16502530000|ext 136' }, at(2024)),
      record('b:person:1', { phone: ['+16502530000|16502530000|ext 137', '+16502530000|16502530000'] }, at(2019)),
    ])
    expect(values.phones).toEqual(['+16502530000 ext 136', '+16502530000 ext 137', '+16502530000'])
  })
  test('a whole birth date beats the year alone, and most voices beat one', () => {
    const { values } = golden([
      record('a:person:1', { birthDate: '1980' }, at(2024)),
      record('b:person:1', { birthDate: '1980-02-11' }, at(2019)),
      record('c:person:1', { birthDate: '1980-02-11' }, at(2018)),
      record('d:person:1', { birthDate: '1980-11-02' }, at(2023)),
    ])
    expect(values.birthDate).toBe('1980-02-11')
  })
  test('lists hold each value once, newest first, without junk', () => {
    const { values } = golden([
      record('a:person:1', { email: ['old@example.org', 'none@none.com|'] }, at(2019)),
      record('b:person:1', { email: ['new@example.org', 'Old@example.org'] }, at(2024)),
    ])
    // Both are b:person:1's; the one that a:person:1 knows too is first.
    expect(values.emails).toEqual(['Old@example.org', 'new@example.org'])
  })
  test('equal times fall to trust, equal trust to the lower record id', () => {
    const genders = [
      record('erp:person:1', { gender: 'f' }, at(2020)),
      record('web-shop:person:1', { gender: 'm' }, at(2020)),
    ]
    expect(golden(genders).values.gender).toBe('f')
    const { winners } = golden([
      record('b:person:1', { gender: 'm' }, at(2020)),
      record('a:person:1', { gender: 'f' }, at(2020)),
    ])
    expect(winners).toContainEqual({ attribute: 'gender', record: 'a:person:1', rule: 'recordId' })
  })
  test('trust may differ by attribute, fall with a failed policy and fade with age', () => {
    const trust = { default: 0.5, sources: { a: 0.6, b: 0.5 }, attributes: { title: { b: 0.7 } }, failedPolicy: 0 }
    const pick = { '*': { pick: ['mostTrusted' as const], max: 9, omit: false } }
    const records = [
      record('a:person:1', { title: 'Dr', gender: 'f' }, at(2010)),
      record('b:person:1', { title: 'Prof', gender: 'm' }, at(2020)),
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
      record('a:person:1', { title: 'Mr' }, { updatedAt: '2024-01-01T00:00:00Z' }),
      record('b:person:1', { title: 'Dr' }, { updatedAt: '2024-01-01T00:00:00.500Z' }),
    ])
    expect(values.title).toBe('Dr')
  })
  test('a mail box of kind verified wins where the rules ask for it', () => {
    const attributes = { '*': { pick: ['verified' as const, 'mostRecent' as const], max: 9, omit: false } }
    const records = [
      record('a:person:1', { email: 'real@example.org|real@example.org|verified' }, at(2019)),
      record('b:person:1', { email: 'typed@example.org' }, at(2024)),
    ]
    const { values } = golden(records, 'person', { attributes })
    expect(values.emails).toEqual(['real@example.org', 'typed@example.org'])
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
    const content = survivor([{ record: record('a:person:1', {}), issues }], {
      status: state,
      reasons: state === 'held' ? ['too large'] : [],
    })
    expect([content.status, content.reasons]).toEqual([status, reasons])
  })
})

test('a contact’s title and department come from one job', () => {
  const { values } = golden(
    [
      record(
        'crm-east:person:1',
        { 'company.id': 'A', department: 'IT', jobTitle: 'Clerk' },
        { entity: 'contact', ...at(2020) },
      ),
      record('crm-east:person:2', { 'company.id': 'B', jobTitle: 'Buyer' }, { entity: 'contact', ...at(2023) }),
    ],
    'contact',
  )
  expect([values.jobTitle, values.department]).toEqual(['Buyer', undefined])
})
