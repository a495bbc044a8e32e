import { z } from 'zod'

/** A point in time as a caller gives it: a line of the feed, an instant, or now. */
export type Moment = { kind: 'seq'; seq: number } | { kind: 'at'; at: string } | { kind: 'now' }

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Text of a moment: `1234`, `2025-03-31T09:00:00Z`, `2025-03-31` (its end, in UTC), or `now`. */
export const Moment = z
  .string()
  .refine((text) => momentOf(text) !== undefined, 'a number of the feed, an instant, a day (yyyy-MM-dd) or now')
  .transform((text): Moment => momentOf(text) ?? { kind: 'now' })

function momentOf(text: string): Moment | undefined {
  if (text === 'now') return { kind: 'now' }
  if (/^\d{1,15}$/.test(text)) return { kind: 'seq', seq: Number(text) }
  const given = DAY.test(text) ? `${text}T23:59:59.999Z` : text
  if (!z.iso.datetime({ offset: true }).safeParse(given).success) return undefined
  const at = new Date(given)
  return Number.isNaN(at.getTime()) ? undefined : { kind: 'at', at: at.toISOString() }
}

/** A moment with its place in the feed: the last line that was told by then. */
export type Place = { seq: number; at: string }

/**
 * What a question about the past is about. `known` is what Kith knew; `world`, where it is asked for apart, the time it
 * is asked about, in the time of the sources.
 */
export type When = { known: Place; world?: string }

/** As of which line of the feed an answer is, and about which time of the world, where that is another one. */
export const PastView = z.object({ seq: z.int(), at: z.string(), world: z.string().optional() })
export type PastView = z.infer<typeof PastView>
