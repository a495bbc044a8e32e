import { type Claim, EXTENSION } from '../../model/record.ts'
import { tidy } from '../../text/fold.ts'
import { plainDigits } from '../../text/numbers/digits.ts'
import { claim } from '../claim.ts'
import { anyOf, type Knowledge } from '../knowledge.ts'
import { type PhoneReading, phoneReader, surer } from './phone-number.ts'

/** What every mark of an extension has. */
const MARK = /[\p{L}#]/u
/** `030 802501-773`: the only hyphen, behind a number that is long enough without it. */
const DIRECT_LINE = /^((?:[^-\d]*\d){8,}[^-\d]*)-(\d{1,4})$/
/** `902-907-8118-39`: an extension if what stands before is a number and the whole is none. */
const LAST_GROUP = /^(\D*\d.*)-(\d{1,5})$/

export type PhoneCleaner = (text: string, countries: readonly string[], mayGuess?: boolean) => Claim

/**
 * Cleans a phone number. Each of `countries` is tried for a number without a country code, the likeliest first; a
 * reading that its country dials so goes before any other. Value E.164, folded its digits, kind `ext 12` with an
 * extension. Folded is empty where no plan has such a number and where it is made up (0000000000). Of what a town dials
 * within itself (`534-6361`) nobody can tell the area: it stays as written, kind `local`, and only matching looks at it.
 */
export function phoneCleaner(rules: Knowledge): PhoneCleaner {
  const junk = new Set(rules.junk.phones)
  const read = phoneReader(rules)
  /** Extension behind a number: `x12`, `ext. 12`, `Durchwahl 12`, `#12`. */
  const extension = new RegExp(
    String.raw`(?<![\s,;.-])[\s,;.-]*${anyOf([...rules.written('extensions'), '#'])}[.:=]?\s*(\d{1,6})\s*$`,
    'iu',
  )

  const readWithExtension = (text: string, countries: readonly string[], mayGuess: boolean): Found => {
    const marked = MARK.test(text) ? extension.exec(text) : null
    const body = text.slice(0, marked?.index)
    if (marked && body.replace(/\D/g, '').length >= 6)
      return { reading: read(body, countries, mayGuess), extension: marked[1] }
    const direct = text.includes('-') ? DIRECT_LINE.exec(text) : null
    const line = direct ? read(direct[1] ?? '', countries, false) : undefined
    if (line?.grade === 'certain') return { reading: line, extension: direct?.[2] }
    const whole = read(text, countries, mayGuess)
    const group = whole?.grade === 'certain' || !text.includes('-') ? null : LAST_GROUP.exec(text)
    const before = group ? read(group[1] ?? '', countries, false) : undefined
    if (before && before.grade !== 'possible' && surer(before, whole) === before)
      return { reading: before, extension: group?.[2] }
    return { reading: whole, extension: undefined }
  }

  return (text, countries, mayGuess = true) => {
    const shown = tidy(text)
    const dialled = keyed(plainDigits(shown).replace(FRACTION, '$1'))
    const digits = dialled.replace(/\D/g, '')
    if (digits.length < 5 || isMadeUp(digits, junk) || DAMAGED.test(dialled)) return claim(shown, '', text)
    const { reading, extension } = readWithExtension(dialled, countries, mayGuess)
    if (!reading && isLocal(dialled, digits)) return claim(dialled, '', text, 'local')
    if (!reading || isMadeUp(reading.number.nationalNumber, junk)) return claim(shown, '', text)
    const { number } = reading.number
    return claim(number, number.slice(1), text, extension === undefined ? undefined : `${EXTENSION}${extension}`)
  }
}

/** What a spreadsheet makes of a number: `2125550123.0` is whole, of `4.477E+11` the end is lost. */
const FRACTION = /^(\+?\d{7,15})\.0+$/
const DAMAGED = /^\d(?:[.,]\d+)?e\+?\d+$/i

const KEYPAD = ['ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ']
/** Digits, then a word in capitals as it is dialled on the keypad: 212-555-CARS. */
const WORD_NUMBER = /^[+\d\s().-]*(?=[A-Z]{3})(?<=\d[\s).-]*)[A-Z\d]*$/

/** A word that stands for digits, of a number of ten of them, as digits. */
function keyed(text: string): string {
  if (!WORD_NUMBER.test(text) || text.replace(/[^A-Z\d]/g, '').replace(/^1/, '').length !== 10) return text
  return text.replace(/[A-Z]/g, (letter) => String(2 + KEYPAD.findIndex((letters) => letters.includes(letter))))
}

type Found = { readonly reading: PhoneReading | undefined; readonly extension: string | undefined }

/** Digits that a town may dial within itself: fewer than leave it, and not made up as longer ones are. */
function isLocal(shown: string, digits: string): boolean {
  return (
    digits.length >= 6 &&
    digits.length <= 8 &&
    /^[\d\s()./-]+$/.test(shown) &&
    !RUNS.some((run) => run.includes(digits))
  )
}

const RUNS = ['01234567890123', '98765432109876']

/** One digit over and over, a run up or down the keypad, or a number on the list. */
function isMadeUp(digits: string, junk: ReadonlySet<string>): boolean {
  if (junk.has(digits) || /^(\d)\1+$/.test(digits)) return true
  return digits.length >= 7 && RUNS.some((run) => run.includes(digits))
}
