import { createHash } from 'node:crypto'

/** Luhn check, which every payment card number passes and nine in ten other numbers fail. */
function isLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    let d = digits.charCodeAt(digits.length - 1 - i) - 48
    if (i % 2 === 1) d = d > 4 ? d * 2 - 9 : d * 2
    sum += d
  }
  return sum % 10 === 0
}

/** Whether the text is a payment card number: 13 to 19 digits, grouped by blanks or hyphens, that pass the Luhn check. */
export function isCardNumber(text: string): boolean {
  if (!/^\s*\d(?:[ -]?\d){12,18}\s*$/.test(text)) return false
  const digits = text.replace(/\D/g, '')
  return !/^(\d)\1+$/.test(digits) && isLuhn(digits)
}

/**
 * One-way token of a card number: the same card gives the same token, the number cannot be read back from it short of
 * trying all cards. Sources should send tokens of their own; this is the net below.
 */
export function cardToken(text: string): string {
  const digits = text.replace(/\D/g, '')
  return `card_${createHash('sha256').update(`kith card ${digits}`).digest('hex').slice(0, 24)}_${digits.slice(-4)}`
}
