import { groupBy } from '../../collections/group-by.ts'
import { ownActor } from '../../model/change.ts'
import type { Engine } from '../../rules/engine.ts'
import { noteSent, type PutOffRow, pauseSystem, putOff } from '../../store/write/systems.ts'
import type { RemoteRecord, WriteOutcome } from '../../systems/connector.ts'
import { inactiveAfter } from '../../systems/render/deactivate.ts'
import { hashOf } from '../../text/hash.ts'
import { acknowledge, type SettledCopy } from './acknowledge.ts'
import { type Due, GONE, laterRow, settledRow } from './copy-rows.ts'
import { heedRemote, readRemote } from './look-there.ts'
import { missingReferences, noteReferred } from './make.ts'
import { nextTry } from './pause.ts'
import { prepared, type Sending, writtenBy } from './prepare-sending.ts'
import { lifeOf, lookAt } from './standings.ts'
import { takeInRemote } from './take-in.ts'
import type { Work } from './work.ts'

/**
 * Brings records of a system in step, all of them looked at as they are now: whatever was due, it is the present state that is sent.
 * What the system shows is asked first and taken in where it is news. @returns how many were written
 */
export async function bringInStep(work: Work, due: readonly Due[]): Promise<number> {
  const remote = await readRemote(work, due)
  const left = await heedRemote(work, due, remote)
  const engine = await work.store.read((tx) => work.rules.engine(tx))
  const looked = await work.store.read((tx) =>
    lookAt(
      tx,
      work.system,
      left.map(({ record }) => record),
      engine,
    ),
  )
  await noteReferred(work, await work.store.read((tx) => missingReferences(tx, work.system, looked)))
  const known = new Map(looked.map((each) => [each.row.record, each]))
  const settled: SettledCopy[] = []
  const sending: Sending[] = []
  for (const { copy, record } of left) {
    const one = known.get(record)
    if (!one) settled.push({ record, row: settledRow(copy, GONE, one) })
    else {
      const next = prepared(work, copy, one, engine, remote.get(record))
      if ('item' in next) sending.push(next)
      else settled.push(next)
    }
  }
  const arrived = sending.map(({ looked, arrived: written }) => ({ record: looked.row.record, written }))
  await acknowledge(work.store, [...settled, ...arrived], work.contextOf(ownActor('sync')))
  if (sending.length > 0) await send(work, sending, engine)
  return sending.length
}

async function send(work: Work, sending: readonly Sending[], engine: Engine): Promise<void> {
  const { store, connector, signal, now } = work
  const at = now().toISOString()
  const sent = sending.map(({ copy, marks, unanswered, item, flips, inactive }) => ({
    copy,
    // What is unanswered from before may still turn up there.
    sent: JSON.stringify([...marks, ...unanswered].slice(0, MOST_SENT)),
    seq: item.seq,
    flips: flips ? JSON.stringify(flips) : null,
    inactive: inactive ? JSON.stringify(inactive) : null,
  }))
  await store.write((tx) => noteSent.run(tx, { rows: sent, at }))
  const outcomes = await connector.write(
    sending.map(({ item }) => item),
    signal,
  )
  const stored = await storedRows(work, sending, outcomes)
  const settled: SettledCopy[] = []
  const later: PutOffRow[] = []
  for (const [place, one] of sending.entries()) {
    const outcome = outcomes[place] ?? {
      kind: 'retry',
      reason: 'the system did not say what became of it',
      applied: true,
    }
    if (outcome.kind === 'acknowledged') settled.push(acknowledged(one, outcome, engine, stored.get(place)))
    else if (outcome.kind === 'gone')
      settled.push({
        record: one.looked.row.record,
        row: settledRow(one.copy, GONE, one.looked),
      })
    else later.push(afterFailure(work, one, outcome))
  }
  await acknowledge(store, settled, work.contextOf(ownActor('sync')))
  if (later.length > 0) await store.write((tx) => putOff.run(tx, { rows: later, at: now().toISOString() }))
  await takeInAfter(work, sending, outcomes)
}

const MOST_SENT = 40

