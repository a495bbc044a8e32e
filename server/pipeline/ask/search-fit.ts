import { fieldDef } from '../../model/entities/registry.ts'
import type { Claim, StandardAddress, StandardRecord } from '../../model/record.ts'
import { codesOf, namesOf, searchedAs, searchTerms } from '../../rules/search-text.ts'
import { areAmong, codeTerm, partedWords, soundTerms } from '../../text/search-terms.ts'
import { editedWords, wordOf } from '../../text/similarity.ts'
import { saidBy } from './search-words.ts'

/** What was asked: each way to read it as a record, and the line it was written in, if it was one. */
export type Asked = { readonly readings: readonly StandardRecord[]; readonly text: string | undefined }

/** What is known of somebody: records, and the names of the company somebody works at. */
export type Known = { readonly records: readonly StandardRecord[]; readonly company: string | undefined }

/**
 * Whether somebody fits all that was asked: every name, place, number and date that was given is said by one of the
 * records, and nothing else that was given is said otherwise. A line of text fits too when each of its words is there; the
 * last one may be unfinished.
 */
export function fitsAll({ readings, text }: Asked, { records, company }: Known): boolean {
  const terms = new Set(records.flatMap((record) => [...searchTerms(record)]))
  for (const word of partedWords(company ?? '')) terms.add(word)
  if (text !== undefined && textFits(text, terms)) return true
  return readings.some((asked) => fieldsFit(asked, records, terms))
}

/** Whether somebody is worth a look where nobody fits: has half of the names that were given, or nearly so, or one of the codes. */
export function isAlike(asked: StandardRecord, record: StandardRecord): boolean {
  const { names, codes } = saidBy(asked)
  const terms = searchTerms(record)
  if (codes.some((code) => terms.has(code))) return true
  const known = [...terms].map(wordOf)
  const sounds = new Set(namesOf(record).flatMap(soundTerms))
  const isNear = (word: string) =>
    terms.has(word) ||
    (word.length >= LONG && known.some((term) => editedWords(term, wordOf(word), 1))) ||
    soundTerms(word).some((sound) => sounds.has(sound))
  return names.length > 0 && 2 * names.filter((words) => words.some(isNear)).length >= names.length
}

/** Shorter words are not taken for mistyped ones: too many others are one letter away. */
const LONG = 4

function textFits(text: string, terms: ReadonlySet<string>): boolean {
  const pieces = text.split(/[\s,;]+/).filter((piece) => piece !== '')
  const isUnfinished = !/\s$/.test(text)
  const open = pieces.filter((piece) => !terms.has(codeTerm(piece)))
  const isLastOpen = open.length > 0 && open.at(-1) === pieces.at(-1)
  return areAmong(open.flatMap(partedWords), terms, isUnfinished && isLastOpen)
}

function fieldsFit(asked: StandardRecord, records: readonly StandardRecord[], terms: ReadonlySet<string>): boolean {
  const { values } = asked
  const isParted = values.givenName !== undefined || values.familyName !== undefined
  const fieldFits = ([field, claims]: [string, readonly Claim[]]) => {
    const how = searchedAs(asked, field)
    if (how === undefined) return isNotDenied(field, claims, records)
    // A whole name is said by its parts, without title and suffix.
    if (field === 'fullName' && isParted) return true
    if (how === 'code') return claims.some((claim) => codesOf(claim).some((code) => code !== '' && terms.has(code)))
    return claims.some((claim) => areAmong(partedWords(how === 'company' ? claim.folded : claim.value), terms))
  }
  const places = records.flatMap(({ addresses }) => addresses)
  return (
    Object.entries(values).every(fieldFits) &&
    asked.addresses.every((address) => places.some((place) => placeFits(address, place)))
  )
}

/** Whoever is asked for by title, gender or role, and says nothing of it, may still be meant. */
function isNotDenied(field: string, claims: readonly Claim[], records: readonly StandardRecord[]): boolean {
  const [first] = records
  if (first && fieldDef(first.entity, field)?.kind === 'reference') return true
  const said = records.flatMap(({ values }) => values[field] ?? [])
  return said.length === 0 || said.some(({ folded }) => claims.some((claim) => claim.folded === folded))
}

const PARTS = ['houseNumber', 'street', 'unit', 'city', 'region', 'postcode'] as const

/** Whether a place has all parts of an address that are given. */
function placeFits(asked: StandardAddress, place: StandardAddress): boolean {
  const isThere = PARTS.every((part) => asked.folded[part] === '' || asked.folded[part] === place.folded[part])
  const isIn = asked.country === undefined || place.country === undefined || asked.country === place.country
  return isThere && isIn
}
