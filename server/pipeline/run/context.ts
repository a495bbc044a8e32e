import { type Actor, ownActor } from '../../model/change.ts'
import type { Holder } from '../../model/golden.ts'
import type { MintId } from '../../model/ids.ts'

/** Who writes the demonstration: what these records teach holds until somebody loads records of their own. */
export const DEMO = ownActor('demo')

/** What a run needs from outside, injected so that a test can hold it still. */
export type RunContext = {
  actor: Actor
  now: () => Date
  mint: MintId
  /** Golden records as they were before a plan that is being reverted: they get their records back under their ids. */
  former?: readonly Holder[]
  /** Records come from their system just now, asked by Kith itself: what they do not show any more is not there any more. */
  readBack?: boolean
  /** The upload that records come with, so that they can be withdrawn together. */
  load?: string
  /** Records are put back as they were before a load: what is put counts as newest, however old it is. */
  withdraws?: boolean
}

/** Calendar date of an instant, in UTC. */
export function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10)
}
