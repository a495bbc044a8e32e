import { EntityName } from '../../model/entities/registry.ts'
import type { RecordId } from '../../model/ids.ts'
import type { Prepared } from '../../rules/prepare.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { showDecisions } from '../../store/write/links.ts'
import { claimOrders } from '../../store/write/orders.ts'
import {
  buryRecords,
  keepRecordVersions,
  putRecords,
  putRecordVersions,
  type RecordState,
  reviveRecords,
} from '../../store/write/records.ts'
import type { Ledger } from '../feed/ledger.ts'
import { flagDecided } from './decided-evidence.ts'
import { recordProperties, versionRow } from './nodes.ts'

/** Makes records of their tombstones, where they had one. @returns those that returned. */
export async function reviveReturning(tx: Tx, ids: readonly RecordId[]): Promise<ReadonlySet<RecordId>> {
  return new Set(ids.length === 0 ? [] : (await reviveRecords.run(tx, { ids })).map((row) => row.id))
}

/** Writes records as they are now, and a version of what they were before. */
export async function storeRecords(
  tx: Tx,
  rows: readonly Prepared[],
  removed: readonly RecordId[],
  states: ReadonlyMap<RecordId, RecordState>,
  ledger: Ledger,
): Promise<void> {
  const overwritten = rows.filter(({ id, hash }) => states.get(id)?.hash !== undefined && states.get(id)?.hash !== hash)
  const known = [...overwritten.map((row) => row.id), ...removed]
  if (known.length > 0) await keepRecordVersions.run(tx, { ids: known })
  for (const id of known) ledger.versioned.add(id)
  for (const id of [...rows.map((row) => row.id), ...removed]) ledger.records.add(id)
  const ids = rows.map((row) => row.id)
  if (rows.length > 0) {
    await putRecords.run(tx, {
      rows: rows.map((p) => ({ id: p.id, properties: recordProperties(p, ledger.at, ledger.context) })),
    })
    await claimOrders.run(tx, { ids, entities: EntityName.options, at: ledger.at })
  }
  if (removed.length > 0) await buryRecords.run(tx, { ids: removed, at: ledger.at, actor: ledger.context.actor.key })
}

/** Stores versions that came late: history of records that say something newer. */
export async function storeLate(tx: Tx, late: readonly Prepared[], ledger: Ledger): Promise<void> {
  if (late.length === 0) return
  await putRecordVersions.run(tx, { rows: late.map((prepared) => versionRow(prepared, ledger.at)) })
  for (const { id } of late) ledger.versioned.add(id)
}

/** What decisions make of records that are written: those about returned ones stand again, changed evidence is flagged. */
export async function recallDecisions(
  tx: Tx,
  rows: readonly Prepared[],
  { returned, changed }: { returned: ReadonlySet<RecordId>; changed: (id: RecordId) => boolean },
  ledger: Ledger,
): Promise<void> {
  if (returned.size > 0) await showDecisions.run(tx, { ids: [...returned] })
  await flagDecided(
    tx,
    rows.filter(({ id }) => changed(id) || returned.has(id)),
    ledger.at,
  )
}
