import type { EntityName } from '../../model/entities/registry.ts'
import { compareIds, type RecordId } from '../../model/ids.ts'
import type { EntityEngine } from '../../rules/engine.ts'
import { ownWordOf } from '../../rules/own-word-of.ts'
import type { Prepared } from '../../rules/prepare.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { addKeys, byKey, type KeyRow, lockKeys, removeKeys } from '../../store/write/keys.ts'
import { neighbours } from '../../store/write/links.ts'
import { lockRecords, type RecordState, recordStates } from '../../store/write/records.ts'
import { type Ledger, timed } from '../feed/ledger.ts'
import { dayOf } from '../run/context.ts'
import { type Arrival, classify } from './classify.ts'
import { type Consequences, commitSettlement, goldensToRelate } from './commit.ts'
import { commitEchoes } from './crowd.ts'
import { reviveDoubts } from './doubts.ts'
import { comingEchoes, leavingEchoes, lockEchoes } from './echoes.ts'
import { type Crossing, relink } from './relink.ts'
import { lockScope } from './scope.ts'
import { settle } from './settle.ts'
import { restand } from './standings.ts'
import { followed, recallDecisions, reviveReturning, storeLate, storeRecords, withAccepted } from './store-records.ts'

/** Work on one entity's records in one transaction. A record occurs in at most one of the lists. */
export type EntityWork = {
  entity: EntityName
  put: readonly Prepared[]
  remove: readonly RecordId[]
  /** Records that did not change but whose surroundings did: a decision about them, their company's cluster. */
  touch: readonly RecordId[]
  /** Records that did not change but are read otherwise: somebody put an address right that they write. */
  reread?: readonly RecordId[]
}

export type Resolution = Consequences & { arrivals: Map<RecordId, Arrival> }

/**
 * Resolves a batch inside one transaction: locks records, then keys, then goldens, each in sorted order; re-reads under
 * the locks; writes records, links and the settlement of everything they can touch. Relations and the feed come after,
 * in the same transaction (see transact.ts).
 */
export async function resolve(tx: Tx, batch: EntityWork, engine: EntityEngine, ledger: Ledger): Promise<Resolution> {
  const { arrivals, states, rows, retimed } = await timed(ledger, 'receive', () => receive(tx, batch, engine, ledger))
  const removed = batch.remove.filter((id) => states.get(id)?.deleted === false)
  const written = new Set(rows.map((row) => row.id))
  const looked = [...new Set([...batch.touch, ...retimed])]
  const present = looked.filter((id) => states.get(id)?.deleted === false && !written.has(id))
  // A contact says where it works: whose company has moved stands elsewhere among its keys' records.
  const moving = batch.entity === 'contact' ? present : []
  const { crossing, gone } = await timed(ledger, 'block', () => rekey(tx, rows, removed, moving, states, engine))
  const left = removed.length === 0 ? [] : await neighbours.run(tx, { ids: removed })
  const isCalm = present.length + crossing.common.length + crossing.rare.length === 0
  const isNew = rows.every(({ id }) => states.get(id)?.golden === undefined)
  const leaving =
    isCalm && isNew
      ? await leavingEchoes(tx, removed, new Map(left.map(({ id, linked }) => [id, linked])), engine)
      : undefined
  await storeRecords(tx, rows, removed, states, ledger)
  const live = [...rows.map((row) => row.id), ...present].sort(compareIds)
  const goldens = [...rows.map((row) => row.id), ...removed].flatMap((id) => states.get(id)?.golden ?? [])
  const relinked = await timed(ledger, 'score', async () => {
    const shaken = await restand(tx, live, gone, crossing, engine)
    return relink(tx, live, crossing, shaken, engine)
  })
  const { changed } = relinked
  if (leaving && live.length + leaving.length > 0) {
    const done = await timed(ledger, 'survive', async () => {
      const coming = await comingEchoes(tx, live, relinked, engine)
      const echoes = coming && (await lockEchoes(tx, coming, leaving, changed))
      return echoes && commitEchoes(tx, batch.entity, echoes, engine, ledger)
    })
    if (done) return { ...done, arrivals }
  }
  // What a removed record was linked to may be in another golden record: cut off from it when a cluster was held.
  const scope = await lockScope(
    tx,
    [...live, ...changed.flatMap(({ low, high }) => [low, high]), ...left.flatMap(({ linked }) => linked)],
    goldens,
  )
  const settlement = await timed(ledger, 'cluster', () => settle(scope, engine, ledger.context))
  const settled = await timed(ledger, 'survive', () => commitSettlement(tx, batch.entity, settlement, scope, ledger))
  await reviveDoubts(tx, settlement, engine)
  const related = goldensToRelate(settlement, scope, [...written, ...retimed])
  return { ...settled, related, removed, reconsider: present, arrivals }
}

