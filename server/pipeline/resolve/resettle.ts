import type { EntityName } from '../../model/entities/registry.ts'
import { compareIds, type GoldenId, type RecordId } from '../../model/ids.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { goldensOfRecords } from '../../store/write/goldens.ts'
import { cleanMaybeSame } from '../../store/write/links.ts'
import { lockRecords } from '../../store/write/records.ts'
import { type Ledger, timed } from '../feed/ledger.ts'
import { commitSettlement } from './commit.ts'
import { lockScope } from './scope.ts'
import { type Scope, type Settlement, settle } from './settle.ts'
import { follow, relate } from './transact.ts'

/**
 * Works out again the golden records and all relations of records that say the same as before but count for something
 * else: links stay as they are. The caller closes the ledger.
 */
export async function resettle(
  tx: Tx,
  entity: EntityName,
  ids: readonly RecordId[],
  engine: Engine,
  ledger: Ledger,
): Promise<void> {
  await lockRecords.run(tx, { rows: [...ids].sort(compareIds).map((id) => ({ id, create: false })) })
  const scope = await lockScope(tx, ids, [])
  const settlement = await timed(ledger, 'cluster', () => settle(scope, engine.entities[entity], ledger.context))
  const referring = await commitAndRelate(tx, entity, { ids, scope, settlement }, engine, ledger)
  await follow(tx, referring, engine, ledger)
}

export type Settled = { ids: readonly RecordId[]; scope: Scope; settlement: Settlement }

/** Writes a settlement and brings the relations of all its golden records in line. @returns contacts that hang on it. */
export async function commitAndRelate(
  tx: Tx,
  entity: EntityName,
  { ids, scope, settlement }: Settled,
  engine: Engine,
  ledger: Ledger,
): Promise<RecordId[]> {
  const settled = await timed(ledger, 'survive', () => commitSettlement(tx, entity, settlement, scope, ledger))
  const put = settlement.put.map(({ after }) => after.id)
  if (put.length > 0) await cleanMaybeSame.run(tx, { ids: put })
  const standing = (await goldensOfRecords.run(tx, { ids })).map((row) => row.golden)
  const related: GoldenId[] = [...new Set([...put, ...standing])].sort(compareIds)
  return timed(ledger, 'relate', () => relate(tx, entity, { ...settled, related }, engine, ledger))
}
