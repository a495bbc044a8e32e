import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min'
import type { Knowledge } from '../knowledge.ts'

/** How sure a reading is: dialled and built as its country's numbers are; valid all the same; only of the right length. */
type Grade = 'certain' | 'valid' | 'possible'
export type PhoneReading = { readonly number: PhoneNumber; readonly grade: Grade }

const RANK: Record<Grade, number> = { certain: 3, valid: 2, possible: 1 }

/** The surer of two readings, the first when they are equal. */
export function surer(a: PhoneReading | undefined, b: PhoneReading | undefined): PhoneReading | undefined {
  return !a || (b && RANK[b.grade] > RANK[a.grade]) ? b : a
}

/** 00 is the international prefix nearly everywhere; read as national it makes a wrong number. The 0 of `+49 (0)30` is dialled only inside. */
function international(text: string): string {
  return text.replace(/^\(?00(?=[1-9])/, '+').replace(/^(\+\d{1,3})\s?\(0\)/, '$1')
}

function graded(number: PhoneNumber | undefined, isCertain: boolean): PhoneReading | undefined {
  if (number?.isValid()) return { number, grade: isCertain ? 'certain' : 'valid' }
  return number?.isPossible() ? { number, grade: 'possible' } : undefined
}

/** `mayGuess`: where none of the countries has it, the one country that does is taken from a list of likely ones. */
export type PhoneReader = (text: string, countries: readonly string[], mayGuess: boolean) => PhoneReading | undefined

/** Makes the reader of numbers: as they stand when international, else by the plans of `countries`, likeliest first. */
export function phoneReader(rules: Knowledge): PhoneReader {
  const { withoutZero, keepsZero, guessWithZero, guessWithoutZero, formerly } = rules.phones
  const former = Object.entries(formerly).flatMap(([country, pattern]) =>
    isSupportedCountry(country) ? [{ code: getCountryCallingCode(country), prefix: new RegExp(`^${pattern}`) }] : [],
  )
  /** The number as its plan has it now, without what used to be dialled behind the country: +52 1 55 … is +52 55 …. */
  const current = (number: PhoneNumber | undefined): PhoneNumber | undefined => {
    if (!number || number.isValid()) return number
    const { countryCallingCode, nationalNumber } = number
    for (const { code, prefix } of former) {
      if (code !== countryCallingCode || !prefix.test(nationalNumber)) continue
      const made = parsePhoneNumberFromString(`+${code}${nationalNumber.replace(prefix, '')}`)
      if (made?.isValid()) return made
    }
    return number
  }

  const local = (text: string, country: string): PhoneReading | undefined => {
    if (!isSupportedCountry(country)) return undefined
    const code: CountryCode = country
    const number = current(parsePhoneNumberFromString(text, code))
    if (!number) return undefined
    const isOwn = number.countryCallingCode === getCountryCallingCode(code)
    // No area code of North America starts so: ten digits with a 0 in front are another country's.
    if (number.countryCallingCode === '1' && /^[01]/.test(number.nationalNumber)) return undefined
    const digits = digitsOf(text)
    // Italy keeps its 0 in the number; elsewhere a 0 in front is dialled, or there is none.
    const isDialled = keepsZero.has(country) || digits.startsWith('0') !== withoutZero.has(country)
    const reading = graded(number, isOwn && isDialled)
    if (reading?.grade !== 'certain') {
      // A number that starts with its own country's code lacks no more than the plus.
      const plus = digits.startsWith(getCountryCallingCode(code)) ? whole(digits) : undefined
      if (plus?.grade === 'valid') return plus
    }
    // A number that leaves the country is only believed when it is one: 011… is Britain's as often as America's way out.
    return reading?.grade === 'possible' && !isOwn && !leaves(text, number) ? undefined : reading
  }
  /** Digits that start with a country's code, without the plus. */
  const whole = (digits: string) => graded(current(parsePhoneNumberFromString(`+${digits}`)), false)

  /** The number that exactly one of some likely plans has; too few digits are a number within a town, which many have. */
  const guess = (text: string): PhoneReading | undefined => {
    const digits = digitsOf(text)
    if (digits.length < LEAST_WITH_AREA) return undefined
    const plans = digits.startsWith('0') ? guessWithZero : guessWithoutZero
    const found = plans.map((country) => local(text, country)).filter((r) => r?.grade === 'certain')
    return found.length === 1 ? found[0] : undefined
  }

  return (text, countries, mayGuess) => {
    const body = international(text)
    if (body.startsWith('+')) return graded(current(parsePhoneNumberFromString(body)), true)
    let best: PhoneReading | undefined
    for (const country of countries) {
      best = surer(best, local(body, country))
      if (best?.grade === 'certain') return best
    }
    const digits = digitsOf(body)
    // `49 30 1234567` without its plus.
    const plus = digits.length >= 11 && !digits.startsWith('0') ? whole(digits) : undefined
    const found = plus?.grade === 'valid' ? surer(best, plus) : best
    return found ?? (mayGuess ? guess(body) : undefined)
  }
}

const LEAST_WITH_AREA = 9

/** What is dialled of an international number (`+442079460555`) inside its country, without a 0 in front; undefined for any other text. */
export function nationalDigits(international: string): string | undefined {
  return international.startsWith('+') ? parsePhoneNumberFromString(international)?.nationalNumber : undefined
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}

/** Whether the way out of the country stands apart, with the code of the number's country behind it: `011 44 20 …`. */
function leaves(text: string, { countryCallingCode }: PhoneNumber): boolean {
  const [, out = '', behind = ''] = /^\(?(\d{2,4})[\s).-]+(.*)/.exec(text) ?? []
  return /^0|^810$/.test(out) && digitsOf(behind).startsWith(countryCallingCode)
}
