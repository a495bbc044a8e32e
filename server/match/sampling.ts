import { compareIds, type RecordId, shortNameOf } from '../model/ids.ts'
import { mixedHash, textHash } from '../text/hash32.ts'

/** An id's lot, from 0 to 2³²: spread evenly, and the same whatever it is drawn with. */
export function lotOf(id: string): number {
  return mixedHash(textHash(id), id.length)
}

/** A record's lot. Of one entity all are drawn for, so that which it is says nothing. */
export function lotOfRecord(id: RecordId): number {
  return lotOf(shortNameOf(id))
}

/** Places of about `limit` ids chosen by their lot, in the order of the ids: the same whatever order they came in. */
export function sampleByHash(ids: readonly RecordId[], limit: number): Uint32Array {
  const share = limit / Math.max(1, ids.length)
  const chosen: number[] = []
  for (const [i, id] of ids.entries()) if (share >= 1 || lotOfRecord(id) < share * 2 ** 32) chosen.push(i)
  return Uint32Array.from(chosen.sort((a, b) => compareIds(ids[a] ?? '', ids[b] ?? '')))
}
