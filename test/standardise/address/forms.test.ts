import { describe, expect, test } from 'vitest'
import type { AddressInput } from '../../../server/model/record.ts'
import { addressCleaner } from '../../../server/standardise/address/address.ts'
import { placesOf } from '../../../server/standardise/address/place.ts'
import { KNOWN } from '../rules.ts'

const cleaner = addressCleaner(KNOWN, placesOf(KNOWN))
const clean = (input: AddressInput, country?: string) => cleaner(input, country).address

/** Street | unit | second line | city | region | postcode | country, as printed. */
function printed(input: AddressInput, country?: string): string {
  const { line1, unit, line2, city, region, postcode, country: at } = clean(input, country) ?? {}
  return [line1, unit, line2, city, region, postcode, at].map((part) => part ?? '').join('|')
}

describe('one cell, in the ways of many countries', () => {
  test.each<[full: string, parts: string, country?: string]>([
    ['14 Birch Rd  Apt 6  Dover  OH  44622  US', '14 Birch Rd|Apt 6||Dover|OH|44622|US'],
    ['Flat 9, 2 Corn Yard, Leeds LS1 4AB', '2 Corn Yard|Flat 9||Leeds||LS1 4AB|GB'],
    [
      'The Old Forge, Church Lane, Lower Slaughter, Cheltenham, GL54 2HP, UK',
      'The Old Forge||Church Lane, Lower Slaughter|Cheltenham||GL54 2HP|GB',
    ],
    ['Ashton House, Cornmill Avenue, London N3 1LF', 'Ashton House||Cornmill Avenue|London||N3 1LF|GB'],
    [
      'C/O Jones & Co, 2nd Floor, 5 Queen Street, London EC2V 8BB',
      '5 Queen Street|2nd Floor|C/O Jones & Co|London||EC2V 8BB|GB',
    ],
    ['Lindenstraße 5 / 50667 Köln', 'Lindenstraße 5|||Köln||50667|'],
    ['14 rue du Bac 75007 Paris', '14 rue du Bac|||Paris||75007|'],
    ['14 bis, rue du Bac, Bât. C, 75007 PARIS, FRANCE', '14 bis rue du Bac|Bât C||Paris||75007|FR'],
    ['Calle Luna 3, 4º dcha., 28013 Madrid, España', 'Calle Luna 3|4º dcha.||Madrid||28013|ES'],
    ['Via Po 1, 10123 Torino TO, Italia', 'Via Po 1|||Torino|TO|10123|IT'],
    ['г. Тула, ул. Мира, д. 7, кв. 31', 'ул. Мира д. 7|кв. 31||г. Тула|||'],
    ['300000, Тула, ул. Мира, д. 7, корп. 2, кв. 31', 'ул. Мира д. 7|корп. 2, кв. 31||Тула||300000|RU'],
    ['〒530-0001 大阪府大阪市北区梅田三丁目1番3号', '梅田三丁目1番3号|||大阪市北区|大阪府|530-0001|JP'],
    ['东莞市南城区鸿福路8号', '鸿福路8号||南城区|东莞市|||'],
    ['台北市信義區市府路1號5樓', '市府路1號|5樓|信義區|台北市|||TW'],
    ['서울특별시 강남구 테헤란로 152, 101동 202호', '테헤란로 152|101동, 202호||강남구|서울특별시||KR'],
    ['Av. Brasil, 90 - Centro, Curitiba - PR, 80010-000, Brasil', 'Av. Brasil 90||Centro|Curitiba|PR|80010-000|BR'],
    ['PO Box 77, Nelson 7040, New Zealand', 'PO Box 77|||Nelson||7040|NZ'],
    ['9/14 Short St, Carlton VIC 3053', '14 Short St|Unit 9||Carlton|VIC|3053|AU'],
    ['ul. Krucza 8/10 m. 3, 00-590 Warszawa', 'ul. Krucza 8/10|m. 3||Warszawa||00-590|PL'],
    ['Kungsgatan 2, 111 43 Stockholm, Sverige', 'Kungsgatan 2|||Stockholm||111 43|SE'],
    [
      'No. 9, 3rd Cross, Malleswaram, Bengaluru 560003, Karnataka, India',
      'No. 9 3rd Cross||Malleswaram|Bengaluru|Karnataka|560003|IN',
    ],
    ['Plot 7, Sector 21, Panchkula, Haryana 134109', 'Sector 21|Plot 7||Panchkula|Haryana|134109|IN'],
    ['RR 3 Box 8, Amherst NS B4H 1N9, Canada', 'RR 3|Box 8||Amherst|NS|B4H 1N9|CA'],
    ['Ivy Cottage, Tubbercurry, Co. Sligo, F91 A2B3, Ireland', 'Ivy Cottage|||Tubbercurry|Sligo|F91 A2B3|IE'],
    ['3 Quay Road, Westport, Co. Mayo, F28 X9Y8', '3 Quay Road|||Westport|Mayo|F28 X9Y8|IE', 'IE'],
    ['1051 Budapest, Fő utca 12. 3/4', 'Fő utca 12|3/4||Budapest||1051|HU', 'HU'],
    ['6 Harcourt Place, Central, Hong Kong', '6 Harcourt Place|||Central|||HK'],
    ['Unit 2050 Box 4190, APO AP 96278-2050', 'Unit 2050|Box 4190||APO|AP|96278-2050|US'],
    ['PSC 3 Box 12, FPO, AP 96349, USA', 'PSC 3|Box 12||FPO|AP|96349|US'],
    ['Flat 3, 12 32nd Street, Hove, East Sussex', '12 32nd Street|Flat 3||Hove|East Sussex||GB', 'GB'],
    ['12 Main St, Trenton, New Jersey', '12 Main St|||Trenton|NJ||US'],
  ])('%s', (full, parts, country) => expect(printed({ full }, country)).toBe(parts))
})

