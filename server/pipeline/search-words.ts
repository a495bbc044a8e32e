import type { FieldKind } from '../model/entities/field.ts'
import { type EntityName, fieldDef } from '../model/entities/registry.ts'
import type { StandardRecord } from '../model/record.ts'

/** Queries for the full-text index (Lucene's syntax), and how many of those they find are worth comparing. */
export type WordQuery = { text: string; most: number }

/** Of those that any word finds, where only words are known, and where fields say which is which; of those that two fields find. */
const BY_TEXT = 50
const BY_ANY = 30
const BY_TWO = 12

/** Shorter words are not looked for with a typo: too many others are one letter away. */
const LONG = 4

/** What is found by its key or not at all: words of an e-mail address find everybody who has one there. */
const EXACT = new Set<FieldKind>(['email', 'phone', 'url', 'identifier', 'date'])

export function isExactField(entity: EntityName, name: string): boolean {
  return EXACT.has(fieldDef(entity, name)?.kind ?? 'text')
}

/** What may be written in several ways, as the words of each field that has some. */
type Said = { names: string[][]; places: string[][] }

export function saidBy({ entity, values, addresses }: StandardRecord): Said {
  const fields = Object.keys(values).filter((name) => !isExactField(entity, name))
  const names = fields.map((name) => (values[name] ?? []).map((claim) => claim.value).join(' '))
  const places = addresses.flatMap(({ city, postcode }) => [city ?? '', postcode ?? ''])
  const spoken = (texts: string[]) => texts.map(words).filter((group) => group.length > 0)
  return { names: spoken(names), places: spoken(places) }
}

/**
 * Words as they were written. Who gives two names and a place is after somebody of whom two of them are true, one of them a name: that
 * finds fewer, and the right ones earlier, than whatever has one of the words. Otherwise any word counts.
 * @returns undefined where nothing is said.
 */
export function asWritten({ names, places }: Said): WordQuery | undefined {
  const all = [...names, ...places]
  if (all.length === 0) return undefined
  if (names.length < 2 || places.length === 0) return { text: anyOf(all.flat()), most: BY_ANY }
  const pairs = names.flatMap((name, at) => all.slice(at + 1).map((other) => both(anyOf(name), anyOf(other))))
  return { text: pairs.join(' '), most: BY_TWO }
}

/**
 * The same with typos, which cost milliseconds a word. Of two names and more, one may be mistyped and another is as written, and a place
 * that nobody has of whom the words find most may be mistyped too. Of a single name, the words may that nobody of them has, or else the
 * one that fewest have.
 * @param found what the words find as they were written
 */
export function withTypos({ names, places }: Said, found: readonly StandardRecord[]): WordQuery {
  const known = found.map((record) => {
    const { names, places } = saidBy(record)
    return new Set([...names, ...places].flat())
  })
  const having = (word: string) => known.filter((all) => all.has(word)).length
  if (names.length < 2) {
    const all = [...new Set([...names, ...places].flat())]
    const fewest = Math.min(...all.map(having))
    return { text: anyOf(all, (word) => having(word) === fewest), most: BY_ANY }
  }
  const where = anyOf(places.flat(), (word) => having(word) === 0)
  const text = names.map((name, at) => {
    const others = names.filter((_name, other) => other !== at).flat()
    return `(${both(
      anyOf(name, () => true),
      anyOf(others),
    )} ${where})`
  })
  return { text: text.join(' '), most: BY_TWO }
}

/** A line of which nobody knows what is what: any of its words, also with a typo, which counts less. */
export function ofText(text: string): WordQuery {
  const all = words(text)
  return { text: [anyOf(all, () => true), ...all.map((word) => `${word}^2`)].join(' '), most: BY_TEXT }
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
