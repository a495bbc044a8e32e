import type { StandardRecord } from '../model/record.ts'

/** Milliseconds of the source's last change of a record, else of its creation; -Infinity, oldest, where it states neither. */
export function sourceTime({ updatedAt, createdAt }: Pick<StandardRecord, 'updatedAt' | 'createdAt'>): number {
  const time = Date.parse(updatedAt ?? createdAt ?? '')
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time
}

/** Newest first. Equal times, also two missing ones, are a tie. */
export function newestFirst(a: number, b: number): number {
  return a === b ? 0 : a > b ? -1 : 1
}