describe('lines keep what a courier needs', () => {
  const at = { city: 'Ulmen', postcode: '50667' }
  test.each<[country: string, line1: string, line2: string | undefined, parts: string]>([
    ['GB', 'TANNERY 57 PEPPER ROAD', 'HUNSLET', '57 Pepper Road||Tannery, Hunslet'],
    ['GB', 'FIRST FLOOR STAPLE INN HOUSE 3-4', 'HIGH HOLBORN', 'Staple Inn House 3-4|FIRST FLOOR|High Holborn'],
    ['US', 'Attn: Receiving', '12 Main St', '12 Main St||Attn: Receiving'],
    ['US', '12 Main St', 'Attn: Receiving', '12 Main St||Attn: Receiving'],
    ['US', 'Building D, South Campus', '500 Pine Rd, Suite 30', '500 Pine Rd|Building D, Suite 30|South Campus'],
    ['DE', 'c/o Huber', 'Lindenstr. 5', 'Lindenstr. 5||c/o Huber'],
    ['DE', 'Lindenstr. 5, Seitenflügel links, 4. OG', undefined, 'Lindenstr. 5|Seitenflügel links, 4. OG|'],
    ['DE', 'Gewerbepark 3, Halle C, Tor 9', undefined, 'Gewerbepark 3|Halle C, Tor 9|'],
    ['GB', 'Ivy Cottage', 'Mill Lane', 'Ivy Cottage||Mill Lane'],
    ['NI', 'Km 9 Carretera Norte', 'Bodega 7', 'Km 9 Carretera Norte|Bodega 7|'],
    [
      'IN',
      '7 Tower B, Lakeview Apartments, MG Road',
      'Opp. Bus Stand',
      '7 Lakeview Apartments|Tower B|MG Road, Opp. Bus Stand',
    ],
    ['FR', '12 Rue du Lac', 'CS 70001 CEDEX 2', '12 Rue du Lac||CS 70001 Cedex 2'],
    ['FR', 'Chez Mme Petit', '5 rue Haute', '5 rue Haute||Chez Mme Petit'],
    ['ES', 'Calle Luna 3 bajo izda', undefined, 'Calle Luna 3|bajo izda|'],
    ['DK', 'Algade 12, st. th', undefined, 'Algade 12|st. th|'],
    ['PT', 'Rua Nova 12, R/C Dto', undefined, 'Rua Nova 12|R/C Dto|'],
    ['SG', '9 Anson Rd #05-12 Orchid Plaza', undefined, '9 Anson Rd|#05-12|Orchid Plaza'],
  ])('%s: %s / %s', (country, line1, line2, parts) => {
    const made = printed({ line1, ...(line2 === undefined ? {} : { line2 }), ...at }, country)
    expect(made.split('|').slice(0, 3).join('|')).toBe(parts)
  })
})

