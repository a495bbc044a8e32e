import { addressLine } from '../model/address-line.ts'
import type { StandardAddress } from '../model/record.ts'
import type { AddressForm } from '../model/relation.ts'
import { fold } from '../text/fold.ts'
import { hashOf } from '../text/hash.ts'

/** A form with the parts that are shown of it, as an `:Address` has them. */
export type ShownForm = AddressForm & { readonly shown: Readonly<Record<string, string>> }

/** Scripts without letters: another sign is another word, however alike the two are spelt in Latin letters. */
const SIGNS = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u

/** How an address is written. Care of whom is no part of the place. */
export function formOf(address: StandardAddress): ShownForm {
  const { line1, unit, city, region, postcode, country, street = '', folded } = address
  const place = { line1, unit, city, region, postcode, country }
  const told = Object.entries({ ...place, text: addressLine(place) })
  const shown = Object.fromEntries(
    told.filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  )
  const isHouse = address.complete && folded.houseNumber !== '' && folded.street !== ''
  const form = {
    address: address.key,
    ...folded,
    words: fold(street),
    country: /^[A-Z]{2}$/.test(country ?? '') ? (country ?? '') : '',
    exact: !isHouse || SIGNS.test(street),
  }
  return { key: hashOf({ ...form, shown }).slice(0, 20), ...form, shown }
}

/** Where a form is looked up: whatever may be one place with it shares its door or its line. */
export type FormKeys = {
  /** House and unit in a postcode, or in a city where there is none. */
  readonly door: string
  /** House and unit of a street, wherever; with a postcode it may be one place only with a form that has none. */
  readonly line: string | undefined
  /** The street in its postcode or city. */
  readonly area: string | undefined
}

export function keysOf(form: AddressForm): FormKeys {
  const { houseNumber, street, unit, city, region, postcode, country, exact, address } = form
  if (exact) return { door: address, line: undefined, area: undefined }
  const where = postcode === '' ? [city, region, country] : [postcode]
  return {
    door: keyOf(houseNumber, unit, ...where),
    line: keyOf('', houseNumber, unit, street),
    area: keyOf('', '', street, ...where),
  }
}

function keyOf(...parts: readonly string[]): string {
  return hashOf(parts).slice(0, 20)
}
