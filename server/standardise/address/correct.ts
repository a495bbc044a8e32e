import type { AddressInput, StandardAddress } from '../../model/record.ts'
import type { AddressCleaner } from './address.ts'

/** A part that is not as it came: what it was, what it is, and why in words. */
export type PlaceCorrection = {
  readonly part: 'city' | 'region' | 'postcode'
  readonly was: string
  readonly is: string
  readonly why: string
}

type Corrected = { readonly corrections: readonly PlaceCorrection[]; readonly parts: Parts }
type Parts = { readonly [part in keyof AddressInput]?: string | undefined }

/** What of a place should be otherwise, where that is sure. Pure. */
export type CorrectPlace = {
  /** By its parts as they were cleaned. */
  parts(place: Pick<StandardAddress, 'city' | 'region' | 'postcode' | 'country'>): readonly PlaceCorrection[]
  /** By a line that has all, of which a misspelt part may have been read as another. */
  line(address: AddressInput, defaultCountry: string | undefined): Corrected | undefined
}

/**
 * An address with its place put right: folded and keyed as if it had come so, with what it was beside. The record's own word stays in
 * `original`. What is put right once has nothing to put right.
 */
export function putRight(
  address: StandardAddress,
  defaultCountry: string | undefined,
  correct: CorrectPlace,
  clean: AddressCleaner,
): StandardAddress {
  const { line1, line2, unit, city, region, postcode, country, kind, from, to, original } = address
  const isLine = original.full !== undefined && region === undefined && postcode !== undefined
  const line = isLine ? correct.line(original, defaultCountry) : undefined
  const corrections = line?.corrections ?? correct.parts(address)
  if (corrections.length === 0) return address
  const parts = line?.parts ?? { line1, line2, unit, city, region, postcode, country, ...patchOf(corrections) }
  const { address: right } = clean(stated({ ...parts, kind, from, to }), country ?? defaultCountry)
  // Another place may have other ways to write streets: what would be read as another door stays as it came.
  if (!right || (line ? !isOneHouse(right, address) : !isOneDoor(right, address))) return address
  return { ...right, corrected: corrections.map(({ part, was, why }) => ({ part, was, why })), original }
}

function patchOf(corrections: readonly PlaceCorrection[]): AddressInput {
  return Object.fromEntries(corrections.map(({ part, is }) => [part, is]))
}

function stated(parts: Parts): AddressInput {
  return Object.fromEntries(Object.entries(parts).filter(([, text]) => text !== undefined && text !== ''))
}

function isOneDoor(a: StandardAddress, b: StandardAddress): boolean {
  return isOneHouse(a, b) && a.folded.street === b.folded.street && a.line2 === b.line2
}

function isOneHouse({ folded: a }: StandardAddress, { folded: b }: StandardAddress): boolean {
  return a.houseNumber === b.houseNumber && a.unit === b.unit
}
