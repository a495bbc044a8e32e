import type { FieldKind } from '../model/entities/field.ts'
import type { Claim } from '../model/record.ts'
import type { DateOrder } from '../text/date-text.ts'
import { remember } from '../text/remember.ts'
import { claim } from './claim.ts'
import { companyNameCleaner } from './company-name.ts'
import type { Knowledge } from './knowledge.ts'
import { entries, nameReader } from './name/name-claims.ts'
import type { NameContext } from './name/name-order.ts'
import { besideEmails, besidePhones } from './values/beside.ts'
import { consentCleaner } from './values/consent.ts'
import { dateCleaner } from './values/date.ts'
import { emailCleaner } from './values/email.ts'
import { phoneCleaner } from './values/phone.ts'
import { phoneCell } from './values/phone-cell.ts'
import { severalIn } from './values/several.ts'
import { type DecimalSign, simpleCleaners } from './values/simple.ts'
import { urlCleaner } from './values/url.ts'

/** What a record says about where it is from: for numbers and dates that do not say so themselves. */
export type Context = {
  /** Countries for local phone numbers, the likeliest first. */
  readonly countries: readonly string[]
  /** Nothing in the record says where it is from. */
  readonly mayGuessCountry: boolean
  readonly order: DateOrder
  /** How whole names are written, where the source says it. */
  readonly nameOrder?: NameContext['order']
  /** Sign between whole and fraction, where the source says which. */
  readonly decimal?: DecimalSign
  /** Date format by field. */
  readonly formats: Readonly<Record<string, string>>
}

/** Claims by field; one value may speak for several fields, as a full name does. */
type FieldClaims = readonly (readonly [field: string, claim: Claim])[]

export type FieldReader = {
  readonly read: (field: string, kind: FieldKind, value: string, context: Context) => FieldClaims
  /** Countries that a company's legal form is used in. */
  readonly countriesOfName: (companyName: string) => readonly string[]
}

/** Between addresses on the web and between identifiers. */
const PARTED = /(?<!\s)\s*[;|]\s*/

/** Kinds of which a person may have several, and no value of which holds a sign that parts them. */
const SEVERAL: ReadonlySet<FieldKind> = new Set(['email', 'phone', 'url', 'identifier'])

/** Several addresses that a source put into one cell. */
const SEVERAL_EMAILS = /[;|]|,\s*(?!\s)(?=[^,]*@)|(?<!\s)\s+(?=\S[^\s@]*@)/

function withNote(claims: FieldClaims, note: Claim | undefined): FieldClaims {
  return note ? [...claims, ['note', note]] : claims
}

/** Makes the reader of single values: which cleaner a kind of field has, and which fields its result belongs to. */
export function fieldReader(rules: Knowledge): FieldReader {
  const company = remember(companyNameCleaner(rules))
  const names = nameReader(rules, company)
  const url = remember(urlCleaner(rules))
  const email = emailCleaner(rules)
  const phone = phoneCleaner(rules)
  const date = dateCleaner(rules)
  const consent = remember(consentCleaner(rules))
  const simple = simpleCleaners(rules)
  const text = remember(simple.text)
  const phonesIn = phoneCell(rules)
  const textBeside = besidePhones(rules, (word) => simple.category(word, 'phone').folded || undefined)

  /** A name that is not the person's own current one: only the name itself, under its own field. */
  const under = (field: string, part: string, claims: FieldClaims): FieldClaims =>
    claims.filter(([name]) => name === part).map(([, made]) => [field, made])

  const companyClaims = (field: string, value: string): FieldClaims => {
    const { name, legalForm, tradingName } = company(value)
    return field === 'name' ? entries({ name, legalForm, tradingName }) : [[field, name]]
  }

  const split = (value: string, separator: RegExp, clean: (one: string) => Claim, field: string): FieldClaims => {
    const pieces = separator.test(value) ? value.split(separator) : [value]
    return pieces.filter((one) => one.trim() !== '').map((one) => [field, clean(one)])
  }

  /** Addresses of a cell; a name in front of one (`Cat Yu <cat@example.com>`) is none. */
  const emailClaims = (field: string, value: string): FieldClaims => {
    const all = split(value, SEVERAL_EMAILS, email, field)
    const some = all.filter(([, { original }]) => original.includes('@'))
    return some.length > 0 ? withNote(some, besideEmails(value).note) : all
  }

  /** Numbers of a cell, the only one of it with what kind it is said to be. */
  const phoneClaims = (field: string, value: string, { countries, mayGuessCountry }: Context): FieldClaims => {
    const found = phonesIn(value, (one) => phone(one, countries, mayGuessCountry))
    if (found.every(({ folded }) => folded === '')) return found.map((made) => [field, made])
    const { kind, note } = textBeside(value)
    const isOne = found.length === 1 && kind !== undefined
    return withNote(
      found.map((made) => [field, isOne && made.kind === undefined ? { ...made, kind } : made]),
      note,
    )
  }

  /** Of somebody's death the day is known more often than it is confirmed. */
  const booleanClaim = (field: string, value: string, { order }: Context): Claim => {
    if (field.startsWith('consent.')) return consent(value)
    if (field !== 'deceased') return simple.boolean(value)
    const isDay = date(value, { order }).folded !== ''
    return isDay || names.isDeceased(value) ? claim('true', 'true', value) : simple.boolean(value)
  }

  const read: FieldReader['read'] = (field, kind, value, context) => {
    if (!SEVERAL.has(kind)) return one(field, kind, value, context)
    const all = severalIn(value)
    return all.length === 1 && all[0] === value
      ? one(field, kind, value, context)
      : all.flatMap((each) => one(field, kind, each, context))
  }

  const one: FieldReader['read'] = (field, kind, value, context) => {
    switch (kind) {
      case 'fullName':
        return names.full(value, { order: context.nameOrder, countries: context.countries })
      case 'givenName':
        return field === 'middleName' ? names.middle(value) : names.given(value)
      case 'familyName':
        return field === 'familyName' ? names.family(value) : under(field, 'familyName', names.family(value))
      case 'name':
        return under(field, 'givenName', names.given(value))
      case 'companyName':
        return companyClaims(field, value)
      case 'email':
        return emailClaims(field, value)
      case 'phone':
        return phoneClaims(field, value, context)
      case 'date':
        return [[field, date(value, { format: context.formats[field], order: context.order })]]
      case 'url':
        return split(value, PARTED, url, field)
      case 'identifier':
        return split(value, PARTED, (piece) => simple.identifier(piece, field), field)
      case 'code':
        return [[field, simple.code(value)]]
      case 'number':
        return [[field, simple.number(value, context.decimal)]]
      case 'money':
        return [[field, simple.money(value, context.decimal)]]
      case 'percent':
        return [[field, simple.percent(value, context.decimal)]]
      case 'boolean':
        return [[field, booleanClaim(field, value, context)]]
      case 'reference':
        return [[field, simple.reference(value)]]
      case 'category':
        return [[field, simple.category(value, field)]]
      case 'text':
      case 'address':
        if (field === 'title') return names.title(value)
        if (field === 'suffix') return names.suffix(value)
        return [[field, text(field.endsWith('Phonetic') ? value.normalize('NFKC') : value)]]
    }
  }

  return { read, countriesOfName: (companyName) => company(companyName).countries }
}
