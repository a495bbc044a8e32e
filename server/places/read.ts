import type { AddressInput, StandardAddress, Unread } from '../model/record.ts'
import type { AddressCleaner } from '../standardise/address/address.ts'
import type { Places } from '../standardise/address/place.ts'
import { fold, foldCode } from '../text/fold.ts'
import { type Cells, placedCells } from './cells.ts'
import type { Codes } from './codes.ts'
import { withNumberedName } from './delivery.ts'
import { formatOf } from './files.ts'
import { type PlaceTable, tableOf } from './place-table.ts'
import type { ReadParts } from './read-parts.ts'
import type { Regions } from './regions.ts'
import { townKey } from './town-key.ts'
import type { PartOutcome, PlacePart } from './weigh.ts'
import { asSaid } from './weigh.ts'

/** An address as it was understood: its parts, its country, and what says nothing. */
export type ReadAddress = {
  readonly parts: ReadParts
  /** Folded as cleaning compares. */
  readonly foldedCity: string
  /** ISO 3166-1 alpha-2; undefined where nothing tells. */
  readonly country: string | undefined
  /** Absent where nobody names a country and none can be told. */
  readonly countryOutcome?: PartOutcome
  /** As it came, with each part in its own cell. */
  readonly input: AddressInput
  /** Parts that stood in the place of others. */
  readonly moved: ReadonlySet<PlacePart>
  readonly unread: readonly Unread[]
}

/** What reading needs to know. */
export type AddressReader = {
  readonly clean: AddressCleaner
  readonly places: Places
  readonly regions: Regions
  readonly codes: Codes
}

const ISO = /^[A-Z]{2}$/
const SIGN = /(?<![\p{L}\d])[A-Z]{1,3}-\d/u
/** Characters of a ZIP: a country that writes five digits may be any. */
const ZIP = /^\d{5}(?:-?\d{4})?$/

/** Cleans an address, finds its country where it says none or one that it is not in, and parts that stand in another place. */
export function readAddress(
  reader: AddressReader,
  given: AddressInput,
  defaultCountry: string | undefined,
): ReadAddress {
  const { clean } = reader
  const cells = cellsOf(reader, given, defaultCountry)
  const { input } = cells
  const first = clean(input, cells.signed ?? defaultCountry)
  const stated = first.address?.country
  const isUnknown = first.unread.some(({ part, why }) => part === 'country' && why === 'unknown')
  const told = stated !== undefined && ISO.test(stated) && !isUnknown ? stated : undefined
  const other = isUnknown ? undefined : otherCountry(reader, { ...first.address, typed: input.postcode }, told)
  const country = other ?? told
  const { address, unread } = other === undefined ? first : clean({ ...input, country: other }, other)
  const place = whereRegionBelongs(reader, address ?? {}, country)
  return {
    parts: country === undefined ? place.parts : withNumberedName(place.parts, country),
    foldedCity: place.moved ? fold(place.parts.city ?? '') : (address?.folded.city ?? ''),
    country,
    ...countryOutcome(input.country, { told, other, defaultCountry, isUnknown }),
    input,
    moved: place.moved ? new Set([...cells.moved, 'region']) : cells.moved,
    unread,
  }
}

/** Only what has a figure where none belongs, or none where one does, is looked at a second time. */
function cellsOf(reader: AddressReader, given: AddressInput, defaultCountry: string | undefined): Cells {
  const { city = '', region = '', line1 = '', line2 = '', postcode = '', full } = given
  const isHere = city === '' && (/\d/.test(line2 + postcode) || SIGN.test(line1))
  const isOdd = full !== undefined || /\d/.test(city + region) || isHere
  if (!isOdd) return { input: given, moved: new Set() }
  const country = given.country === undefined ? defaultCountry : reader.places.country(given.country)
  return placedCells(reader, given, country)
}

type ToldCountry = {
  readonly told: string | undefined
  readonly other: string | undefined
  readonly defaultCountry: string | undefined
  readonly isUnknown: boolean
}

