import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GoldenId } from '../../server/model/ids.ts'
import type { HouseholdDraft, Resident } from '../../server/model/relation.ts'
import { households } from '../../server/relate/household.ts'
import { seeded, shuffle } from '../kit/seeded.ts'
import { relateRules } from '../survive/records.ts'

const rules = relateRules().household

function idOf(name: string): GoldenId {
  const hex = [...name].map((letter) => letter.charCodeAt(0).toString(16)).join('')
  return GoldenId.parse(`cus_${hex.padEnd(36, '0').slice(0, 36)}`)
}

/** `Ann Brandt` or `Ann Brandt née Okafor` at an address. */
function resident(text: string, addressKey = 'lake', unit?: string): Resident {
  const [name = '', ...former] = text.split(' née ')
  const familyName = name.slice(name.indexOf(' ') + 1)
  const familyNames = [familyName, ...former].map(fold)
  return { golden: idOf(text), addressKey, familyNames, familyName, ...(unit && { unit }) }
}

function fold(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z ]/g, '')
}

function found(...people: Resident[]): string[] {
  return households(people, rules).map(({ name, reason, members }) => `${name}, ${members.length}: ${reason}`)
}

describe('people at one address', () => {
  test.each<[why: string, people: string[], households: string[]]>([
    ['a couple', ['Marlene Brandt née Okafor', 'Carl Brandt'], ['Brandt household, 2: last name + address']],
    ['flatmates', ['Iris Holm', 'Ben Castle'], []],
    [
      'one kept her name, the other carries both',
      ['Ana Reyes', 'Eva Novak Reyes'],
      ['Novak Reyes household, 2: part of last name + address'],
    ],
    [
      'married, her mother moved in',
      ['Marlene Brandt née Okafor', 'Carl Brandt', 'Ngozi Okafor'],
      ['Brandt household, 3: last name or former last name + address'],
    ],
    ['a typo', ['Jonas Lindqvist', 'Mia Lindqvits'], ['Lindqvist household, 2: similar last name + address']],
    ['short names a letter apart', ['Li Chen', 'Wei Chan'], []],
    ['spelled by ear', ['Ada Schneider', 'Kai Snyder'], ['Schneider household, 2: similar last name + address']],
    ['a particle is no name', ['Piet van Dijk', 'Jan van Gogh'], []],
    ['particle dropped', ['Piet van Dijk', 'Els Dijk'], ['Dijk household, 2: part of last name + address']],
    ['accents and apostrophes', ['Seán O’Brien', 'Maire OBrien'], ['OBrien household, 2: last name + address']],
    ['by gender', ['Petr Dvořák', 'Jana Dvořáková'], ['Dvořák household, 2: similar last name + address']],
    [
      'two families',
      ['Ann Holm', 'Bo Holm', 'Cy Castle', 'Di Castle'],
      ['Holm household, 2: last name + address', 'Castle household, 2: last name + address'],
    ],
    ['one person', ['Ann Holm'], []],
  ])('%s', (_why, people, expected) => {
    expect(found(...people.map((text) => resident(text))).sort()).toEqual(expected.sort())
  })

  test('father and son of one name are two people and one household', () => {
    const son = { ...resident('Luis Prado'), golden: idOf('junior') }
    expect(found(resident('Luis Prado'), son)).toEqual(['Prado household, 2: last name + address'])
  })
  test('two families of one name in one high-rise, each in its flat, are two households', () => {
    const tower = [
      resident('Al Johnson', 't-4b', '4B'),
      resident('Bea Johnson', 't-4b', '4B'),
      resident('Cy Johnson', 't-9a', '9A'),
      resident('Di Johnson', 't-9a', '9A'),
    ]
    expect(found(...tower)).toHaveLength(2)
  })
  test('the same name at another address is no household', () => {
    expect(found(resident('Al Johnson', 'a'), resident('Bea Johnson', 'b'))).toEqual([])
  })
})

