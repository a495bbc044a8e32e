import { editedWords, editsWithin, nearWords, type Word } from '../../text/similarity.ts'

export const ADDRESS_LEVELS = [
  'same',
  'close',
  'unit',
  'building',
  'street',
  'postcode',
  'city',
  'region',
  'different',
] as const

/** How a part of two addresses compares: missing on a side, equal, alike, or not. */
export const MISSING = 0
export const EQUAL = 1
const ALIKE = 2
export const UNLIKE = 3

/** Level by how each part compares; ADDRESS_LEVELS.length when there is no part in common. */
export function addressLevel(
  street: number,
  house: number,
  postcode: number,
  city: number,
  unit: number,
  region: number,
  oneHouse: boolean,
): number {
  const placed = postcode === EQUAL || city === EQUAL
  const misplaced = !placed && (postcode === UNLIKE || city === UNLIKE)
  if (street === EQUAL || street === ALIKE) {
    if (house === EQUAL) {
      if (misplaced) return postcode === ALIKE || city === ALIKE ? 1 : 3
      if (unit === UNLIKE) return 2
      return street === EQUAL && placed ? 0 : 1
    }
    if (house === MISSING && placed) return street === EQUAL && oneHouse ? 0 : 1
    if (house === ALIKE && placed) return 1
    // A slip in the postcode beside another one in the street: still the street, whatever the suburb is called.
    if (misplaced && postcode === ALIKE && house !== UNLIKE) return 4
    if (!misplaced || street === EQUAL)
      return placed ? 4 : house === MISSING ? 4 : misplaced ? 6 + (city === EQUAL ? 0 : 2) : 4
  }
  if (house === EQUAL && postcode === EQUAL && (city === EQUAL || street === MISSING)) return 3
  if (postcode === EQUAL) return 5
  if (city === EQUAL || (city === ALIKE && postcode === ALIKE)) return postcode === ALIKE ? 5 : 6
  if (city === ALIKE || (postcode === ALIKE && city === MISSING)) return 6
  if (region === EQUAL && city !== UNLIKE) return 7
  if (street === MISSING && postcode === MISSING && city === MISSING) {
    return region === MISSING ? ADDRESS_LEVELS.length : region === EQUAL ? 7 : 8
  }
  return 8
}

/** How near two streets or cities have to be by Jaro–Winkler. */
const NEAR = 0.88

export function alike(a: Word, b: Word): number {
  if (a.text === '' || b.text === '') return MISSING
  if (a.text === b.text) return EQUAL
  return editedWords(a, b, 1) || nearWords(a, b, NEAR) || within(a.text, b.text) ? ALIKE : UNLIKE
}

const SPACE = 32

/** A short form: `frankfurt` of `frankfurt am main`. */
function within(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.length > 3 && long.charCodeAt(short.length) === SPACE && long.startsWith(short)
}

export function alikeHouses(a: string, b: string): number {
  if (a === '' || b === '') return MISSING
  if (a === b) return EQUAL
  return Math.max(a.length, b.length) > 2 && editsWithin(a, b, 1) <= 1 ? ALIKE : UNLIKE
}

export function alikeCodes(a: string, b: string): number {
  if (a === '' || b === '') return MISSING
  if (a === b) return EQUAL
  return editsWithin(a, b, 1) <= 1 ? ALIKE : UNLIKE
}

/** Parts that forgive nothing: a unit, a region. */
export function equalOrNot(a: string, b: string): number {
  if (a === '' || b === '') return MISSING
  return a === b ? EQUAL : UNLIKE
}
