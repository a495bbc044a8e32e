/**
 * Milliseconds of an ISO instant or plain date; text order would put `…00.5Z` before `…00Z`. Anything else counts as
 * missing: the machine's own time zone would have a say in it.
 */
export function timeOf(text: string | undefined): number {
  const time = text !== undefined && ISO.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time
}

const ISO = /^\d{4}(-\d{2}(-\d{2}(T.*(Z|[+-]\d{2}:\d{2}))?)?)?$/
