import type { Store } from '../../store/graph/driver.ts'
import { feedHead, pruneLines, pruneMark, pruneVersions } from '../../store/write/changes.ts'

const BATCH = 5_000

export type Pruned = { start: number; lines: number; versions: number }

/**
 * Ends the feed, and history with it, before an instant: lines from before go, and former states that had ended by then.
 * Its start moves first, so that nobody reads what is half gone; cut off, the next call goes on. What is true today, ids
 * that lead to their heirs, and decisions stay for ever.
 */
export async function prune(store: Store, before: Date): Promise<Pruned> {
  await store.write((tx) => pruneMark.run(tx, { before: before.toISOString() }))
  const inBatches = async (batch: typeof pruneLines) => {
    for (let all = 0; ; ) {
      const deleted = (await store.write((tx) => batch.run(tx, { limit: BATCH })))[0]?.deleted ?? 0
      all += deleted
      if (deleted < BATCH) return all
    }
  }
  const versions = await inBatches(pruneVersions)
  const lines = await inBatches(pruneLines)
  const [head] = await store.read((tx) => feedHead.run(tx, {}))
  return { start: head?.pruned ?? 0, lines, versions }
}
