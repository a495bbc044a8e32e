import type { Store } from '../../store/graph/driver.ts'
import { headOfFeed } from '../../store/read/change-reads.ts'
import { allSystems, pauseSystem } from '../../store/write/systems.ts'

/** Number of the feed up to which systems were told, kept elsewhere than in the graph. */
export type SyncPosition = { read(): number; write(seq: number): void }

/**
 * Pauses every system where the graph is older than what was told of it: it was restored from a backup, and what systems hold may be
 * news or what was sent since. @returns whether that is so
 */
export async function heedRestore(store: Store, position: SyncPosition, now: Date): Promise<boolean> {
  // In this order: the feed only grows, so that what another process tells meanwhile is no backup.
  const told = position.read()
  const { seq } = await store.read(headOfFeed)
  if (told > seq) {
    const reason = `the graph ends at line ${seq} of the feed and systems were told up to ${told}: a backup was restored; look at the dry run, then resume`
    for (const { name, pausedAt } of await store.read((tx) => allSystems.run(tx, {})))
      if (pausedAt === undefined)
        await store.write((tx) => pauseSystem.run(tx, { name, at: now.toISOString(), by: 'sync', reason, approved: 0 }))
  }
  if (told !== seq) position.write(seq)
  return told > seq
}
