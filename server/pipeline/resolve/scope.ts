import { compareIds, type GoldenId, type RecordId } from '../../model/ids.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { goldensById, lockGoldens, lostGoldens, recordsOfGoldens } from '../../store/write/goldens.ts'
import { decisionsAbout, linksWithin, neighbours } from '../../store/write/links.ts'
import { type StoredRecord, standardRecords } from '../../store/write/records.ts'
import type { Member } from '../../survive/witness.ts'
import type { Scope } from './settle.ts'

/**
 * Everything that what happens to the given records can touch: whole components of links and must-links, and whole
 * goldens. Locks the goldens in sorted order and looks again until nothing new turns up, because what was read before a
 * lock was held may have changed meanwhile.
 */
export async function lockScope(tx: Tx, seeds: Iterable<RecordId>, goldens: Iterable<GoldenId>): Promise<Scope> {
  const locked = new Set<GoldenId>()
  let reach = await spread(tx, seeds, goldens)
  for (;;) {
    const open = [...reach.goldens].filter((id) => !locked.has(id)).sort(compareIds)
    if (open.length === 0) break
    await lockGoldens.run(tx, { ids: open })
    for (const id of open) locked.add(id)
    reach = await spread(tx, reach.records, reach.goldens)
  }
  return scopeOfReach(tx, reach)
}

/** The same, looked at without locks: what was read may change before anything is made of it. */
export async function readScope(tx: Tx, seeds: Iterable<RecordId>): Promise<Scope> {
  return scopeOfReach(tx, await spread(tx, seeds, []))
}

async function scopeOfReach(tx: Tx, reach: Reach): Promise<Scope> {
  const ids = [...reach.records].sort(compareIds)
  const stored = await standardRecords.run(tx, { ids })
  const companies = new Map(stored.map((row) => [row.id, row.company]))
  const members = new Map(stored.map((row) => [row.id, memberOf(row)]))
  const decisions = await decisionsAbout.run(tx, { ids })
  return {
    members,
    links: await linksWithin.run(tx, { ids }),
    decisions: decisions.filter(({ low, high }) => members.has(low) && members.has(high)),
    before: await goldensById(tx, [...reach.goldens].sort(compareIds)),
    lost: await lostGoldens.run(tx, { ids }),
    companyOf: (id) => companies.get(id),
  }
}

/** A stored record as the resolution sees it. */
export function memberOf({ standard, issues, pins, words, retired, kind }: StoredRecord): Member {
  return { record: standard, issues, pins, words, retired, kind }
}

type Reach = { records: Set<RecordId>; goldens: Set<GoldenId> }

async function spread(tx: Tx, seeds: Iterable<RecordId>, goldens: Iterable<GoldenId>): Promise<Reach> {
  const reach: Reach = { records: new Set(), goldens: new Set(goldens) }
  const before = await goldensById(tx, [...reach.goldens])
  const mates = async (ids: readonly GoldenId[]) =>
    ids.length === 0 ? [] : (await recordsOfGoldens.run(tx, { ids })).flatMap(({ records }) => records)
  let frontier = new Set<RecordId>([
    ...seeds,
    ...before.flatMap((golden) => golden.members),
    ...(await mates([...reach.goldens])),
  ])
  while (frontier.size > 0) {
    const rows = await neighbours.run(tx, { ids: [...frontier].sort(compareIds) })
    for (const row of rows) reach.records.add(row.id)
    const found = [...new Set(rows.flatMap((row) => row.goldens))].filter((id) => !reach.goldens.has(id))
    for (const id of found) reach.goldens.add(id)
    const next = [...rows.flatMap((row) => row.linked), ...(await mates(found))]
    frontier = new Set(next.filter((id) => !reach.records.has(id)))
  }
  return reach
}
