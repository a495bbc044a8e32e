import { ownActor } from '../../model/change.ts'
import { pairOf, SourceName } from '../../model/ids.ts'
import { ProblemError } from '../../model/problem.ts'
import type { RecordInput } from '../../model/record.ts'
import { ownWord } from '../../rules/own-word.ts'
import { recordInputs } from '../../store/write/records.ts'
import { dropMakes, type MakeRow, makesDue } from '../../store/write/system-goldens.ts'
import { noteSent, type PutOffRow, putOff } from '../../store/write/systems.ts'
import type { RemoteRow, WriteOutcome } from '../../systems/connector.ts'
import { storedMarks } from '../../systems/render/stored-marks.ts'
import { type Making, newRecord, noteReferred, planMakes } from './make.ts'
import { nextTry, rest } from './pause.ts'
import type { Work } from './work.ts'

/** Records that are made together. */
const TOGETHER = 32

type Due = { readonly row: MakeRow; readonly making: Making }

/** How many records would be made of those that are looked at by now, counted up to one more than `most`. */
export async function countMakes(work: Work, most: number): Promise<number> {
  const { store, system, now } = work
  const limit = most + 1
  const due = await store.read((tx) => makesDue.run(tx, { name: system.name, now: now().toISOString(), limit }))
  if (due.length <= most) return due.length
  const plans = await store.read(async (tx) => planMakes(tx, work, await work.rules.engine(tx), due))
  return plans.filter(({ is }) => is === 'make').length
}

/**
 * Makes records in a system of golden records that it has none of, where its policy says so. One of which no answer came is looked for
 * before it is made again, or made again under the same key; where neither can be, it is never made a second time. A record that was
 * made says nothing of its own: a decision ties it to the golden record that it was made for. @returns how many were looked at
 */
export async function makeMissing(work: Work): Promise<number> {
  const { store, system, now } = work
  const at = now().toISOString()
  const { perSecond } = system.definition.pace
  const limit = Math.max(1, Math.min(TOGETHER, perSecond ?? TOGETHER))
  const due = await store.read((tx) => makesDue.run(tx, { name: system.name, now: at, limit }))
  if (due.length === 0) return 0
  const plans = await store.read(async (tx) => planMakes(tx, work, await work.rules.engine(tx), due))
  const idle: string[] = []
  const later: PutOffRow[] = []
  const going: Due[] = []
  const referred: string[] = []
  for (const [place, row] of due.entries()) {
    const plan = plans[place]
    if (!plan || plan.is === 'idle') idle.push(row.copy)
    else if (plan.is === 'dead') later.push(failed(row, 'dead', plan.reason, work))
    else if (plan.is === 'make') going.push({ row, making: plan.making })
    else {
      later.push(waiting(row, work))
      referred.push(...plan.refers)
    }
  }
  if (idle.length > 0) await store.write((tx) => dropMakes.run(tx, { copies: idle }))
  await noteReferred(work, referred)
  const since = now().getTime()
  later.push(...(await make(work, going)))
  if (later.length > 0) await store.write((tx) => putOff.run(tx, { rows: later, at }))
  if (perSecond !== undefined) await rest(since + (going.length * 1_000) / perSecond - now().getTime(), work.signal)
  return due.length
}

