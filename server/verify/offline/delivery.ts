import { fold } from '../../text/fold.ts'
import { once, verifyWords } from './files.ts'
import type { ReadParts } from './read.ts'

const lookUps = once(() => {
  const { special, unnumbered, streetLast, streetFirst, directions, streetEndings, numbered } = verifyWords()
  return {
    special: special.map(fold),
    unnumbered: unnumbered.map(fold),
    last: new Set(streetLast),
    first: new Set(streetFirst),
    directions: new Set(directions),
    endings: streetEndings,
    numbered: new Set(numbered),
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
  if (line2 !== '' || /\d/.test(unit) || isSpecial(parts)) return false
  const folded = fold(street)
  if (lookUps().unnumbered.some((words) => ` ${folded} `.includes(` ${words} `))) return false
  return isStreet(folded)
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
