import { fieldDef } from '../model/entities/registry.ts'
import { idOfRecord } from '../model/ids.ts'
import {
  type AddressInput,
  type Claim,
  extensionOf,
  isWordless,
  type RecordInput,
  type StandardAddress,
  type StandardRecord,
  type Unread,
} from '../model/record.ts'
import { fold, tidy } from '../text/fold.ts'
import { mend } from '../text/mend.ts'
import { addressCleaner } from './address/address.ts'
import { type CorrectPlace, putRight } from './address/correct.ts'
import { placesOf } from './address/place.ts'
import { claim } from './claim.ts'
import { type Context, type FieldReader, fieldReader } from './field-claims.ts'
import { knowledgeOf } from './knowledge.ts'
import { nameJudge } from './name/name-judge.ts'
import type { StandardiseRules } from './rules.ts'

/** @param correct puts places right; without it every part is as it came */
export type Standardise = (input: RecordInput, correct?: CorrectPlace) => StandardRecord

type Values = Record<string, Claim[]>

/** Adds a claim unless the field has it already, compared as matching compares. */
function add(values: Values, field: string, made: Claim): void {
  if (made.value === '') return
  const list = values[field]
  if (!list) values[field] = [made]
  else if (!list.some((c) => isSame(c, made))) list.push(made)
}

function isSame(a: Claim, b: Claim): boolean {
  if (a.folded === '') return a.value === b.value
  return a.folded === b.folded && extensionOf(a) === extensionOf(b)
}

/** An address book writes the name before the mail box: who is called so needs no note of it. */
function dropNamesAsNotes(values: Values): void {
  if (!values.note) return
  const told = new Set(NAMED.flatMap((field) => (values[field] ?? []).flatMap(({ folded }) => folded.split(' '))))
  const notes = values.note.filter(({ original }) => {
    const words = fold(original.replace(/(?<!\S)[^\s@]*@\S*/g, ' ')).split(' ')
    return !original.includes('@') || !words.every((word) => told.has(word))
  })
  if (notes.length > 0) values.note = notes
  else delete values.note
}

const NAMED = ['givenName', 'middleName', 'familyName', 'fullName', 'name', 'title', 'suffix']

/**
 * Makes the cleaner of records for a set of rules. It is a pure function of record and rules: the same record always
 * gives the same result, and what it cannot clean stays as it was, with an empty `folded`.
 */
