import type { WhyCode } from '../model/addresses/address-check.ts'
import type { Places } from '../standardise/address/place.ts'
import { foldCode } from '../text/fold.ts'
import { formatOf, postcodeWords } from './files.ts'

/** A way to read a postcode that came: as it is written, with its lost zero, with O read as 0. */
export type CodeReading = { readonly code: string; readonly why: WhyCode | undefined }

/** Letters and digits that are taken for each other. */
const TWINS: Readonly<Record<string, string>> = {
  O: '0',
  '0': 'O',
  I: '1',
  L: '1',
  '1': 'I',
  S: '5',
  '5': 'S',
  B: '8',
  '8': 'B',
  Z: '2',
  '2': 'Z',
}
/** Twice as long as any code. */
const LONGEST = 24
/** What is typed where a code has to be. A table may have it all the same, as it has 44444 and 55555. */
const NO_CODE = /^(?:0{3,}|9{4,}|0{5}-0{4}|X{3,})$/

export type Codes = {
  /** Whether a country writes postcodes so. */
  readonly fits: (text: string, country: string) => boolean
  /** Every way to read a text as a postcode of a country, the plainest first; none for what is none. */
  readonly readings: (text: string, country: string) => readonly CodeReading[]
  /** The country whose sign stands before a postcode of its form, as in `D-80331`. */
  readonly signOf: (text: string) => string | undefined
  readonly isPlaceholder: (text: string) => boolean
  /** Whether it is known how a country writes them. */
  readonly isKnown: (country: string) => boolean
}

/** Postcodes by their form: as cleaning knows it where it does, else as Google's data do. */
export function codesOf(places: Places): Codes {
  const patterns = new Map<string, RegExp | undefined>()
  const patternOf = (country: string): RegExp | undefined => {
    if (!patterns.has(country)) {
      const form = formatOf(country)?.zip
      patterns.set(country, form === undefined ? undefined : new RegExp(`^(?:${form})$`))
    }
    return patterns.get(country)
  }
  const starts = new Map(
    Object.entries(postcodeWords().starts).map(([country, start]) => [country, new RegExp(`^(?:${start})`)] as const),
  )
  const hasForm = (text: string, country: string) =>
    places.fitsPostcode(text, country) ||
    patternOf(country)?.test(text.toUpperCase()) === true ||
    patternOf(country)?.test(foldCode(text)) === true
  const fits: Codes['fits'] = (text, country) =>
    hasForm(text, country) && starts.get(country)?.test(foldCode(text)) !== false

  /** Without the sign of a country: `CH-8001`, `D 80331`. */
  const bare = (text: string, country: string): string => {
    const { sign, code, isSure } = signed(text)
    const isSign = sign === country || (sign !== undefined && isSure)
    return isSign && !fits(text, country) && fits(code, country) ? code : text
  }

  return {
    fits,
    signOf: (text) => {
      const { sign, code, isSure } = signed(text)
      return sign !== undefined && isSure && fits(code, sign) ? sign : undefined
    },
    readings(text, country) {
      const shown = (code: string) => places.postcode(code, country) ?? code.toUpperCase()
      const number = /^(\d{3,10})\.0{1,2}$/.exec(text.trim())?.[1]
      const plain = number ?? bare(text, country)
      if (fits(plain, country))
        return [{ code: shown(plain), why: number === undefined ? undefined : 'read-as-number' }]
      const zeros = Array.from({ length: postcodeWords().lostZeros[country] ?? 1 }, (_, i) => '0'.repeat(i + 1))
      const whole = /^\d{3,}(?:-\d{3})?$/.test(plain.trim())
        ? zeros.map((zero) => zero + plain.trim()).find((code) => fits(code, country))
        : undefined
      if (whole !== undefined) return [{ code: shown(whole), why: 'lost-zero' }]
      const folded = foldCode(plain)
      // What is far longer than any code is none, and has too many twins to try.
      return (folded.length > LONGEST ? [] : lookAlikes(folded))
        .filter((code) => fits(code, country))
        .map((code) => ({ code: shown(code), why: 'look-alike' }))
    },
    isKnown: (country) => patternOf(country) !== undefined,
    isPlaceholder: (text) => NO_CODE.test(foldCode(text)),
  }
}

type Signed = { readonly sign: string | undefined; readonly code: string; readonly isSure: boolean }

/** A sign and the code behind it; sure only with a hyphen between. */
function signed(text: string): Signed {
  const [, letters = '', between = '', code = ''] = /^([A-Z]{1,3})(\s?[-–]\s?|\s?)(\d.*)$/i.exec(text.trim()) ?? []
  return { sign: postcodeWords().signs[letters.toUpperCase()], code, isSure: between.trim() !== '' }
}

/** A code with one character read as its twin, and with all its letters read as digits. */
function lookAlikes(code: string): string[] {
  const characters = [...code]
  const one = characters.flatMap((character, i) => {
    const twin = TWINS[character]
    return twin === undefined ? [] : [code.slice(0, i) + twin + code.slice(i + 1)]
  })
  const all = characters.map((character) => (/[A-Z]/.test(character) ? (TWINS[character] ?? character) : character))
  return [...new Set([...one, all.join('')])].filter((other) => other !== code)
}
