import { ownActor } from '../../model/change.ts'
import type { EntityName } from '../../model/entities/registry.ts'
import { idOfRecord, pairOf, type RecordId, SourceName } from '../../model/ids.ts'
import type { RecordInput } from '../../model/record.ts'
import type { Mark } from '../../model/sync/mark.ts'
import type { Engine } from '../../rules/engine.ts'
import { ownWord } from '../../rules/own-word.ts'
import { recordInputs } from '../../store/write/records.ts'
import { dropMakes, goldensOf, type MakeRow, makesDue, noteMakes } from '../../store/write/system-goldens.ts'
import { noteSent, type PutOffRow, putOff } from '../../store/write/systems.ts'
import type { CompiledTable } from '../../systems/compile-system.ts'
import type { RemoteRow, WriteItem, WriteOutcome } from '../../systems/connector.ts'
import { GOLDEN } from '../../systems/render/columns.ts'
import { storedMarks } from '../../systems/render/stored-marks.ts'
import { cellsReader, type GoldenState, wantedOf } from '../../systems/render/wanted.ts'
import type { SystemTable } from '../../systems/system-shape.ts'
import { goldenStates } from './golden-states.ts'
import { nextTry } from './pause.ts'
import type { Work } from './work.ts'

/** Records that are made together. */
const TOGETHER = 32

/** Notes which golden records a system may have to be given a record of. */
export async function noteMissing({ store, system, now }: Work, goldens: readonly string[]): Promise<void> {
  const entities = [...system.tables].flatMap(([entity, { table }]) => (table.create === 'never' ? [] : [entity]))
  if (entities.length === 0 || goldens.length === 0) return
  await store.write((tx) => noteMakes.run(tx, { name: system.name, goldens, entities, at: now().toISOString() }))
}

type Making = {
  row: MakeRow
  golden: GoldenState
  member: RecordId
  table: CompiledTable
  item: WriteItem
  marks: Mark[]
}

/**
 * Makes records in a system of golden records that it has none of, where its policy says so. One of which no answer came is looked for
 * before it is made again, or made again under the same key; where neither can be, it is never made a second time. A record that was
 * made says nothing of its own: a decision ties it to the golden record that it was made for. @returns how many were made
 */
export async function makeMissing(work: Work): Promise<number> {
  const { store, system, now } = work
  const due = await store.read((tx) =>
    makesDue.run(tx, { name: system.name, now: now().toISOString(), limit: TOGETHER }),
  )
  if (due.length === 0) return 0
  const { making, idle, later } = await store.read(async (tx) => {
    const engine = await work.rules.engine(tx)
    const rows = await goldensOf.run(tx, { name: system.name, ids: due.map(({ golden }) => golden) })
    const live = rows.flatMap((row) =>
      row.isLive && row.entity && row.status && row.body
        ? [{ ...row, entity: row.entity, status: row.status, body: row.body }]
        : [],
    )
    const states = await goldenStates(tx, live, () => ({}))
    const known = new Map(live.map((row, place) => [row.golden, { row, golden: states[place] }]))
    const sorted: { making: Making[]; idle: string[]; later: PutOffRow[] } = { making: [], idle: [], later: [] }
    for (const row of due) {
      const { row: stands, golden } = known.get(row.golden) ?? {}
      const table = stands && system.tables.get(stands.entity)
      const member = stands?.members[0]
      if (!golden || !table || !member || stands.isHeld || !isWanted(golden, table.table)) sorted.idle.push(row.copy)
      else if (!work.connector.createsOnce(stands.entity))
        sorted.later.push(
          failed(row, 'dead', 'what is made there could be made twice: it takes no key and cannot be searched', work),
        )
      else sorted.making.push(makingOf(work, row, { golden, member, table, seq: stands.seq ?? 0 }, engine))
    }
    return sorted
  })
  if (idle.length > 0) await store.write((tx) => dropMakes.run(tx, { copies: idle }))
  later.push(...(await make(work, making)))
  if (later.length > 0) await store.write((tx) => putOff.run(tx, { rows: later, at: now().toISOString() }))
  return making.length
}

/** Whether a golden record is one that the system is to have a record of. */
function isWanted({ status, values }: GoldenState, { create }: SystemTable): boolean {
  if (create === 'never' || status === 'held' || status === 'blocked') return false
  return Object.entries(create.when).every(([attribute, wanted]) => {
    const said = [values[attribute] ?? []].flat()
    if (wanted === true) return said.length > 0
    return [wanted].flat().some((each) => said.includes(each))
  })
}

