/** Parts of an address that are printed, in the order of an envelope. */
export const PRINTED = ['line1', 'unit', 'line2', 'city', 'region', 'postcode', 'country'] as const

/** An address on one line, of the parts it has. Whatever leaves Kith as an address is made here: no part is left out. */
export function addressLine(address: { readonly [part in (typeof PRINTED)[number]]?: string | undefined }): string {
  const { line1, unit, line2, city, region, postcode, country } = address
  const area = [region, postcode].filter(Boolean).join(' ')
  return [line1, unit, line2, city, area, country].filter(Boolean).join(', ')
}
