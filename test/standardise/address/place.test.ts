import { describe, expect, test } from 'vitest'
import { placesOf } from '../../../server/standardise/address/place.ts'
import { KNOWN } from '../rules.ts'

const places = placesOf(KNOWN)

describe('what is stated as a country is the country, in any notation', () => {
  test.each<[code: string, ...texts: string[]]>([
    ['AT', 'Österreich', 'ÖSTERREICH', 'oesterreich', 'A', 'AUT', '040', 'Austria', 'Ausztria', 'Rakousko'],
    ['BA', 'Bosnia and Herzegovina', 'Bosnia & Herzegovina', 'Bosnia-Herzegovina', 'Bosna i Hercegovina', 'BIH'],
    ['CD', 'Congo, The Democratic Republic of the', 'Democratic Republic of the Congo', 'DR Congo', 'COD'],
    ['CI', 'Côte d’Ivoire', "COTE D'IVOIRE", 'Ivory Coast'],
    ['CN', '中国', '中華人民共和国', "People's Republic of China", 'P.R. China', 'PRC'],
    ['CZ', 'Česko', 'Česká republika', 'Czechia', 'Czech Republic', 'CZE'],
    ['DE', 'Deutschland', 'D', 'DEU', '276', 'Niemcy', 'Tyskland', 'ドイツ', 'Германия', 'DE-BY'],
    ['EG', 'مصر', 'Egypt', 'EGY', 'Ägypten', 'Egypt, Arab Republic of'],
    ['GB', 'UK', 'U.K.', 'Great Britain', 'Channel Islands', 'N. Ireland', 'GB-ENG', 'Wales', 'GBR'],
    ['GR', 'Ελλάδα', 'ΕΛΛΆΔΑ', 'Hellas', 'Greece'],
    ['IR', 'Iran, Islamic Republic of', 'Islamic Republic of Iran', 'ایران'],
    ['JP', '日本', '日本国', 'Nippon', 'JPN', '392'],
    ['KR', 'Korea, Republic of', 'Republic of Korea', 'South Korea', '대한민국'],
    ['KP', "Korea, Democratic People's Republic of", 'North Korea'],
    ['MK', 'Северна Македонија', 'Macedonia, the former Yugoslav Republic of', 'North Macedonia'],
    ['MS', 'Montserrat', 'MSR'],
    ['NL', 'The Netherlands', 'Netherlands', 'Holland', 'Nederland'],
    ['PL', 'Polska', 'POLSKA', 'Polen', 'Польша'],
    ['RS', 'Србија', 'Srbija', 'Serbia'],
    ['RU', 'Россия', 'РОССИЯ', 'Российская Федерация', 'Russian Federation'],
    ['TT', 'Trinidad and Tobago', 'Trinidad & Tobago', 'Tobago and Trinidad'],
    ['TW', '台灣', '臺灣', 'Taiwan, Province of China', 'Taiwan'],
    ['VC', 'Saint Vincent & the Grenadines', 'St. Vincent and the Grenadines', 'St Vincent and The Grenadines'],
    ['VG', 'Virgin Islands, British', 'British Virgin Islands', 'Virgin Islands (British)'],
    ['VI', 'Virgin Islands, U.S.', 'US Virgin Islands', 'Virgin Islands (U.S.)'],
    ['XK', 'Kosovo', 'Kosova'],
  ])('%s: %s', (code, ...texts) => {
    expect(texts.map((text) => [text, places.country(text)])).toEqual(texts.map((text) => [text, code]))
  })

  test.each(['Atlantis', 'QZ', 'ZZZ', 'somewhere', '000', 'X', 'Virgin Islands'])(
    '%s is none, or could be several',
    (text) => expect(places.country(text)).toBeUndefined(),
  )

  test.each(['Man', 'D', 'Niemcy', 'Tyskland'])('%s within an address may be anything', (text) =>
    expect(places.countryInText(text)).toBeUndefined(),
  )
})

describe('code and name of a region are one', () => {
  test.each<[country: string, shown: string, ...texts: string[]]>([
    ['US', 'CA', 'California', 'Calif.', 'US-CA', 'CA - California', 'California (CA)', 'C.A.', 'ca'],
    ['US', 'DC', 'D.C.', 'District of Columbia', 'Washington, D.C.'],
    ['US', 'AE', 'Armed Forces Europe', 'US-AE'],
    ['CA', 'QC', 'Québec', 'Quebec', 'PQ', 'CA-QC', 'Que.'],
    ['CA', 'BC', 'B.C.', 'B. C.', 'British Columbia'],
    ['AU', 'QLD', 'Qld', 'Queensland', 'AU-QLD'],
    ['DE', 'BY', 'Bayern', 'Bavaria', 'DE-BY', '09', 'Freistaat Bayern'],
    ['CH', 'ZH', 'Zürich', 'Zurich', 'CH-ZH'],
    ['FR', 'Île-de-France', 'IDF', 'ile de france', 'FR-IDF'],
    ['IT', 'MI', 'Milano', 'IT-MI', 'Milan'],
    ['IT', 'Lombardia', '25', 'Lombardy', 'IT-25'],
    ['BR', 'SP', 'São Paulo', 'Sao Paulo', 'BR-SP'],
    ['ES', 'Sevilla', 'SE', 'ES-SE', 'Seville'],
    ['IE', 'Kerry', 'Co. Kerry', 'County Kerry', 'KY', 'IE-KY'],
    ['IN', 'Karnataka', 'KA', 'IN-KA', 'Karnātaka'],
    ['JP', '東京都', 'Tokyo', '13', 'JP-13', '東京', 'Tōkyō'],
    ['CN', '广东省', '広東省', 'Guangdong', 'CN-GD', '廣東'],
    ['MX', 'CMX', 'CDMX', 'Ciudad de México', 'D.F.'],
    ['NL', 'Noord-Holland', 'NH', 'North Holland', 'NL-NH'],
    ['GB', 'Kent', 'KEN', 'GB-KEN', 'kent'],
    ['AR', 'Córdoba', 'X', 'AR-X', 'Cordoba'],
    ['ZA', 'Gauteng', 'GP', 'ZA-GP'],
    ['TR', 'İzmir', '35', 'TR-35', 'Izmir'],
    ['PL', 'Mazowieckie', 'PL-14', 'mazowieckie', 'Mazovia'],
  ])('%s, %s: %s', (country, shown, ...texts) => {
    expect(texts.map((text) => [text, places.statedRegion(text, country)])).toEqual(texts.map((text) => [text, shown]))
  })

  test('another country’s is none', () => {
    expect(places.statedRegion('DE-BY', 'AT')).toBeUndefined()
    expect(places.statedRegion('Bavaria', 'US')).toBeUndefined()
    expect(places.statedRegion('CA - Texas', 'US')).toBeUndefined()
  })
})