describe('a flat in two notations is one address', () => {
  test.each<[country: string, ...spellings: string[]]>([
    ['AT', 'Ringstraße 88/2/15', 'Ringstr. 88, Stiege 2, Top 15', 'Ringstraße 88 Stg. 2 Tür 15'],
    ['AT', 'Ringstraße 9/4', 'Ringstr. 9 Top 4'],
    ['CA', '201-880 Main Street', '880 Main St Unit 201', '880 Main St, Apt 201', '#201, 880 Main St'],
    ['AU', 'Unit 4/12 Short Street', '4/12 Short St', 'Flat 4, 12 Short St'],
    ['PL', 'ul. Krucza 5 m. 12', 'Krucza 5/12', 'ul. Krucza 5 lok. 12'],
    ['NL', 'Kerkstraat 12-3', 'Kerkstraat 12 III', 'Kerkstraat 12-III'],
    ['NL', '2e Jan Steenstraat 40', 'Tweede Jan Steenstraat 40', '2de Jan Steenstraat 40'],
    ['US', 'One Penn Plaza', '1 Penn Plaza'],
    ['JP', '東麻布1-8-1', '東麻布１丁目８番１号', '東麻布一丁目8-1'],
    ['ES', 'Calle Luna 3, 3º B', 'C/ Luna 3, piso 3, puerta B', 'Calle Luna, 3, 3-B'],
    ['DK', 'Algade 12, 3. tv', 'Algade 12, 3.tv.', 'Algade 12 3 tv', 'Algade 12, 3. sal tv'],
    ['PT', 'Rua Nova 12, 3º Esq.', 'Rua Nova, nº 12 - 3º Esquerdo'],
    ['BR', 'Rua Nova, 100, Bloco B Apto 12', 'Rua Nova, 100 - Ap 12 Bl. B'],
    ['DE', 'Lindenstr. 5, 3. OG links', 'Lindenstraße 5, 3. Stock li.', 'Lindenstr. 5 3. Etage links'],
    ['IT', 'Via Po 12, scala B, int. 5', 'Via Po, 12 sc. B interno 5'],
    ['FI', 'Annankatu 12 A 4', 'Annankatu 12 A as. 4'],
    ['HU', 'Fő utca 12. 3/4', 'Fő utca 12. III. em. 4'],
    ['TR', 'Atatürk Cad. No: 12/3', 'Atatürk Cad. No:12 Daire:3'],
    [
      'RU',
      'ул. Мира, д. 5, корп. 2, кв. 12',
      'ul. Mira 5, korp. 2, kv. 12',
      'улица Мира, дом 5, корпус 2, квартира 12',
    ],
    ['FR', '12 rue Haute, 3e étage, apt 4', '12 rue Haute, 3ème étage, appartement 4'],
    ['US', '5 Oak St Apt 4B', '5 Oak St #4B', '5 Oak St, 4B', '5 Oak Street Unit 4-B'],
  ])('%s: %s', (country, ...spellings) => {
    const at = { city: 'Anyville', postcode: '', country }
    expect(spellings.map((line1) => [line1, clean({ line1, ...at })?.key])).toEqual(
      spellings.map((line1) => [line1, clean({ line1: spellings[0] ?? '', ...at })?.key]),
    )
  })

  test.each<[country: string, a: string, b: string]>([
    ['AT', 'Ringstraße 88/2/15', 'Ringstraße 88/21/5'],
    ['ES', 'Calle Luna 3, 3º B', 'Calle Luna 3, 3º izq.'],
    ['DK', 'Algade 12, 3. tv', 'Algade 12, 3. th'],
    ['DE', 'Lindenstr. 5 Hinterhaus', 'Lindenstr. 5 Vorderhaus'],
    ['BR', 'Rua Nova 100, Bloco B Apto 12', 'Rua Nova 100, Bloco C Apto 12'],
    ['SG', '9 Anson Rd #05-12', '9 Anson Rd #51-2'],
    ['US', '5 Oak St Apt 1 Floor 12', '5 Oak St Apt 11 Floor 2'],
    ['FR', '12 rue Haute', '12 bis rue Haute'],
    ['SE', 'Kungsgatan 5 lgh 1102', 'Kungsgatan 5'],
    ['GB', 'Ivy Cottage, Mill Lane', 'Rose Cottage, Mill Lane'],
  ])('%s: %s and %s are two', (country, a, b) => {
    const at = { city: 'Anyville', country }
    expect(clean({ line1: a, ...at })?.key).not.toBe(clean({ line1: b, ...at })?.key)
  })
})

describe('a country that is stated is never another', () => {
  test('one that nobody knows stays as it is stated, and is told', () => {
    const { address, unread } = cleaner({ line1: '12 Main St', city: 'Anyville', country: 'Atlantis' }, 'US')
    expect(address?.country).toBe('Atlantis')
    expect(unread).toEqual([{ part: 'country', text: 'Atlantis', why: 'unknown' }])
  })

  test.each(['Polska', 'Hong Kong', 'Trinidad and Tobago', 'Bosnia and Herzegovina', 'مصر', 'Sverige'])(
    '%s is not the source’s own',
    (country) => expect(clean({ line1: '5 Any Rd', city: 'Anyville', country }, 'US')?.country).not.toBe('US'),
  )

  test('a placeholder is told', () =>
    expect(cleaner({ line1: '12 Main St', city: 'n/a', region: '-' }, 'US').unread).toEqual([
      { part: 'city', text: 'n/a', why: 'placeholder' },
      { part: 'region', text: '-', why: 'placeholder' },
    ]))
})
