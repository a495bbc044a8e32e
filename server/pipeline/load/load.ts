import { ENTITIES, type EntityName } from '../../model/entities/registry.ts'
import type { RecordId } from '../../model/ids.ts'
import { ProblemError } from '../../model/problem.ts'
import type { Store } from '../../store/graph/driver.ts'
import { refusalInWords } from '../../store/graph/refusal.ts'
import { recordStates } from '../../store/write/records.ts'
import { ChurnExceeded, stopForApproval } from '../feed/churn.ts'
import type { RunContext } from '../run/context.ts'
import { rulesInForce } from '../run/rules-in-force.ts'
import { composeParts } from './compose-parts.ts'
import { declareKinds } from './declare-kinds.ts'
import { type Gone, goneOf } from './full.ts'
import { ImportLoad } from './import/import-load.ts'
import { loadEntity } from './load-entity.ts'
import type { EntitySummary, LoadOptions, SourceMergesDone } from './load-options.ts'
import { moveShared } from './move-shared.ts'
import { loadOrders, orderIdOf, orderRows } from './orders.ts'
import { type Arrived, type LoadFile, readFiles, type ToldOfFile } from './read-files.ts'
import { type OnGone, removeGone } from './remove-gone.ts'
import type { RowCounts } from './row-book.ts'
import { reject } from './upsert-all.ts'
import { referringIds, type Waiting, waitingOf } from './waiting.ts'

export type LoadSummary = Waiting & {
  /** Every row of the files, those passed over by a rule too. */
  rows: number
  rejected: number
  /** Rows by what became of them, each in one; together they are `rows`. Of a dry run nothing but what reading them told. */
  became: RowCounts
  orders: number
  /** Records that a row deleted. */
  deleted: number
  /** What complete exports no longer hold; deleted, unless it was a dry run. */
  gone?: readonly Gone[]
  /** What sources said of merged records, where any could. */
  merges?: SourceMergesDone
  entities: Partial<Record<EntityName, EntitySummary>>
  ruleSet: string
  /** What the reader decided or passed over, by file. */
  notes: readonly ToldOfFile[]
}

/**
 * Loads files as one: companies first, then contacts, then persons, then orders, whatever order the files come in. After
 * an import the store is closed: another server has the graph.
 */
export async function loadFiles(
  store: Store,
  files: readonly LoadFile[],
  context: RunContext,
  options: LoadOptions = {},
): Promise<LoadSummary> {
  const written = new Map<string, string>()
  const onProgress: NonNullable<LoadOptions['onProgress']> = (stage, what, done, of) => {
    if (stage === 'write' || stage === 'orders') written.set(what, `${done} of ${of} of ${what}`)
    options.onProgress?.(stage, what, done, of)
  }
  try {
    return await loadAll(store, files, context, { ...options, onProgress })
  } catch (error) {
    if (!(error instanceof ProblemError && error.problem.code === 'graph.full')) throw error
    const { problem } = error
    const kept = written.size === 0 ? 'nothing was written' : `written and whole: ${[...written.values()].join(', ')}`
    throw new ProblemError({
      ...problem,
      detail: `${problem.detail}. ${kept}; the same command run again goes on from here`,
    })
  }
}

