import { describe, expect, test } from 'vitest'
import type { AddressForm } from '../../server/model/relation.ts'
import { formOf } from '../../server/relate/address-form.ts'
import { placesAmong } from '../../server/relate/places.ts'
import { shippedRuleSet } from '../../server/rules/rule-set.ts'
import { compileStandardiser } from '../../server/standardise/standardise.ts'
import { seeded, shuffle } from '../kit/seeded.ts'
import { personInput } from '../kit/world.ts'

const { standardise: cleaning, relate } = shippedRuleSet()
const standardise = compileStandardiser(cleaning)

/** `line1 | city | region | postcode | country`, as far as they are stated. */
function form(text: string): AddressForm {
  const [line1 = '', city = '', region = '', postcode = '', country = ''] = text.split('|').map((part) => part.trim())
  const parts = Object.entries({ line1, city, region, postcode, country }).filter(([, value]) => value !== '')
  const fields = Object.fromEntries(parts.map(([name, value]) => [`address.${name}`, value]))
  const [address] = standardise(personInput('crm:person:1', fields, { hints: {} })).addresses
  if (!address) throw new Error(`no address in ${text}`)
  return formOf(address)
}

/** Texts by place, each place a list in the order given. */
function placed(...texts: string[]): string[][] {
  const forms = texts.map(form)
  const places = placesAmong(forms, relate.places)
  const keys = forms.map(({ key }) => places.get(key))
  return [...new Set(keys)].map((key) => texts.filter((_, i) => keys[i] === key))
}

const SPRINGFIELD = 'Springfield | IL | 62704 | US'
const MAIN = `12 Main Street | ${SPRINGFIELD}`

describe('one place', () => {
  test.each<[why: string, a: string, b: string]>([
    ['two letters turned about', MAIN, `12 Mian Street | ${SPRINGFIELD}`],
    ['a letter too few', `7 Lincoln Avenue | ${SPRINGFIELD}`, `7 Lincon Ave | ${SPRINGFIELD}`],
    ['a letter too many', `7 Jefferson Blvd | ${SPRINGFIELD}`, `7 Jeffersson Boulevard | ${SPRINGFIELD}`],
    ['a slip in the kind of street', MAIN, `12 Main Stret | ${SPRINGFIELD}`],
    [
      'two slips in a long word',
      '5 Washingtonian Rd | Reno | NV | 89501 | US',
      '5 Wahsingtonan Rd | Reno | NV | 89501 | US',
    ],
    ['a postcode missing', MAIN, '12 Main Street | Springfield | IL | | US'],
    ['a postcode missing, and a slip in the city', MAIN, '12 Main Street | Springfeild | IL | | US'],
    ['no country stated', MAIN, '12 Mian Street | Springfield | IL | 62704'],
    ['a slip in the city beside one in the street', MAIN, '12 Mian Street | Sprinfield | IL | 62704 | US'],
    ['glued and apart', 'Hauptstraße 5 | Ulm | | 89073 | DE', 'Haupt Strasse 5 | Ulm | | 89073 | DE'],
    ['German', 'Lindenstraße 5 | Ulm | | 89073 | DE', 'Lidnenstr. 5 | Ulm | | 89073 | DE'],
    ['Cyrillic', 'ул. Ленина 5 | Москва | | 101000 | RU', 'ул. Леннина 5 | Москва | | 101000 | RU'],
    ['with one unit', `12 Main Street Apt 4 | ${SPRINGFIELD}`, `12 Mian Street Apt 4 | ${SPRINGFIELD}`],
    ['without postcodes', '12 Main Street | Nassau | | | BS', '12 Mian Street | Nassau | | | BS'],
  ])('%s', (_why, a, b) => expect(placed(a, b)).toEqual([[a, b]]))
})

