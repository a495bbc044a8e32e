import { describe, expect, test } from 'vitest'
import type { StandardRecord } from '../../server/model/record.ts'
import { rarityTables } from '../../server/score/contract/rarity.ts'
import { GIVEN, givenLevel, Part } from '../../server/score/person/name-parts.ts'
import { compileScorer } from '../../server/score/score.ts'
import { named, person, type Said, shipped } from '../kit/build.ts'
import { verdictOf } from '../kit/levels.ts'

const PLACE: Said = {
  'address.line1': '31 Orchard Steps',
  'address.city': 'Duluth',
  'address.region': 'MN',
  'address.postcode': '55802',
  phone: '218-555-0144',
}

const MAIL: Said = { email: 'harbourlight77@example.org' }
const twin = (givenName: string, said: Said = {}) =>
  named(`${givenName} Orr`, { birthDate: '2012-09-30', ...PLACE, ...said })

describe('two established given names are no slip of each other', () => {
  test.each<[a: string, b: string, level: (typeof GIVEN)[number]]>([
    ['Hayden', 'Kayden', 'alike'],
    ['Gabriel', 'Gabrielle', 'alike'],
    ['Alexander', 'Alexandra', 'alike'],
    ['Brandon', 'Brendan', 'alike'],
    ['Martin', 'Martina', 'alike'],
    ['Eric', 'Erica', 'alike'],
    ['Christina', 'Christine', 'alike'],
    ['Dennis', 'Denise', 'alike'],
    ['Yuki', 'Yuka', 'alike'],
    ['Sarah', 'Sarha', 'typo'],
    ['Hayden', 'Haydn', 'typo'],
    ['Brian', 'Brain', 'typo'],
    ['Jonathan', 'Jonathon', 'nickname'],
    ['Logan', 'Loan', 'typo'],
    ['Phillip', 'Philip', 'nickname'],
    ['Hossein', 'Husayn', 'nickname'],
    ['Robert', 'Bob', 'nickname'],
    ['Emma', 'Oliver', 'different'],
  ])('%s / %s: %s', (a, b, level) => {
    const [x, y] = [part(a), part(b)]
    expect([GIVEN[givenLevel(x, y)], GIVEN[givenLevel(y, x)]]).toEqual([level, level])
  })

  test.each<[why: string, a: StandardRecord, b: StandardRecord]>([
    ['twins of two sexes', twin('Paul'), twin('Paula')],
    ['twins of one sex', twin('Kaylee'), twin('Kayla')],
    ['twins at their mother’s mail box', twin('Brandon', MAIL), twin('Brendan', MAIL)],
    ['twins of whom nobody says when they were born', named('Aiden Orr', PLACE), named('Jaden Orr', PLACE)],
    ['another sex is stated', twin('Alex', { gender: 'm' }), twin('Alexandra', { gender: 'f' })],
  ])('%s are a doubt', (_why, a, b) => expect(verdictOf(a, b)).toBe('unsure'))

  test('a slip of one name leaves one person', () => {
    expect(verdictOf(twin('Gabriel'), twin('Gabreil'))).toBe('same')
    expect(verdictOf(twin('Catherine'), twin('Kathryn'))).toBe('same')
  })

  test('a rule set from before the level reads it as the one above', () => {
    const before = structuredClone(shipped.entities.person.score)
    for (const { lines } of before.comparisons) if ('given' in lines) delete lines.given.levels.alike
    before.overrules = []
    const scorer = compileScorer(before)
    expect(scorer.bits(scorer.prepare(twin('Paul')), scorer.prepare(twin('Paula')))).toBeGreaterThan(0)
  })
})

describe('a given name and a birthday', () => {
  const BORN: Said = { birthDate: '1991-03-17' }
  test.each<[why: string, a: StandardRecord, b: StandardRecord]>([
    ['alone', person({ givenName: 'Laura', ...BORN }), person({ givenName: 'Laura', ...BORN })],
    ['beside a full name', person({ givenName: 'Laura', ...BORN }), named('Laura Brandvold', { ...BORN, ...MAIL })],
  ])('%s do not link', (_why, a, b) => expect(verdictOf(a, b)).not.toBe('same'))

  test('link with a phone', () => {
    const said = { givenName: 'Laura', ...BORN, phone: '218-555-0190' }
    expect(verdictOf(person(said), person(said))).toBe('same')
  })
})

describe('a name that a small sample does not have', () => {
  const small = { givenName: { total: 700, floor: 0.02, counts: { oda: 0, emil: 5 }, whole: true as const } }
  const rarity = rarityTables(small)
  test('is unknown, not rare', () => expect(rarity('givenName', 'xanthippus')).toBe(0))
  test('is as common as it is in the world', () => expect(rarity('givenName', 'anna')).toBeGreaterThan(-11))
  test('is rare where the sample has it once', () => expect(rarity('givenName', 'oda')).toBeLessThan(-12))
  test('is rare in a large sample', () =>
    expect(rarityTables({ familyName: { total: 90_000, floor: 0.5, counts: {} } })('familyName', 'xanth')).toBeLessThan(
      -17,
    ))
})

function part(name: string): Part {
  return new Part(name.toLowerCase(), 0, false)
}
