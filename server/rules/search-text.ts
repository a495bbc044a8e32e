import type { FieldKind } from '../model/entities/field.ts'
import { fieldDef } from '../model/entities/registry.ts'
import { splitRecordId } from '../model/ids.ts'
import type { Claim, StandardRecord } from '../model/record.ts'
import { nationalDigits } from '../standardise/values/phone-number.ts'
import { codeTerm, nameTerms, partedWords, soundTerms } from '../text/search-terms.ts'

/** Most signs of what a record is found by: a search looks at no page of prose. */
const LONGEST = 4_000

/** Names of people, as they are written and as they are spoken. */
const PERSONAL = new Set<FieldKind>(['fullName', 'givenName', 'familyName', 'name'])
const SPOKEN = new Set(['givenNamePhonetic', 'familyNamePhonetic'])

/** What is read off and typed: it is found by its letters and digits alone. */
const CODES = new Set<FieldKind>(['email', 'phone', 'identifier', 'date', 'code', 'url'])

/** How a field is looked for: as a name, as a code, or not at all. */
export function searchedAs(record: StandardRecord, field: string): 'person' | 'company' | 'code' | undefined {
  const kind = record.customKinds?.[field] ?? fieldDef(record.entity, field)?.kind ?? 'text'
  if (PERSONAL.has(kind) || SPOKEN.has(field)) return 'person'
  if (kind === 'companyName') return 'company'
  return CODES.has(kind) ? 'code' : undefined
}

/**
 * Text that the full-text index finds a record by: its names, places, numbers and ids as they are written, and what else
 * people type for them.
 */
export function searchText(record: StandardRecord): string {
  const shown = Object.entries(record.values)
    .filter(([field]) => searchedAs(record, field))
    .flatMap(([, claims]) => claims.map(({ value }) => value))
  const written = [...new Set([...shown, ...placeTexts(record)])].join(' ')
  const known = new Set(written.toLowerCase().split(' '))
  const more = [...new Set([...searchTerms(record), ...namesOf(record).flatMap(soundTerms)])].filter(
    (term) => !known.has(term),
  )
  return [...more, written].join(' ').slice(0, LONGEST)
}

/** Words and codes that a record is known by, folded. */
export function searchTerms(record: StandardRecord): Set<string> {
  const terms = new Set<string>()
  const add = (all: readonly string[]) => {
    for (const term of all) if (term !== '') terms.add(term)
  }
  const { source, sourceId } = splitRecordId(record.id)
  add([codeTerm(sourceId), codeTerm(source + sourceId), codeTerm(record.id)])
  for (const [field, claims] of Object.entries(record.values)) {
    const how = searchedAs(record, field)
    if (how) for (const claim of claims) add(how === 'code' ? codesOf(claim) : nameTerms(claim.value))
    if (field.startsWith('identifier.')) add(claims.flatMap(({ value }) => partedWords(value)).filter(isPiece))
  }
  for (const text of placeTexts(record)) add(partedWords(text))
  for (const { postcode, unit } of record.addresses) add([codeTerm(postcode ?? ''), codeTerm(unit ?? '')])
  return terms
}

const isPiece = (word: string) => word.length >= LEAST_PIECE

/** Pieces of a number that are asked for without the rest have so many signs: NID-77120045. */
const LEAST_PIECE = 4

/** A code as it is shown, as it came, and a phone number as it is dialled inside its country. */
export function codesOf({ value, original, folded }: Claim): string[] {
  const codes = [codeTerm(value), codeTerm(folded)]
  if (!/^[\d\s()+./-]+$/.test(original)) return codes
  return [...codes, codeTerm(original).replace(/^0+/, ''), nationalDigits(value) ?? '']
}

/** Names of people that a record states, as they are written. */
export function namesOf(record: StandardRecord): string[] {
  const names = Object.entries(record.values).filter(([field]) => searchedAs(record, field) === 'person')
  return names.flatMap(([, claims]) => claims.map(({ value }) => value))
}

function placeTexts({ addresses }: StandardRecord): string[] {
  return addresses
    .flatMap(({ line1, unit, line2, city, region, postcode }) => [line1, unit, line2, city, region, postcode])
    .filter((text) => text !== undefined && text !== '') as string[]
}
