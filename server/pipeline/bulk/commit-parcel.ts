import type { RecordId } from '../../model/ids.ts'
import type { Engine, EntityEngine } from '../../rules/engine.ts'
import type { Prepared } from '../../rules/prepare.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { writeAddresses } from '../../store/write/address-words.ts'
import { lostGoldens } from '../../store/write/goldens.ts'
import { putTimes, type RecordState, recordStates } from '../../store/write/records.ts'
import { closeLedger } from '../feed/close-ledger.ts'
import { type Ledger, timed } from '../feed/ledger.ts'
import { commitSettlement, goldensToRelate, standingGoldens } from '../resolve/commit.ts'
import { moveSameAs } from '../resolve/match-links.ts'
import { rekeyAlone } from '../resolve/resolve.ts'
import { type Scope, settle } from '../resolve/settle.ts'
import { recallDecisions, reviveReturning, storeRecords, timesRow } from '../resolve/store-records.ts'
import { follow, relate } from '../resolve/transact.ts'
import type { StandingOf } from './order-keys.ts'
import type { Parcel } from './parcels.ts'
import type { Whole } from './whole-entity.ts'

/** What a parcel is a piece of. */
export type ParcelContext = {
  whole: Whole
  known: ReadonlySet<RecordId>
  standingOf: StandingOf
  engine: Engine
  entity: EntityEngine
  everything: boolean
}

/** Brings the graph in line with a parcel: records, links, golden records, relations and the feed. */
export async function commitParcel(tx: Tx, parcel: Parcel, context: ParcelContext, ledger: Ledger): Promise<void> {
  const { whole, known, standingOf, engine, entity, everything } = context
  const rows = rowsOf(parcel, whole)
  const existing = rows.filter(({ id }) => known.has(id)).map(({ id }) => id)
  const states = new Map(
    existing.length === 0 ? [] : (await recordStates.run(tx, { ids: existing })).map((s) => [s.id, s]),
  )
  await timed(ledger, 'receive', () => receive(tx, rows, states, ledger))
  const retimed = parcel.records.flatMap((id) => {
    const dated = whole.retimed.get(id)
    return dated ? [timesRow(id, dated)] : []
  })
  if (retimed.length > 0) await putTimes.run(tx, { rows: retimed })
  if (everything) await writeAllAddresses(tx, parcel, whole)
  await timed(ledger, 'block', () => rekeyAlone(tx, rows, states, entity, standingOf))
  await timed(ledger, 'score', () => moveSameAs(tx, parcel, entity.hash, (id) => whole.hashes.get(id)))
  const lost = await lostGoldens.run(tx, { ids: parcel.records })
  const scope = { ...scopeOf(parcel, whole), lost }
  const settlement = await timed(ledger, 'cluster', () => settle(scope, entity, ledger.context))
  const settled = await timed(ledger, 'survive', () => commitSettlement(tx, entity.entity, settlement, scope, ledger))
  const related = everything
    ? standingGoldens(settlement, scope)
    : goldensToRelate(
        settlement,
        scope,
        [...rows, ...retimed].map(({ id }) => id),
      )
  const referring = await timed(ledger, 'relate', () =>
    relate(tx, entity.entity, { ...settled, related }, engine, ledger),
  )
  await follow(tx, referring, engine, ledger)
  await closeLedger(tx, ledger)
}

/** What leads from records to the addresses they write is derived like all else. */
async function writeAllAddresses(tx: Tx, { records }: Parcel, { members, rows }: Whole): Promise<void> {
  const stored = records.flatMap((id) => (rows.has(id) ? [] : (members.get(id)?.record ?? [])))
  await writeAddresses(tx, stored, stored)
}

/** Stores the records of a parcel; returning ones are made of their tombstones, and their decisions stand again. */
async function receive(
  tx: Tx,
  rows: readonly Prepared[],
  states: ReadonlyMap<RecordId, RecordState>,
  ledger: Ledger,
): Promise<void> {
  const unknown = rows.filter(({ id }) => !states.has(id)).map(({ id }) => id)
  const returned = await reviveReturning(tx, unknown)
  await storeRecords(tx, rows, [], states, ledger)
  await recallDecisions(tx, rows, { returned, changed: (id) => states.has(id) }, ledger)
}

/** A parcel as the closed piece of the graph that it is. */
export function scopeOf(parcel: Parcel, whole: Whole): Scope {
  const members = new Map(
    parcel.records.flatMap((id) => {
      const member = whole.members.get(id)
      return member ? [[id, member] as const] : []
    }),
  )
  return {
    members,
    links: parcel.links,
    decisions: parcel.decisions,
    before: parcel.goldens,
    companyOf: (id) => whole.companies.get(id),
  }
}

/** Records of a parcel that are to be written. */
export function rowsOf(parcel: Parcel, { rows }: Whole): Prepared[] {
  return parcel.records.flatMap((id) => rows.get(id) ?? [])
}
