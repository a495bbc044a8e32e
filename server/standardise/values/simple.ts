import type { Claim } from '../../model/record.ts'
import { type DecimalOptions, readDecimalText } from '../../text/decimal-text.ts'
import { fold, foldCode, tidy } from '../../text/fold.ts'
import { isOneOf } from '../../text/spoken.ts'
import { claim } from '../claim.ts'
import { anyOf, type Knowledge } from '../knowledge.ts'

export type DecimalSign = DecimalOptions['decimal']

/** Cleaners of the plain kinds. */
export type SimpleCleaners = {
  /** Free text: blanks tidied, case kept; folded for comparing, empty for n/a and the like. */
  readonly text: (text: string) => Claim
  /** Folded to letters and digits, upper case. */
  readonly code: (text: string) => Claim
  /** As code; unusable for lists of junk, placeholders, fewer than three characters, and what is left of a number: see `isNoNumber`. */
  readonly identifier: (text: string, field: string) => Claim
  /** Plain decimal: `1.234,50` → `1234.50`. `sign`: the decimal one, where the source says which. */
  readonly number: (text: string, sign?: DecimalSign) => Claim
  /** As number, with nothing but a currency beside it. */
  readonly money: (text: string, sign?: DecimalSign) => Claim
  /** As number; unusable outside of 0 to 100: `51,5 %` → `51.5`. */
  readonly percent: (text: string, sign?: DecimalSign) => Claim
  /** `true` or `false`, from yes, opt-out, ja and their like. */
  readonly boolean: (text: string) => Claim
  /** As text, in the words of the field's vocabulary where the rules have one: `Einkauf` → `Purchasing`. */
  readonly category: (text: string, field: string) => Claim
  /** Id of another record: verbatim. */
  readonly reference: (text: string) => Claim
}

export function simpleCleaners(rules: Knowledge): SimpleCleaners {
  const junkTexts = new Set(rules.junk.texts)
  const junkIdentifiers = new Set(rules.junk.identifiers)
  const isYes = isOneOf(rules.words.yes)
  const isNo = isOneOf(rules.words.no)
  const vocabularies = new Map(
    [...rules.categories].map(([field, { closed, values }]) => {
      const words = Object.entries(values).flatMap(([value, spellings]) =>
        [value, ...spellings].map((spelling) => [fold(spelling), value] as const),
      )
      return [field, { closed, words: new Map(words) }] as const
    }),
  )

  /** European tax numbers go with and without the country in front. */
  const prefix = new RegExp(`^${anyOf(rules.written('taxPrefixes'))}(?=[A-Z]?[A-Z0-9]{0,2}\\d{5})`)
  const suffix = new RegExp(`(?<=\\d{6})${anyOf(rules.written('taxSuffixes'))}$`)
  const taxNumber = (folded: string): string => folded.replace(suffix, '').replace(prefix, '')

  const plain = (text: string): Claim => {
    const folded = fold(text)
    return claim(tidy(text), junkTexts.has(folded) ? '' : folded, text)
  }
  const code = (text: string): Claim => claim(tidy(text), junkTexts.has(fold(text)) ? '' : foldCode(text), text)
  const decimal = (text: string, options: DecimalOptions): Claim => {
    const read = readDecimalText(text, options)
    return read === undefined ? claim(tidy(text), '', text) : claim(read, read, text)
  }
  const number = (text: string, sign?: DecimalSign): Claim => decimal(text, { decimal: sign })
  return {
    text: plain,
    code,
    identifier(text, field) {
      if (junkIdentifiers.has(foldCode(text)) || isNoNumber(text)) return claim(tidy(text), '', text)
      // Tokens are opaque: two that differ in case or punctuation may be two.
      if (TOKEN.test(text.trim()) || OPAQUE.test(field)) return claim(text.trim(), text.trim(), text)
      const made = code(text.replace(FRACTION, '$1'))
      const isTax = field === 'taxId' || field.startsWith('identifier.tax') || field.startsWith('identifier.vat')
      const folded = isTax ? taxNumber(made.folded) : made.folded
      return folded.length < 3 || junkIdentifiers.has(folded) || isPlaceholder(folded) || isWord(text)
        ? { ...made, original: text, folded: '' }
        : { ...made, original: text, folded }
    },
    number,
    money: (text, sign) => decimal(text, { decimal: sign, beside: 'currency' }),
    percent(text, sign) {
      const made = number(text, sign)
      return made.folded !== '' && isPercent(made.folded) ? made : { ...made, folded: '' }
    },
    boolean(text) {
      if (isYes(text)) return claim('true', 'true', text)
      return isNo(text) ? claim('false', 'false', text) : claim(tidy(text), '', text)
    },
    category(text, field) {
      const vocabulary = vocabularies.get(field)
      const known = vocabulary?.words.get(fold(text))
      if (known !== undefined) return claim(known, fold(known), text)
      return vocabulary?.closed ? claim(tidy(text), '', text) : plain(text)
    },
    reference: (text) => claim(text.trim(), text.trim(), text),
  }
}

function isPercent(decimal: string): boolean {
  const value = Number(decimal)
  return value >= 0 && value <= 100
}

/** Types of identifier that are opaque whatever they look like: identifier.cardToken, identifier.webAccount. */
const OPAQUE = /token|social|account$/i
const TOKEN = /^(?:card|tok|pm|acct|cus|src)_\S+$/

/** A spreadsheet's number: `7210.0`. */
const FRACTION = /^(\s*\d+)\.0+\s*$/

/** What a spreadsheet or a mask has left of a number: 4.4E+17, #N/A, ***-**-1234. */
function isNoNumber(text: string): boolean {
  const bare = text.trim()
  if (/^\d(?:[.,]\d+)?e[+-]?\d+$/i.test(bare) && /[.,+-]/.test(bare)) return true
  if (/^[#<[({].*[!?>\])}A]$/.test(bare) && !/\d{3}/.test(bare)) return true
  return /\*{3}|[•●]{2}|(?<![a-z])x{3,}/i.test(bare)
}

/** Words in small letters say why there is no number. */
function isWord(text: string): boolean {
  return !/\d/.test(text) && /\p{Ll}/u.test(text)
}

/** One character over and over, a short group of digits three times and more, or digits that count up or down. */
function isPlaceholder(folded: string): boolean {
  if (/^(.)\1+$/.test(folded) || /^(\d{2})\1{3,}\d?$|^(\d{3})\2{2,}$/.test(folded) || /^0{5,}\d$/.test(folded))
    return true
  const step = folded.charCodeAt(1) - folded.charCodeAt(0)
  if (!/^\d{6,}$/.test(folded) || Math.abs(step) !== 1) return false
  for (let i = 1; i < folded.length; i++)
    if ((folded.charCodeAt(i) - folded.charCodeAt(i - 1) - step) % 10 !== 0) return false
  return true
}
