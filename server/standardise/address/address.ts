import { hash } from 'node:crypto'
import { PLACE_PARTS } from '../../model/entities/field.ts'
import type { AddressInput, StandardAddress, Unread } from '../../model/record.ts'
import { fold, tidy } from '../../text/fold.ts'
import { remember } from '../../text/remember.ts'
import { anyOf, type Knowledge } from '../knowledge.ts'
import { linesReader } from './address-lines.ts'
import { addressTextParser, spread } from './address-text.ts'
import { houseFolder } from './house-fold.ts'
import type { Places } from './place.ts'
import { streetsOf } from './street.ts'

/** The address, where the parts say where; and parts that say nothing, by name. */
type CleanAddress = { readonly address?: StandardAddress; readonly unread: readonly Unread[] }
export type AddressCleaner = (input: AddressInput, defaultCountry: string | undefined) => CleanAddress

/**
 * Cleans an address: parts, abbreviations, unit, codes of region and country; what is none of these is its second line.
 * A country is taken from the address, else from what only one country has (its postcode's letters, its region), else
 * from the default. One that is stated and not known stays as it is stated.
 */
export function addressCleaner(rules: Knowledge, places: Places): AddressCleaner {
  const streets = streetsOf(rules)
  const parseText = addressTextParser(rules, places, streets)
  const junk = new Set(rules.junk.texts)
  // Signs may stand between the words of one, but a line that is much longer is none.
  const longest = 2 * Math.max(0, ...rules.junk.texts.map((text) => text.length))
  const isJunk = (text: string) => text.length <= longest && (junk.has(fold(text)) || !/[\p{L}\p{N}]/u.test(text))
  const part = (text: string | undefined) => (text === undefined || isJunk(text) ? '' : tidy(text))
  const foldStreet = remember(streets.fold)
  const cityMark = new RegExp(String.raw`^${anyOf(rules.addresses.cityMarks)}(?:\.\s*|\s+)(?=\p{Lu})`, 'u')
  const foldCity = remember((text) => places.city(fold(text.replace(cityMark, ''))))
  const foldHouse = houseFolder(rules)
  const title = remember(rules.titleCase)
  const readLines = linesReader(streets, part, title)
  const namedHouses = rules.writes((writing) => writing.namedHouses)
  const exactPostcodes = rules.writes((writing) => writing.postcode?.exact)

  const countryOf = (region: string, postcode: string, defaultCountry: string | undefined): string | undefined =>
    places.countryOfPostcode(postcode) ??
    (defaultCountry !== undefined && places.region(region, defaultCountry) ? defaultCountry : undefined) ??
    places.countryOfRegion(region, postcode) ??
    defaultCountry

  /** Country by what is stated, or by the rest; `known`: whose ways it is written in. */
  const whereabouts = (given: AddressInput, defaultCountry: string | undefined) => {
    const text = part(given.country)
    const stated = places.country(text)
    const isUnknown = text !== '' && stated === undefined
    const { input, extra } = spread(given, parseText, stated ?? (isUnknown ? undefined : defaultCountry))
    const named = stated ?? (isUnknown ? undefined : places.country(part(input.country)))
    const known = isUnknown ? undefined : (named ?? countryOf(part(input.region), part(input.postcode), defaultCountry))
    return { input, extra, known, country: isUnknown ? text : known, isUnknown }
  }

  /** Region and city; `APO AE` in the region's column is both. */
  const regionAndCity = (input: AddressInput, known: string | undefined) => {
    const [regionText, city] = [part(input.region), title(part(input.city))]
    const whole = places.statedRegion(regionText, known)
    if (whole !== undefined || regionText === '') return { region: whole ?? '', city, extra: [] }
    const [, before = '', code = ''] = /^(.*\S)[\s,]+(\p{Lu}{2,3})$/u.exec(regionText) ?? []
    const region = code === '' ? undefined : places.statedRegion(code, known)
    if (region === undefined) return { region: regionText, city, extra: [] }
    return city === '' ? { region, city: title(before), extra: [] } : { region, city, extra: [before] }
  }

  const unreadOf = (given: AddressInput, isUnknown: boolean): Unread[] =>
    PLACE_PARTS.flatMap((name): Unread[] => {
      const text = given[name]?.trim() ?? ''
      if (text === '') return []
      if (isJunk(text)) return [{ part: name, text, why: 'placeholder' }]
      return name === 'country' && isUnknown ? [{ part: name, text, why: 'unknown' }] : []
    })

  /** Street, house, unit and what is left, once all the columns have been heard. */
  const unitOf = (stated: string, read: readonly string[]): string => {
    const told: string[] = []
    for (const text of [stated, ...read]) {
      if (text === '') continue
      const same = told.findIndex((other) => saysAll(other, text) || saysAll(text, other))
      // The fuller of two: `Apt 5` beside a 5.
      if (same < 0) told.push(text)
      else if (!saysAll(told[same] ?? '', text)) told[same] = text
    }
    return told.join(', ')
  }

  return (given, defaultCountry) => {
    const { input, extra, known, country, isUnknown } = whereabouts(given, defaultCountry)
    const unread = unreadOf(given, isUnknown)
    const { region, city, extra: more } = regionAndCity(input, known)
    const { line, line1, units, rest } = readLines(input, known, [...extra, ...more])
    const postcodeText = part(input.postcode)
    const postcode = places.postcode(postcodeText, known) ?? postcodeText
    const { houseNumber = '', street = '' } = line
    const unit = unitOf(part(input.unit), units)
    const line2 = besides(rest, [city, region, input.region, postcode, postcodeText, country, given.country])
    if (
      [street, city, postcode, region, houseNumber, unit, line2].every((text) => text === '') &&
      country === undefined
    )
      return { unread }
    const folded = {
      houseNumber: foldHouse(houseNumber, known),
      street: foldStreet(street),
      unit: unit === '' ? '' : streets.foldUnit(unit),
      city: foldCity(city),
      region: fold(region),
      postcode: places.foldPostcode(postcode, known),
    }
    const house = namedHouses.has(known ?? '') && folded.houseNumber === '' ? houseName(line2, streets.isCareOf) : ''
    const [from, to, kind] = [part(given.from), part(given.to), part(given.kind).toLowerCase()]
    const parts = { line1, line2, houseNumber, street, unit, city, region, postcode, country, kind, from, to }
    const isExact = exactPostcodes.has(known ?? '') && postcodeText !== '' && places.fitsPostcode(postcode, known ?? '')
    const complete = isComplete(folded, house !== '' || isExact)
    return {
      address: { key: keyOf(folded, country, house), ...present(parts), complete, folded, original: given },
      unread,
    }
  }
}

