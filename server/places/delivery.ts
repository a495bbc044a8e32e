import { fold, foldCode } from '../text/fold.ts'
import { once, verifyWords } from './files.ts'
import type { ReadParts } from './read-parts.ts'

const lookUps = once(() => {
  const { special, unnumbered, streetLast, streetFirst, directions, streetEndings, numbered, ...more } = verifyWords()
  return {
    special: special.map(fold),
    unnumbered: unnumbered.map(fold),
    last: new Set(streetLast),
    first: new Set(streetFirst),
    directions: new Set(directions),
    endings: streetEndings,
    numbered: new Set(numbered),
    numberAlone: new Set(more.numberAlone),
    numberNamed: { countries: new Set(more.numberNamed.countries), words: new Set(more.numberNamed.words) },
    districts: { countries: new Set(more.districts.countries), not: new Set(more.districts.not) },
    always: { countries: new Set(more.always.countries), not: more.always.not },
  }
})

const NUMBERED_ROAD = /^(?:(?:us|state|county) )?(?:highway|hwy|route|rte|road) [a-z]?\d+[a-z]?$/

/** Whether mail goes by other means than a house: a box, a rural route, the armed forces, a locker, to be called for. */
export function isSpecial({ line1 = '', line2 = '', street = '', unit = '' }: ReadParts): boolean {
  return [line1, line2, street, unit].some((line) => {
    const folded = fold(line)
    return lookUps().special.some((words) => folded === words || folded.startsWith(`${words} `))
  })
}

/**
 * Whether a street stands without the number of a house. Only where houses have numbers, and only of what is plainly a street:
 * a castle, a campus, a farm and a house with a name have none.
 */
export function lacksNumber(parts: ReadParts, country: string): boolean {
  const { houseNumber = '', street = '', line2 = '', unit = '' } = parts
  if (houseNumber !== '' || street === '' || !lookUps().numbered.has(country)) return false
  if ((line2 !== '' && !isDistrict(line2, country)) || /\d/.test(unit) || isSpecial(parts)) return false
  const folded = fold(street)
  if (lookUps().unnumbered.some((words) => ` ${folded} `.includes(` ${words} `))) return false
  return isStreet(folded) || isAlwaysNumbered(folded, country)
}

/** Whether the second line is a part of the town, as the post of Brazil wants it: no building, no farm, no kilometre. */
function isDistrict(line2: string, country: string): boolean {
  const { districts, unnumbered } = lookUps()
  const folded = fold(line2)
  if (!districts.countries.has(country) || /\d/.test(folded)) return false
  if (unnumbered.some((words) => ` ${folded} `.includes(` ${words} `))) return false
  return !folded.split(' ').some((word) => districts.not.has(word))
}

/** One word in a country where every house has a number, unless it is that of a house: Damrak, and not Gemeentehuis. */
function isAlwaysNumbered(folded: string, country: string): boolean {
  const { countries, not } = lookUps().always
  return countries.has(country) && /^\p{L}{4,}$/u.test(folded) && !not.some((ending) => folded.endsWith(ending))
}

/** Where streets are called by numbers, the number behind the word for one is the name: `Calle 60` has no house yet. */
export function withNumberedName<T extends ReadParts>(parts: T, country: string): T {
  const { houseNumber = '', street = '', line1 = '' } = parts
  const { countries, words } = lookUps().numberNamed
  if (!countries.has(country) || !words.has(fold(street)) || !fold(line1).endsWith(` ${fold(houseNumber)}`))
    return parts
  if (!/^\d{1,3}\p{L}?$/u.test(houseNumber)) return parts
  const { houseNumber: _, ...others } = parts
  return { ...others, street: `${street} ${houseNumber}` } as T
}

/** Whether a house number is all that is there, where houses stand in streets. */
export function isNumberAlone({ houseNumber = '', street = '', line1 = '', line2 = '' }: ReadParts, country: string) {
  const { numbered, numberAlone } = lookUps()
  if (houseNumber === '' || street !== '' || line2 !== '' || !numbered.has(country) || numberAlone.has(country))
    return false
  return line1 === '' || /^\d+\p{L}?$/u.test(line1)
}

/** Whether a postcode is that of the forces post of Britain, which has neither street nor town. */
export function isForces({ postcode = '', city = '', line1 = '', line2 = '' }: ReadParts, country: string): boolean {
  if (country !== 'GB') return false
  return /^(?:BFPO|BF1)/.test(foldCode(postcode)) || [city, line1, line2].some((text) => /\bBFPO ?\d/i.test(text))
}

function isStreet(folded: string): boolean {
  const { last, first, directions, endings } = lookUps()
  const words = folded.split(' ')
  if (NUMBERED_ROAD.test(folded)) return true
  while (words.length > 1 && directions.has(words.at(-1) ?? '')) words.pop()
  const end = words.at(-1) ?? ''
  if (words.length > 1 && (last.has(end) || first.has(words[0] ?? ''))) return true
  return endings.some((ending) => end.length > ending.length + 2 && end.endsWith(ending))
}
