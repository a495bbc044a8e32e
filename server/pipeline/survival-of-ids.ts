import { compareIds, type GoldenId, type RecordId } from '../model/ids.ts'

/** A golden id as it stands, with the live records it holds. */
export type Holder = { id: GoldenId; members: readonly RecordId[] }

export type IdPlan = {
  /** Id of each new cluster, by its place; undefined: mint one. */
  ids: (GoldenId | undefined)[]
  /** For every id that stood before: the places of the clusters that now hold its records. */
  parts: Map<GoldenId, number[]>
}

/**
 * Which ids survive when clusters change (DESIGN §4.5). An id goes to the part that holds most of its records; of
 * several ids that want one cluster, the one that brings most records gets it. Ties: the oldest record by createdAt,
 * then by id. The rest are minted, and ids that got nothing are retired by the caller.
 */
export function planIds(
  holders: readonly Holder[],
  clusters: readonly (readonly RecordId[])[],
  createdAt: (record: RecordId) => string | undefined,
): IdPlan {
  const placeOf = new Map<RecordId, number>()
  clusters.forEach((members, place) => {
    for (const id of members) placeOf.set(id, place)
  })
  const parts = new Map<GoldenId, number[]>()
  const bids: { id: GoldenId; place: number; records: RecordId[] }[] = []
  for (const holder of holders) {
    const shares = new Map<number, RecordId[]>()
    for (const record of holder.members) {
      const place = placeOf.get(record)
      if (place !== undefined) shares.set(place, [...(shares.get(place) ?? []), record])
    }
    parts.set(
      holder.id,
      [...shares.keys()].sort((a, b) => a - b),
    )
    const best = [...shares].map(([place, records]) => ({ id: holder.id, place, records })).sort(byShare)[0]
    if (best) bids.push(best)
  }
  const ids: (GoldenId | undefined)[] = clusters.map(() => undefined)
  for (const bid of bids.sort(byShare)) ids[bid.place] ??= bid.id
  return { ids, parts }

  function byShare(a: { records: RecordId[] }, b: { records: RecordId[] }): number {
    return b.records.length - a.records.length || compareIds(oldest(a.records), oldest(b.records))
  }

  /** Sort key of the oldest record; records without a date come after all that have one. */
  function oldest(records: RecordId[]): string {
    return records.map((id) => `${createdAt(id) ?? '9999'} ${id}`).sort(compareIds)[0] ?? ''
  }
}
