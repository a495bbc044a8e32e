import { typo } from '../../../seeds/generate/corrupt.ts'
import type { Random } from '../../../seeds/generate/random.ts'
import type { Country } from './countries.ts'
import { madeUp } from './made-up.ts'
import type { Shape } from './shape.ts'

/** Where somebody lives, in parts. */
export type Home = {
  readonly number: string
  readonly road: string
  readonly city: string
  readonly region: string
  readonly postcode: string
  readonly area: string
}

/** Values of a record by field; an empty one is none. */
export type Values = Record<string, string>

export function homeIn(random: Random, country: Country, { invented }: Shape): Home {
  const [city, region, area, post] = random.pick(country.cities)
  const name = random.chance(invented) ? madeUp(random, country) : random.pick(country.families)
  const road = random.pick(country.roads).replace('*', name)
  return { number: `${random.int(1, 180)}`, road, city, region, postcode: country.postcode(random, post), area }
}

const SHORT: readonly (readonly [RegExp, string])[] = [
  [/Street$/, 'St'],
  [/Avenue$/, 'Ave'],
  [/Road$/, 'Rd'],
  [/straße$/, 'str.'],
  [/^avenue /, 'av. '],
  [/^Calle /, 'C/ '],
  [/^Avenida /, 'Avda. '],
  [/^ul\. /, ''],
]

/** An address as somebody typed it, in the parts that the world's records have. */
export function addressOf(random: Random, home: Home, country: Country, shape: Shape): Values {
  const { rates, address } = shape
  let { road, city, postcode } = home
  if (random.chance(0.3)) for (const [long, short] of SHORT) road = road.replace(long, short)
  if (random.chance(rates.typo)) road = typo(random, road)
  if (random.chance(rates.typo / 3)) city = typo(random, city)
  if (random.chance(rates.typo / 4)) postcode = typo(random, postcode)
  const line = country.numberFirst ? `${home.number} ${road}` : `${road} ${home.number}`
  const abroad: Values = shape.countries.length > 1 && random.chance(0.8) ? { 'address.country': country.code } : {}
  switch (address) {
    case 'split':
      return {
        ...abroad,
        'address.houseNumber': home.number,
        'address.street': road,
        'address.city': city,
        'address.postcode': postcode,
        'address.region': home.region,
      }
    case 'line':
      return { ...abroad, 'address.line1': line, 'address.city': city, 'address.postcode': postcode }
    case 'full':
      return {
        ...abroad,
        'address.full':
          country.code === 'US' ? `${line}, ${city}, ${home.region} ${postcode}` : `${line}, ${postcode} ${city}`,
      }
    case 'town':
      return { ...abroad, 'address.city': city, 'address.postcode': random.chance(0.5) ? postcode : '' }
    case 'none':
      return {}
  }
}

/** A number as a record has it: as at home, or with its country. */
export function phoneText(random: Random, phone: string, country: Country, { abroad }: Shape): string {
  if (!random.chance(abroad)) return phone
  const bare = country.code === 'US' || country.code === 'ES' || country.code === 'PL' ? phone : phone.replace(/^0/, '')
  return country.dialling + bare
}

/** The field filled, left empty or filled with what says nothing. */
export function kept(random: Random, field: string, value: string, { fill, rates }: Shape): string {
  if (value === '' || !random.chance(fill[field] ?? 1)) return random.chance(rates.junk) ? (JUNK[field] ?? '') : ''
  return value
}

const JUNK: Readonly<Values> = {
  birthDate: '1900-01-01',
  email: 'none@none.com',
  phone: '0000000000',
  taxId: 'n/a',
  'address.line1': 'unknown',
}