/** Locks the records and decides, under the lock, what each arriving one is: new, newer, the same, or late. */
async function receive(tx: Tx, batch: EntityWork, engine: EntityEngine, ledger: Ledger) {
  const incoming = batch.put.map((prepared) => prepared.id)
  const returned = await reviveReturning(tx, incoming)
  const { remove, touch, reread = [] } = batch
  const ids = [...new Set([...incoming, ...remove, ...touch, ...reread])].sort(compareIds)
  const creatable = new Set(incoming)
  await lockRecords.run(tx, { rows: ids.map((id) => ({ id, create: creatable.has(id) })) })
  const states = new Map((await recordStates.run(tx, { ids })).map((state) => [state.id, state]))
  const { now, readBack, withdraws } = ledger.context
  const asked = { today: dayOf(now()), readBack }
  const put = batch.put.map((prepared) => ownWordOf(prepared, states.get(prepared.id), engine, asked))
  const arrivals = new Map(put.map((prepared) => [prepared.id, classify(prepared, states.get(prepared.id), withdraws)]))
  const late = put.filter(({ id }) => arrivals.get(id) === 'stale')
  const retimed = await storeLate(tx, late, ledger)
  const fresh = put.filter(({ id }) => arrivals.get(id) === 'created' || arrivals.get(id) === 'updated')
  // What is withdrawn is no earlier version of what is put back, whose values are as old as they were.
  const arrived = withdraws ? fresh : await followed(tx, fresh, states)
  const rows = await withAccepted(tx, arrived, reread, engine, asked.today)
  await recallDecisions(tx, rows, { returned, changed: (id) => arrivals.get(id) === 'updated' }, ledger)
  return { arrivals, states, rows, retimed }
}

type KeyMoves = { gained: KeyRow[]; lost: KeyRow[]; all: string[] }

/** Keys that records gain and lose against what is stored, and every key that the records have or had, sorted. */
function keyMoves(
  rows: readonly Prepared[],
  removed: readonly RecordId[],
  states: ReadonlyMap<RecordId, RecordState>,
  engine: EntityEngine,
): KeyMoves {
  const had = (id: RecordId) => states.get(id)?.keys ?? []
  const fresh = rows.map(({ id, keys }) => [id, keys.filter((key) => !had(id).includes(key))] as const)
  const dropped = rows.map(({ id, keys }) => [id, had(id).filter((key) => !keys.includes(key))] as const)
  const gained = byKey(fresh, engine)
  const lost = byKey([...dropped, ...removed.map((id) => [id, had(id)] as const)], engine)
  const all = [...new Set([...rows.flatMap((row) => row.keys), ...lost.map((row) => row.key)])].sort(compareIds)
  return { gained, lost, all }
}

/** Moves records between keys without asking for counts or locks: for a writer that has the graph to itself. */
export async function rekeyAlone(
  tx: Tx,
  rows: readonly Prepared[],
  states: ReadonlyMap<RecordId, RecordState>,
  engine: EntityEngine,
  standingOf: (key: string, id: RecordId) => string | null,
): Promise<void> {
  const { gained, lost } = keyMoves(rows, [], states, engine)
  if (lost.length > 0) await removeKeys.run(tx, { rows: lost })
  const standing = gained.map((row) => ({ ...row, standings: row.records.map((id) => standingOf(row.key, id)) }))
  if (gained.length > 0) await addKeys.run(tx, { rows: standing })
  // Other rules may have other caps, also for keys that the records had before.
  const kept = rows.flatMap(({ id, keys }) => keys.filter((key) => states.get(id)?.keys.includes(key)))
  const capped = [...new Set(kept)].sort(compareIds).map((key) => ruleOf(key, engine))
  if (capped.length > 0) await lockKeys.run(tx, { rows: capped })
}

/** Locks every key that is gained, kept or lost, in order, moves the records and tells which keys crossed the cap. */
async function rekey(
  tx: Tx,
  rows: readonly Prepared[],
  removed: readonly RecordId[],
  moving: readonly RecordId[],
  states: ReadonlyMap<RecordId, RecordState>,
  engine: EntityEngine,
): Promise<{ crossing: Crossing; gone: Map<string, string[]> }> {
  const { gained, lost, all: own } = keyMoves(rows, removed, states, engine)
  const all = [...new Set([...own, ...moving.flatMap((id) => states.get(id)?.keys ?? [])])].sort(compareIds)
  const locked = await lockKeys.run(tx, { rows: all.map((key) => ruleOf(key, engine)) })
  const counts = new Map(locked.map(({ key, count }) => [key, count]))
  const left = lost.length > 0 ? await removeKeys.run(tx, { rows: lost }) : []
  if (gained.length > 0) await addKeys.run(tx, { rows: gained.map((row) => ({ ...row, standings: [] })) })
  const delta = new Map<string, number>()
  for (const { key, records } of gained) delta.set(key, (delta.get(key) ?? 0) + records.length)
  for (const { key, records } of lost) delta.set(key, (delta.get(key) ?? 0) - records.length)
  const flipped = [...delta].map(([key, change]) => {
    const count = counts.get(key) ?? 0
    return { key, was: count > engine.keyCap(key), is: count + change > engine.keyCap(key) }
  })
  const crossing = {
    common: flipped.filter(({ was, is }) => !was && is).map(({ key }) => key),
    rare: flipped.filter(({ was, is }) => was && !is).map(({ key }) => key),
  }
  return { crossing, gone: new Map(left.map(({ key, left: places }) => [key, places])) }
}

function ruleOf(key: string, { keyCap, keyNear }: EntityEngine) {
  return { key, cap: keyCap(key), near: keyNear(key) }
}
