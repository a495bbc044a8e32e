import { describe, expect, test } from 'vitest'
import { SourceName } from '../../../server/model/ids.ts'
import type { AddressInput, RecordInput } from '../../../server/model/record.ts'
import { compileEngine } from '../../../server/rules/engine.ts'
import { shippedRuleSet } from '../../../server/rules/rule-set.ts'

const shipped = shippedRuleSet()
const engine = compileEngine(shipped)
const { placeTables: _named, ...without } = shipped.standardise
const of = (address: AddressInput): RecordInput => ({
  source: SourceName.parse('shop'),
  sourceId: '1',
  entity: 'person',
  fields: {},
  addresses: [address],
})
const cleaned = (address: AddressInput, by = engine) => by.standardise(of(address)).addresses[0]
const placeOf = (address: AddressInput) => {
  const { city, region, postcode, corrected = [] } = cleaned(address) ?? {}
  return [city, region, postcode, corrected.map(({ part, was }) => `${part} ${was}`).join(', ')]
}
const door = { line1: '12 Main St', country: 'US' }

describe('a place that tables are sure of', () => {
  test.each<[why: string, address: AddressInput, place: (string | undefined)[]]>([
    [
      'misspelt state',
      { city: 'Ann Arbor', region: 'Michgan', postcode: '48104' },
      ['Ann Arbor', 'MI', '48104', 'region Michgan'],
    ],
    [
      'misspelt town',
      { city: 'Ann Arbr', region: 'MI', postcode: '48104' },
      ['Ann Arbor', 'MI', '48104', 'city Ann Arbr'],
    ],
    [
      'another state',
      { city: 'Ann Arbor', region: 'OH', postcode: '48104' },
      ['Ann Arbor', 'MI', '48104', 'region OH'],
    ],
    [
      'a letter for a digit',
      { city: 'Ann Arbor', region: 'MI', postcode: '48l04' },
      ['Ann Arbor', 'MI', '48104', 'postcode 48l04'],
    ],
    ['all is well', { city: 'Ann Arbor', region: 'MI', postcode: '48104' }, ['Ann Arbor', 'MI', '48104', '']],
    [
      'a town that the table lacks',
      { city: 'Xanadu Heights', region: 'MI', postcode: '48104' },
      ['Xanadu Heights', 'MI', '48104', ''],
    ],
    [
      'a postcode that nobody knows',
      { city: 'Ann Arbor', region: 'MI', postcode: '00001' },
      ['Ann Arbor', 'MI', '00001', ''],
    ],
    ['what is missing is not made up', { city: 'Ann Arbor', postcode: '48104' }, ['Ann Arbor', undefined, '48104', '']],
    ['a town by itself', { city: 'Ann Arbr' }, ['Ann Arbr', undefined, undefined, '']],
  ])('%s', (_why, address, place) => expect(placeOf({ ...door, ...address })).toEqual(place))

  test('in a line, where the misspelt state would be taken for the town', () => {
    const line = '12 Main St Apt 4, Ann Arbor, Michgan 48104'
    expect(placeOf({ full: line })).toEqual(['Ann Arbor', 'MI', '48104', 'region Michgan'])
    expect(cleaned({ full: line })).toMatchObject({ unit: 'Apt 4', houseNumber: '12', original: { full: line } })
  })
  test('in a country whose towns nobody knows, nothing', () => {
    const place = { city: 'Müncen', postcode: '80331', country: 'DE' }
    expect(placeOf({ line1: 'Hauptstr. 5', ...place })).toEqual(['Müncen', undefined, '80331', ''])
  })
})

describe('what is put right', () => {
  const slip = {
    ...door,
    line1: '12 Main St, Apt 4',
    city: 'Ann Arbr',
    region: 'Michgan',
    postcode: '48104',
    kind: 'home',
  }
  test('is keyed and folded as if it had come so, and the own word of its source stays', () => {
    const right = cleaned(slip)
    const { corrected: _corrected, original, ...rest } = right ?? { original: {} }
    const { original: _own, ...same } = cleaned({ ...slip, city: 'Ann Arbor', region: 'MI' }) ?? { original: {} }
    expect(rest).toEqual(same)
    expect(original).toEqual(slip)
  })
  test('has nothing to put right', () => {
    const { line1, line2, unit, city, region, postcode, country } = cleaned(slip) ?? {}
    const again = Object.entries({ line1, line2, unit, city, region, postcode, country })
    expect(cleaned(Object.fromEntries(again.filter(([, text]) => text !== undefined)))?.corrected).toBeUndefined()
  })
  test('is as it came for whoever compares what a system says with what it was told', () => {
    expect(engine.read(of(slip)).addresses[0]).toMatchObject({ city: 'Ann Arbr', region: 'Michgan' })
  })
  test.each([
    ['no tables', without],
    ['tables that are not here', { ...without, placeTables: 'another' }],
  ])('is nothing under rules that name %s', (_which, standardise) => {
    const before = compileEngine({ ...shipped, standardise })
    expect(cleaned(slip, before)).toMatchObject({ city: 'Ann Arbr', region: 'Michgan' })
    expect(before.entities.person.preparation).not.toBe(engine.entities.person.preparation)
  })
})
