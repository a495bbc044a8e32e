import { isCurrency } from './numbers/currency-words.ts'
import { plainDigits } from './numbers/digits.ts'

export type DecimalOptions = {
  /** The sign between whole and fraction where a source says which it writes; else it is told by where the signs stand. */
  readonly decimal?: '.' | ',' | undefined
  /** What may stand beside the digits: a currency, or any unit. */
  readonly beside?: 'currency' | 'unit'
}

/**
 * A decimal number in plain form (`-1234.5`), or undefined. Reads `1,234.50`, `1.234,50`, `1 234,50`, `1’234.50`,
 * `1,23,456`, `(12.00)`, `12.00-`, `12,--`, `1.25E7`, digits of any script, and a currency around it. Where the decimal sign
 * is not stated the last of comma and point is it; a single one with three digits behind it and no other is taken for a
 * thousands separator only when it is a comma. What can be read in no way that makes sense (1,2,3; 5k) is no number.
 */
export function readDecimalText(text: string, { decimal, beside = 'unit' }: DecimalOptions = {}): string | undefined {
  const written = plainDigits(text.replace(/[’‘´`ʼ′]/g, "'").replace(/٬/g, "'"))
  const arabic = written.includes('٫') ? '.' : undefined
  const [, before = '', core = '', exponent = '', after = ''] = NUMBER.exec(written.replace(/٫/g, '.').trim()) ?? []
  const sign = signOf(before, after)
  if (core === '' || sign === undefined) return undefined
  const words = [before.replace(/[-+(]/g, ''), after.replace(NO_CENTS, '').replace(/[-)]/g, '')].map((word) =>
    word.trim(),
  )
  // 1e5 is a code more often than a number.
  const isShifted = exponent !== '' && (/[.,]/.test(core) || /^[+-]/.test(exponent))
  if (words.some((word) => MULTIPLIED.test(word)) || (exponent !== '' && !isShifted)) return undefined
  if (beside === 'currency' && !words.every(isCurrency)) return undefined
  const plain = plainOf(core.replace(/[\s']/g, ''), decimal ?? arabic)
  return plain === undefined ? undefined : shifted(plain, Number(exponent), sign)
}

/** Words, digits with their signs, an exponent, words. */
const NUMBER = /^([^\d.,]*(?:[^\d.,]\.\s?)?)([.,]?\d(?:[\d.,'\s]*\d)?)(?:e([+-]?\d{1,2}))?(\D*)$/i
/** Swiss and German for no cents: 12.–, 12,--. */
const NO_CENTS = /^\s*[.,]\s*-{1,2}/
/** A multiple is not its unit: 5k, 1.2 Mio €. */
const MULTIPLIED =
  /^(?:k|m|mm|b|bn|mn|mio|mill?|millions?|millionen|milliards?|milliarden|mrd|tsd|thousands?|lakhs?|crores?|cr|тыс|млн|млрд|[万萬億亿千])(?![\p{L}])/iu

/** `-` or nothing; undefined where the signs around a number contradict each other. */
function signOf(before: string, after: string): '-' | '' | undefined {
  const behind = after.replace(NO_CENTS, '')
  const [opened, closed] = [before.includes('('), behind.includes(')')]
  const minus = (before.match(/-/g) ?? []).length + (behind.match(/-/g) ?? []).length
  if (opened !== closed || minus > 1) return undefined
  return opened || minus === 1 ? '-' : ''
}

/** Digits with signs between them as plain digits with at most one point. */
function plainOf(body: string, stated: '.' | ',' | undefined): string | undefined {
  const comma = body.lastIndexOf(',')
  const point = body.lastIndexOf('.')
  const last = comma > point ? ',' : '.'
  const sign = stated ?? (comma < 0 && point < 0 ? '.' : last === ',' && point < 0 && GROUPED.test(body) ? '.' : last)
  const group = sign === ',' ? '.' : ','
  // Several of the sign that stood for the fraction part thousands: 1.234.567.
  if (stated === undefined && body.indexOf(sign) !== body.lastIndexOf(sign))
    return body.includes(group) || !isGrouped(body, sign) ? undefined : body.replaceAll(sign, '')
  const [whole = '', fraction, ...more] = body.split(sign)
  if (more.length > 0 || fraction?.includes(group) || !isGrouped(whole, group)) return undefined
  const digits = whole.replaceAll(group, '')
  return fraction === undefined ? digits : `${digits}.${fraction}`
}

const GROUPED = /^\d{1,3}(?:,\d{3})+$/

/** Groups of three digits, or as in India of two before the last of three. */
function isGrouped(whole: string, sign: string): boolean {
  const [first = '', ...groups] = whole.split(sign)
  if (groups.length === 0) return true
  const areThree = groups.every((group) => group.length === 3)
  const areIndian = groups.at(-1)?.length === 3 && groups.slice(0, -1).every((group) => group.length === 2)
  return /^\d{1,3}$/.test(first) && (areThree || (areIndian && first.length < 3))
}

/** Moves the point as text, because 1.1E2 is not 110 in floating point. */
function shifted(plain: string, exponent: number, sign: string): string {
  const [whole = '', fraction = ''] = plain.split('.')
  const digits = whole + fraction
  const at = whole.length + exponent
  const padded = at < 0 ? '0'.repeat(-at) + digits : digits.padEnd(at, '0')
  const place = Math.max(at, 0)
  const left = padded.slice(0, place).replace(/^0+(?=\d)/, '') || '0'
  const right = exponent === 0 ? fraction : padded.slice(place).replace(/(?<!0)0+$/, '')
  return right === '' ? `${sign}${left}` : `${sign}${left}.${right}`
}
