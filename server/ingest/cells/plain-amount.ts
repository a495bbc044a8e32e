import { FILE_WORDS } from '../files/words.ts'

/**
 * A number with its decimals behind a point and nothing between its thousands, whatever stands around it: `1.234,50 €` is
 * `1234.50 €` where the decimal sign is a comma. A minus behind (`250,00-`) goes to the front. What is no such number stays.
 */
export function plainAmount(text: string, decimal: ',' | '.'): string {
  const found = /^(\D*?)((?:[-+]|(?<!\s))\s*)(\d[\d.,'’\u00A0\u202F\s]*\d|\d)(\s*-)?([^\d]*)$/u.exec(text.trim())
  if (!found) return text
  const [, before = '', sign = '', digits = '', behind, after = ''] = found
  if (digits.split(decimal).length > 2) return text
  const [whole = '', fraction] = digits.split(decimal)
  const number = whole.replace(/\D/g, '') + (fraction === undefined ? '' : `.${fraction}`)
  if (fraction !== undefined && !/^\d*$/.test(fraction)) return text
  const isNegative = behind !== undefined || sign.includes('-')
  return `${before}${isNegative ? '-' : ''}${number}${after}`
}

const SIGNS = Object.entries(FILE_WORDS.currencySigns).sort(([a], [b]) => b.length - a.length)
const CODES = new Set(Intl.supportedValuesOf('currency'))

/** The currency that stands beside an amount, by its code or its sign; undefined where there is none. */
export function currencyIn(text: string): string | undefined {
  const code = /(?<!\p{L})[A-Za-z]{3}(?!\p{L})/u.exec(text)?.[0].toUpperCase()
  if (code !== undefined && CODES.has(code)) return code
  return SIGNS.find(([sign]) => text.includes(sign))?.[1]
}