function countryOutcome(given: string | undefined, { told, other, defaultCountry, isUnknown }: ToldCountry) {
  const isGiven = given !== undefined && given.trim() !== ''
  if (isUnknown) return { countryOutcome: asSaid('', 'conflicting', 'unknown') }
  if (other !== undefined)
    return {
      countryOutcome: isGiven ? asSaid(other, 'corrected', 'contradicted') : asSaid(other, 'added', 'from-form'),
    }
  if (told === undefined) return {}
  if (isGiven) return { countryOutcome: asSaid(told, 'confirmed', 'agrees') }
  return {
    countryOutcome:
      told === defaultCountry ? asSaid(told, 'unchecked', 'form-only') : asSaid(told, 'added', 'from-form'),
  }
}

/**
 * The country that postcode and region, or postcode and town, are in, where the postcode is none of the one that is told; the one
 * whose sign stands before the postcode, also where none is told.
 */
function otherCountry(
  { places, regions, codes }: AddressReader,
  {
    postcode = '',
    region = '',
    city = '',
    typed = postcode,
  }: Partial<StandardAddress> & { typed?: string | undefined },
  told: string | undefined,
): string | undefined {
  const signed = codes.signOf(typed)
  if (told === undefined) return signed
  // A code that its own country writes too is one of that country.
  if (signed !== undefined && codes.readings(typed, told).every(({ why }) => why !== undefined)) return signed
  const isThere = (country: string) => {
    const table = tableOf(country)
    const code = foldCode(postcode).slice(0, table?.length)
    const towns = table?.at(code) ?? []
    const key = townKey(city)
    return towns.some((town) => town.key === key || (region !== '' && town.region === regions.stated(region, country)))
  }
  if (postcode === '' || places.fitsPostcode(postcode, told) || codes.fits(postcode, told)) return undefined
  const byForm = places.countryOfPostcode(postcode)
  if (byForm !== undefined && byForm !== told && (region === '' || regions.stated(region, byForm) !== undefined))
    return byForm
  // CA is California far more often than a postcode is wrong in all its letters.
  return formatOf(told)?.zip !== undefined && ZIP.test(postcode) && told !== 'US' && isThere('US') ? 'US' : undefined
}

/** A region out of the city's place, `Austin TX` and `Detroit Michgan`, where there is none in its own. */
function whereRegionBelongs(
  reader: AddressReader,
  address: Partial<StandardAddress>,
  country: string | undefined,
): { readonly parts: ReadParts; readonly moved: boolean } {
  const { line1, line2, houseNumber, street, unit, city = '', region, postcode } = address
  const parts: ReadParts = Object.fromEntries(
    Object.entries({ line1, line2, houseNumber, street, unit, city, region, postcode }).filter(
      ([, text]) => text !== undefined && text !== '',
    ),
  )
  const table = country === undefined ? undefined : tableOf(country)
  if (country === undefined || table === undefined || city === '' || table.named(townKey(city)).length > 0)
    return { parts, moved: false }
  const split = tailRegion(reader.regions, city, country, table)
  if (split !== undefined && (region === undefined || region === split.region || region === split.text))
    return { parts: { ...parts, city: split.city, region: split.region ?? split.text }, moved: region === undefined }
  if (region !== undefined || reader.regions.near(city, country).length === 0) return { parts, moved: false }
  // The town went to the line beside the street, and what should be the region is where it was.
  const pieces = (line2 ?? '').split(', ')
  const town = pieces.at(-1) ?? ''
  if (table.named(townKey(town)).length === 0) return { parts, moved: false }
  const { line2: _, ...others } = parts
  const rest = pieces.slice(0, -1).join(', ')
  return { parts: { ...others, ...(rest === '' ? {} : { line2: rest }), city: town, region: city }, moved: true }
}

function tailRegion(regions: Regions, city: string, country: string, table: PlaceTable) {
  const comma = city.lastIndexOf(',')
  const words = city.split(' ')
  for (const count of comma > 0 ? [0] : [1, 2]) {
    if (count >= words.length) break
    const head = comma > 0 ? city.slice(0, comma).trim() : words.slice(0, -count).join(' ')
    const text = comma > 0 ? city.slice(comma + 1).trim() : words.slice(-count).join(' ')
    const region = regions.stated(text, country)
    if (region !== undefined) return { city: head, region, text }
    if (table.named(townKey(head)).length > 0 && text.length > 3 && regions.near(text, country).length > 0)
      return { city: head, region: undefined, text }
  }
  return undefined
}
