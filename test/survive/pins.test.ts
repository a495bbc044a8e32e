import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Pin } from '../../server/model/pin.ts'
import type { StandardRecord } from '../../server/model/record.ts'
import { compileOffers, compileReasons, compileSurvivor, type Member } from '../../server/survive/survive.ts'
import { ACTIVE, address, at, golden, governRules, record } from './records.ts'

const rules = governRules('person').survive
const survivor = compileSurvivor(rules, 'person')
const reasons = compileReasons(rules, 'person')

const pin = (id: string, field: string, more: Partial<Pin> = {}): Pin =>
  Pin.parse({
    id,
    record: 'crm:person:1',
    attribute: field,
    field,
    by: 'maria',
    reason: 'she said so',
    at: '2025-01-01T00:00:00Z',
    ...(more.value === undefined ? {} : { folded: more.value.toLowerCase() }),
    ...more,
  })
const member = (of: StandardRecord, more: Partial<Member> = {}): Member => ({ record: of, issues: [], ...more })

const crm = record(
  'crm:person:1',
  { givenName: 'Ada', familyName: 'Ferris', email: ['ada@example.org', 'a.ferris@example.org'], title: 'Ms' },
  { ...at(2020), addresses: [address('4 Mill Rd', 'Bath', '04530')] },
)
const erp = record(
  'erp:person:1',
  { givenName: 'Ada', familyName: 'Marlowe', email: 'ada@work.example', title: 'Dr' },
  { ...at(2024), addresses: [address('7 Quay St', 'Bath', '04530')] },
)

describe('pins', () => {
  test('a pinned value stands above all criteria and names its pin', () => {
    const content = survivor([member(crm, { pins: [pin('pin_1', 'title', { value: 'Prof' })] }), member(erp)], ACTIVE)
    expect(content.values.title).toBe('Prof')
    expect(content.winners).toContainEqual({ attribute: 'title', record: 'crm:person:1', rule: 'pinned', pin: 'pin_1' })
  })
  test('a pinned record goes first in a list, with all that it says', () => {
    const content = survivor([member(crm, { pins: [pin('pin_1', 'email')] }), member(erp)], ACTIVE)
    expect(content.values.emails).toEqual(['ada@example.org', 'a.ferris@example.org', 'ada@work.example'])
  })
  test('a pinned name makes the display name, and what it beats is a former one', () => {
    const pins = [pin('pin_1', 'familyName', { value: 'Ferris' })]
    const { values } = survivor([member(crm, { pins }), member(erp)], ACTIVE)
    expect(values).toMatchObject({ name: 'Ada Ferris', familyName: 'Ferris', formerNames: ['Marlowe'] })
  })
  test('a pinned address goes first and whole', () => {
    const { values, winners, addresses } = survivor(
      [member(crm, { pins: [pin('pin_1', 'address')] }), member(erp)],
      ACTIVE,
    )
    expect([values.line1, addresses.map((each) => each.record)]).toEqual([
      '4 Mill Rd',
      ['crm:person:1', 'erp:person:1'],
    ])
    expect(winners).toContainEqual({ attribute: 'city', record: 'crm:person:1', rule: 'pinned', pin: 'pin_1' })
  })
  test('a pin on what its record does not say rests', () => {
    const pins = [pin('pin_1', 'suffix')]
    expect(survivor([member(crm, { pins }), member(erp)], ACTIVE)).toEqual(survivor([member(crm), member(erp)], ACTIVE))
  })
  test('of any pins in any order the newest wins, equal instants by id', () => {
    const days = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(days, fc.boolean(), (chosen, turn) => {
        const pins = chosen.map((day, i) =>
          pin(`pin_${i}`, 'title', { value: `T${i}`, at: `2025-01-0${day}T00:00:00Z` }),
        )
        const last = pins.reduce((a, b) => (b.at > a.at || (b.at === a.at && b.id > a.id) ? b : a))
        const own = turn ? [...pins].reverse() : pins
        const split = [member(crm, { pins: own.slice(0, 2) }), member(erp, { pins: own.slice(2) })]
        expect(survivor(turn ? split.reverse() : split, ACTIVE).values.title).toBe(last.value)
      }),
    )
  })
})

