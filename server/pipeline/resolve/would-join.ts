import type { Link } from '../../model/evidence.ts'
import { type GoldenId, pairOf, type RecordId } from '../../model/ids.ts'
import type { StandardRecord } from '../../model/record.ts'
import type { EntityEngine } from '../../rules/engine.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { readScope } from './scope.ts'
import { clustersOf, idsOf, type Scope } from './settle.ts'

/** A golden record, and one of the records that it has now. */
export type Joined = { golden: GoldenId; record: RecordId }

/**
 * The golden record that a record would be in, were it created now: it is put among the clusters that its links touch, which
 * are worked out with it. Undefined where it would be one of its own.
 * @param linked records that it would be linked to, with the bits of each link
 */
export async function wouldJoin(
  tx: Tx,
  record: StandardRecord,
  linked: ReadonlyMap<RecordId, number>,
  engine: EntityEngine,
  now: () => Date,
): Promise<Joined | undefined> {
  if (linked.size === 0) return undefined
  const scope = await readScope(tx, linked.keys())
  const links = [...linked].map(([id, bits]): Link => {
    const [low, high] = pairOf(id, record.id)
    return { low, high, bits, probability: engine.scorer.probability(bits) }
  })
  const members: Scope['members'] = new Map([...scope.members, [record.id, { record, issues: [] }]])
  const drafts = clustersOf({ ...scope, members, links: [...scope.links, ...links] }, engine)
  const { ids } = idsOf({ ...scope, members }, drafts, engine, now)
  const golden = ids[drafts.findIndex((draft) => draft.members.includes(record.id))]
  const [first] = scope.before.find(({ id }) => id === golden)?.members ?? []
  return golden && first ? { golden, record: first } : undefined
}