describe('two places', () => {
  test.each<[why: string, a: string, b: string]>([
    ['other words', `12 Oak Street | ${SPRINGFIELD}`, `12 Elm Street | ${SPRINGFIELD}`],
    ['ordinals', `12 1st Street | ${SPRINGFIELD}`, `12 2nd Street | ${SPRINGFIELD}`],
    ['ordinals in words', `12 Sixth Street | ${SPRINGFIELD}`, `12 Fifth Street | ${SPRINGFIELD}`],
    ['long ordinals', `12 21st Street | ${SPRINGFIELD}`, `12 31st Street | ${SPRINGFIELD}`],
    ['numbered streets', 'Calle 12 4 | Bogota | | 110111 | CO', 'Calle 13 4 | Bogota | | 110111 | CO'],
    ['directions', `12 North Main St | ${SPRINGFIELD}`, `12 South Main St | ${SPRINGFIELD}`],
    ['a direction', `12 North Main St | ${SPRINGFIELD}`, MAIN],
    ['a word more', 'Hauptstr. 5 | Ulm | | 89073 | DE', 'Hauptstr. Nord 5 | Ulm | | 89073 | DE'],
    ['kinds of street', `12 Main Street | ${SPRINGFIELD}`, `12 Main Road | ${SPRINGFIELD}`],
    [
      'kinds of street, a letter apart',
      '12 Calle Este | Quito | | 170101 | EC',
      '12 Calle Oeste | Quito | | 170101 | EC',
    ],
    ['short words', `12 Oak Street | ${SPRINGFIELD}`, `12 Oat Street | ${SPRINGFIELD}`],
    ['numbers of kings', 'Rue Louis XVII 5 | Nice | | 06000 | FR', 'Rue Louis XVIII 5 | Nice | | 06000 | FR'],
    ['house numbers', MAIN, `21 Main Street | ${SPRINGFIELD}`],
    ['a letter behind the number', MAIN, `12A Main Street | ${SPRINGFIELD}`],
    ['two flats', `12 Main Street Apt 4 | ${SPRINGFIELD}`, `12 Main Street Apt 5 | ${SPRINGFIELD}`],
    ['with a flat and without', `12 Main Street Apt 4 | ${SPRINGFIELD}`, `12 Mian Street | ${SPRINGFIELD}`],
    ['postcodes', MAIN, '12 Main Street | Springfield | IL | 62705 | US'],
    ['regions, without postcodes', '12 Main St | Springfield | IL | | US', '12 Main St | Springfield | MA | | US'],
    ['cities, without postcodes', '12 Main St | Springfield | IL | | US', '12 Main St | Decatur | IL | | US'],
    ['countries', 'Bahnhofstrasse 5 | | | 1010 | AT', 'Bahnhofstrasse 5 | | | 1010 | CH'],
    ['signs that are spelt alike', '江宁路 5号 | 上海 | | 200001 | CN', '强宁路 5号 | 上海 | | 200001 | CN'],
    ['a postcode missing beside a slip in the street', MAIN, '12 Mian Street | Springfield | IL | | US'],
    ['two boxes', `PO Box 1234 | ${SPRINGFIELD}`, `PO Box 1243 | ${SPRINGFIELD}`],
  ])('%s', (_why, a, b) => expect(placed(a, b)).toEqual([[a], [b]]))

  test('two streets of which other houses are known', () => {
    const of = (house: number) => [`${house} Park Street | ${SPRINGFIELD}`, `${house} Bark Street | ${SPRINGFIELD}`]
    const [park = '', bark = ''] = of(12)
    expect(placed(park, bark)).toEqual([[park, bark]])
    const [otherPark = '', otherBark = ''] = of(14)
    expect(placed(park, bark, otherPark)).toEqual([[park, bark], [otherPark]])
    expect(placed(park, bark, otherPark, otherBark)).toEqual([[park], [bark], [otherPark], [otherBark]])
  })

  test('what lies between two known streets joins neither, and joins one when the other goes', () => {
    const of = (street: string) => [12, 40].map((house) => `${house} ${street} Street | ${SPRINGFIELD}`)
    const [marten = '', otherMarten = ''] = of('Marten')
    const [martin = '', otherMartin = ''] = of('Martin')
    const between = `12 Martn Street | ${SPRINGFIELD}`
    expect(placed(marten, martin, between, otherMarten, otherMartin)).toEqual(
      [marten, martin, between, otherMarten, otherMartin].map((text) => [text]),
    )
    expect(placed(marten, between, otherMarten)).toEqual([[marten, between], [otherMarten]])
  })

  test('an address without a postcode between two with one is neither', () => {
    const other = '12 Main Street | Springfield | IL | 62705 | US'
    const bare = '12 Main Street | Springfield | IL | | US'
    const slip = `12 Mian Street | ${SPRINGFIELD}`
    expect(placed(MAIN, other, bare, slip)).toEqual([[MAIN, slip], [other], [bare]])
  })

  test('a chain of slips is one place where nothing tells its ends apart', () => {
    const chain = ['Main', 'Maine', 'Mainex'].map((street) => `12 ${street} Street | ${SPRINGFIELD}`)
    expect(placed(...chain)).toEqual([chain])
    expect(placed(chain[0] ?? '', chain[2] ?? '')).toEqual([[chain[0]], [chain[2]]])
  })
})

/** A town in which everything is nearly something else. */
function town(random: () => number): AddressForm[] {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
  const streets = ['Park', 'Bark', 'Prak', 'Parks', 'Marten', 'Martin', 'Martn', 'Marteen']
  return Array.from({ length: 24 }, () => {
    const [city, postcode] = [pick(['Springfield', 'Springfeild', 'Dayton']), pick(['62704', '62705', '', ''])]
    return form(`${pick([3, 12])} ${pick(streets)} St ${pick(['', 'Apt 4'])} | ${city} | IL | ${postcode} | US`)
  })
}

describe('whatever the forms', () => {
  test.each([11, 12, 13, 14, 15, 16])('order changes nothing, and neither does doing it twice (seed %i)', (seed) => {
    const forms = town(seeded(seed))
    const places = placesAmong(forms, relate.places)
    const again = placesAmong(shuffle([...forms, ...forms], seeded(seed + 1)), relate.places)
    expect([...again].sort()).toEqual([...places].sort())
    for (const place of new Set(places.values())) expect(places.get(place)).toBe(place)
  })

  test.each([21, 22, 23])('what is not linked with a form does not change when it goes (seed %i)', (seed) => {
    const forms = town(seeded(seed))
    const places = placesAmong(forms, relate.places, () => true)
    for (const gone of forms) {
      const rest = placesAmong(
        forms.filter(({ key }) => key !== gone.key),
        relate.places,
        () => true,
      )
      for (const other of forms.filter((each) => each.houseNumber !== gone.houseNumber || each.unit !== gone.unit))
        expect(rest.get(other.key)).toBe(places.get(other.key))
    }
  })
})
