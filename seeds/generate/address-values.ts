import type { Values } from './draft.ts'
import type { Address } from './places.ts'

/**
 * All address fields that any layout may want; each source's mapping picks its own. Without a second line in the
 * source the unit goes at the end of the first.
 */
export function addressValues(address: Address, secondLine: boolean): Values {
  const { number, street, unit, city, region, postcode, country } = address
  const calle = country === 'MX'
  const first = calle ? `${street} ${number}` : `${number} ${street}`
  const whole = unit ? `${first} ${unit}` : first
  return {
    'address.line1': secondLine ? first : whole,
    'address.line2': secondLine ? unit : undefined,
    'address.houseNumber': number,
    'address.street': unit ? `${street} ${unit}` : street,
    'address.city': city,
    'address.region': region,
    'address.postcode': postcode,
    'address.country': country,
    'address.full': `${whole}, ${city}, ${region} ${postcode}`.trim(),
  }
}

/** An address written in one line of the form `number street[, unit] | city | region | postcode[ | country]`, for hand-written records. */
export function addressAt(line: string): Address {
  const [first = '', city = '', region = '', postcode = '', country = 'US'] = line.split('|').map((part) => part.trim())
  const [road = '', unit] = first.split(',').map((part) => part.trim())
  const numbered =
    country === 'MX' ? /^(?<street>.*) (?<number>\S+)$/.exec(road) : /^(?<number>\S+) (?<street>.*)$/.exec(road)
  const { number = '', street = road } = numbered?.groups ?? {}
  return { number, street, unit, city, region, postcode, country }
}
