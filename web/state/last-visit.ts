import { z } from 'zod'

const NAME = 'kith.visits'
/** Whoever comes back within half an hour has not been away. */
const AWAY_MS = 30 * 60_000

const Visit = z.object({ seq: z.int(), at: z.iso.datetime() })
/** How far somebody had seen the feed, and when. */
export type Visit = z.infer<typeof Visit>
const Visits = z.object({ seen: Visit, before: Visit.optional() })

/** How far the feed was when this browser was here before; undefined on its first visit. */
export function lastVisit(now: Date, storage: Storage = localStorage): Visit | undefined {
  const visits = visitsIn(storage)
  return visits && isOver(visits.seen, now) ? visits.seen : visits?.before
}

/** Notes how far the feed is now, for the next visit. */
export function noteVisit(seq: number, now: Date, storage: Storage = localStorage): void {
  const before = lastVisit(now, storage)
  storage.setItem(NAME, JSON.stringify({ seen: { seq, at: now.toISOString() }, ...(before && { before }) }))
}

function isOver({ at }: Visit, now: Date): boolean {
  return now.getTime() - Date.parse(at) > AWAY_MS
}

function visitsIn(storage: Storage): z.infer<typeof Visits> | undefined {
  try {
    return Visits.parse(JSON.parse(storage.getItem(NAME) ?? ''))
  } catch {
    return undefined
  }
}
