import type { RecordInput } from '../model/record.ts'

/** A source's clock may be ahead of ours, and its day a day ahead of the one in UTC. */
const AHEAD_MS = 2 * 86_400_000

/** What programs and databases write for no time lies before: year 1, 1753, 1899-12-30, 1900-01-01. */
const FIRST = '1900-01-02'

const TIMES = ['createdAt', 'updatedAt'] as const

/**
 * A record whose times all lie in the past. One well ahead of the clock would be newer than every correction that comes
 * later, and one of a time without computers is what a program writes for none: it is set aside with what could not be read,
 * which is told; the record then has no time of this kind.
 * Pure but for the date.
 */
export function timely(input: RecordInput, today: string): RecordInput {
  const latest = new Date(Date.parse(today) + AHEAD_MS).toISOString()
  const none = TIMES.filter((name) => isNone(input[name], latest))
  if (none.length === 0) return input
  const made = { ...input, unread: { ...input.unread } }
  for (const name of none) {
    made.unread[name] = input[name] ?? ''
    delete made[name]
  }
  return made
}

function isNone(time: string | undefined, latest: string): boolean {
  return time !== undefined && (time >= latest || time < FIRST)
}
