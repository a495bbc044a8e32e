import { describe, expect, test } from 'vitest'
import type { AddressInput } from '../../../server/model/record.ts'
import { addressCleaner } from '../../../server/standardise/address/address.ts'
import { placesOf } from '../../../server/standardise/address/place.ts'
import { KNOWN } from '../rules.ts'

const cleaner = addressCleaner(KNOWN, placesOf(KNOWN))
const clean = (input: AddressInput, country?: string) => cleaner(input, country).address

/** Folded parts as one line: number | street | unit | city | region | postcode | country. */
function line(input: AddressInput, country?: string): string {
  const made = clean(input, country)
  if (!made) return 'nowhere'
  const { houseNumber, street, unit, city, region, postcode } = made.folded
  return [houseNumber, street, unit, city, region, postcode, made.country ?? ''].join('|')
}

describe('one string', () => {
  test.each([
    ['US', '123 Main Street, Las Vegas NV 89132', '123|main st||las vegas|nv|89132|US'],
    ['US, no comma', '3212 W. 32nd St Palm Harbor, FL 60527', '3212|w 32nd st||palm harbor|fl|60527|US'],
    ['a flat before a numbered street, not postcode 1232 ND', 'Flat 3, 12 32nd Street', '12|32nd st|3||||'],
    ['US, two commas and unit', '7 Elm Ave, Apt 4B, New York, NY 10012', '7|elm ave|4b|new york|ny|10012|US'],
    ['US, state and city of one name', '1 Park Ave, New York NY', '1|pk ave||new york|ny||US'],
    ['US, state spelt out', '638 Downey St, Salem, Oregon', '638|downey st||salem|or||US'],
    ['US, ZIP+4', '5 Oak Ln, Austin, TX 78701-1234', '5|oak ln||austin|tx|78701|US'],
    ['US, country', '5 Oak Ln, Austin, TX 78701, USA', '5|oak ln||austin|tx|78701|US'],
    ['Canada', '705 Sheppard Ave, Toronto, ON M1S 1T4, Canada', '705|sheppard ave||toronto|on|m1s1t4|CA'],
    ['Australia', '4/12 Smith St, Perth WA 6000, Australia', '12|smith st|4|perth|wa|6000|AU'],
    [
      'Britain',
      '18 Danver Place, Loughborough, Leicestershire, LE11 1UU, United Kingdom',
      '18|danver pl||loughborough|leicestershire|le111uu|GB',
    ],
    [
      'Britain, postcode behind the country',
      '18 Danver Place, Loughborough, UK, LE11 1UU',
      '18|danver pl||loughborough||le111uu|GB',
    ],
    ['Germany', 'Hauptstr. 5, 50667 Köln, Germany', '5|haupt st||koln||50667|DE'],
    ['Austria', 'Mariahilfer Straße 12/3, A-1060 Wien, Österreich', '12|mariahilfer st|3|wien||1060|AT'],
    ['Liechtenstein', 'Fieldstrasse 10, FL-2198 Triesen, Lichtenstein', '10|field st||triesen||2198|LI'],
    ['Switzerland', 'Bahnhofstrasse 1, 8001 Zürich, Switzerland', '1|bahnhof st||zurich||8001|CH'],
    ['France', '36 Place des Entrepreneurs, 69002 Lyon, France', '36|pl des entrepreneurs||lyon||69002|FR'],
    ['Netherlands', 'Havenstraat 114, 1037 RT Amsterdam, Netherlands', '114|haven st||amsterdam||1037rt|NL'],
    ['India', 'Mullanpara Road, Vythiri, 673576, India', '|mullanpara rd||vythiri||673576|IN'],
  ])('%s: %s', (_why, full, parts) => expect(line({ full })).toBe(parts))
})

