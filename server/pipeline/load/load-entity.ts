import type { EntityName } from '../../model/entities/registry.ts'
import type { RecordId } from '../../model/ids.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Prepared } from '../../rules/prepare.ts'
import type { Store } from '../../store/graph/driver.ts'
import { countRecords } from '../../store/write/records.ts'
import { type BulkOptions, bulkResolve } from '../bulk/bulk-resolve.ts'
import { type GoldensOf, type Ready, storedGoldens } from '../bulk/whole-entity.ts'
import { churnAllowed } from '../feed/churn.ts'
import { dayOf, type RunContext } from '../run/context.ts'
import { rulesInForce } from '../run/rules-in-force.ts'
import type { ImportLoad } from './import/import-load.ts'
import type { EntitySummary, LoadOptions } from './load-options.ts'
import { type Arriving, preparedBy } from './read-files.ts'
import type { RowBook } from './row-book.ts'
import { storedPrepared, trainFirst, untrained, worthLearning } from './train-first.ts'
import { reject, upsertAll } from './upsert-all.ts'

/** From here on, resolving the whole entity in memory is quicker than asking the graph record by record. */
const BULK_FROM = 500
const BULK_SHARE = 0.2

/** Where records go: into the graph by transactions, or into files for an import; and the book of the rows they came in. */
type Target = { store: Store; importing: ImportLoad | undefined; rows: RowBook }

/** The records of one entity that a load brings, and what is stored of it already. */
type Work = {
  entity: EntityName
  arriving: Arriving
  stored: number
  mostChurn: number | undefined
  context: RunContext
}

/**
 * Loads what came of one entity: as a whole where it is many, is to be learned from or goes through the import tool; else by
 * upserts.
 */
export async function loadEntity(
  target: Target,
  entity: EntityName,
  arriving: Arriving,
  context: RunContext,
  options: LoadOptions,
): Promise<EntitySummary> {
  const { train = true, churnBudget } = options
  const { store, importing } = target
  const stored = await store.read((tx) => countRecords(tx, entity))
  const mostChurn = churnBudget === undefined || stored === 0 ? undefined : churnAllowed(stored, churnBudget)
  const records = arriving.inputs.length
  const work = { entity, arriving, stored, mostChurn, context }
  const inForce = await store.read((tx) => rulesInForce().engine(tx))
  const learns = train && worthLearning(stored, records, inForce, entity)
  const whole = importing || learns || records >= BULK_FROM || records > stored * BULK_SHARE
  return whole ? loadWhole(target, work, inForce, learns, options) : loadByUpserts(target, work, options)
}

async function loadWhole(
  target: Target,
  { entity, arriving, stored, mostChurn, context }: Work,
  inForce: Engine,
  learns: boolean,
  options: LoadOptions,
): Promise<EntitySummary> {
  const { store, importing, rows } = target
  const { onProgress = () => {}, onForecast } = options
  const records = arriving.inputs.length
  const first = learns ? untrained(inForce, entity) : undefined
  const today = dayOf(context.now())
  let rejected = 0
  const prepared = preparedBy(arriving, first ?? inForce, today, {
    onProgress: (done) => onProgress('prepare', entity, done, records),
    onReject: (input, problem) => {
      rejected++
      reject(input, problem, rows, options)
    },
  })
  arriving.inputs.length = 0 // each is held by what was prepared from it, as long as that is needed
  let engine = inForce
  let ready: Ready | undefined
  if (first) {
    onProgress('train', entity, 0, prepared.length)
    const nothing = { known: [], demo: new Set<RecordId>() }
    const { known, demo } = stored === 0 ? nothing : await storedPrepared(store, first.entities[entity], today)
    for (const { id } of prepared) demo.delete(id) // said anew
    const goldensOf: GoldensOf = importing?.goldensOf ?? ((ids) => store.read((tx) => storedGoldens(tx)(ids)))
    const trained = await trainFirst(
      store,
      entity,
      [...known, ...prepared],
      demo,
      goldensOf,
      first,
      context,
      ({ forecast }, spared) => onForecast?.(entity, forecast, spared),
    )
    engine = trained.engine
    ready = trained.ready
    // Training may lower caps of keys, and so change the rules, but never what a record's keys are.
    for (const record of prepared) record.engine = engine.entities[entity].preparation
  }
  const bulk: BulkOptions = {
    onProgress: (stage, done, of) => onProgress(stage, entity, done, of),
    onFate: ({ input }, fate) => rows.noteOf(input, fate),
    // Rules that were learned anew may change any id of what little is stored.
    ...(first && stored > 0 ? { everything: true } : { mostChurn }),
    ready,
  }
  if (importing) {
    const done = await importing.entity(prepared, engine.entities[entity], bulk)
    return { records, ...done, rejected, path: 'import' }
  }
  const done = await resolveAll(target, { entity, prepared, engine, mostChurn, context }, bulk, options)
  return { ...done, records, rejected: rejected + done.rejected, path: 'bulk' }
}

type Resolving = Pick<Work, 'entity' | 'mostChurn' | 'context'> & { prepared: readonly Prepared[]; engine: Engine }

/** Resolves records as a whole. Those that the graph refuses together with others come one by one afterwards. */
async function resolveAll(
  target: Target,
  { entity, prepared, engine, mostChurn, context }: Resolving,
  bulk: BulkOptions,
  options: LoadOptions,
): Promise<Omit<EntitySummary, 'records' | 'path'>> {
  const { strict = false } = options
  const sum = { written: 0, unchanged: 0, late: 0, rejected: 0, changes: 0 }
  for (let left = prepared; ; ) {
    const aside: Prepared[] = []
    const done = await bulkResolve(target.store, entity, left, engine, context, {
      ...bulk,
      onRefused: (refused) => {
        aside.push(...refused)
        return !strict // the first that is refused is to be known before others are written
      },
    })
    sum.unchanged = done.unchanged - sum.written // what an earlier round wrote is there already
    sum.late = done.late
    sum.written += done.written
    sum.changes += done.changes
    if (aside.length === 0) return sum
    const inputs = aside.map(({ input }) => input)
    const single = await upsertAll(target, inputs, { entity, mostChurn, context }, options)
    for (const name of ['written', 'unchanged', 'late', 'rejected'] as const) sum[name] += single[name]
    if (!strict) return sum
    const tried = new Set(aside)
    left = left.filter((one) => !tried.has(one))
  }
}

async function loadByUpserts(target: Target, work: Work, options: LoadOptions): Promise<EntitySummary> {
  const { inputs } = work.arriving
  const done = await upsertAll(target, inputs, work, options)
  return { records: inputs.length, ...done, changes: 0, path: 'one by one' }
}
