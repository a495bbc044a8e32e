import { z } from 'zod'
import { RecordId } from './ids.ts'
import { Instant } from './record.ts'

/**
 * A steward's word about one attribute: this value stands, or what this record says of it. Kept on a record, so that it
 * goes wherever the record goes, through merges, splits and rebuilds. Stands until it is ended; when its time is up, it
 * is ended like any other, so that golden records stay a function of records and decisions.
 */
export const Pin = z.object({
  id: z.string(),
  record: RecordId,
  /** Property of the golden record, or `address`. */
  attribute: z.string(),
  /** Name of the field behind it. */
  field: z.string(),
  /** Absent: whatever the record itself says, now and later. */
  value: z.string().optional(),
  folded: z.string().optional(),
  by: z.string(),
  reason: z.string(),
  at: Instant,
  until: Instant.optional(),
  endedAt: Instant.optional(),
  endedBy: z.string().optional(),
})
export type Pin = z.infer<typeof Pin>

/** Newest first; of two of one instant the one with the higher id. Where clusters merge, the first one wins. */
export function newestPin(a: Pick<Pin, 'at' | 'id'>, b: Pick<Pin, 'at' | 'id'>): number {
  const [x, y] = [Date.parse(a.at), Date.parse(b.at)]
  return x !== y ? y - x : a.id < b.id ? 1 : a.id > b.id ? -1 : 0
}
