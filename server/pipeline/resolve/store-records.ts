import { EntityName } from '../../model/entities/registry.ts'
import type { RecordId } from '../../model/ids.ts'
import { accepting, correctionsOf } from '../../rules/accepted.ts'
import type { EntityEngine } from '../../rules/engine.ts'
import { derive, type Prepared } from '../../rules/prepare.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { lockedCorrections, writeAddresses } from '../../store/write/address-words.ts'
import { showDecisions } from '../../store/write/links.ts'
import { claimOrders } from '../../store/write/orders.ts'
import {
  buryRecords,
  datedRecords,
  keepRecordVersions,
  keptRecords,
  putRecords,
  putRecordVersions,
  putTimes,
  type RecordState,
  reviveRecords,
  type TimesRow,
} from '../../store/write/records.ts'
import type { Ledger } from '../feed/ledger.ts'
import { flagDecided, holdMade } from './decided-evidence.ts'
import { recordProperties, versionRow } from './nodes.ts'
import { type Dated, following, precede } from './value-times.ts'

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
      rows: rows.map((p) => ({ id: p.id, properties: recordProperties(p, p.receivedAt ?? ledger.at, ledger.context) })),
    })
    const standards = rows.map(({ standard }) => standard)
    await writeAddresses(
      tx,
      standards,
      standards.filter(({ id }) => states.get(id)?.hash !== undefined),
    )
    await claimOrders.run(tx, { ids, entities: EntityName.options, at: ledger.at })
  }
  if (removed.length > 0) await holdMade(tx, removed, ledger)
  const { actor, load = null } = ledger.context
  if (removed.length > 0) await buryRecords.run(tx, { ids: removed, at: ledger.at, actor: actor.key, load })
}

/** Records as they are written in the place of what is stored: each of their values as old as it is. */
export async function followed(
  tx: Tx,
  rows: readonly Prepared[],
  states: ReadonlyMap<RecordId, Pick<RecordState, 'hash'>>,
): Promise<Prepared[]> {
  const ids = rows.flatMap(({ id }) => (states.get(id)?.hash === undefined ? [] : [id]))
  const stored = ids.length === 0 ? [] : await datedRecords.run(tx, { ids })
  const before = new Map(stored.map((row) => [row.id, { ...row, times: row.valueTimes }]))
  return rows.map((prepared) => following(prepared, before.get(prepared.id)))
}

/**
 * Records with what stewards accepted in the place of addresses that they write, read under the locks of these addresses.
 * @param reread ids of stored records that are to be read anew besides: what was accepted for them is otherwise by now
 */
export async function withAccepted(
  tx: Tx,
  arrived: readonly Prepared[],
  reread: readonly RecordId[],
  engine: EntityEngine,
  today: string,
): Promise<Prepared[]> {
  const stored = reread.length === 0 ? [] : await keptRecords.run(tx, { ids: reread })
  const again = stored.map(({ valueTimes, ...row }): Prepared => {
    return { ...row, ...derive(row.standard, engine, today), ...(valueTimes ? { times: valueTimes } : {}) }
  })
  const all = [...arrived, ...again]
  const corrections = await correctionsOf(
    all.map(({ standard }) => standard),
    engine.standardise,
    (keys) => lockedCorrections(tx, keys),
  )
  return all.map((prepared) => accepting(prepared, corrections, engine, today))
}

/**
 * Stores versions that came late: history of records that say something newer.
 * @returns records whose values are older, or younger, than was known.
 */
export async function storeLate(tx: Tx, late: readonly Prepared[], ledger: Ledger): Promise<RecordId[]> {
  if (late.length === 0) return []
  await keepLate(tx, late, ledger)
  const stored = await datedRecords.run(tx, { ids: late.map(({ id }) => id) })
  const now = new Map(stored.map((row) => [row.id, { standard: row.standard, times: row.valueTimes }]))
  const rows = late.flatMap(({ id, input, standard }) => {
    const known = input.parts ? undefined : now.get(id)
    return known ? [timesRow(id, precede(known, standard))] : []
  })
  await putTimes.run(tx, { rows })
  return rows.flatMap(({ id, standard }) => (standard === JSON.stringify(now.get(id)?.standard) ? [] : [id]))
}

/** Keeps versions that came late, for whoever works out by himself what they say of the present ones. */
export async function keepLate(tx: Tx, late: readonly Prepared[], ledger: Ledger): Promise<void> {
  await putRecordVersions.run(tx, {
    rows: late.map((prepared) => versionRow(prepared, ledger.at, ledger.context.load)),
  })
  for (const { id } of late) ledger.versioned.add(id)
}

export function timesRow(id: RecordId, { standard, times }: Dated): TimesRow {
  return { id, standard: JSON.stringify(standard), valueTimes: times ? JSON.stringify(times) : null }
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
