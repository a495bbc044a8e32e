import { fail } from '../model/problem.ts'
import { acquireExclusive, releaseExclusive } from '../store/changes.ts'
import type { Store } from '../store/driver.ts'

/** A holder that stops renewing loses the graph after this long: a killed load does not lock anybody out. */
const LEASE_MS = 60_000
const RENEW_MS = 15_000

/**
 * Runs work while no other writer can commit: a whole-graph resolution reads the graph once and must find it unchanged
 * when it writes. Writers learn of it in their last statement (see ledger.ts) and give way with `graph.busy`.
 * @throws ProblemError `graph.busy` when another bulk load holds the graph.
 */
export async function exclusively<T>(store: Store, holder: string, work: () => Promise<T>): Promise<T> {
  const acquire = async () => {
    const now = Date.now()
    const rows = await store.write((tx) => acquireExclusive.run(tx, { holder, now, until: now + LEASE_MS }))
    return rows[0]?.free ?? false
  }
  if (!(await acquire())) fail('graph.busy', 'another bulk load holds the graph; try again when it is done')
  let lost: unknown
  const renewal = setInterval(() => {
    acquire().catch((error: unknown) => {
      lost = error
    })
  }, RENEW_MS)
  try {
    const result = await work()
    if (lost) throw lost
    return result
  } finally {
    clearInterval(renewal)
    await store.write((tx) => releaseExclusive.run(tx, { holder }))
  }
}
