import { fail } from '../model/problem.ts'
import type { WriteOutcome } from './connector.ts'

/** That a system does not let us in, which says nothing about the item that it was asked about. */
type Denial = {
  readonly kind: 'denied'
  readonly reason: string
  /** Nobody would be let in: another item need not be tried. Else it may be this item alone that we have no right to. */
  readonly ofAll: boolean
}
export type WriteVerdict = WriteOutcome | Denial

/** How long one waits where some were let in and others not. */
const PAUSE_MS = 60_000

/** What those get that were not sent, because somebody before them was turned away. */
export function notSent(reason: string): WriteOutcome {
  return { kind: 'retry', reason: `not sent: ${reason}`, waiting: true }
}

/**
 * Outcomes of items, some of which were turned away. Where nobody got through it is the system that does not let us in; where others
 * did, it is the item.
 * @throws ProblemError `system.unavailable` where it lets us write none of them
 */
export function judgeDenials(verdicts: readonly WriteVerdict[]): WriteOutcome[] {
  const denial = verdicts.find((verdict) => verdict.kind === 'denied')
  const gotThrough = verdicts.some((verdict) => verdict.kind !== 'denied' && !isWaiting(verdict))
  if (denial && !gotThrough) fail('system.unavailable', denial.reason)
  return verdicts.map((verdict) => {
    if (verdict.kind !== 'denied') return verdict
    const { reason, ofAll } = verdict
    return ofAll ? { kind: 'retry', reason, waiting: true, afterMs: PAUSE_MS } : { kind: 'rejected', reason }
  })
}

function isWaiting(outcome: WriteOutcome): boolean {
  return outcome.kind === 'retry' && outcome.waiting === true
}
