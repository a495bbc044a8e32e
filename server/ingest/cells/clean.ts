import type { Cleaning } from '../mapping-shape.ts'

/** Makes one function of the ways in which a text is to be cleaned, in their order. */
export function cleaner(ways: readonly Cleaning[]): (text: string) => string {
  return (text) => ways.reduce((now, way) => cleaned(now, way), text.trim())
}

function cleaned(text: string, way: Cleaning): string {
  if (typeof way !== 'string') {
    if ('prefix' in way) return way.prefix + text
    return /^\p{Nd}+$/u.test(text) ? text.padStart(way.pad, '0') : text
  }
  switch (way) {
    case 'whole':
      return wholeNumber(text)
    case 'zeros':
      return text.replace(/^0+(?=.)/, '')
    case 'digits':
      return text.replace(/\P{Nd}/gu, '')
    case 'upper':
      return text.toUpperCase()
    case 'lower':
      return text.toLowerCase()
    case 'salesforce':
      return longSalesforceId(text)
  }
}

/** `3.0` and `1,000` as a number is written by those who mean an id. */
function wholeNumber(text: string): string {
  const whole = text.replace(/\.0+$/, '')
  return /^\d{1,3}(?:[,' ]\d{3})+$/.test(whole) ? whole.replace(/\D/g, '') : whole
}

const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/** The 18 characters of a Salesforce id of which a report gives 15: the last three say which letters are capitals. */
export function longSalesforceId(id: string): string {
  return /^[A-Za-z0-9]{15}$/.test(id) ? id + suffixOf(id) : id
}

/** Whether an id is a Salesforce id of 18 characters: one in 32,768 other texts of letters and digits looks like one. */
export function isSalesforceId(id: string): boolean {
  return /^[A-Za-z0-9]{18}$/.test(id) && suffixOf(id) === id.slice(15).toUpperCase()
}

function suffixOf(id: string): string {
  return [0, 5, 10]
    .map((from) => {
      let bits = 0
      for (let i = 0; i < 5; i++) if (/[A-Z]/.test(id[from + i] ?? '')) bits += 1 << i
      return SUFFIX[bits]
    })
    .join('')
}
