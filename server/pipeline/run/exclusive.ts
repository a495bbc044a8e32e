import { setTimeout as sleep } from 'node:timers/promises'
import { fail } from '../../model/problem.ts'
import type { Store } from '../../store/graph/driver.ts'
import { acquireExclusive, releaseExclusive } from '../../store/write/changes.ts'

/** A holder that stops renewing loses the graph after this long: a killed load does not lock anybody out. */
const LEASE_MS = 20_000
const RENEW_MS = 5_000
const POLL_MS = 500

/** Proof of holding the graph alone, and how many transactions had written when that was last so. */
export type Reservation = { readonly holder: string; writes: number }

/**
 * Runs work while no other writer can commit: a whole-graph resolution reads the graph once and must find it unchanged
 * when it writes. Writers learn of it in their last statement (see ledger.ts) and give way with `graph.busy`. Waits for
 * the lease of a holder that was killed. Work that computes for longer than a lease without a pause cannot renew it;
 * that is why each of its commits also makes sure that nobody else has written since the one before.
 * @throws ProblemError `graph.busy` when another bulk load is alive.
 */
export async function exclusively<T>(
  store: Store,
  holder: string,
  work: (held: Reservation) => Promise<T>,
  renewMs = RENEW_MS,
): Promise<T> {
  const held = await reserve(store, holder)
  const done = new AbortController()
  const renewing = renew(store, holder, renewMs, done.signal)
  // Heard below, when the work is done.
  renewing.catch(() => undefined)
  try {
    const result = await work(held)
    done.abort()
    await renewing
    return result
  } finally {
    done.abort()
    // A renewal on its way would take the graph again after it was given back.
    await Promise.allSettled([renewing])
    await store.write((tx) => releaseExclusive.run(tx, { holder }), { unasked: true })
  }
}

/** Holds on until `done`. @throws what kept it from renewing. */
async function renew(store: Store, holder: string, everyMs: number, done: AbortSignal): Promise<void> {
  for (;;) {
    await sleep(everyMs, undefined, { signal: done }).catch(() => undefined)
    if (done.aborted) return
    await acquire(store, holder, { unasked: true })
  }
}

/** Reserves the graph for a lease's time, or for another one. Waits where the holder before may have been killed. */
export async function reserve(store: Store, holder: string): Promise<Reservation> {
  let row = await acquire(store, holder)
  for (const first = row.until; !row.free && row.until === first; row = await acquire(store, holder))
    await sleep(POLL_MS)
  if (!row.free) fail('graph.busy', 'another bulk load holds the graph; try again when it is done')
  return { holder, writes: row.writes }
}

async function acquire(store: Store, holder: string, limits: { unasked?: boolean } = {}) {
  const now = Date.now()
  const row = (await store.write((tx) => acquireExclusive.run(tx, { holder, now, until: now + LEASE_MS }), limits))[0]
  return row ?? fail('graph.unavailable', 'the graph has no change counter; run the migrations')
}
