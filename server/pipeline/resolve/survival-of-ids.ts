import type { Holder } from '../../model/golden.ts'
import { compareIds, type GoldenId, type RecordId } from '../../model/ids.ts'

export type IdPlan = {
  /** Id of each new cluster, by its place; undefined: mint one. */
  ids: (GoldenId | undefined)[]
  /** For every id that stood before: the places of the clusters that now hold its records. */
  parts: Map<GoldenId, number[]>
}

/**
 * Which ids survive when clusters change (docs/architecture.md#ids-are-stable). An id goes to the part that holds most of its records; of
 * several ids that want one cluster, the one that brings most records gets it. Ties: the oldest record by createdAt,
 * then by id. The rest are minted, and ids that got nothing are retired by the caller.
 * @param former ids as they were before what is being reverted. They ask for the records they had then, whatever they
 * hold now; a retired one comes back only where all that is left of its records is together again.
 * @param lost retired ids that come back rather than that one is minted, where all that is left of their records is together
 * again: best those with most records, then those that were retired last.
 */
export function planIds(
  holders: readonly Holder[],
  clusters: readonly (readonly RecordId[])[],
  createdAt: (record: RecordId) => string | undefined,
  former: readonly Holder[] = [],
  lost: readonly (Holder & { since: number })[] = [],
): IdPlan {
  const placeOf = new Map<RecordId, number>()
  clusters.forEach((members, place) => {
    for (const id of members) placeOf.set(id, place)
  })
  const parts = new Map<GoldenId, number[]>()
  const bids: { id: GoldenId; place: number; records: RecordId[] }[] = []
  const asked = new Map(former.map((holder) => [holder.id, holder]))
  const standing = new Set(holders.map((holder) => holder.id))
  for (const holder of holders) {
    const places = [...sharesOf(holder).keys()]
    parts.set(
      holder.id,
      places.sort((a, b) => a - b),
    )
    if (!asked.has(holder.id)) bids.push(...bestOf(holder, false))
  }
  for (const holder of former) bids.push(...bestOf(holder, !standing.has(holder.id)))
  const ids: (GoldenId | undefined)[] = clusters.map(() => undefined)
  for (const bid of bids.sort(byShare)) ids[bid.place] ??= bid.id
  const latestFirst = [...lost].sort((a, b) => b.members.length - a.members.length || b.since - a.since)
  for (const holder of latestFirst) {
    const [[place, records] = [], ...others] = sharesOf(holder)
    const isWhole = others.length === 0 && records?.length === holder.members.length
    if (place !== undefined && isWhole && !ids.includes(holder.id)) ids[place] ??= holder.id
  }
  return { ids, parts }

  /** The holder's records by the cluster they are in now. */
  function sharesOf(holder: Holder): Map<number, RecordId[]> {
    const shares = new Map<number, RecordId[]>()
    for (const record of holder.members) {
      const place = placeOf.get(record)
      if (place !== undefined) shares.set(place, [...(shares.get(place) ?? []), record])
    }
    return shares
  }

  function bestOf(holder: Holder, whole: boolean): typeof bids {
    const shares = [...sharesOf(holder)].map(([place, records]) => ({ id: holder.id, place, records })).sort(byShare)
    return whole && shares.length > 1 ? [] : shares.slice(0, 1)
  }

  function byShare(a: { records: RecordId[] }, b: { records: RecordId[] }): number {
    return b.records.length - a.records.length || compareIds(oldest(a.records), oldest(b.records))
  }

  /** Sort key of the oldest record; records without a date come after all that have one. */
  function oldest(records: RecordId[]): string {
    return records.map((id) => `${createdAt(id) ?? '9999'} ${id}`).sort(compareIds)[0] ?? ''
  }
}