describe('who is not heard', () => {
  test('a retired source wins nothing; a pin on its record still stands', () => {
    const old = member(erp, { retired: true })
    expect(survivor([member(crm), old], ACTIVE)).toEqual(survivor([member(crm)], ACTIVE))
    const pinned = member(erp, { retired: true, pins: [{ ...pin('pin_1', 'title'), record: erp.id }] })
    expect(survivor([member(crm), pinned], ACTIVE).values.title).toBe('Dr')
  })
  test('only retired sources leave nothing to publish', () => {
    const content = survivor([member(crm, { retired: true })], ACTIVE)
    expect(content).toMatchObject({ values: { name: 'crm:1' }, winners: [], addresses: [], status: 'blocked' })
  })
  test('what others say of an owner’s attribute is rejected, unless they say the same', () => {
    const points = (id: string, value: string) => record(id, { 'custom.loyaltyPoints': value }, at(2024))
    const { rejected } = golden([
      points('crm:person:1', '10'),
      points('erp:person:1', '99'),
      points('shop:person:1', '10'),
    ])
    expect(rejected).toEqual([{ attribute: 'custom_loyaltyPoints', record: 'erp:person:1', value: '99' }])
    expect(golden([points('crm:person:1', '10')])).not.toHaveProperty('rejected')
  })
})

describe('why values lost', () => {
  const why = (members: readonly Member[], attribute: string, of: StandardRecord, value: string) =>
    reasons(members)(attribute, of.id, value)

  test.each([
    ['title', 'Ms', 'mostRecent'],
    ['emails', 'a.ferris@example.org', 'mostRecent'],
    ['familyName', 'Ferris', 'mostRecent'],
    ['line1', '4 Mill Rd', 'mostRecent'],
  ])('%s %s: %s', (attribute, value, by) => {
    expect(why([member(crm), member(erp)], attribute, crm, value)).toMatchObject({ by, why: 'older' })
  })
  test('a pin, a retired source, and nothing said of what won', () => {
    const pinned = [member(crm, { pins: [pin('pin_1', 'title')] }), member(erp)]
    expect(why(pinned, 'title', erp, 'Dr')).toMatchObject({ by: 'pinned' })
    expect(why([member(crm), member(erp, { retired: true })], 'title', erp, 'Dr')).toMatchObject({ by: 'retired' })
    expect(why([member(crm), member(erp)], 'title', erp, 'Dr')).toBeUndefined()
  })
})

test('trust in one attribute may age faster than in others', () => {
  const pick = { '*': { pick: ['mostTrusted' as const], max: 9, omit: false } }
  const trust = { ...rules.trust, sources: { crm: 0.9, erp: 0.5 } as never, halfLives: { title: 365 } }
  const { values } = golden(
    [
      record('crm:person:1', { title: 'Ms', gender: 'f' }, at(2019)),
      record('erp:person:1', { title: 'Dr', gender: 'm' }, at(2024)),
    ],
    'person',
    { trust, attributes: pick },
  )
  expect(values).toMatchObject({ title: 'Dr', gender: 'f' })
})

test('the best address for an end: of its kind, verified, then new; each place once', () => {
  const offers = compileOffers(rules)
  const lives = (id: string, year: number, line: string, more: object) =>
    member(record(id, {}, { ...at(year), addresses: [address(line, 'Bath', '04530', more)] }))
  const members = [
    lives('a:person:1', 2025, '1 Bill St', { kind: 'billing', verified: true }),
    lives('b:person:1', 2024, '2 New St', { kind: 'delivery' }),
    lives('c:person:1', 2021, '3 Old St', { kind: 'home', verified: true }),
    lives('d:person:1', 2020, '2 New St', {}),
  ]
  expect(offers(members, 'delivery')?.map(({ candidate, rule }) => [candidate.record, rule])).toEqual([
    ['c:person:1', 'verified'],
    ['b:person:1', 'ofKind'],
    ['a:person:1', 'onlyValue'],
  ])
  expect(offers(members, 'piano')).toBeUndefined()
})