/** Whether all words of a text are in another. */
function saysAll(text: string, other: string): boolean {
  const words = new Set(fold(text).split(' '))
  return fold(other)
    .split(' ')
    .every((word) => words.has(word))
}

/** What lines say besides the street, without what other parts say already. */
function besides(rest: readonly string[], parts: readonly (string | undefined)[]): string {
  if (rest.length === 0) return ''
  const said = parts.map((text) => fold(text ?? '')).filter((text) => text !== '')
  const words = new Set(said.flatMap((text) => text.split(' ')))
  const pieces = rest
    .flatMap((text) => text.split(', '))
    .filter((piece) => {
      const folded = fold(piece)
      return folded === '' ? /\p{L}|\d/u.test(piece) : !folded.split(' ').every((word) => words.has(word))
    })
  return [...new Set(pieces)].join(', ')
}

/** The name of a house beside its street, where it has no number. */
function houseName(line2: string, isCareOf: (piece: string) => boolean): string {
  return fold(
    line2
      .split(', ')
      .filter((piece) => !isCareOf(piece))
      .join(' '),
  )
}

type Folded = StandardAddress['folded']

/** A street with its number, its flat, its house's name or a box, and where that is. */
function isComplete({ street, houseNumber, unit, city, postcode }: Folded, isNamed: boolean): boolean {
  const hasDoor = houseNumber !== '' || unit !== '' || isNamed || street.startsWith('po box')
  return street !== '' && hasDoor && (city !== '' || postcode !== '')
}

/** Two spellings of one address share it. With a postcode neither city nor country is needed, and both are often left out. */
function keyOf(folded: Folded, country: string | undefined, house: string): string {
  const { houseNumber, street, unit, city, region, postcode } = folded
  const where = postcode !== '' ? postcode : `${city}|${region}|${country ?? ''}`
  return hash('sha1', `${houseNumber}|${street}${house === '' ? '' : ` ${house}`}|${unit}|${where}`, 'hex').slice(0, 20)
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
