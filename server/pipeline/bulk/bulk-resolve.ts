import type { EntityName } from '../../model/entities/registry.ts'
import type { Engine, EntityEngine } from '../../rules/engine.ts'
import type { Prepared } from '../../rules/prepare.ts'
import type { Store } from '../../store/graph/driver.ts'
import { ChurnExceeded } from '../feed/churn.ts'
import { closeLedger } from '../feed/close-ledger.ts'
import { summed } from '../feed/effects.ts'
import { openLedger } from '../feed/ledger.ts'
import { settleDoubts } from '../resolve/doubts.ts'
import { settle } from '../resolve/settle.ts'
import { keepLate } from '../resolve/store-records.ts'
import { dayOf, type RunContext } from '../run/context.ts'
import { exclusively, type Reservation } from '../run/exclusive.ts'
import { commitParcel, rowsOf, scopeOf } from './commit-parcel.ts'
import { orderStored, standingsIn } from './order-keys.ts'
import { type Parcel, parcels } from './parcels.ts'
import { type OnRefused, Refused, writeApart } from './set-aside.ts'
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
  /** Hears what became of arriving records. */
  onFate?: ((prepared: Prepared, fate: 'unchanged' | 'late' | 'staged' | 'written') => void) | undefined
  /**
   * Hears of arriving records that could not be written together with those they are linked to: to be tried one by one,
   * afterwards. @returns whether to go on. Without it, what is refused ends the work.
   */
  onRefused?: OnRefused | undefined
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
  const { onProgress = () => {}, everything = false, mostChurn, ready, onFate } = options
  const holder = context.mint('job')
  return exclusively(store, holder, async (held) => {
    onProgress('read', 0, 1)
    const stored = await store.read((tx) => readWhole(tx, entity))
    const entityEngine = engine.entities[entity]
    const whole = await store.read((tx) =>
      resolveWhole(storedGoldens(tx), stored, arriving, entityEngine, dayOf(context.now()), {
        onProgress: (done, of) => onProgress('match', done, of),
        ready,
        onFate,
      }),
    )
    const work = parcels(stored, whole, everything)
    if (mostChurn !== undefined) refuseChurn(work, whole, entityEngine, context, mostChurn)
    const known = new Set(stored.records.map((record) => record.id))
    if (stored.records.length > 0) await orderStored(store, whole, entityEngine)
    const standingOf = standingsIn(whole, entityEngine)
    let changes = 0
    let done = 0
    let written = 0
    const refused = new Refused(whole, options.onRefused)
    const commit = async (parcel: Parcel) => {
      const ledger = await store.write(async (tx) => {
        const ledger = openLedger(context, held)
        await commitParcel(tx, parcel, { whole, known, standingOf, engine, entity: entityEngine, everything }, ledger)
        return ledger
      })
      held.writes = Math.max(held.writes, ledger.writes)
      changes += ledger.changes.size
      for (const prepared of rowsOf(parcel, whole)) {
        written++
        onFate?.(prepared, 'written')
      }
    }
    for (const parcel of work) {
      const goesOn = await refused.commit(parcel, commit)
      done += parcel.records.length
      onProgress('write', done, whole.members.size)
      if (!goesOn) break
    }
    await settleDoubts(store, whole.maybes, entityEngine)
    await writeLate(store, whole.late, context, held, options.onRefused)
    const { pairs, links, common, unchanged } = whole
    return {
      entity,
      records: whole.members.size,
      written,
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

/** Late versions are history of records that are all in the graph by now. */
async function writeLate(
  store: Store,
  late: readonly Prepared[],
  context: RunContext,
  held: Reservation,
  onRefused: BulkOptions['onRefused'],
): Promise<void> {
  const write = async (rows: readonly Prepared[]) => {
    held.writes = await store.write(async (tx) => {
      const ledger = openLedger(context, held)
      await keepLate(tx, rows, ledger)
      await closeLedger(tx, ledger)
      return ledger.writes
    })
  }
  for (let i = 0; i < late.length; i += 500) if (!(await writeApart(late.slice(i, i + 500), write, onRefused))) return
}
