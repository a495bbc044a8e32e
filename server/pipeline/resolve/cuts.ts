import type { GoldenId, RecordId } from '../../model/ids.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { healCuts, markCuts } from '../../store/write/links.ts'
import type { Scope, Settlement } from './settle.ts'

/**
 * Marks the match links that a settlement did not follow, so that somebody looks at them, and takes the mark off those
 * that it follows now. The caller has moved the members.
 */
export async function commitCuts(tx: Tx, settlement: Settlement, scope: Scope): Promise<void> {
  const owner = ownersAfter(settlement, scope)
  const rows = scope.links.filter(({ low, high }) => owner.get(low) !== owner.get(high))
  if (rows.length > 0) await markCuts.run(tx, { rows: rows.map(({ low, high }) => ({ low, high })) })
  if (settlement.moved.size > 0) await healCuts.run(tx, { ids: [...settlement.moved.keys()] })
}

/** The golden record of each record of the scope as it is after the settlement. */
function ownersAfter({ moved }: Settlement, { before }: Scope): ReadonlyMap<RecordId, GoldenId> {
  const owner = new Map<RecordId, GoldenId>()
  for (const { id, members } of before) for (const record of members) owner.set(record, id)
  for (const [record, id] of moved) owner.set(record, id)
  return owner
}
