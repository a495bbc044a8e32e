import type { Forecast } from '../../match/forecast.ts'
import type { Spared } from '../../match/spared.ts'
import { ENTITIES, type EntityName } from '../../model/entities/registry.ts'
import type { Store } from '../../store/graph/driver.ts'
import { dangling } from '../../store/write/orders.ts'
import { countRecords } from '../../store/write/records.ts'
import { openUpserts } from '../arrive/upsert.ts'
import { bulkResolve, type Progress } from '../bulk/bulk-resolve.ts'
import { type GoldensOf, type Ready, storedGoldens } from '../bulk/whole-entity.ts'
import { ChurnExceeded, churnAllowed, stopForApproval } from '../feed/churn.ts'
import { dayOf, type RunContext } from '../run/context.ts'
import { rulesInForce } from '../run/rules-in-force.ts'
import { type Importer, ImportLoad } from './import/import-load.ts'
import { loadOrders, orderRows } from './orders.ts'
import {
  type Arrived,
  type Arriving,
  type LoadFile,
  preparedBy,
  type ReadFilesOptions,
  readFiles,
} from './read-files.ts'
import { trainFirst, untrained } from './train-first.ts'

type LoadStage = 'ingest' | 'train' | 'prepare' | 'read' | 'match' | 'write' | 'orders'

export type LoadOptions = {
  /** Learn weights from the first records of an entity (default); otherwise the shipped priors stay. */
  train?: boolean
  onProgress?: (stage: LoadStage, what: string, done: number, of: number) => void
  /** Called before an entity's first records are matched: what that will take, and what blocking will miss. */
  onForecast?: (entity: EntityName, forecast: Forecast, spared: readonly Spared[]) => void
  /** Given by whoever may stop and start the server: the first load of an empty graph goes through Neo4j's import tool. */
  importer?: Importer
  /** Share of the stored records whose ids may come and go by merges and splits; a load that takes more is stopped. */
  churnBudget?: number
  onReject?: NonNullable<ReadFilesOptions['onReject']>
  /** What the files say, where somebody began to read them before the graph was open. */
  arrived?: Promise<Arrived>
}

type EntitySummary = {
  records: number
  written: number
  unchanged: number
  late: number
  changes: number
  path: 'import' | 'bulk' | 'one by one'
}
export type LoadSummary = {
  rows: number
  rejected: number
  orders: number
  entities: Partial<Record<EntityName, EntitySummary>>
  /** What names a record that has not come: counts by kind. */
  waiting: Record<string, number>
  ruleSet: string
}

/** From here on, resolving the whole entity in memory is quicker than asking the graph record by record. */
const BULK_FROM = 500
const BULK_SHARE = 0.2

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
  const { onProgress = () => {} } = options
  const arrived = await (options.arrived ?? readFiles(files, options))
  const summary: LoadSummary = {
    rows: arrived.rows,
    rejected: arrived.rejected,
    orders: arrived.orders.length,
    entities: {},
    waiting: {},
    ruleSet: '',
  }
  const importing = await beginImport(store, arrived, context, options)
  try {
    for (const { name } of ENTITIES) {
      const arriving = arrived.records.get(name)
      arrived.records.delete(name) // so that what has been written need not stay in memory
      if (!arriving) continue
      try {
        summary.entities[name] = await loadEntity({ store, importing }, name, arriving, context, options)
      } catch (error) {
        if (!(error instanceof ChurnExceeded)) throw error
        const reason = `load of ${files.map(({ path }) => path).join(', ')}`.slice(0, 1_000)
        await stopForApproval(store, error, { reason, entity: name }, context)
      }
    }
    if (importing) {
      importing.orders(orderRows(arrived.orders))
      await importing.put((imported) => sumUp(imported, summary))
    } else {
      await loadOrders(store, arrived.orders, context.now, (done, of) => onProgress('orders', 'orders', done, of))
      await sumUp(store, summary)
    }
  } finally {
    await importing?.end()
  }
  return summary
}

async function sumUp(store: Store, summary: LoadSummary): Promise<void> {
  summary.ruleSet = (await store.read((tx) => rulesInForce().engine(tx))).hash
  summary.waiting = Object.fromEntries(
    (await store.read((tx) => dangling.run(tx, {}))).map((row) => [row.kind, row.waiting]),
  )
}

async function beginImport(
  store: Store,
  { rows }: Arrived,
  context: RunContext,
  { importer }: LoadOptions,
): Promise<ImportLoad | undefined> {
  if (!importer || rows < importer.from) return undefined
  return ImportLoad.begin(store, context, importer, await store.read((tx) => rulesInForce().engine(tx)))
}

/** Where records go: into the graph by transactions, or into files for an import. */
type Target = { store: Store; importing: ImportLoad | undefined }

async function loadEntity(
  { store, importing }: Target,
  entity: EntityName,
  arriving: Arriving,
  context: RunContext,
  { onProgress = () => {}, onForecast, train = true, churnBudget }: LoadOptions,
): Promise<EntitySummary> {
  const stored = await store.read((tx) => countRecords(tx, entity))
  const mostChurn = churnBudget === undefined || stored === 0 ? undefined : churnAllowed(stored, churnBudget)
  const { inputs } = arriving
  const records = inputs.length
  if (importing || inputs.length >= BULK_FROM || inputs.length > stored * BULK_SHARE) {
    const inForce = await store.read((tx) => rulesInForce().engine(tx))
    const first = train && stored === 0 ? untrained(inForce, entity) : undefined
    let engine = first ?? inForce
    let ready: Ready | undefined
    const prepared = preparedBy(arriving, engine, dayOf(context.now()), (done) =>
      onProgress('prepare', entity, done, records),
    )
    inputs.length = 0 // each is held by what was prepared from it, as long as that is needed
    if (first) {
      onProgress('train', entity, 0, prepared.length)
      const goldensOf: GoldensOf = importing?.goldensOf ?? ((ids) => store.read((tx) => storedGoldens(tx)(ids)))
      const trained = await trainFirst(store, entity, prepared, goldensOf, first, context, ({ forecast }, spared) =>
        onForecast?.(entity, forecast, spared),
      )
      engine = trained.engine
      ready = trained.ready
      // Training may lower caps of keys, and so change the rules, but never what a record's keys are.
      for (const record of prepared) record.engine = engine.entities[entity].preparation
    }
    const progress: Progress = (stage, done, of) => onProgress(stage, entity, done, of)
    const { written, unchanged, late, changes } = importing
      ? await importing.entity(prepared, engine.entities[entity], progress, ready)
      : await bulkResolve(store, entity, prepared, engine, context, { onProgress: progress, mostChurn, ready })
    const path = importing ? 'import' : 'bulk'
    return { records, written, unchanged, late, changes, path }
  }
  const upsert = openUpserts(store, rulesInForce(), {})
  const summary: EntitySummary = {
    records: inputs.length,
    written: 0,
    unchanged: 0,
    late: 0,
    changes: 0,
    path: 'one by one',
  }
  for (let i = 0; i < inputs.length; i += 500) {
    for (const { outcome } of await upsert(inputs.slice(i, i + 500), context, mostChurn)) {
      if (outcome === 'unchanged') summary.unchanged++
      else if (outcome === 'stale') summary.late++
      else if (outcome !== 'rejected') summary.written++
    }
    onProgress('write', entity, Math.min(i + 500, inputs.length), inputs.length)
  }
  return summary
}
