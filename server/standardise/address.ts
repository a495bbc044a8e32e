import { hash } from 'node:crypto'
import type { AddressInput, StandardAddress } from '../model/record.ts'
import { fold, tidy } from '../text/fold.ts'
import { remember } from '../text/remember.ts'
import { addressTextParser, spread } from './address-text.ts'
import type { Knowledge } from './knowledge.ts'
import type { Places } from './place.ts'
import { type StreetLine, streetsOf } from './street.ts'

export type AddressCleaner = (input: AddressInput, defaultCountry: string | undefined) => StandardAddress | undefined

/**
 * Cleans an address: parts, abbreviations, unit, codes of region and country. Undefined where nothing of it says where.
 * A country is taken from the address, else from what only one country has (its postcode's letters, its region), else
 * from the default.
 */
export function addressCleaner(rules: Knowledge, places: Places): AddressCleaner {
  const streets = streetsOf(rules)
  const parseText = addressTextParser(rules, places, streets)
  const junk = new Set(rules.junk.texts)
  const part = (text: string | undefined) => (text === undefined || junk.has(fold(text)) ? '' : tidy(text))
  const foldStreet = remember(streets.fold)
  const foldCity = remember((text) => places.city(fold(text)))
  const title = remember(rules.titleCase)

  const countryOf = (region: string, postcode: string, defaultCountry: string | undefined): string | undefined =>
    places.countryOfPostcode(postcode) ??
    (defaultCountry !== undefined && places.region(region, defaultCountry) ? defaultCountry : undefined) ??
    places.countryOfRegion(region, postcode) ??
    defaultCountry

  return (given, defaultCountry) => {
    const stated = places.country(part(given.country))
    const input = spread(given, parseText, stated ?? defaultCountry)
    const regionText = part(input.region)
    const postcodeText = part(input.postcode)
    const named = input.country === given.country ? stated : places.country(part(input.country))
    const country = named ?? countryOf(regionText, postcodeText, defaultCountry)
    const line = lineOf(input, country)
    const city = title(part(input.city))
    const region = places.statedRegion(regionText, country) ?? regionText
    const postcode = places.postcode(postcodeText, country) ?? postcodeText
    const houseNumber = part(input.houseNumber) || (line.houseNumber ?? '')
    const street = line.street ?? ''
    const unit = part(input.unit) || (line.unit ?? '')
    if (street === '' && city === '' && postcode === '' && region === '' && houseNumber === '' && country === undefined)
      return undefined
    const folded = {
      houseNumber: foldHouse(houseNumber),
      street: foldStreet(street),
      unit: unit === '' ? '' : streets.foldUnit(unit),
      city: foldCity(city),
      region: fold(region),
      postcode: places.foldPostcode(postcode, country),
    }
    const first = line.numberFirst
    const blank = houseNumber === '' || street === '' ? '' : ' '
    const line1 = first ? houseNumber + blank + street : street + blank + houseNumber
    const from = part(given.from)
    const to = part(given.to)
    const kind = part(given.kind).toLowerCase()
    return {
      key: keyOf(folded, country),
      ...present({ line1, houseNumber, street, unit, city, region, postcode, country, kind, from, to }),
      complete: isComplete(folded),
      folded,
      original: given,
    }
  }

  /** The street line out of whichever parts the source has. */
  function lineOf(input: AddressInput, country: string | undefined): StreetLine {
    const [street, line1, line2] = [part(input.street), part(input.line1), part(input.line2)]
    const read = (text: string) => streets.parse(text, country)
    const main = street !== '' ? street : line1 !== '' ? line1 : line2
    const found = read(main)
    const second = line2 === '' || main === line2 ? undefined : read(line2)
    const unit = found.unit ?? second?.unit
    const extra = unit === undefined ? {} : { unit }
    if (part(input.houseNumber) !== '') {
      // The number has a column of its own, so one in the line belongs to the name.
      return {
        ...found,
        ...extra,
        numberFirst: streets.isNumberFirst(country),
        ...(found.houseNumber ? { street: title(main) } : {}),
      }
    }
    // A building's name may stand in front of the line that has the number.
    const isBetter = found.houseNumber === undefined && second?.houseNumber !== undefined && second.street !== undefined
    return { ...(isBetter && second ? second : found), ...extra }
  }
}

type Folded = StandardAddress['folded']

/** A street with its number or a box, and where that is. */
function isComplete({ street, houseNumber, city, postcode }: Folded): boolean {
  return street !== '' && (houseNumber !== '' || street.startsWith('po box')) && (city !== '' || postcode !== '')
}

/** Two spellings of one address share it. With a postcode neither city nor country is needed, and both are often left out. */
function keyOf(folded: Folded, country: string | undefined): string {
  const { houseNumber, street, unit, city, region, postcode } = folded
  const where = postcode !== '' ? postcode : `${city}|${region}|${country ?? ''}`
  return hash('sha1', `${houseNumber}|${street}|${unit}|${where}`, 'hex').slice(0, 20)
}

/** 12/3 and 10-12 are not 123 and 1012. */
function foldHouse(houseNumber: string): string {
  const folded = fold(houseNumber)
  return folded.includes(' ') ? folded.replace(/(?<=\d) (?=[a-z])/g, '').replace(/ /g, '-') : folded
}

/** Without the parts that are empty. */
function present<T extends Record<string, string | undefined>>(parts: T): { [K in keyof T]?: string } {
  const kept: { [K in keyof T]?: string } = {}
  for (const name in parts) {
    const value = parts[name]
    if (value !== undefined && value !== '') kept[name] = value
  }
  return kept
}
