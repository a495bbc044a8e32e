import { fail } from '../../model/problem.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { changesAfter, headOfFeed } from '../../store/read/change-reads.ts'
import {
  type FailedGolden,
  failedGoldens,
  goldensOf,
  noteFailedGoldens,
  scanGoldens,
  type ToldGolden,
} from '../../store/write/system-goldens.ts'
import { noteCursor, noteScanned, type StoredSystem } from '../../store/write/systems.ts'
import type { CompiledSystem } from '../../systems/compile-system.ts'
import type { RowPatch, WriteItem, WriteOutcome } from '../../systems/connector.ts'
import { goldenRow } from '../../systems/render/golden-row.ts'
import { hashOf } from '../../text/hash.ts'
import { goldenStates } from './golden-states.ts'
import type { Work } from './work.ts'

const PAGE = 200

/**
 * Tells a system that holds golden records of every one there is, then of each that changed, in the order of the feed: its cursor is all
 * that is kept. What it refuses waits with its reason; what it did not answer is sent again, as it is by then.
 * @returns whether anything was done
 */
export async function tellDownstream(work: Work, stored: StoredSystem): Promise<boolean> {
  const { store, system, signal } = work
  const { name } = system
  let isBusy = false
  for (let after = stored.scanned; after !== undefined && !signal.aborted; isBusy = true) {
    const from = after
    const page = await store.read((tx) =>
      scanGoldens.run(tx, { after: from, entities: [...system.tables.keys()], limit: PAGE }),
    )
    await tell(
      work,
      page.map(({ golden }) => golden),
    )
    after = page.at(-1)?.golden
    await store.write((tx) => noteScanned.run(tx, { name, scanned: after ?? null }))
  }
  const again = await store.read((tx) => failedGoldens.run(tx, { name, limit: PAGE }))
  if (again.length > 0)
    await tell(
      work,
      again.map(({ golden }) => golden),
      true,
    )
  for (let cursor = stored.cursor ?? 0; !signal.aborted; ) {
    const from = cursor
    const page = await store.read((tx) => changesAfter(tx, from, PAGE))
    if (page.next === cursor) break
    isBusy = true
    await tell(work, [
      ...new Set(page.changes.filter(({ entity }) => system.tables.has(entity)).map(({ golden }) => golden)),
    ])
    cursor = page.next
    await store.write((tx) => noteCursor.run(tx, { name, cursor: page.next }))
  }
  return isBusy || again.length > 0
}

/** Sends golden records as they are now; one that is gone by its heirs. */
async function tell(work: Work, ids: readonly string[], isReplay = false): Promise<void> {
  if (ids.length === 0) return
  const { store, system, connector, signal, now } = work
  const items = await store.read((tx) => downstreamItems(tx, system, ids))
  const outcomes = await connector.write(items, signal)
  const rows = items.flatMap((item, place) => failureOf(item, outcomes[place], isReplay))
  if (rows.length > 0)
    await store.write((tx) => noteFailedGoldens.run(tx, { name: system.name, rows, at: now().toISOString() }))
  const unanswered = outcomes.find((each) => each.kind === 'retry' || each.kind === 'conflict')
  if (unanswered)
    fail('system.unavailable', unanswered.kind === 'retry' ? unanswered.reason : 'somebody else writes its rows')
  const ended = outcomes.find((each) => each.kind === 'ended')
  if (ended?.kind === 'ended') fail('system.state', ended.reason)
}

/** What a system that holds golden records is told of some of them. */
export async function downstreamItems(tx: Tx, system: CompiledSystem, ids: readonly string[]): Promise<WriteItem[]> {
  const rows = (await goldensOf.run(tx, { ids })).flatMap((row) => whole(row))
  const states = await goldenStates(tx, rows, () => ({}))
  const { seq: head } = await headOfFeed(tx)
  return rows.flatMap((row, place) => {
    const state = states[place]
    const table = system.tables.get(row.entity)
    return state && table ? [itemOf(row, goldenRow(state, row, table.table), head)] : []
  })
}

/** Of a golden record that is gone nothing is left but its id and its heirs. */
function whole(row: ToldGolden) {
  const { entity, status = 'active', body = { values: {}, winners: [], addresses: [] } } = row
  return entity
    ? [{ ...row, entity, status, body: row.isLive ? body : { values: {}, winners: [], addresses: [] } }]
    : []
}

function itemOf(
  { golden, seq = 0, entity }: Pick<ToldGolden, 'golden' | 'seq'> & Pick<WriteItem, 'entity'>,
  set: RowPatch,
  head: number,
): WriteItem {
  const upTo = Math.max(seq, 0) || head
  return {
    key: `${golden}-${hashOf({ set, upTo }).slice(0, 16)}`,
    entity,
    externalId: golden,
    set,
    known: {},
    seq: upTo,
  }
}

/** Only what was refused is kept of a golden record, and that it was taken after all. */
function failureOf(
  { externalId: golden = '', seq }: WriteItem,
  outcome: WriteOutcome | undefined,
  isReplay: boolean,
): FailedGolden[] {
  if (outcome?.kind === 'rejected')
    return [{ golden, state: 'dead', error: outcome.reason, column: outcome.column ?? null, seq }]
  return isReplay && outcome?.kind === 'acknowledged'
    ? [{ golden, state: 'current', error: null, column: null, seq }]
    : []
}
