import type { Link } from '../../model/evidence.ts'
import { compareIds, type GoldenId, pairKey, type RecordId } from '../../model/ids.ts'
import type { EntityEngine } from '../../rules/engine.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { allLinks } from '../../store/write/links.ts'
import { moveMaybeSame } from './match-links.ts'
import { doubtsAbout } from './relink.ts'
import type { Settlement } from './settle.ts'

/** Doubts that one transaction writes. */
const BATCH = 2_000

/**
 * Brings the stored doubts of an entity in line with what all of it was found to be, once its golden records stand: a
 * doubt may come or go between records that did not change, where a key became common or rare or the rules are others.
 * Doubts are no part of the feed; a run that is cut off here is put right by the next.
 */
export async function settleDoubts(store: Store, wanted: readonly Link[], engine: EntityEngine): Promise<void> {
  const stored = await store.read((tx) => allLinks(tx, engine.entity, 'MAYBE_SAME'))
  const have = new Map(stored.map((link) => [pairKey(link.low, link.high), link.bits]))
  const want = new Set(wanted.map((link) => pairKey(link.low, link.high)))
  const gone = stored.filter((link) => !want.has(pairKey(link.low, link.high)))
  const fresh = wanted.filter((link) => have.get(pairKey(link.low, link.high)) !== link.bits)
  const { hash } = engine
  for (let i = 0; i < gone.length; i += BATCH) {
    const some = gone.slice(i, i + BATCH).map(({ low, high }) => ({ low, high }))
    await store.write((tx) => moveMaybeSame(tx, { gone: some, fresh: [] }, hash))
  }
  for (let i = 0; i < fresh.length; i += BATCH)
    await store.write((tx) => moveMaybeSame(tx, { gone: [], fresh: fresh.slice(i, i + BATCH) }, hash))
}

/**
 * Inside one golden record a doubt is settled and forgotten; where its records part, it is there again. The caller has
 * the scope of the settlement locked.
 */
export async function reviveDoubts(tx: Tx, { put, retired }: Settlement, engine: EntityEngine): Promise<void> {
  const before = [...put.flatMap((each) => each.before ?? []), ...retired.map(({ golden }) => golden)]
  const owner = new Map<RecordId, GoldenId>()
  for (const { after } of put) for (const record of after.members) owner.set(record, after.id)
  const parted = before.flatMap(({ members }) => {
    const now = members.filter((record) => owner.has(record))
    return new Set(now.map((record) => owner.get(record))).size > 1 ? now : []
  })
  if (parted.length === 0) return
  const doubts = await doubtsAbout(tx, [...new Set(parted)].sort(compareIds), engine)
  await moveMaybeSame(tx, { gone: [], fresh: doubts }, engine.hash)
}
