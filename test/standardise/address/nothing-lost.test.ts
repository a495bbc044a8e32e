import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressLine } from '../../../server/model/address-line.ts'
import type { AddressInput } from '../../../server/model/record.ts'
import { addressCleaner } from '../../../server/standardise/address/address.ts'
import { placesOf } from '../../../server/standardise/address/place.ts'
import { fold } from '../../../server/text/fold.ts'
import { KNOWN } from '../rules.ts'

const places = placesOf(KNOWN)
const clean = addressCleaner(KNOWN, places)

/** Countries with a street, a town, a postcode and a region as they are written there. */
const PLACES = [
  { country: 'US', street: 'Quillmark Street', city: 'Tarrowby', postcode: '62701', region: 'IL' },
  { country: 'US', street: 'Old Ferncote Rd', city: 'San Pellarin', postcode: '94401-1234', region: 'California' },
  { country: 'CA', street: 'Brandling Avenue', city: 'Oxmere', postcode: 'V5V 3R1', region: 'BC' },
  { country: 'AU', street: 'Smithers St', city: 'Coomandra', postcode: '2630', region: 'NSW' },
  { country: 'GB', street: 'Mellow Lane', city: 'Ashcombe', postcode: 'TN23 1AA', region: 'Kent' },
  { country: 'IE', street: 'Harbour Row', city: 'Ballymote', postcode: 'F56 X2N1', region: 'Co. Sligo' },
  { country: 'DE', street: 'Lindwurmstraße', city: 'Grünheide', postcode: '50667', region: 'Bayern' },
  { country: 'AT', street: 'Ringelgasse', city: 'Wien', postcode: '1070', region: '' },
  { country: 'FR', street: 'rue des Peupliers', city: 'Sarlune', postcode: '69002', region: '' },
  { country: 'ES', street: 'Calle del Olmo', city: 'Villarrubia', postcode: '28013', region: '' },
  { country: 'PT', street: 'Rua das Amoreiras', city: 'Viseu', postcode: '1100-053', region: '' },
  { country: 'BR', street: 'Av. das Palmeiras', city: 'Itapoã', postcode: '01310-200', region: 'SP' },
  { country: 'IT', street: 'Via dei Tigli', city: 'Montalto', postcode: '00187', region: 'RM' },
  { country: 'NL', street: 'Kerkstraat', city: 'Oudewater', postcode: '1017 GC', region: '' },
  { country: 'DK', street: 'Vestergade', city: 'Nykøbing', postcode: '1456', region: '' },
  { country: 'SE', street: 'Storgatan', city: 'Väsby', postcode: '114 55', region: '' },
  { country: 'FI', street: 'Annankatu', city: 'Espoo', postcode: '00100', region: '' },
  { country: 'PL', street: 'ul. Długosza', city: 'Zakroczym', postcode: '00-590', region: '' },
  { country: 'HU', street: 'Fő utca', city: 'Vértes', postcode: '1051', region: '' },
  { country: 'RU', street: 'ул. Полевая', city: 'Тверь', postcode: '170100', region: '' },
  { country: 'IN', street: 'Brigadier Road', city: 'Hosapura', postcode: '560038', region: 'Karnataka' },
  { country: 'SG', street: 'Ansonia Road', city: 'Singapore', postcode: '079903', region: '' },
  { country: undefined, street: 'Somewhere Way', city: 'Nowheresville', postcode: '', region: '' },
] as const

const NUMBERS = ['', '12', '12a', '12 bis', '10-12', '4/12', '88/2/15', 'No. 7', '12 III', '1-8-1', '9 1/2']
const BESIDE = [
  ...[
    '',
    'Apt 4B',
    '#05-12',
    'Suite 300',
    'Flat 2',
    '3º B',
    '2º izq.',
    '3. tv',
    'st. th',
    'R/C Dto',
    'Bloco B Apto 12',
  ],
  ...['3. OG links', 'Hinterhaus', '2. Hinterhof', 'Bât. C', 'esc. 2', 'scala B int. 5', 'm. 5', 'кв. 12', 'корп. 2'],
  ...[
    'lgh 1102',
    'H0203',
    'bl. A3',
    'First Floor',
    'Lower Ground Floor',
    'Unit 4/12',
    '12/F',
    'Stiege 2',
    '3-B',
    'bus 4',
  ],
  ...[
    'c/o Meyerbeer',
    'Attn: Accounts Payable',
    'z. Hd. Frau Olm',
    'Chez Durandeau',
    'Rosewood House',
    'Opp. Metro Station',
  ],
  ...[
    'Gate 7',
    'Building C, North Campus',
    'CS 70001 CEDEX 2',
    'Upper Slaughter',
    'Box 5678',
    'PO Box 99',
    'Km 12',
    '(rear)',
  ],
  ...['near the red barn', 'Sector 44', 'Lot 4 DP 1234', 'Thornfield Industrial Estate', 'ring twice!', 'Zaun & Söhne'],
]
/** Words of letters and figures that nobody knows. */
const word = fc.stringMatching(/^[a-zäöüßéñçøłж]{1,8}$|^[A-Z]{2,5}$|^\d{1,5}$|^[A-Z]\d{1,3}$/)
const unknown = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))
const beside = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...BESIDE) }, { weight: 1, arbitrary: unknown })
const place = fc.constantFrom(...PLACES)

