import type { Money } from '../../server/model/roll-up.ts'

/** An amount in minor units as people write it: 1,234.50 USD. */
export function money(minor: number, currency: string | undefined): string {
  if (currency === undefined || !/^[A-Z]{3}$/.test(currency)) return new Intl.NumberFormat('en').format(minor)
  const form = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'code' })
  const digits = form.resolvedOptions().maximumFractionDigits ?? 2
  const amount = new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return `${amount.format(minor / 10 ** digits)} ${currency}`
}

/** The same for where there is little room: thousands and millions in three digits, 1.2M USD. */
export function shortMoney(minor: number, currency: string): string {
  if (!/^[A-Z]{3}$/.test(currency)) return money(minor, currency)
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits
  if (Math.abs(minor) < 1_000 * 10 ** (digits ?? 2)) return money(minor, currency)
  const form = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 })
  return `${form.format(minor / 10 ** (digits ?? 2))} ${currency}`
}

/** Sums of several currencies, which are never added: most of it first. Empty where there is none. */
export function sums(of: Money | undefined, write: (minor: number, currency: string) => string = money): string {
  return Object.entries(of ?? {})
    .filter(([, minor]) => minor !== 0)
    .toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .map(([currency, minor]) => write(minor, currency))
    .join(' + ')
}
