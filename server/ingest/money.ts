import { readDecimalText } from '../text/decimal-text.ts'

const DIGITS = new Map<string, number>()

/** Decimals of an ISO 4217 currency: 2 for EUR, 0 for JPY. */
function minorDigits(currency: string): number {
  const known = DIGITS.get(currency)
  if (known !== undefined) return known
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  DIGITS.set(currency, digits)
  return digits
}

/** Whole minor units of an amount (cents of `237.60` EUR are 23760), half a unit rounded away from zero; undefined where it is no number or too large. */
export function minorUnits(text: string, currency: string): number | undefined {
  const decimal = readDecimalText(text, { beside: 'currency' })
  if (decimal === undefined) return undefined
  const negative = decimal.startsWith('-')
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.')
  const digits = minorDigits(currency)
  // Digits are moved as text: 0.29 * 100 is not 29 in floating point.
  const units =
    Number(whole + fraction.slice(0, digits).padEnd(digits, '0')) + (fraction.charCodeAt(digits) >= 53 ? 1 : 0)
  if (!Number.isSafeInteger(units)) return undefined
  return negative && units !== 0 ? -units : units
}
