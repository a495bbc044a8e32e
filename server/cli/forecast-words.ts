import type { Forecast } from '../pipeline/forecast.ts'

/** What a run has before it, in a line. */
export function forecastInWords(entity: string, { pairs, recall, common }: Forecast): string {
  const dropped = common.map(({ pass, keys }) => `${keys} of ${pass}`).join(', ')
  return (
    `${entity}: about ${pairs.toLocaleString('en')} pairs to compare; blocking finds an estimated ${(100 * recall).toFixed(1)} % of the matches` +
    `${dropped === '' ? '' : `; keys too common: ${dropped}`}`
  )
}
