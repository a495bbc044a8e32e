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
/** `4155550100-12`: only behind ten digits in one block, else a hyphen is part of the number. */
const HYPHEN_EXTENSION = /^(\+?1?[\s.-]?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4})-(\d{1,5})$/

/**
 * Cleans a phone number. Each of `countries` is tried for a number without a country code, the likeliest first; a valid
 * reading goes before one that only has the right length. Value E.164, folded its digits, kind `ext 12` with an
 * extension. Folded is empty where no country's plan has such a number and where it is made up (0000000000).
 */
export function phoneCleaner(rules: StandardiseRules): (text: string, countries: readonly string[]) => Claim {
  const junk = new Set(rules.junk.phones)

  return (text, countries) => {
    const shown = tidy(text)
    const [body, extension] = splitExtension(shown)
    const kind = extension === undefined ? undefined : `ext ${extension}`
    const digits = body.replace(/\D/g, '')
    if (digits.length < 5 || isMadeUp(digits, junk)) return claim(shown, '', text)
    const number = read(body, countries)
    if (!number || isMadeUp(number.nationalNumber, junk)) return claim(shown, '', text)
    return claim(number.number, number.number.slice(1), text, kind)
  }
}

function splitExtension(text: string): [string, string | undefined] {
  const marked = EXTENSION.exec(text)
  if (marked && text.slice(0, marked.index).replace(/\D/g, '').length >= 6)
    return [text.slice(0, marked.index), marked[1]]
  const hyphen = HYPHEN_EXTENSION.exec(text)
  return hyphen ? [hyphen[1] ?? text, hyphen[2]] : [text, undefined]
}

function read(text: string, countries: readonly string[]): PhoneNumber | undefined {
  // 00 is the international prefix nearly everywhere; parsed as national it makes a wrong number.
  const body = text.replace(/^\(?00(?=[1-9])/, '+').replace(/^\+(\d{1,3})\s?\(0\)/, '+$1')
  if (body.startsWith('+')) {
    const number = parsePhoneNumberFromString(body)
    return number?.isPossible() ? number : undefined
  }
  let possible: PhoneNumber | undefined
  for (const country of countries) {
    if (!isSupportedCountry(country)) continue
    const number = parsePhoneNumberFromString(body, country satisfies CountryCode)
    if (number?.isValid()) return number
    if (!possible && number?.isPossible()) possible = number
  }
  // `49 30 1234567` without its plus.
  const plus = parsePhoneNumberFromString(`+${body.replace(/\D/g, '')}`)
  if (plus?.isValid() && body.replace(/\D/g, '').length >= 11) return plus
  return possible
}

/** One digit over and over, a run up or down the keypad, or a number on the list. */
function isMadeUp(digits: string, junk: ReadonlySet<string>): boolean {
  if (junk.has(digits) || /^(\d)\1+$/.test(digits)) return true
  return digits.length >= 7 && ('01234567890123'.includes(digits) || '98765432109876'.includes(digits))
}
