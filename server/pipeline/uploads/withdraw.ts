import { EntityName } from '../../model/entities/registry.ts'
import { type RecordId, splitRecordId } from '../../model/ids.ts'
import { fail } from '../../model/problem.ts'
import type { UndoPlan, UploadUndone } from '../../model/uploads/upload.ts'
import type { Engine } from '../../rules/engine.ts'
import { type Prepared, prepareBy } from '../../rules/prepare.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import {
  changedSinceLoad,
  type FormerOfLoad,
  formerOfLoad,
  loadCounts,
  markLateWithdrawn,
  markWithdrawn,
  recordsBrought,
} from '../../store/uploads/loads.ts'
import { lockRecords } from '../../store/write/records.ts'
import { hashOf } from '../../text/hash.ts'
import { openLedger } from '../feed/ledger.ts'
import { transact } from '../resolve/transact.ts'
import { following } from '../resolve/value-times.ts'
import { dayOf, type RunContext } from '../run/context.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'

/** Records that one transaction takes back: each has those it was one with matched again. */
const BATCH = 200
const PAGE = 2_000
/** Records changed since that are named. */
const SHOWN = 50

/**
 * What withdrawing a load would do: records that it brought go, those that it changed or deleted are again what they were
 * before. What somebody changed since is left alone, and named.
 * @throws ProblemError `history.pruned` where what was before is forgotten
 */
export async function planUndo(store: Store, load: string, orders: number): Promise<UndoPlan> {
  const counts = { deletes: 0, restores: 0, returns: 0 }
  let hash = ''
  for (let after = ''; ; ) {
    const { last, rows } = await store.read(async (tx) => {
      const found = await recordsBrought.run(tx, { load, after, limit: PAGE })
      const ids = found.map(({ id }) => id)
      return { last: ids.length < PAGE ? undefined : ids.at(-1), rows: await formerOf(tx, load, ids) }
    })
    for (const row of rows) counts[kindOf(row)]++
    hash = hashOf([hash, rows.map(({ id, since = 0, hash: former = '' }) => [id, since, former])])
    if (last === undefined) break
    after = last
  }
  const { kept, shares } = await store.read(async (tx) => {
    const changed = await changedSinceLoad.run(tx, { load })
    return { kept: changed, shares: (await loadCounts.run(tx, { load }))[0] }
  })
  const { goldens = 0, alone = 0 } = shares ?? {}
  return {
    hash: hashOf([hash, kept.map(({ id, at = '' }) => [id, at])]),
    ...counts,
    ...{ alone, shared: goldens - alone, orders },
    kept: { count: kept.length, shown: kept.slice(0, SHOWN).map(({ id, ...row }) => ({ record: id, ...row })) },
  }
}

/** Withdraws a load, so many records a transaction, each with its lines of the feed. */
export async function withdraw(
  store: Store,
  load: string,
  rules: RulesInForce,
  context: RunContext,
  onProgress: (done: number) => void,
): Promise<Omit<UploadUndone, 'kept' | 'by'>> {
  const done = { deletes: 0, restores: 0, returns: 0 }
  for (let after = '', count = 0; ; ) {
    const batch = await store.write((tx) => withdrawBatch(tx, { load, after }, rules, context))
    for (const row of batch.rows) done[kindOf(row)]++
    count += batch.rows.length
    onProgress(count)
    if (batch.last === undefined) break
    after = batch.last
  }
  const at = context.now().toISOString()
  await store.write((tx) => markLateWithdrawn.run(tx, { load, at }))
  return { at, ...done }
}

type Batch = { rows: FormerOfLoad[]; last: RecordId | undefined }

async function withdrawBatch(
  tx: Tx,
  { load, after }: { load: string; after: string },
  rules: RulesInForce,
  context: RunContext,
): Promise<Batch> {
  const page = { load, after, limit: BATCH }
  const found = await recordsBrought.run(tx, page)
  if (found.length === 0) return { rows: [], last: undefined }
  await lockRecords.run(tx, { rows: found.map(({ id }) => ({ id, create: false })) })
  const last = found.length < BATCH ? undefined : found.at(-1)?.id
  // Whoever changed one of them until it was locked has the last word about it.
  const still = new Set((await recordsBrought.run(tx, page)).map(({ id }) => id))
  const ids = found.flatMap(({ id }) => (still.has(id) ? id : []))
  const rows = await formerOf(tx, load, ids)
  const engine = await rules.engine(tx)
  const ledger = openLedger({ ...context, withdraws: true })
  const put = rows.flatMap((row) => preparedOf(row, engine, dayOf(context.now())) ?? [])
  const gone = rows.flatMap((row) => (kindOf(row) === 'deletes' ? row.id : []))
  const work = EntityName.options.map((entity) => ({
    entity,
    put: put.filter(({ input }) => input.entity === entity),
    remove: gone.filter((id) => splitRecordId(id).entity === entity),
    touch: [],
  }))
  await transact(tx, work, engine, ledger)
  const marks = rows.map(({ id, load: former = null }) => ({ id, load: former }))
  await markWithdrawn.run(tx, { load, rows: marks, at: ledger.at })
  return { rows, last }
}

/** A record as it was before, by the rules of today, its values as old as they were. */
function preparedOf(
  { input, standard, valueTimes, hash }: FormerOfLoad,
  engine: Engine,
  today: string,
): Prepared | undefined {
  if (!input || !standard || hash === undefined) return undefined
  const prepared = { ...prepareBy(input, engine.entities[input.entity], today), hash }
  return following(prepared, { standard, times: valueTimes, hash })
}

/** What withdrawing does with a record. */
function kindOf({ deleted, input }: FormerOfLoad): 'deletes' | 'restores' | 'returns' {
  if (!input) return 'deletes'
  return deleted ? 'returns' : 'restores'
}

async function formerOf(tx: Tx, load: string, ids: readonly RecordId[]): Promise<FormerOfLoad[]> {
  const rows = ids.length === 0 ? [] : await formerOfLoad.run(tx, { load, ids })
  const forgotten = rows.find(({ input, since = 0, pruned }) => !input && pruned > 0 && since <= pruned)
  if (forgotten)
    fail('history.pruned', 'what stood before this load has been forgotten (kith prune): it cannot be undone any more')
  return rows
}
