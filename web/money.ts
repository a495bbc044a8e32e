/** Minor units with their currency as people write them: `12345 USD` → `$123.45`. Which digits are minor is the currency's own matter. */
export function money(amount: number, currency: string | undefined): string {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency: currency ?? '' })
    const digits = format.resolvedOptions().maximumFractionDigits ?? 2
    return format.format(amount / 10 ** digits)
  } catch {
    // No currency, or a word that is none.
    return [new Intl.NumberFormat('en', { minimumFractionDigits: 2 }).format(amount / 100), currency ?? '']
      .join(' ')
      .trim()
  }
}
