import { expect, test } from 'vitest'
import { addressLine } from '../../../server/model/address-line.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { migrate } from '../../../server/store/graph/migrate.ts'
import { freshKith } from '../../kit/fresh-kith.ts'

// Version 0.1 wrote addresses without their unit: V070 and V071 put it in.

let store: Store
freshKith((opened) => {
  store = opened.store
})

type Place = Partial<Record<'line1' | 'unit' | 'city' | 'region' | 'postcode' | 'country', string>>

const PLACES: readonly [why: string, place: Place][] = [
  ['a flat', { line1: '10 Elm Street', unit: 'Apt 4', city: 'Boise', region: 'ID', postcode: '83702', country: 'US' }],
  [
    'the number is in the house number',
    { line1: '10 Elm Street', unit: '1', city: 'Boise', region: 'ID', country: 'US' },
  ],
  ['the letter is in the street', { line1: 'Birch Road 7', unit: 'B', city: 'Kent', postcode: '98030', country: 'US' }],
  ['the unit is in the town', { line1: 'Weg 3', unit: 'EG', city: 'DEGGENDORF', postcode: '94469', country: 'DE' }],
  ['no region', { line1: 'Calle Mayor 12', unit: '3 B', city: 'Madrid', postcode: '28013', country: 'ES' }],
  ['no postcode', { line1: '2 Quay', unit: 'Flat 9', city: 'Cork', region: 'Munster', country: 'IE' }],
  ['nothing but a unit and a town', { unit: 'Unit 5', city: 'Perth', country: 'AU' }],
  ['two parts in a unit', { line1: 'Tietgensgade 1', unit: '3. tv, B', city: 'København', country: 'DK' }],
  ['no unit', { line1: '10 Elm Street', city: 'Boise', region: 'ID', postcode: '83702', country: 'US' }],
]

const texts = async () =>
  (await store.autoCommit('MATCH (a:Address) RETURN a.key AS key, a.text AS text ORDER BY key')).map(
    ({ key, text }) => [key, text] as const,
  )

async function put(textOf: (place: Place) => string): Promise<void> {
  for (const [why, place] of PLACES)
    await store.autoCommit('MERGE (a:Address {key: $key}) SET a += $place, a.text = $text', {
      key: why,
      place,
      text: textOf(place),
    })
}
async function migrateAgain(): Promise<string[]> {
  await store.autoCommit('MATCH (m:Migration) WHERE m.version =~ "V07[01]__.*" DELETE m')
  return (await migrate(store)).applied
}
const EXPECTED = PLACES.map(([why, place]) => [why, addressLine(place)]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1))

test('addresses of 0.1 are written with their unit, as they are written now; again that changes nothing', async () => {
  await put(({ unit: _unit, ...place }) => addressLine(place))
  expect(await migrateAgain()).toEqual(['V070__addresses-with-units', 'V071__addresses-with-short-units'])
  expect(await texts()).toEqual(EXPECTED)
  await migrateAgain()
  expect(await texts()).toEqual(EXPECTED)
})

test('addresses that have their unit stay as they are', async () => {
  await put(addressLine)
  await migrateAgain()
  expect(await texts()).toEqual(EXPECTED)
})