/** Words of what was given that are in no printed part and no issue. What is told by a code (a region, a country) need not be there itself. */
function lost(input: AddressInput, coded: readonly (string | undefined)[]): string[] {
  const { address, unread } = clean(input, undefined)
  const printed = `${address === undefined ? '' : addressLine(address)} ${unread.map(({ text }) => text).join(' ')}`
  const there = fold(printed).replaceAll(' ', '')
  const known = new Set(coded.flatMap((text) => fold(text ?? '').split(' ')))
  const given = Object.values(input).flatMap((text) => fold(text).split(' '))
  return given.filter((one) => !known.has(one) && !there.includes(one) && places.countryInText(one) === undefined)
}

const settings = { numRuns: 400 }

describe('every word of an address leaves with it, or is in an issue', () => {
  test('in lines', () => {
    fc.assert(
      fc.property(place, fc.constantFrom(...NUMBERS), beside, beside, fc.nat(5), (at, number, one, two, way) => {
        const front = `${number} ${at.street}`.trim()
        const behind = `${at.street} ${number}`.trim()
        const line = way % 2 === 0 ? front : behind
        const lines = [
          [line, [one, two].join(', ')],
          [one, [line, two].join(', ')],
          [[line, one].join(', '), two],
          [[one, line].join(' '), two],
          [[line, one, two].join(' '), ''],
          [[one, two, line].join(', '), ''],
        ][way] ?? ['']
        const { street: _street, ...stated } = at
        const input = { line1: lines[0], line2: lines[1], ...stated }
        const given = Object.fromEntries(Object.entries(input).filter(([, text]) => text !== '' && text !== undefined))
        expect(lost(given, [at.country, at.region])).toEqual([])
      }),
      settings,
    )
  })

  test('in one cell', () => {
    const between = fc.constantFrom(', ', '\n', ' ', '; ', ',')
    fc.assert(
      fc.property(
        place,
        fc.constantFrom(...NUMBERS),
        beside,
        beside,
        between,
        fc.nat(3),
        (at, number, one, two, by, way) => {
          const line = way % 2 === 0 ? `${number} ${at.street}` : `${at.street} ${number}`
          const town =
            way < 2 ? `${at.postcode} ${at.city}` : `${at.city}${at.region && ` ${at.region}`} ${at.postcode}`
          const full = [one, line.trim(), two, town.trim(), at.country ?? ''].filter((text) => text !== '').join(by)
          expect({ full, lost: lost({ full }, [at.country, at.region]) }).toEqual({ full, lost: [] })
        },
      ),
      settings,
    )
  })

  test('in columns', () => {
    fc.assert(
      fc.property(place, fc.constantFrom(...NUMBERS), beside, beside, beside, (at, number, one, two, three) => {
        const input = { ...at, houseNumber: number, unit: one, line2: two, line1: three }
        const given = Object.fromEntries(Object.entries(input).filter(([, text]) => text !== '' && text !== undefined))
        expect(lost(given, [at.country, at.region])).toEqual([])
      }),
      settings,
    )
  })

  test('of words that nobody knows', () => {
    const parts = fc.record(
      {
        line1: unknown,
        line2: unknown,
        city: unknown,
        region: unknown,
        postcode: unknown,
        country: unknown,
        full: unknown,
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(parts, (given) => {
        const { address } = clean(given, undefined)
        expect(
          lost(given, [placesCoded(given.country, address?.country), placesCoded(given.region, address?.region)]),
        ).toEqual([])
      }),
      settings,
    )
  })
})

/** What was given, where it came out as a code. */
function placesCoded(given: string | undefined, made: string | undefined): string | undefined {
  return given !== undefined && made !== undefined && fold(given) !== fold(made) ? given : undefined
}