async function loadAll(
  store: Store,
  files: readonly LoadFile[],
  context: RunContext,
  options: LoadOptions,
): Promise<LoadSummary> {
  const arrived = await (options.arrived ?? readFiles(files, options))
  const { rows } = arrived
  const summary: LoadSummary = {
    rows: rows.size,
    rejected: rows.count('rejected'),
    became: rows.counts(),
    orders: arrived.orders.length,
    deleted: 0,
    entities: {},
    waiting: {},
    waits: [],
    ruleSet: '',
    notes: arrived.notes,
  }
  if (options.full) {
    summary.gone = await goneOf(store, files, arrived, options.full)
    if (options.full.dryRun) return summary
  }
  const gone = (summary.gone ?? []).flatMap((one) => one.gone)
  const referring = referringIds(arrived)
  if (options.heedMerges) await keepMergedAway(store, arrived)
  await declareKinds(store, files, arrived, context)
  const importing = await beginImport(store, arrived, context, options)
  try {
    for (const { name } of ENTITIES) {
      const arriving = arrived.records.get(name)
      arrived.records.delete(name) // so that what has been written need not stay in memory
      if (!arriving) continue
      await composeParts(store, arriving, rows)
      try {
        summary.entities[name] = await loadEntity({ store, importing, rows }, name, arriving, context, options)
      } catch (error) {
        if (!(error instanceof ChurnExceeded)) throw error
        const reason = `load of ${files.map(({ path }) => path).join(', ')}`.slice(0, 1_000)
        await stopForApproval(store, error, { reason, entity: name }, context)
      }
    }
    if (importing) {
      stageOrders(importing, arrived)
      await importing.put((imported) => sumUp(imported, summary, referring))
      rows.putStaged()
    } else {
      const merges = await options.heedMerges?.(store, arrived.merges, context)
      if (merges && (arrived.merges.size > 0 || merges.merged > 0)) summary.merges = merges
      await moveShared(store, arrived.shared ?? [], context)
      const removed = new Map([...gone.map((id) => [id, {}] as const), ...arrived.removed])
      const noteGone: OnGone = (id, fate) => rows.noteOf(arrived.removed.get(id) ?? {}, fate)
      summary.deleted = await removeGone(store, removed, context, noteGone)
      await putOrders(store, arrived, context, options)
      await sumUp(store, summary, referring)
    }
  } finally {
    await importing?.end()
  }
  summary.became = rows.counts()
  summary.rejected = summary.became.rejected
  return summary
}

function stageOrders(importing: ImportLoad, { orders, removed, rows }: Arrived): void {
  importing.orders(orderRows(orders))
  for (const order of orders) rows.noteOf(order, 'staged')
  for (const input of removed.values()) rows.noteOf(input, 'unchanged') // nothing is there to delete
}

async function putOrders(
  store: Store,
  { orders, rows }: Arrived,
  context: RunContext,
  options: LoadOptions,
): Promise<void> {
  const refused = new Map<string, unknown>()
  const outcomes = await loadOrders(store, orders, context.now, {
    onProgress: (done, of) => options.onProgress?.('orders', 'orders', done, of),
    onReject: (id, error) => refused.set(id, error),
  })
  for (const order of orders)
    rows.noteOf(order, outcomes.get(orderIdOf(order)) === 'unchanged' ? 'unchanged' : 'written')
  for (const order of orders) {
    const id = orderIdOf(order)
    if (refused.has(id))
      reject(order, { code: 'internal', detail: refusalInWords(refused.get(id)), record: id }, rows, options)
  }
}

async function sumUp(store: Store, summary: LoadSummary, referring: readonly string[]): Promise<void> {
  summary.ruleSet = (await store.read((tx) => rulesInForce().engine(tx))).hash
  Object.assign(summary, await waitingOf(store, referring))
}

/**
 * A record that is gone and was merged into another is stored once, so that its id and whatever names it lead there when
 * it is deleted. One that is gone already stays so.
 */
async function keepMergedAway(store: Store, { removed, merges, records }: Arrived): Promise<void> {
  const ids = [...removed.keys()].filter((id) => merges.get(id) !== undefined)
  if (ids.length === 0) return
  const known = await store.read((tx) => recordStates.run(tx, { ids }))
  const gone = new Set<RecordId>(known.flatMap(({ id, deleted }) => (deleted ? [id] : [])))
  for (const id of ids) {
    const input = gone.has(id) ? undefined : removed.get(id)
    if (!input) continue
    const arriving = records.get(input.entity) ?? { inputs: [], prepared: [] }
    records.set(input.entity, arriving)
    arriving.inputs.push(input)
    arriving.prepared.length = 0 // those at hand are not of all records any more
  }
}

async function beginImport(
  store: Store,
  { rows, merges }: Arrived,
  context: RunContext,
  { importer, heedMerges }: LoadOptions,
): Promise<ImportLoad | undefined> {
  const arriving = rows.size - rows.count('passed')
  if (!importer || arriving < importer.from) return undefined
  // Statements are put in force by transactions, which an import leaves no graph for.
  if (heedMerges && [...merges.values()].some((master) => master !== undefined)) return undefined
  await importer.demandRoom(arriving)
  return ImportLoad.begin(store, context, importer, await store.read((tx) => rulesInForce().engine(tx)))
}
