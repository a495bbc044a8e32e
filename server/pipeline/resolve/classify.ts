import { compareVersions } from '../../model/versions/value-times.ts'
import type { Prepared } from '../../rules/prepare.ts'
import type { RecordState } from '../../store/write/records.ts'

/** What an arriving record is, seen from what is stored. `stale`: an older version came late; it is history. */
export type Arrival = 'created' | 'updated' | 'unchanged' | 'stale'

/**
 * Newer wins by the source's own version where both state one, else by the source's own time where both state one. A
 * source that states neither, or repeats the same, has its latest word taken.
 * @param isNewest whatever times say: a record is put back as it was
 */
export function classify(
  arriving: Pick<Prepared, 'hash' | 'engine' | 'input'>,
  stored: RecordState | undefined,
  isNewest = false,
): Arrival {
  if (!stored || stored.hash === undefined) return 'created'
  if (stored.hash === arriving.hash && stored.engine === arriving.engine) return 'unchanged'
  if (isNewest) return 'updated'
  const order = compareVersions(arriving.input, stored)
  return order < 0 ? 'stale' : 'updated'
}
