import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min'
import type { Claim } from '../model/record.ts'
import { claim } from './claim.ts'
import { tidy } from './fold.ts'
import type { StandardiseRules } from './rules.ts'

/** Extension behind a number: `x12`, `ext. 12`, `Durchwahl 12`, `#12`. */
const EXTENSION = /[\s,;.-]*(?:extension|ext|extn|durchwahl|dw|poste|anexo|int|x|#)\.?:?\s*(\d{1,6})\s*$/i
/** `415 5550100-12`: an extension where the number before the hyphen is whole without it. */
const HYPHEN_EXTENSION = /^(.*\d.*)-(\d{1,5})$/

/**
 * Cleans a phone number. Each of `countries` is tried for a number without a country code, the likeliest first; a valid
 * reading goes before one that only has the right length. Value E.164, folded its digits, kind `ext 12` with an
 * extension. Folded is empty where no country's plan has such a number and where it is made up (0000000000).
 */
export function phoneCleaner(rules: StandardiseRules): (text: string, countries: readonly string[]) => Claim {
  const junk = new Set(rules.junk.phones)

  return (text, countries) => {
    const shown = tidy(text)
    const marked = splitExtension(shown)
    const digits = marked.body.replace(/\D/g, '')
    if (digits.length < 5 || isMadeUp(digits, junk)) return claim(shown, '', text)
    const { number, extension } = readWithExtension(marked, countries) ?? {
      number: onlyGuess(marked.body, rules.phones),
      extension: marked.extension,
    }
    if (!number || isMadeUp(number.nationalNumber, junk)) return claim(shown, '', text)
    return claim(number.number, number.number.slice(1), text, extension === undefined ? undefined : `ext ${extension}`)
  }
}

type Split = { readonly body: string; readonly extension: string | undefined }

function splitExtension(text: string): Split {
  const marked = EXTENSION.exec(text)
  const body = text.slice(0, marked?.index)
  return marked && body.replace(/\D/g, '').length >= 6
    ? { body, extension: marked[1] }
    : { body: text, extension: undefined }
}

type Found = { readonly number: PhoneNumber; readonly extension: string | undefined }

function readWithExtension({ body, extension }: Split, countries: readonly string[]): Found | undefined {
  const whole = read(body, countries)
  if (whole?.isValid() || extension !== undefined) return whole ? { number: whole, extension } : undefined
  const hyphen = HYPHEN_EXTENSION.exec(body)
  const before = hyphen ? read(hyphen[1] ?? '', countries) : undefined
  if (before?.isValid()) return { number: before, extension: hyphen?.[2] }
  return whole ? { number: whole, extension } : undefined
}

/** Reads a number: international as it stands, local by the first country whose plan has it, else by the first it is long enough for. */
function read(text: string, countries: readonly string[]): PhoneNumber | undefined {
  const body = international(text)
  if (body.startsWith('+')) {
    const number = parsePhoneNumberFromString(body)
    return number?.isPossible() ? number : undefined
  }
  let possible: PhoneNumber | undefined
  for (const country of countries) {
    const number = local(body, country)
    if (number?.isValid()) return number
    if (!possible && number?.isPossible()) possible = number
  }
  const digits = body.replace(/\D/g, '')
  // `49 30 1234567` without its plus.
  const plus = digits.length >= 11 && !digits.startsWith('0') ? parsePhoneNumberFromString(`+${digits}`) : undefined
  return plus?.isValid() ? plus : possible
}

/** 00 is the international prefix nearly everywhere; read as national it makes a wrong number. The 0 of `+49 (0)30` is dialled only inside. */
function international(text: string): string {
  return text.replace(/^\(?00(?=[1-9])/, '+').replace(/^(\+\d{1,3})\s?\(0\)/, '$1')
}

function local(text: string, country: string): PhoneNumber | undefined {
  return isSupportedCountry(country) ? parsePhoneNumberFromString(text, country satisfies CountryCode) : undefined
}

/** The number that exactly one of the plans in question has: those that dial a 0 first, or those that do not. */
function onlyGuess(text: string, plans: StandardiseRules['phones']): PhoneNumber | undefined {
  const body = international(text)
  if (body.startsWith('+')) return undefined
  const countries = body.replace(/\D/g, '').startsWith('0') ? plans.guessWithZero : plans.guessWithoutZero
  const valid = countries.flatMap((country) => {
    const number = local(body, country)
    return number?.isValid() ? [number] : []
  })
  return valid.length === 1 ? valid[0] : undefined
}

/** One digit over and over, a run up or down the keypad, or a number on the list. */
function isMadeUp(digits: string, junk: ReadonlySet<string>): boolean {
  if (junk.has(digits) || /^(\d)\1+$/.test(digits)) return true
  return digits.length >= 7 && ('01234567890123'.includes(digits) || '98765432109876'.includes(digits))
}