describe('institutions', () => {
  const many = (count: number, name: (i: number) => string, unit?: string) =>
    Array.from({ length: count }, (_, i) => resident(`P${i} ${name(i)}`, 'hall', unit))
  const letters = (i: number) => String.fromCharCode(97 + i).repeat(6)

  test('more of one name than a home holds', () => {
    expect(found(...many(12, () => 'Smith'))).toHaveLength(1)
    expect(found(...many(13, () => 'Smith'))).toEqual([])
  })
  test('a namesake in a block of flats without units proves nothing; with a unit it does', () => {
    expect(found(...many(13, letters), resident('Q Aaaaaa', 'hall'))).toEqual([])
    expect(found(...many(13, letters, '7'), resident('Q Aaaaaa', 'hall', '7'))).toHaveLength(1)
  })
})

test('people without a surname are no family', () => {
  const nameless = (id: string) => ({ ...resident(id), familyNames: [''], familyName: '' })
  expect(found(nameless('Ann X'), nameless('Bo Y'))).toEqual([])
})

const people = fc
  .array(
    fc.tuple(
      fc.constantFrom('Brandt', 'Brant', 'Okafor', 'Holm', 'Novak Reyes', 'Reyes', 'Brandt née Holm', 'Van Dijk'),
      fc.constantFrom('lake', 'hill', 'mill'),
    ),
    { maxLength: 14 },
  )
  .map((rows) => rows.map(([name, key], i) => resident(`P${i} ${name}`, key)))

const text = (drafts: readonly HouseholdDraft[]) => JSON.stringify(drafts)

test('the order of residents changes nothing', () => {
  fc.assert(
    fc.property(people, fc.integer(), (all, seed) => {
      expect(text(households(shuffle(all, seeded(seed)), rules))).toBe(text(households(all, rules)))
    }),
    { numRuns: 300 },
  )
})

test('each address is its own matter, and nobody is in two households', () => {
  const counts: number[] = []
  fc.assert(
    fc.property(people, (all) => {
      const keys = ['hill', 'lake', 'mill']
      const apart = keys.flatMap((key) =>
        households(
          all.filter((r) => r.addressKey === key),
          rules,
        ),
      )
      expect(text(households(all, rules))).toBe(text(apart))
      const members = apart.flatMap((draft) => draft.members)
      expect(new Set(members).size).toBe(members.length)
      counts.push(apart.length)
    }),
    { numRuns: 300 },
  )
  expect(counts.filter((count) => count > 1).length).toBeGreaterThan(40)
})

describe('people of two surnames', () => {
  const iris = { ...resident('Iris Holm'), points: ['phone:+1', 'email:iris'] }
  const ben = { ...resident('Ben Castle'), points: ['phone:+1'] }
  test('are one household where they share a number, by the rules', () => {
    expect(found(iris, ben)).toEqual(['Castle household, 2: shared phone + address'])
    expect(households([iris, ben], { ...rules, linkedBy: [] })).toEqual([])
  })
  test('a number that too many share is the house’s own', () => {
    const many = Array.from({ length: rules.maxMembers }, (_, i) => ({
      ...resident(`Ann Sur${'abcdefghijklmnop'[i]}name`, 'lake', '1'),
      points: ['phone:+1'],
    }))
    for (const [i, one] of many.entries()) one.familyNames = [`${i}`.repeat(5)]
    expect(found(...many, { ...ben, unit: '1' })).toEqual([])
  })
})

describe('the head', () => {
  const headOf = (...people: Resident[]) => {
    const [household] = households(people, rules)
    return `${people.find(({ golden }) => golden === household?.head)?.familyName}: ${household?.headReason}`
  }
  const holm = { ...resident('Ann Holm'), born: '1990-01-01', record: 'crm:2' }
  const both = { ...resident('Bo Holm Castle née Holm'), born: '1960-01-01', record: 'crm:1' }
  test('bears the name, is the oldest, lives there longest, was known first', () => {
    expect(headOf(holm, { ...resident('Cy Holm'), record: 'crm:0' }, both)).toBe('Holm: is the oldest')
    expect(headOf({ ...holm, born: '1990' }, { ...resident('Cy Holm'), from: '2001-01-01' })).toBe(
      'Holm: has lived there longest',
    )
    expect(headOf(resident('Ann Holm'), resident('Cy Holm'))).toBe('Holm: was known first')
    expect(headOf(holm, { ...resident('Di Holm'), record: 'crm:9' }, both)).toBe('Holm: is the oldest')
  })
})
