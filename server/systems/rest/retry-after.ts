/** Nobody is waited for longer than this, whatever they ask. */
const LONGEST_MS = 24 * 60 * 60 * 1000

/** How long a system asks us to wait: so many seconds, or until a time. Undefined where it says nothing that can be read. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? ''
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(Math.ceil(ms), 0), LONGEST_MS)
}
