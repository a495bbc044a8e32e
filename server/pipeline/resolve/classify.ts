import type { EntityName } from '../../model/entities/registry.ts'
import { type RecordId, splitRecordId } from '../../model/ids.ts'
import type { Problem } from '../../model/problem.ts'
import type { Prepared } from '../../rules/prepare.ts'
import type { RecordState } from '../../store/write/records.ts'

/** What an arriving record is, seen from what is stored. `stale`: an older version came late; it is history. */
export type Arrival = 'created' | 'updated' | 'unchanged' | 'stale'

/**
 * Newer wins by the source's own version where both state one, else by the source's own time where both state one. A
 * source that states neither, or repeats the same, has its latest word taken.
 */
export function classify(
  arriving: Pick<Prepared, 'hash' | 'engine' | 'input'>,
  stored: RecordState | undefined,
): Arrival {
  if (!stored || stored.hash === undefined) return 'created'
  if (stored.hash === arriving.hash && stored.engine === arriving.engine) return 'unchanged'
  const order = compareVersions(arriving.input, stored)
  return order < 0 ? 'stale' : 'updated'
}

type Versioned = { version?: number | undefined; updatedAt?: string | undefined }

/** Negative: `a` is older than `b`. */
export function compareVersions(a: Versioned, b: Versioned): number {
  if (a.version !== undefined && b.version !== undefined) return a.version - b.version
  if (a.updatedAt !== undefined && b.updatedAt !== undefined) return Date.parse(a.updatedAt) - Date.parse(b.updatedAt)
  return 0
}

/**
 * What is wrong with a record whose id is that of a record of another entity. Two tables of one system that both count from 1
 * are two sources: neither record may take the other's place.
 */
export function takenId(id: RecordId, entity: EntityName, other: string): Problem {
  const { source, sourceId } = splitRecordId(id)
  return {
    code: 'record.conflict',
    detail: `${source} has a ${other} ${sourceId} already, so this ${entity} cannot have its id: give the ids of one of the two tables a prefix in its mapping, or that table a source name of its own`,
    record: id,
    path: [other],
  }
}
