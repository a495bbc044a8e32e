import type { FieldKind } from '../../model/entities/field.ts'
import { fieldDef } from '../../model/entities/registry.ts'
import type { StandardRecord } from '../../model/record.ts'

/** A query for the full-text index (Lucene's syntax), and how many of those it finds are worth comparing. */
export type WordQuery = { text: string; most: number }

/** How many are compared of those that a line of text finds. */
const BY_TEXT = 50
/** Of those that have any word of the fields. */
const BY_ANY = 30
/** Of those that have words of two fields: the right ones come early. */
const BY_TWO = 12

/** Shorter words are not looked for with a typo: too many others are one letter away. */
const LONG = 4

/** Names may be written in several ways; a title, a gender or a legal form tells nobody from others. */
const NAMES = new Set<FieldKind>(['fullName', 'givenName', 'familyName', 'companyName'])

const PERSONAL = new Set<FieldKind>(['givenName', 'familyName'])

/** Names and places, as the words of each field that has some. */
type Said = {
  names: string[][]
  places: string[][]
  /** Two names of one person are among them: whoever is meant has one of them at least as it is written. */
  isPersonal: boolean
}

/** What of a record may be looked for as words. */
export function saidBy({ entity, values, addresses }: StandardRecord): Said {
  const kindOf = (field: string) => fieldDef(entity, field)?.kind ?? 'text'
  const fields = Object.keys(values).filter((field) => NAMES.has(kindOf(field)))
  const wordsOf = (field: string) => words((values[field] ?? []).map((claim) => claim.value).join(' '))
  const parts = new Set(fields.filter((field) => kindOf(field) !== 'fullName').flatMap(wordsOf))
  // A whole name says nothing that its parts do not.
  const telling = fields.filter(
    (field) => kindOf(field) !== 'fullName' || wordsOf(field).some((word) => !parts.has(word)),
  )
  const places = addresses.flatMap(({ city, postcode }) => [words(city ?? ''), words(postcode ?? '')])
  const isThere = (group: readonly string[]) => group.length > 0
  return {
    names: telling.map(wordsOf).filter(isThere),
    places: places.filter(isThere),
    isPersonal: fields.filter((field) => PERSONAL.has(kindOf(field)) && isThere(wordsOf(field))).length > 1,
  }
}

/**
 * Words as they were written. Who gives two names of a person and a place is after somebody of whom two of them are true, one of them
 * a name: that finds fewer, and the right ones earlier, than whatever has one of the words. Otherwise any word counts.
 * @returns undefined where nothing is said.
 */
export function asWritten({ names, places, isPersonal }: Said): WordQuery | undefined {
  const all = [...names, ...places]
  if (all.length === 0) return undefined
  if (!isPersonal || places.length === 0) return { text: anyOf(all.flat()), most: BY_ANY }
  const pairs = names.flatMap((name, at) => all.slice(at + 1).map((other) => both(anyOf(name), anyOf(other))))
  return { text: pairs.join(' '), most: BY_TWO }
}

/**
 * The same with typos, which cost milliseconds a word. Of the names of a person, one may be mistyped and another is as written, and a place
 * that nobody has of whom the words find most may be mistyped too. Of anything else, the words may that nobody of them has, or else those
 * that fewest have.
 * @param found what the words find as they were written
 */
export function withTypos({ names, places, isPersonal }: Said, found: readonly StandardRecord[]): WordQuery {
  const known = found.map((record) => {
    const { names, places } = saidBy(record)
    return new Set([...names, ...places].flat())
  })
  const having = (word: string) => known.filter((all) => all.has(word)).length
  if (!isPersonal) {
    const all = [...new Set([...names, ...places].flat())]
    const fewest = Math.min(...all.map(having))
    return { text: anyOf(all, (word) => having(word) === fewest), most: BY_ANY }
  }
  const where = anyOf(places.flat(), (word) => having(word) === 0)
  const oneMistyped = names.map((name, at) => {
    const others = names.filter((_name, other) => other !== at).flat()
    const mistyped = anyOf(name, () => true)
    return `(${both(mistyped, anyOf(others))} ${where})`
  })
  return { text: oneMistyped.join(' '), most: BY_TWO }
}

/** A line of which nobody knows what is what: any of its words, also with a typo, which counts less. */
export function ofText(text: string): WordQuery {
  const all = words(text)
  const written = all.filter((word) => word.length >= LONG).map((word) => `${word}^2`)
  return { text: [anyOf(all, () => true), ...written].join(' '), most: BY_TEXT }
}

/** Words of a text: lower case, so that nothing is an operator, not the `OR` of Portland OR either. */
function words(text: string): string[] {
  const found =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return [...new Set(found)].slice(0, 20)
}

function both(one: string, other: string): string {
  return `(+(${one}) +(${other}))`
}

function anyOf(group: readonly string[], isDoubtful: (word: string) => boolean = () => false): string {
  const term = (word: string) => (word.length >= LONG && isDoubtful(word) ? `${word}~1` : word)
  return group.map(term).join(' ')
}
