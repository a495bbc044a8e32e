import type { AddressInput, RecordInput, StandardRecord } from '../model/record.ts'
import { partsOf, plain } from './spelling.ts'

/** How texts and places of a record are read, so that two spellings of one are one. */
export type Reading = {
  same(field: string, a: string, b: string): boolean
  samePlace(a: AddressInput, b: AddressInput): boolean
}

/** Reads as a record is cleaned: by its hints, and nothing of it beside what is compared. */
export function readingOf(record: RecordInput, standardise: (input: RecordInput) => StandardRecord): Reading {
  const clean = (said: Partial<Pick<RecordInput, 'fields' | 'addresses'>>) =>
    standardise({ ...record, fields: {}, addresses: [], unread: undefined, ...said })
  const foldedOf = (field: string, text: string) => {
    const { values } = clean({ fields: { [field]: [text] } })
    const folded = Object.entries(values).map(([name, claims]) => [
      name,
      claims.map((each) => each.folded || each.value),
    ])
    return folded.length === 0 ? undefined : JSON.stringify(folded.sort())
  }
  const placeOf = (address: AddressInput) => {
    const [cleaned] = clean({ addresses: [address] }).addresses
    return cleaned && `${cleaned.key} ${plain(cleaned.line2 ?? '')}`
  }
  return {
    same(field, a, b) {
      if (plain(a) === plain(b)) return true
      const folded = foldedOf(field, a)
      return folded !== undefined && folded === foldedOf(field, b)
    },
    samePlace: (a, b) => whereText(a) === whereText(b) || placeOf(a) === placeOf(b),
  }
}

function whereText(address: AddressInput): string {
  return JSON.stringify(
    partsOf(address)
      .map(([part, text]) => [part, plain(text)])
      .sort(),
  )
}
