import type { Random } from './random.ts'

export type Territory = 'crm-east' | 'crm-central' | 'crm-west'
export type Place = {
  readonly city: string
  readonly region: string
  readonly country: 'US' | 'CA' | 'MX'
  readonly postcodes: readonly string[]
  readonly areaCode: string
  readonly territory: Territory
}

/** A place to live or work, in parts. `street` carries its suffix in long form. */
export type Address = {
  readonly number: string
  readonly street: string
  readonly unit?: string | undefined
  readonly city: string
  readonly region: string
  readonly postcode: string
  readonly country: string
}

/** city|region|area code|postcodes; larger markets first. Real city, state and ZIP combinations. */
const EAST = `New York|NY|212|10003 10011 10025 10128
Brooklyn|NY|718|11201 11215 11238
Philadelphia|PA|215|19103 19106 19147
Boston|MA|617|02108 02116 02130
Atlanta|GA|404|30305 30309 30318
Miami|FL|305|33125 33133 33145
Charlotte|NC|704|28203 28205 28211
Raleigh|NC|919|27601 27605 27609
Tampa|FL|813|33602 33606 33629
Orlando|FL|407|32801 32803 32806
Pittsburgh|PA|412|15203 15217 15232
Buffalo|NY|716|14201 14209 14222
Rochester|NY|585|14607 14618 14620
Baltimore|MD|410|21201 21210 21230
Richmond|VA|804|23220 23221 23227
Providence|RI|401|02903 02906
Hartford|CT|860|06103 06106
Portland|ME|207|04101 04103
Burlington|VT|802|05401 05408
Columbus|OH|614|43201 43206 43214
Cleveland|OH|216|44113 44120
Cincinnati|OH|513|45202 45208
Springfield|MA|413|01103 01108
Charleston|SC|843|29401 29407`
const CENTRAL = `Chicago|IL|312|60605 60607 60614 60657
Houston|TX|713|77005 77007 77019
Dallas|TX|214|75204 75206 75214
Austin|TX|512|78701 78702 78704 78745
San Antonio|TX|210|78205 78209 78212
Detroit|MI|313|48201 48207 48226
Grand Rapids|MI|616|49503 49506 49525
Ann Arbor|MI|734|48103 48104 48105 48108
Lansing|MI|517|48910 48912 48933
Minneapolis|MN|612|55401 55408 55414
Saint Paul|MN|651|55102 55104 55116
Milwaukee|WI|414|53202 53207 53211
Madison|WI|608|53703 53704 53711
Indianapolis|IN|317|46202 46204 46220
Saint Louis|MO|314|63101 63108 63118
Kansas City|MO|816|64105 64111 64113
Springfield|IL|217|62701 62704
Springfield|MO|417|65804 65807
Omaha|NE|402|68102 68132
Nashville|TN|615|37203 37206 37212
Memphis|TN|901|38103 38104 38117
New Orleans|LA|504|70115 70119 70130
Oklahoma City|OK|405|73102 73118
Louisville|KY|502|40202 40205
Des Moines|IA|515|50309 50312
Fort Worth|TX|817|76102 76107`
const WEST = `Los Angeles|CA|213|90012 90026 90042
San Diego|CA|619|92101 92103 92116
San Francisco|CA|415|94103 94110 94117
Oakland|CA|510|94607 94610 94611
Sacramento|CA|916|95814 95816 95819
Seattle|WA|206|98101 98103 98115
Spokane|WA|509|99201 99203
Portland|OR|503|97202 97209 97214
Eugene|OR|541|97401 97405
Denver|CO|303|80202 80205 80211
Boulder|CO|720|80302 80304
Fort Collins|CO|970|80521 80524
Phoenix|AZ|602|85003 85014 85016
Tucson|AZ|520|85701 85716 85719
Salt Lake City|UT|801|84101 84103 84105
Boise|ID|208|83702 83706
Las Vegas|NV|702|89101 89117
Albuquerque|NM|505|87102 87106
Fresno|CA|559|93701 93704`
const CANADA = `Toronto|ON|416|M4C 1B5;M5V 2T6;M6G 2L3
Montréal|QC|514|H2X 1Y4;H3A 1B9;H2J 3K5
Vancouver|BC|604|V5K 0A1;V6B 1A1
Calgary|AB|403|T2P 1J9;T2S 0A5
Halifax|NS|902|B3H 4R2
Québec|QC|418|G1R 2B5;G1K 3G5`
const MEXICO = `Monterrey|NLE|81|64000;64720
Guadalajara|JAL|33|44100;44600
Ciudad de México|CMX|55|06700;03100`

const US: readonly Place[] = [
  ...parse(EAST, 'US', 'crm-east'),
  ...parse(CENTRAL, 'US', 'crm-central'),
  ...parse(WEST, 'US', 'crm-west'),
]
const CA = parse(CANADA, 'CA', 'crm-east')
const MX = parse(MEXICO, 'MX', 'crm-central')

const TREES = `Larkspur Juniper Tamarack Hawthorn Persimmon Bluestem Sumac Cottonwood Ironwood Alder Spruce Hazel Linden
  Sassafras Buckeye Mulberry Quince Redbud Catalpa Yarrow`.split(/\s+/)
const SECOND = `Hollow Ridge Crossing Bend Landing Meadow Gate Grove Point Run Terrace Mill View Field Creek Harbor
  Spring Hill Valley`.split(/\s+/)
const SUFFIXES = 'Street Avenue Road Drive Lane Court Boulevard Place Circle Way'.split(' ')
const RUES = ['des Érables', 'du Moulin', 'de la Rivière', 'Saint-Cyprien', 'des Bouleaux', 'du Vieux-Quai']
const CALLES = ['Río Sereno', 'Jacarandas', 'Benito Nava', 'Las Palomas', 'Cerro Alto', 'Álamo Blanco']

/** A market, skewed to the larger ones of each territory; a few are Canadian and Mexican. */
export function placeOf(random: Random): Place {
  const draw = random.next()
  return random.pickSkewed(draw < 0.94 ? US : draw < 0.98 ? CA : MX, 30)
}

/** A US market of one territory. */
export function placeIn(random: Random, territory: Territory): Place {
  return random.pickSkewed(
    US.filter((place) => place.territory === territory),
    6,
  )
}

/** An invented street at a real postcode. */
export function addressIn(random: Random, place: Place, unitShare: number): Address {
  const { city, region, country } = place
  const number = String(random.chance(0.5) ? random.int(2, 980) : random.int(1000, 9890))
  const base = { number, city, region, country, postcode: random.pick(place.postcodes) }
  if (region === 'QC') return { ...base, street: `rue ${random.pick(RUES)}` }
  if (country === 'MX') return { ...base, street: `Calle ${random.pick(CALLES)}` }
  const street = `${random.pick(TREES)} ${random.chance(0.6) ? `${random.pick(SECOND)} ` : ''}${random.pick(SUFFIXES)}`
  const unit = random.chance(unitShare)
    ? `Apt ${random.int(1, 48)}${random.chance(0.3) ? random.pick(['A', 'B', 'C']) : ''}`
    : undefined
  return { ...base, street, unit }
}

function parse(text: string, country: Place['country'], territory: Territory): Place[] {
  return text.split('\n').map((line) => {
    const [city = '', region = '', areaCode = '', codes = ''] = line.split('|')
    return { city, region, areaCode, country, territory, postcodes: codes.split(country === 'US' ? ' ' : ';') }
  })
}