async function make(work: Work, going: readonly Due[]): Promise<PutOffRow[]> {
  const { store, connector, signal, now } = work
  const later: PutOffRow[] = []
  const fresh: Due[] = []
  for (const one of going) {
    const { entity, id } = one.making.golden
    const [there] = (await connector.find?.(entity, id, signal)) ?? []
    if (there && !there.gone) later.push(...(await adopt(work, one, there.id, there.row)))
    else fresh.push(one)
  }
  if (fresh.length === 0) return later
  const sent = fresh.map(({ row, making: { marks, item } }) => ({
    copy: row.copy,
    sent: JSON.stringify(marks),
    seq: item.seq,
    flips: null,
  }))
  await store.write((tx) => noteSent.run(tx, { rows: sent, at: now().toISOString() }))
  const outcomes = await connector.write(
    fresh.map(({ making: { item } }) => item),
    signal,
  )
  for (const [place, one] of fresh.entries()) {
    const outcome = outcomes[place] ?? NOTHING_SAID
    if (outcome.kind === 'acknowledged') later.push(...(await adopt(work, one, outcome.id, outcome.stored)))
    else if (outcome.kind === 'rejected') later.push(failed(one.row, 'dead', outcome.reason, work, outcome.column))
    else if (outcome.kind === 'retry' && outcome.waiting) later.push(waiting(one.row, work, outcome.reason))
    else later.push(failed(one.row, 'due', reasonOf(outcome), work))
  }
  return later
}

const NOTHING_SAID: WriteOutcome = {
  kind: 'retry',
  reason: 'the system did not say what became of it',
  applied: true,
}

function reasonOf(outcome: WriteOutcome): string {
  return outcome.kind === 'retry' || outcome.kind === 'ended' ? outcome.reason : 'it is there already'
}

/**
 * A record that was made is taken in: without a word of its own, and as one with the golden record that it was made for.
 * @returns that it waits for somebody, where it cannot be taken in
 */
async function adopt(
  work: Work,
  { row, making: { golden, member, table, marks } }: Due,
  sourceId: string,
  stored: RemoteRow | undefined,
): Promise<PutOffRow[]> {
  const { store, system, contextOf } = work
  const record = newRecord(system.name, golden.entity, sourceId)
  const [engine, before] = await store.read(
    async (tx) => [await work.rules.engine(tx), (await recordInputs.run(tx, { ids: [record] }))[0]?.input] as const,
  )
  const known = storedMarks(record, marks, table, engine.read, stored)
  const empty: RecordInput = {
    source: SourceName.parse(system.name),
    sourceId,
    entity: golden.entity,
    fields: {},
    addresses: [],
  }
  // Its own feed may have brought it first: what Kith wrote there is no word of its own either.
  const input = before
    ? ownWord(before, { input: empty, sent: known }, engine.read, true).input
    : { ...empty, ...(known.length > 0 ? { written: known } : {}) }
  const [taken] = await work.takeIn([input])
  if (taken?.problem) return [failed(row, 'dead', `it was made, and cannot be taken in: ${taken.problem.detail}`, work)]
  const [low, high] = pairOf(record, member)
  const reason = `made in ${system.name} for this golden record`
  try {
    await work.decide({ low, high, verdict: 'same', reason }, contextOf(ownActor('sync')))
  } catch (error) {
    // A steward's word stands against it, which keeps nobody else's records from being made.
    if (!(error instanceof ProblemError)) throw error
    return [failed(row, 'dead', `it was made as ${sourceId}: ${error.problem.detail}`, work)]
  }
  await store.write((tx) => dropMakes.run(tx, { copies: [row.copy] }))
  return []
}

/** Nothing failed: it is looked at again when what it refers to is known there, or after the longest pause. */
function waiting({ copy, attempts }: MakeRow, { system, now }: Work, reason = WAITS): PutOffRow {
  const dueAt = nextTry(system.definition.retry, 1, now(), system.definition.retry.mostSeconds * 1_000)
  return { copy, state: 'due', dueAt, attempts, error: reason, column: null, keepsSent: true }
}

const WAITS = 'the system does not know yet what it refers to'

function failed(
  { copy, attempts }: MakeRow,
  state: 'due' | 'dead',
  error: string,
  { system, now }: Work,
  column?: string,
): PutOffRow {
  const { retry } = system.definition
  const tried = attempts + 1
  const isDead = state === 'dead' || tried >= retry.tries
  return {
    copy,
    state: isDead ? 'dead' : 'due',
    dueAt: nextTry(retry, tried, now()),
    attempts: tried,
    error,
    column: column ?? null,
    keepsSent: true,
  }
}
