import type { Problem } from '../../model/problem.ts'
import type { Finding } from './findings.ts'

/** How far lines of the feed may be ahead of a clock that is only a little off. */
const OFF_MS = 60_000
const DAY_MS = 24 * 60 * 60_000

/** How this machine's clock and the feed's go together: it may be far ahead of the last line, or the last line ahead of it. */
export function clockFinding(
  { seq, at }: { seq: number; at: string },
  problem: Problem | undefined,
  now: Date,
): Finding {
  const name = 'clock'
  if (problem) return { name, state: 'problem', detail: problem.detail }
  const ahead = Date.parse(at) - now.getTime()
  if (seq === 0 || ahead <= OFF_MS) return { name, state: 'ok', detail: now.toISOString() }
  const days = Math.ceil(ahead / DAY_MS)
  return {
    name,
    state: 'advice',
    detail: `the last line of the feed is dated ${at}, up to ${days} days ahead of this clock: one ran ahead when it was written, or this one is behind`,
    wayOut: `lines are dated ${at} until then; ask by line, asOf=${seq}, not by date, for what was known since`,
  }
}