describe('street lines', () => {
  test.each([
    ['number first', '6371 E Foothill Dr', 'US', '6371|e foothill dr|'],
    ['compass word', '12 North Main Street', 'US', '12|n main st|'],
    ['number last', 'Birkengasse 23', 'DE', '23|birkengasse|'],
    ['comma before the number', 'Calle de la Industria, 28', 'ES', '28|c de la industria|'],
    ['comma behind the number', '7, R. Jean Jaurès', 'FR', '7|r jean jaures|'],
    ['letter', 'Hauptstraße 5 a', 'DE', '5a|haupt st|'],
    ['range', '10 - 12 High St', 'GB', '10-12|high st|'],
    ['bis', '12 bis rue Pasteur', 'FR', '12bis|r pasteur|'],
    ['no.', 'No. 7 High Street', 'GB', '7|high st|'],
    ['n°', 'Av. Juárez n° 123', 'MX', '123|ave juarez|'],
    ['blank missing in front', '955washington way', 'US', '955|washington way|'],
    ['blank missing behind', 'Calle Goya77', 'ES', '77|c goya|'],
    ['ordinal street', '169 3rd Ave.', 'US', '169|3rd ave|'],
    ['ordinal spelt out', '169 Third Avenue', 'US', '169|3rd ave|'],
    ['street that ends in a number', 'Straße des 17. Juni 135', 'DE', '135|st des 17 juni|'],
    ['numbered road', 'County Road 5', 'US', '|county rd 5|'],
    ['building in front', 'Chrysler Building, 405 Lexington Avenue', 'US', '405|lexington ave|'],
    ['building in front, no comma', 'Skyline Apartments 705 Sheppard Ave', 'CA', '705|sheppard ave|'],
    ['saint', '5 Saint James Street', 'GB', '5|st james st|'],
    ['saint, short', '5 St. James St', 'GB', '5|st james st|'],
    ['Paseo', 'Po. del Prado 10', 'ES', '10|po del prado|'],
    ['Corso', "C.so dell'Industria, 159", 'IT', '159|cso dell industria|'],
    ['ulica is left out', 'ul. Marszałkowska 15', 'PL', '15|marszalkowska|'],
    ['post box', 'P.O. Box 12 987', 'US', '|po box 12987|'],
    ['Postfach', 'Postfach 1234', 'DE', '|po box 1234|'],
    ['apartment', '8 Chapel Street Apt. 45', 'GB', '8|chapel st|45'],
    ['number sign', '93 Albert Place #228', 'GB', '93|albert pl|228'],
    ['flat in front', 'Flat 3, 12 High Street', 'GB', '12|high st|3'],
    ['suite in front', 'Suite 900, 1450 N City Rd', 'US', '1450|n city rd|900'],
    ['floor', '5 Wall St, 2nd Floor', 'US', '5|wall st|2'],
    ['slash', '4/12 Smith St', 'AU', '12|smith st|4'],
    ['Top', 'Ringstraße 3 Top 12', 'AT', '3|ring st|12'],
    ['interior', 'Av. Reforma 12 Int. 4', 'MX', '12|ave reforma|4'],
    ['leading noughts of a unit', '5 Wall St Apt 004', 'US', '5|wall st|4'],
  ])('%s: %s', (_why, line1, country, parts) => {
    expect(line({ line1, city: 'X' }, country).split('|').slice(0, 3).join('|')).toBe(parts)
  })

  test.each([
    ['Hauptstr. 5', 'Hauptstraße 5', 'DE'],
    ['Haupt Straße 5', 'HAUPTSTRASSE 5', 'DE'],
    ['Martin-Luther-Str. 5', 'Martin Luther Straße 5', 'DE'],
    ['12 Rue Victor Hugo', '12, R. Victor-Hugo', 'FR'],
    ['12 Boulevard de l’Église', "12 Bd de l'Eglise", 'FR'],
    ['Avda. San Juan, 14', 'Avenida San Juan 14', 'ES'],
    ['12 Main Street Apt 4', '12 main st, #4', 'US'],
    ['Via Garibaldi 54', 'V. Garibaldi 54', 'IT'],
    ['12 Oak Circle', '12 Oak Cir', 'US'],
  ])('%s and %s are one address', (a, b, country) => {
    const place = { city: 'Springfield', postcode: '12345' }
    expect(clean({ line1: a, ...place }, country)?.key).toBe(clean({ line1: b, ...place }, country)?.key)
  })

  test.each([
    ['12 Main St', '14 Main St'],
    ['12 Main St Apt 4', '12 Main St Apt 5'],
    ['12 N Main St', '12 S Main St'],
    ['12 Oak Cir', '12 Oak Circuit'],
  ])('%s and %s are two', (a, b) => {
    const place = { city: 'Springfield', postcode: '12345' }
    expect(clean({ line1: a, ...place }, 'US')?.key).not.toBe(clean({ line1: b, ...place }, 'US')?.key)
  })
})