export function compileStandardiser(given: StandardiseRules): Standardise {
  const rules = knowledgeOf(given)
  const reader = fieldReader(rules)
  const judgeNames = nameJudge(rules)
  const cleanAddress = addressCleaner(rules, placesOf(rules))
  const known = new Set(rules.countries.map(([code]) => code))
  const monthFirst = new Set(rules.dates.monthFirst)
  const byEnding = new Map(rules.countries.flatMap(([code, c]) => (c.writing?.domains ?? []).map((d) => [d, code])))

  /** Country of the domain that a field's first value ends with. */
  const domainCountry = (fields: RecordInput['fields'], name: 'website' | 'email'): string | undefined => {
    const text = fields[name]?.[0]
    const ending = text === undefined ? undefined : DOMAIN_ENDING.exec(text.trim())?.[1]?.toLowerCase()
    return ending === undefined ? undefined : (byEnding.get(ending) ?? ending.toUpperCase())
  }

  /** Countries for local numbers, likeliest first: of the addresses, of the source, of the legal form, of domain endings. */
  const countriesOf = (input: RecordInput, addresses: readonly StandardAddress[]): string[] => {
    const found: string[] = []
    const take = (country: string | undefined) => {
      if (country && !found.includes(country)) found.push(country)
    }
    for (const { country } of addresses) if (known.has(country ?? '')) take(country)
    // Who states a country that nobody knows is not from that of the source.
    if (found.length > 0 || addresses.every(({ country }) => country === undefined)) take(input.hints?.defaultCountry)
    const company = (input.entity === 'company' ? input.fields.name : input.fields['company.name'])?.[0]
    const forms = company === undefined ? [] : reader.countriesOfName(company)
    const [site, mail] = [domainCountry(input.fields, 'website'), domainCountry(input.fields, 'email')]
    // A domain narrows a form that several countries have (S.A.), but a group's domain is not where its GmbH is.
    if (site && forms.includes(site)) take(site)
    if (mail && forms.includes(mail)) take(mail)
    for (const country of forms) take(country)
    take(site)
    take(mail)
    return found
  }

  const addressesOf = (
    input: RecordInput,
    correct: CorrectPlace | undefined,
  ): { addresses: StandardAddress[]; parts: Unread[] } => {
    const found: StandardAddress[] = []
    const parts: Unread[] = []
    for (const given of input.addresses) {
      const text = mendedParts(given)
      const { address, unread: dumb } = cleanAddress(text, input.hints?.defaultCountry)
      parts.push(...dumb)
      const right = address && correct ? putRight(address, input.hints?.defaultCountry, correct, cleanAddress) : address
      const made = right && text !== given ? { ...right, original: given } : right
      if (made && !found.some((a) => isOnePlace(a, made))) found.push(made)
    }
    return { addresses: found, parts }
  }

  /** A yes, or the day on which it was done; a no says that it did not hold. Undefined where nothing is said. */
  const isVerified = (text: string | undefined, context: Context): boolean | undefined => {
    if (text === undefined) return undefined
    const said = reader.read('address.verified', 'boolean', text, context)[0]?.[1].folded
    if (said === 'true' || said === 'false') return said === 'true'
    return (reader.read('address.verified', 'date', text, context)[0]?.[1].folded ?? '') !== '' || undefined
  }

  /** Since when and until when, as plain dates where they can be read, else as they came. */
  const dated = (address: StandardAddress, context: Context): StandardAddress => {
    const verified = isVerified(address.original.verified, context)
    const checked = verified === undefined ? {} : { verified }
    if (address.from === undefined && address.to === undefined) return { ...address, ...checked }
    const read = (part: 'from' | 'to') => {
      const text = address[part]
      const made = text === undefined ? undefined : reader.read(`address.${part}`, 'date', text, context)[0]?.[1]
      return made ? { [part]: made.value } : {}
    }
    return { ...address, ...read('from'), ...read('to'), ...checked }
  }

  /** Claims of a value as it was before a system spoilt it; what is kept as verbatim is still what came. */
  const claimsOf: FieldReader['read'] = (field, kind, value, context) => {
    const text = mend(value)
    const claims = reader.read(field, kind, text, context)
    // Dots and dashes are no value, and yet somebody wrote them.
    if (claims.every(([, made]) => made.value === '')) return [[field, claim(tidy(value), '', value)]]
    return text === value ? claims : claims.map(([name, made]) => [name, { ...made, original: value }] as const)
  }

  const valuesOf = (input: RecordInput, context: Context): Values => {
    const values: Values = {}
    for (const field of fieldOrder(input.fields)) {
      const kind = input.customKinds?.[field] ?? fieldDef(input.entity, field)?.kind ?? 'text'
      for (const value of input.fields[field] ?? []) {
        for (const [name, made] of claimsOf(field, kind, value, context)) add(values, name, made)
      }
    }
    refusalsFirst(values)
    judgeNames(values)
    dropNamesAsNotes(values)
    return values
  }

  return (input, correct) => {
    const { addresses, parts } = addressesOf(input, correct)
    const countries = countriesOf(input, addresses)
    const { defaultCountry = countries[0] ?? '', dateOrder, dateFormats = {}, decimal, nameOrder } = input.hints ?? {}
    const order = dateOrder ?? (monthFirst.has(defaultCountry) ? 'MDY' : 'DMY')
    const mayGuessCountry = addresses.every(({ country }) => country === undefined)
    const context: Context = { countries, mayGuessCountry, order, decimal, nameOrder, formats: dateFormats }
    const values = valuesOf(input, context)
    const id = idOfRecord(input)
    const placed = addresses.map((address) => dated(address, context))
    return { id, ...ownOf(input), values, addresses: placed, ...told(parts) }
  }
}

/** Parts that say nothing, absent where there are none. */
function told(parts: readonly Unread[]): Pick<StandardRecord, 'unread'> {
  return parts.length > 0 ? { unread: [...parts] } : {}
}

/** Stated twice: one place for one end, and nothing that the first leaves out. */
function isOnePlace(a: StandardAddress, b: StandardAddress): boolean {
  return a.key === b.key && a.kind === b.kind && (b.line2 === undefined || a.line2 === b.line2)
}

/** What a record says about itself, absent rather than undefined. */
function ownOf(input: RecordInput) {
  const { source, entity, channel, createdAt, updatedAt, version, customKinds, unread } = input
  const own: Omit<StandardRecord, 'id' | 'values' | 'addresses' | 'unread'> = { source, entity }
  if (channel !== undefined) own.channel = channel
  if (createdAt !== undefined) own.createdAt = createdAt
  if (updatedAt !== undefined) own.updatedAt = updatedAt
  if (version !== undefined) own.version = version
  if (customKinds !== undefined) own.customKinds = customKinds
  if (unread !== undefined) own.unreadable = unread
  if (isWordless(input)) own.wordless = true
  return own
}

function mendedParts(given: AddressInput): AddressInput {
  const spoilt = Object.entries(given).filter(([, text]) => mend(text) !== text)
  return spoilt.length === 0
    ? given
    : { ...given, ...Object.fromEntries(spoilt.map(([part, text]) => [part, mend(text)])) }
}

/** Of several words about one consent a refusal is the one that counts. */
function refusalsFirst(values: Values): void {
  for (const [field, claims] of Object.entries(values))
    if (field.startsWith('consent.') && claims.length > 1)
      values[field] = [...claims].sort((a, b) => Number(b.value === 'false') - Number(a.value === 'false'))
}

const DOMAIN_ENDING = /\.([a-z]{2})(?:\/|$)/i

/** The parts a source names itself go before those read out of a full name, whatever the order of columns. */
function fieldOrder(fields: RecordInput['fields']): string[] {
  const names = Object.keys(fields)
  return 'fullName' in fields ? [...names.filter((n) => n !== 'fullName'), 'fullName'] : names
}