/** What the systems hold after the writes: as their answers say, else as they show. */
async function storedRows(
  { connector, signal }: Work,
  sending: readonly Sending[],
  outcomes: readonly WriteOutcome[],
): Promise<Map<number, RemoteRecord['row']>> {
  const rows = new Map<number, RemoteRecord['row']>()
  const unknown: number[] = []
  for (const [place, outcome] of outcomes.entries()) {
    if (outcome.kind !== 'acknowledged') continue
    if (outcome.stored) rows.set(place, outcome.stored)
    else unknown.push(place)
  }
  if (!connector.read || unknown.length === 0) return rows
  for (const [entity, places] of groupBy(unknown, (place) => sending[place]?.item.entity ?? 'person')) {
    const byId = new Map(places.map((place) => [sending[place]?.item.id ?? '', place]))
    for (const { id, row, gone } of await connector.read(entity, [...byId.keys()], signal)) {
      const place = byId.get(id)
      if (place !== undefined && !gone) rows.set(place, row)
    }
  }
  return rows
}

function afterFailure(
  { system, now }: Work,
  { copy, looked, unanswered, writes }: Sending,
  outcome: Exclude<WriteOutcome, { kind: 'acknowledged' | 'gone' }>,
): PutOffRow {
  const { retry } = system.definition
  const before = unanswered.length > 0 ? JSON.stringify(unanswered) : null
  if (outcome.kind === 'rejected') {
    const { reason, column = null } = outcome
    const row = { copy, attempts: looked.row.attempts + 1, error: reason, column, keepsSent: false, before }
    const culprit = writes.find(({ cells }) => column !== null && Object.hasOwn(cells, column))
    if (!culprit || column === null || writes.length === 1) return { ...row, state: 'dead', dueAt: null }
    // The rest goes on without what was refused, at once.
    const refused = { ...looked.row.refused, [culprit.attribute]: { cells: hashOf(culprit.cells), reason, column } }
    return { ...row, state: 'due', dueAt: now().toISOString(), refused: JSON.stringify(refused) }
  }
  if (outcome.kind === 'ended')
    return { ...laterRow(copy, looked.row.attempts, outcome.reason), keepsSent: false, before }
  const isWaiting = outcome.kind === 'retry' && outcome.waiting === true
  const attempts = looked.row.attempts + (isWaiting ? 0 : 1)
  const isDead = !isWaiting && attempts >= retry.tries
  const reason = outcome.kind === 'conflict' ? 'somebody there changed it in between' : outcome.reason
  const afterMs = outcome.kind === 'retry' ? outcome.afterMs : 0
  return {
    copy,
    state: isDead ? 'dead' : 'due',
    dueAt: nextTry(retry, attempts, now(), afterMs),
    attempts,
    error: isDead ? `${reason}; given up after ${attempts} tries` : reason,
    column: null,
    keepsSent: outcome.kind === 'retry' && outcome.applied === true,
    before,
  }
}

/** Conflicts show what stands there now; a target that wants nothing more is paused. */
async function takeInAfter(work: Work, sending: readonly Sending[], outcomes: readonly WriteOutcome[]): Promise<void> {
  const { store, system, now } = work
  for (const [place, outcome] of outcomes.entries()) {
    const item = sending[place]?.item
    if (outcome.kind === 'conflict' && outcome.current && item) await takeInRemote(work, item.entity, [outcome.current])
    if (outcome.kind === 'gone' && item?.id !== undefined)
      await takeInRemote(work, item.entity, [
        { id: item.id, row: {}, gone: outcome.into === undefined ? {} : { into: outcome.into } },
      ])
    if (outcome.kind === 'ended')
      await store.write((tx) =>
        pauseSystem.run(tx, {
          name: system.name,
          at: now().toISOString(),
          by: 'sync',
          reason: outcome.reason,
          approved: 0,
        }),
      )
  }
}

function acknowledged(
  { looked, copy, marks, told, rest, item, inactive }: Sending,
  outcome: Extract<WriteOutcome, { kind: 'acknowledged' }>,
  engine: Engine,
  row: RemoteRecord['row'] | undefined,
): SettledCopy {
  const remote = row && { id: outcome.id, row, version: outcome.version }
  return {
    record: looked.row.record,
    row: {
      ...settledRow(copy, rest, looked),
      seq: item.seq,
      written: true,
      told,
      version: outcome.version ?? null,
      inactive: inactiveAfter({ ...lifeOf(looked), inactive }, row),
    },
    written: writtenBy(looked, marks, engine, remote),
  }
}
