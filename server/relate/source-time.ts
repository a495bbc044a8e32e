import type { StandardRecord } from '../model/record.ts'

/** Milliseconds of the source's last change of a record, else of its creation; -Infinity, oldest, where it states neither. */
export function sourceTime({ updatedAt, createdAt }: Pick<StandardRecord, 'updatedAt' | 'createdAt'>): number {
  const time = Date.parse(updatedAt ?? createdAt ?? '')
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time
}

/**
 * When a record came to say of these fields what it says: milliseconds, as of its newest value. What it says of nothing else
 * counts: a source that changes the terms has not changed the parent.
 */
export function statedSince(record: StandardRecord, fields: readonly string[]): number {
  const times = fields.flatMap((field) => record.values[field]?.[0] ?? []).map(({ since }) => sinceOf(record, since))
  return times.length === 0 ? sourceTime(record) : Math.max(...times)
}

/** Milliseconds since when a record has stated a value, else those of the record. */
function sinceOf(record: StandardRecord, since: string | undefined): number {
  return since === undefined ? sourceTime(record) : Date.parse(since)
}

/** Newest first. Equal times, also two missing ones, are a tie. */
export function newestFirst(a: number, b: number): number {
  return a === b ? 0 : a > b ? -1 : 1
}
