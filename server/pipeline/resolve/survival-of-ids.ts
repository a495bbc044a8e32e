import type { Holder } from '../../model/golden.ts'
import { compareIds, type GoldenId, type RecordId } from '../../model/ids.ts'

export type IdPlan = {
  /** Id of each new cluster, by its place; undefined: mint one. */
  ids: (GoldenId | undefined)[]
  /** For every id that stood before: the places of the clusters that now hold its records. */
  parts: Map<GoldenId, number[]>
}

/** A retired id: as of which line of the feed it is, and which of its records had come by merges from ids that are retired too. */
type Lost = Holder & { since: number; merged: readonly RecordId[] }

/**
 * Which ids survive when clusters change (docs/architecture.md#ids-are-stable). An id goes to the part that holds most of its records; of
 * several ids that want one cluster, the one that brings most records gets it. Ties: the oldest record by createdAt,
 * then by id. The rest are minted, and ids that got nothing are retired by the caller. An id whose records part asks for
 * those it did not get by a merge, so that each of several merges can be taken back by itself.
 * @param former ids as they were before what is being reverted. They ask for the records they had then, whatever they
 * hold now; a retired one comes back only where all that is left of its records is together again.
 * @param lost retired ids that come back rather than that one is minted, where all that is left of their records is together
 * again, or of those that they had not got by merges: best those with most records, then those that were retired last.
 */
export function planIds(
  holders: readonly Holder[],
  clusters: readonly (readonly RecordId[])[],
  createdAt: (record: RecordId) => string | undefined,
  former: readonly Holder[] = [],
  lost: readonly Lost[] = [],
): IdPlan {
  const placeOf = new Map<RecordId, number>()
  clusters.forEach((members, place) => {
    for (const id of members) placeOf.set(id, place)
  })
  const parts = new Map<GoldenId, number[]>()
  const bids: { id: GoldenId; place: number; records: RecordId[] }[] = []
  const asked = new Map(former.map((holder) => [holder.id, holder]))
  const standing = new Set(holders.map((holder) => holder.id))
  const gotByMerge = new Set(lost.flatMap((holder) => holder.members))
  for (const holder of holders) {
    const places = [...sharesOf(holder).keys()]
    parts.set(
      holder.id,
      places.sort((a, b) => a - b),
    )
    if (!asked.has(holder.id)) bids.push(...bestOf(ownOf(holder, places.length), false))
  }
  for (const holder of former) bids.push(...bestOf(holder, !standing.has(holder.id)))
  const ids: (GoldenId | undefined)[] = clusters.map(() => undefined)
  for (const bid of bids.sort(byShare)) ids[bid.place] ??= bid.id
  const back = lost.flatMap((holder) => wholeOf(holder) ?? wholeOf(withoutMerged(holder)) ?? [])
  for (const { id, place } of back.sort((a, b) => b.records - a.records || b.since - a.since))
    if (!ids.includes(id)) ids[place] ??= id
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

  /** Where all that is left of a retired id's records is together. */
  function wholeOf(holder: Lost): { id: GoldenId; place: number; records: number; since: number } | undefined {
    const [[place, records] = [], ...others] = sharesOf(holder)
    if (place === undefined || others.length > 0 || records?.length !== holder.members.length) return undefined
    return { id: holder.id, place, records: records.length, since: holder.since }
  }

  /** A retired id without the records that have an earlier one of their own to go back to. */
  function withoutMerged({ members, merged, ...holder }: Lost): Lost {
    return { ...holder, merged, members: members.filter((record) => !merged.includes(record)) }
  }

  /** What an id brings: where its records part, those that have no other id to go back to, if there are any. */
  function ownOf(holder: Holder, places: number): Holder {
    const own = places > 1 ? holder.members.filter((record) => !gotByMerge.has(record)) : []
    return own.some((record) => placeOf.has(record)) ? { ...holder, members: own } : holder
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
