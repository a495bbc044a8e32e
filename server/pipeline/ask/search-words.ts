import { fieldDef } from '../../model/entities/registry.ts'
import type { StandardRecord } from '../../model/record.ts'
import { codesOf, searchedAs } from '../../rules/search-text.ts'
import { codeTerm, joinedRuns, partedWords, soundTerms } from '../../text/search-terms.ts'

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

const PERSONAL = new Set(['givenName', 'familyName'])

/** Names and places, as the words of each field that has some, and the codes of all others. */
export type Said = {
  names: string[][]
  places: string[][]
  codes: string[]
  /** Two names of one person are among them: whoever is meant has one of them at least as it is written. */
  isPersonal: boolean
}

/** What of a record may be looked for as words. A title, a gender or a legal form tells nobody from others. */
export function saidBy(record: StandardRecord): Said {
  const { entity, values, addresses } = record
  const named = Object.keys(values).filter((field) => ['person', 'company'].includes(searchedAs(record, field) ?? ''))
  const isWhole = (field: string) => fieldDef(entity, field)?.kind === 'fullName'
  const wordsOf = (field: string) => words((values[field] ?? []).map((claim) => claim.value).join(' '))
  const parts = new Set(named.filter((field) => !isWhole(field)).flatMap(wordsOf))
  // A whole name says nothing that its parts do not.
  const telling = named.filter((field) => !isWhole(field) || wordsOf(field).some((word) => !parts.has(word)))
  const places = addresses.flatMap(({ city, postcode }) => [words(city ?? ''), words(postcode ?? '')])
  const isThere = (group: readonly string[]) => group.length > 0
  const asNamed = (field: string) =>
    isWhole(field) ? wordsOf(field) : [...wordsOf(field), ...joinedRuns(wordsOf(field))]
  const coded = Object.keys(values).filter((field) => searchedAs(record, field) === 'code')
  const codes = coded.flatMap((field) => (values[field] ?? []).flatMap(codesOf))
  return {
    names: telling.map(asNamed).filter(isThere),
    places: places.filter(isThere),
    codes: [...new Set(codes)].filter((code) => code !== ''),
    isPersonal: named.filter((field) => PERSONAL.has(field) && isThere(wordsOf(field))).length > 1,
  }
}

/** What is found by its number or address alone, however common that is. */
export function byCode({ codes }: Said): WordQuery | undefined {
  return codes.length === 0 ? undefined : { text: anyOf(codes), most: BY_ANY }
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

/**
 * A line of which nobody knows what is what: any of its words, also run together and with a typo, which counts less; its
 * numbers and ids as codes; and what its last word may be the beginning of, since it may be half typed.
 */
export function ofText(text: string): WordQuery {
  const all = words(text)
  const last = all.at(-1) ?? ''
  const terms = [
    anyOf(all, () => true),
    ...[...all.filter((word) => word.length >= LONG), ...joinedRuns(all)].map((word) => `${word}^2`),
    ...codesOfText(text),
    ...(last.length >= LEAST_BEGUN && !/\s$/.test(text) ? [`${last}*`] : []),
  ]
  return { text: [...new Set(terms)].join(' '), most: BY_TEXT }
}

/** Names as they sound, whatever script they are written in: looked for where nobody fits. */
export function bySound(names: readonly string[]): WordQuery | undefined {
  const sounds = new Set(names.flatMap(soundTerms))
  return sounds.size === 0 ? undefined : { text: [...sounds].slice(0, MOST_WORDS).join(' '), most: BY_ANY }
}

/** A beginning of fewer letters is that of half the index. */
const LEAST_BEGUN = 2
/** A code of fewer signs begins too many others. */
const LEAST_CODE = 4

/** Numbers, ids and addresses of e-mail in a line, each as it is stored: 020 7946 0555 without its zero and blanks. */
function codesOfText(text: string): string[] {
  const pieces = text.split(/[\s,;]+/).filter((piece) => /[\d@]/.test(piece))
  const codes = [...pieces, isNumber(text) ? text : ''].map(codeTerm)
  const found = new Set(codes.flatMap((code) => [code, code.replace(/^0+(?=\d)/, '')]))
  found.delete('')
  return [...found].slice(0, 20).flatMap((code) => [`${code}^4`, ...(code.length >= LEAST_CODE ? [`${code}*`] : [])])
}

/** Whether a line is one number, of a phone or a document, however its digits are grouped. */
function isNumber(line: string): boolean {
  return 2 * line.replace(/\D/g, '').length >= codeTerm(line).length
}

/** Words of a text, folded, so that nothing is an operator, not the `OR` of Portland OR either. */
function words(text: string): string[] {
  return [...new Set(partedWords(text))].slice(0, MOST_WORDS)
}

const MOST_WORDS = 20

function both(one: string, other: string): string {
  return `(+(${one}) +(${other}))`
}

function anyOf(group: readonly string[], isDoubtful: (word: string) => boolean = () => false): string {
  const term = (word: string) => (word.length >= LONG && isDoubtful(word) ? `${word}~1` : word)
  return group.map(term).join(' ')
}
