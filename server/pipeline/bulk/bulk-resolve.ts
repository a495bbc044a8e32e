import type { EntityName } from '../../model/entities/registry.ts'
import type { RecordId } from '../../model/ids.ts'
import type { Engine, EntityEngine } from '../../rules/engine.ts'
import type { Prepared } from '../../rules/prepare.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { lostGoldens } from '../../store/write/goldens.ts'
import { putTimes, type RecordState, recordStates } from '../../store/write/records.ts'
import { ChurnExceeded } from '../feed/churn.ts'
import { closeLedger } from '../feed/close-ledger.ts'
import { summed } from '../feed/effects.ts'
import { type Ledger, openLedger, timed } from '../feed/ledger.ts'
import { commitSettlement, goldensToRelate, standingGoldens } from '../resolve/commit.ts'
import { settleDoubts } from '../resolve/doubts.ts'
import { moveSameAs } from '../resolve/match-links.ts'
import { rekeyAlone } from '../resolve/resolve.ts'
import { type Scope, settle } from '../resolve/settle.ts'
import { keepLate, recallDecisions, reviveReturning, storeRecords, timesRow } from '../resolve/store-records.ts'
import { follow, relate } from '../resolve/transact.ts'
import { dayOf, type RunContext } from '../run/context.ts'
import { exclusively, type Reservation } from '../run/exclusive.ts'
import { orderStored, type StandingOf, standingsIn } from './order-keys.ts'
import { type Parcel, parcels } from './parcels.ts'
import { type Ready, readWhole, resolveWhole, storedGoldens, type Whole } from './whole-entity.ts'

export type Progress = (stage: 'read' | 'match' | 'write', done: number, of: number) => void

export type BulkOptions = {
  onProgress?: Progress
  /** Derives all of it anew, also what cannot have changed. */
  everything?: boolean
  /** Ids that merges and splits may retire and mint; a load that takes more stops before it writes. */
  mostChurn?: number | undefined
  /** What the rules were trained on, where that was just now. */
  ready?: Ready | undefined
}

export type BulkSummary = {
  entity: EntityName
  records: number
  written: number
  unchanged: number
  late: number
  pairs: number
  links: number
  common: number
  changes: number
}

/**
 * Resolves all of one entity in memory and writes what differs from the graph: the first load of a file, the second half
 * of one that was killed, and `rebuild`, are this same work. It ends in the graph that one-by-one resolution ends in,
 * because both settle the same closed scopes. Holds the graph exclusively; commits whole scopes, up to 500 records at a
 * time, so that the graph is consistent after every one of them.
 */
export async function bulkResolve(
  store: Store,
  entity: EntityName,
  arriving: readonly Prepared[],
  engine: Engine,
  context: RunContext,
  options: BulkOptions = {},
): Promise<BulkSummary> {
  const { onProgress = () => {}, everything = false, mostChurn, ready } = options
  const holder = context.mint('job')
  return exclusively(store, holder, async (held) => {
    onProgress('read', 0, 1)
    const stored = await store.read((tx) => readWhole(tx, entity))
    const entityEngine = engine.entities[entity]
    const whole = await store.read((tx) =>
      resolveWhole(storedGoldens(tx), stored, arriving, entityEngine, dayOf(context.now()), {
        onProgress: (done, of) => onProgress('match', done, of),
        ready,
      }),
    )
    const work = parcels(stored, whole, everything)
    if (mostChurn !== undefined) refuseChurn(work, whole, entityEngine, context, mostChurn)
    const known = new Set(stored.records.map((record) => record.id))
    if (stored.records.length > 0) await orderStored(store, whole, entityEngine)
    const standingOf = standingsIn(whole, entityEngine)
    let changes = 0
    let done = 0
    for (const parcel of work) {
      const ledger = await store.write(async (tx) => {
        const ledger = openLedger(context, held)
        await commitParcel(tx, parcel, { whole, known, standingOf, engine, entity: entityEngine, everything }, ledger)
        return ledger
      })
      held.writes = Math.max(held.writes, ledger.writes)
      changes += ledger.changes.size
      done += parcel.records.length
      onProgress('write', done, whole.members.size)
    }
    await settleDoubts(store, whole.maybes, entityEngine)
    await writeLate(store, whole.late, context, held)
    const { pairs, links, common, unchanged } = whole
    return {
      entity,
      records: whole.members.size,
      written: whole.rows.size,
      unchanged,
      late: whole.late.length,
      pairs,
      links: links.length,
      common: common.length,
      changes,
    }
  })
}

/** Settles what stands already, to count what it costs in ids. Parcels of new records alone cost none. */
function refuseChurn(
  work: readonly Parcel[],
  whole: Whole,
  engine: EntityEngine,
  context: RunContext,
  most: number,
): void {
  const settled = work
    .filter((parcel) => parcel.goldens.length > 0)
    .map((parcel) => settle(scopeOf(parcel, whole), engine, context))
  const churn = settled.reduce((sum, settlement) => sum + settlement.churn, 0)
  if (churn <= most) return
  const drafts = settled.flatMap((settlement) => settlement.changes)
  throw new ChurnExceeded(
    churn,
    most,
    summed(drafts, () => undefined, []),
  )
}

type ParcelContext = {
  whole: Whole
  known: ReadonlySet<RecordId>
  standingOf: StandingOf
  engine: Engine
  entity: EntityEngine
  everything: boolean
}

async function commitParcel(tx: Tx, parcel: Parcel, context: ParcelContext, ledger: Ledger): Promise<void> {
  const { whole, known, standingOf, engine, entity, everything } = context
  const rows = parcel.records.flatMap((id) => whole.rows.get(id) ?? [])
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

/** Late versions are history of records that are all in the graph by now. */
async function writeLate(
  store: Store,
  late: readonly Prepared[],
  context: RunContext,
  held: Reservation,
): Promise<void> {
  for (let i = 0; i < late.length; i += 500) {
    const rows = late.slice(i, i + 500)
    held.writes = await store.write(async (tx) => {
      const ledger = openLedger(context, held)
      await keepLate(tx, rows, ledger)
      await closeLedger(tx, ledger)
      return ledger.writes
    })
  }
}
