import type { Claim } from '../../model/record.ts'
import { fold, tidy } from '../../text/fold.ts'
import { GIVEN_NAMES } from '../../text/given-names.ts'
import { remember } from '../../text/remember.ts'
import { isOneOf } from '../../text/spoken.ts'
import { claim } from '../claim.ts'
import type { CompanyName } from '../company-name.ts'
import type { Knowledge } from '../knowledge.ts'
import { type NameParts, nameCleaner } from './name.ts'
import { nameNotes } from './name-notes.ts'
import type { NameContext } from './name-order.ts'

type Claims = readonly (readonly [field: string, claim: Claim])[]

export type NameReader = {
  readonly full: (text: string, context: NameContext) => Claims
  readonly given: (text: string) => Claims
  readonly middle: (text: string) => Claims
  readonly family: (text: string) => Claims
  readonly title: (text: string) => Claims
  readonly suffix: (text: string) => Claims
  /** Whether a text of any column says that somebody has died. */
  readonly isDeceased: (text: string) => boolean
}

/**
 * Makes the reader of columns that hold names: the name itself, with notes that people wrote beside it under their own
 * fields, and with what is the name of nobody, because it is a company's or a mail box, said to be so.
 */
export function nameReader(rules: Knowledge, company: (text: string) => CompanyName): NameReader {
  const names = nameCleaner(rules)
  const notesOf = remember(nameNotes(rules))

  const withNotes = (text: string, read: (rest: string) => Claims): Claims => {
    const { rest, notes, says } = notesOf(text)
    if (notes.length === 0) return read(text)
    const own = rest === '' ? [] : read(rest).map(([field, made]) => [field, { ...made, original: text }] as const)
    const said = Object.entries(says).map(([field, value]) => [field, claim(value, value, text)] as const)
    return [...own, ...notes.map((note) => ['note', claim(note, fold(note) || note, text)] as const), ...said]
  }

  /** A company in the place of a person: a legal form behind a name that no given name leads. */
  const isCompany = (text: string): boolean => {
    const words = tidy(text).split(' ')
    const form = company(text).legalForm
    if (!form || words.length < 2) return false
    const last = words.at(-1) ?? ''
    // Sas and Co are family names; a form of two letters is one where it alone is written large.
    const isClear = form.folded.replace(/ /g, '').length > 2 || (isLarge(last) && words.some((word) => !isLarge(word)))
    return isClear && !(words.length === 2 && GIVEN_NAMES.has(fold(words[0] ?? '')))
  }
  /** Read as any other; only its kind says that it is no person's. */
  const nobodys = (text: string, read: (name: string) => Claims): Claims => {
    if (MAILBOX.test(text.trim())) return [['familyName', claim(tidy(text), '', text)]]
    const claims = read(text)
    if (!isCompany(text)) return claims
    return claims.map(([field, made]) => [field, field === 'familyName' ? { ...made, kind: 'company' } : made] as const)
  }

  const part = (as: 'givenName' | 'middleName' | 'familyName') =>
    remember((text: string) => withNotes(text, (rest) => parted(names.part(rest, as))))
  const family = part('familyName')
  const deceased = isOneOf(rules.names.notes.flatMap(({ words, says }) => (says?.deceased === 'true' ? words : [])))
  return {
    isDeceased: (text) => deceased(text) || notesOf(text).says.deceased === 'true',
    full: (text, context) => withNotes(text, (rest) => nobodys(rest, (name) => parted(names.full(name, context)))),
    given: part('givenName'),
    middle: part('middleName'),
    family: (text) => nobodys(text, family),
    title: (text) => withNotes(text, (rest) => [['title', names.title(rest)]]),
    suffix: (text) => withNotes(text, (rest) => [['suffix', names.suffix(rest)]]),
  }
}

const MAILBOX = /^[^\s@]+@[^\s.]+\.\S+$/

function isLarge(word: string): boolean {
  return word === word.toUpperCase() && word !== word.toLowerCase()
}

/** Parts of a name by their fields: what its bearer may write behind it is a suffix too. */
function parted(parts: NameParts): Claims {
  return entries(parts).map(([field, made]) => [field === 'credentials' ? 'suffix' : field, made] as const)
}

/** Entries of a bag of claims, the absent ones left out. */
export function entries(bag: Readonly<Record<string, Claim | undefined>>): Claims {
  return Object.entries(bag).flatMap(([field, made]) => (made ? [[field, made] as const] : []))
}
