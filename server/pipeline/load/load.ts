import { ENTITIES, type EntityName } from '../../model/entities/registry.ts'
import type { RecordId } from '../../model/ids.ts'
import { ProblemError } from '../../model/problem.ts'
import type { Store } from '../../store/graph/driver.ts'
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
import { loadOrders, orderRows } from './orders.ts'
import { type Arrived, type LoadFile, readFiles, type ToldOfFile } from './read-files.ts'
import { removeGone } from './remove-gone.ts'
import { referringIds, type Waiting, waitingOf } from './waiting.ts'

export type LoadSummary = Waiting & {
  rows: number
  rejected: number
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
  options: LoadOptions & Pick<Required<LoadOptions>, 'onProgress'>,
): Promise<LoadSummary> {
  const { onProgress } = options
  const arrived = await (options.arrived ?? readFiles(files, options))
  const summary: LoadSummary = {
    rows: arrived.rows,
    rejected: arrived.rejected,
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
      await composeParts(store, arriving)
      try {
        const loaded = await loadEntity({ store, importing }, name, arriving, context, options)
        summary.entities[name] = loaded
        summary.rejected += loaded.rejected
      } catch (error) {
        if (!(error instanceof ChurnExceeded)) throw error
        const reason = `load of ${files.map(({ path }) => path).join(', ')}`.slice(0, 1_000)
        await stopForApproval(store, error, { reason, entity: name }, context)
      }
    }
    if (importing) {
      importing.orders(orderRows(arrived.orders))
      await importing.put((imported) => sumUp(imported, summary, referring))
    } else {
      const merges = await options.heedMerges?.(store, arrived.merges, context)
      if (merges && (arrived.merges.size > 0 || merges.merged > 0)) summary.merges = merges
      await moveShared(store, arrived.shared ?? [], context)
      const removed = new Map([...gone.map((id) => [id, {}] as const), ...arrived.removed])
      summary.deleted = await removeGone(store, removed, context)
      await loadOrders(store, arrived.orders, context.now, (done, of) => onProgress('orders', 'orders', done, of))
      await sumUp(store, summary, referring)
    }
  } finally {
    await importing?.end()
  }
  return summary
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
  if (!importer || rows < importer.from) return undefined
  // Statements are put in force by transactions, which an import leaves no graph for.
  if (heedMerges && [...merges.values()].some((master) => master !== undefined)) return undefined
  await importer.demandRoom(rows)
  return ImportLoad.begin(store, context, importer, await store.read((tx) => rulesInForce().engine(tx)))
}
