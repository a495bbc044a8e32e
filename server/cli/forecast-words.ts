import type { Forecast } from '../match/forecast.ts'
import type { Spared } from '../match/spared.ts'

/** What a run has before it, in a line. */
export function forecastInWords(entity: string, { pairs, recall, common }: Forecast): string {
  const dropped = common.map(({ pass, keys }) => `${keys} of ${pass}`).join(', ')
  return (
    `${entity}: about ${pairs.toLocaleString('en')} pairs to compare; blocking finds an estimated ${(100 * recall).toFixed(1)} % of the matches` +
    `${dropped === '' ? '' : `; keys too common: ${dropped}`}`
  )
}

/** What was left out of a large batch, and why. */
export function sparedInWords({ pass, upTo, pairs, links }: Spared): string {
  const left = upTo < 2 ? `keys of ${pass} left out` : `keys of ${pass} with more than ${upTo} records left out`
  return `${left}: they alone propose about ${pairs.toLocaleString('en')} pairs, ${links.toLocaleString('en')} of them links`
}