describe('parts', () => {
  test('number and street in columns of their own', () => {
    const made = clean(
      {
        houseNumber: '1',
        street: 'gaylard place',
        line2: 'apt 206',
        city: 'st albans',
        postcode: '5009',
        region: 'vic',
      },
      'AU',
    )
    expect(made).toMatchObject({
      line1: '1 Gaylard Place',
      houseNumber: '1',
      street: 'Gaylard Place',
      unit: 'Apt 206',
      city: 'St Albans',
      region: 'VIC',
      country: 'AU',
      complete: true,
    })
  })

  test.each([
    ['region name', { region: 'Texas', postcode: '78701' }, undefined, '||||tx|78701|US'],
    ['region code with a postcode that fits', { region: 'WA', postcode: '98101' }, undefined, '||||wa|98101|US'],
    ['the same code elsewhere', { region: 'WA', postcode: '6000' }, undefined, '||||wa|6000|AU'],
    ['region in German', { region: 'Bayern', city: 'München' }, undefined, '|||munchen|by||DE'],
    ['city in English', { city: 'Munich', country: 'DEU' }, undefined, '|||munchen|||DE'],
    ['city, short', { city: 'NYC', country: 'U.S.A.' }, undefined, '|||new york|||US'],
    ['saint and fort', { city: 'Saint Louis', country: 'United States' }, undefined, '|||st louis|||US'],
    ['postcode tells Britain', { postcode: 'sw1a1aa' }, undefined, '|||||sw1a1aa|GB'],
    ['Nice without its nought', { postcode: '6000', city: 'Nice' }, 'FR', '|||nice||06000|FR'],
    ['Rome without both', { postcode: '187', city: 'Roma' }, 'IT', '|||roma||00187|IT'],
    ['Oslo without its nought', { postcode: '155', city: 'Oslo' }, 'NO', '|||oslo||0155|NO'],
    ['Darwin without its nought', { postcode: '800', city: 'Darwin' }, 'AU', '|||darwin||0800|AU'],
    ['ZIP without its nought', { postcode: '2139', city: 'Cambridge' }, 'US', '|||cambridge||02139|US'],
    ['sign before the postcode', { postcode: 'D-50667', country: 'Deutschland' }, undefined, '|||||50667|DE'],
    ['stated country before default', { city: 'Roma', country: 'Italia' }, 'US', '|||roma|||IT'],
  ])('%s', (_why, input, country, parts) => expect(line(input, country)).toBe(parts))

  test('postcodes are shown as their country writes them', () => {
    const shown = (postcode: string, country: string) => clean({ postcode, country }, undefined)?.postcode
    expect(shown('sw1a1aa', 'GB')).toBe('SW1A 1AA')
    expect(shown('k1a0b1', 'CA')).toBe('K1A 0B1')
    expect(shown('1037rt', 'NL')).toBe('1037 RT')
    expect(shown('787011234', 'US')).toBe('78701-1234')
    expect(shown('00053', 'PL')).toBe('00-053')
  })

  test('where somebody lives needs a number or a box, and a place', () => {
    const complete = (input: AddressInput) => clean(input, 'US')?.complete
    expect(complete({ line1: '12 Main St', city: 'Austin' })).toBe(true)
    expect(complete({ line1: 'PO Box 5', postcode: '78701' })).toBe(true)
    expect(complete({ line1: 'Main St', city: 'Austin' })).toBe(false)
    expect(complete({ line1: '12 Main St' })).toBe(false)
    expect(complete({ city: 'Austin' })).toBe(false)
  })

  test('nothing that says where is no address', () => {
    expect(clean({ kind: 'home' }, undefined)).toBeUndefined()
    expect(clean({ line1: 'n/a', city: 'unknown' }, undefined)).toBeUndefined()
  })

  test('kind and period travel with it, the original stays', () => {
    const input = { line1: '12 MAIN ST', city: 'AUSTIN', kind: 'Billing', from: '2020-01-01' }
    expect(clean(input, 'US')).toMatchObject({
      line1: '12 Main St',
      city: 'Austin',
      kind: 'billing',
      from: '2020-01-01',
      original: input,
    })
  })
})