function makingOf(
  { system, now }: Work,
  row: MakeRow,
  { golden, member, table, seq }: { golden: GoldenState; member: RecordId; table: CompiledTable; seq: number },
  engine: Engine,
): Making {
  const read = cellsReader(table.compiled, newRecord(system.name, golden.entity, golden.id))
  const set: Record<string, string | null> = {}
  const marks: Mark[] = []
  for (const attribute of table.attributes) {
    if (attribute.settings.write === 'never' || attribute.columns.length === 0) continue
    const wanted = wantedOf(attribute, golden, table.compiled.mapping, read, engine.standardise)
    if (wanted.is !== 'value') continue
    for (const [column, text] of Object.entries(wanted.cells)) if (text !== null) set[column] = text
    if (attribute.name === GOLDEN) continue
    const fields = Object.entries(wanted.read.fields).map(
      ([field, stored]) => [field, { stored, own: [] as string[] }] as const,
    )
    const [place] = wanted.read.addresses
    marks.push({
      attribute: attribute.name,
      change: seq,
      at: now().toISOString(),
      ...(wanted.from ? { from: wanted.from } : {}),
      fields: Object.fromEntries(fields),
      ...(place ? { address: { stored: place, own: null } } : {}),
    })
  }
  const item = { key: row.copy, entity: golden.entity, externalId: golden.id, set, known: {}, seq }
  return { row, golden, member, table, item, marks }
}

function newRecord(system: string, entity: EntityName, sourceId: string): RecordId {
  return idOfRecord({ source: SourceName.parse(system), entity, sourceId })
}

async function make(work: Work, making: readonly Making[]): Promise<PutOffRow[]> {
  const { store, connector, signal, now } = work
  const later: PutOffRow[] = []
  const fresh: Making[] = []
  for (const one of making) {
    const [there] = (await connector.find?.(one.golden.entity, one.golden.id, signal)) ?? []
    if (there && !there.gone) later.push(...(await adopt(work, one, there.id, there.row)))
    else fresh.push(one)
  }
  const sent = fresh.map(({ row, marks, item }) => ({
    copy: row.copy,
    sent: JSON.stringify(marks),
    seq: item.seq,
    flips: null,
  }))
  if (fresh.length === 0) return later
  await store.write((tx) => noteSent.run(tx, { rows: sent, at: now().toISOString() }))
  const outcomes = await connector.write(
    fresh.map(({ item }) => item),
    signal,
  )
  for (const [place, one] of fresh.entries()) {
    const outcome: WriteOutcome = outcomes[place] ?? {
      kind: 'retry',
      reason: 'the system did not say what became of it',
      applied: true,
    }
    if (outcome.kind === 'acknowledged') later.push(...(await adopt(work, one, outcome.id, outcome.stored)))
    else if (outcome.kind === 'rejected') later.push(failed(one.row, 'dead', outcome.reason, work))
    else
      later.push(
        failed(
          one.row,
          'due',
          outcome.kind === 'retry' || outcome.kind === 'ended' ? outcome.reason : 'it is there already',
          work,
        ),
      )
  }
  return later
}

/**
 * A record that was made is taken in: without a word of its own, and as one with the golden record that it was made for.
 * @returns that it waits for somebody, where it cannot be taken in
 */
async function adopt(
  work: Work,
  { row, golden, member, table, marks }: Making,
  sourceId: string,
  stored: RemoteRow | undefined,
): Promise<PutOffRow[]> {
  const { store, system, contextOf } = work
  const record = newRecord(system.name, golden.entity, sourceId)
  const [engine, before] = await store.read(
    async (tx) => [await work.rules.engine(tx), (await recordInputs.run(tx, { ids: [record] }))[0]?.input] as const,
  )
  const known = storedMarks(record, marks, table, engine.standardise, stored)
  const empty: RecordInput = {
    source: SourceName.parse(system.name),
    sourceId,
    entity: golden.entity,
    fields: {},
    addresses: [],
  }
  // Its own feed may have brought it first: what Kith wrote there is no word of its own either.
  const input = before
    ? ownWord(before, { input: empty, sent: known }, engine.standardise, true).input
    : { ...empty, ...(known.length > 0 ? { written: known } : {}) }
  const [taken] = await work.takeIn([input])
  if (taken?.problem) return [failed(row, 'dead', `it was made, and cannot be taken in: ${taken.problem.detail}`, work)]
  const [low, high] = pairOf(record, member)
  await work.decide(
    { low, high, verdict: 'same', reason: `made in ${system.name} for this golden record` },
    contextOf(ownActor('sync')),
  )
  await store.write((tx) => dropMakes.run(tx, { copies: [row.copy] }))
  return []
}

function failed({ copy, attempts }: MakeRow, state: 'due' | 'dead', error: string, { system, now }: Work): PutOffRow {
  const { retry } = system.definition
  const tried = attempts + 1
  const isDead = state === 'dead' || tried >= retry.tries
  return {
    copy,
    state: isDead ? 'dead' : 'due',
    dueAt: nextTry(retry, tried, now()),
    attempts: tried,
    error,
    column: null,
    keepsSent: true,
  }
}
