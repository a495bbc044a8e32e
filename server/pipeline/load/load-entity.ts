import type { EntityName } from '../../model/entities/registry.ts'
import type { RecordId } from '../../model/ids.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Store } from '../../store/graph/driver.ts'
import { countRecords } from '../../store/write/records.ts'
import { openUpserts } from '../arrive/upsert.ts'
import { bulkResolve, type Progress } from '../bulk/bulk-resolve.ts'
import { type GoldensOf, type Ready, storedGoldens } from '../bulk/whole-entity.ts'
import { churnAllowed } from '../feed/churn.ts'
import { dayOf, type RunContext } from '../run/context.ts'
import { rulesInForce } from '../run/rules-in-force.ts'
import type { ImportLoad } from './import/import-load.ts'
import type { EntitySummary, LoadOptions } from './load-options.ts'
import { type Arriving, preparedBy } from './read-files.ts'
import { storedPrepared, trainFirst, untrained, worthLearning } from './train-first.ts'

/** From here on, resolving the whole entity in memory is quicker than asking the graph record by record. */
const BULK_FROM = 500
const BULK_SHARE = 0.2

/** Where records go: into the graph by transactions, or into files for an import. */
type Target = { store: Store; importing: ImportLoad | undefined }

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
  return whole ? loadWhole(target, work, inForce, learns, options) : loadByUpserts(store, work, options)
}

async function loadWhole(
  { store, importing }: Target,
  { entity, arriving, stored, mostChurn, context }: Work,
  inForce: Engine,
  learns: boolean,
  { onProgress = () => {}, onForecast, onReject }: LoadOptions,
): Promise<EntitySummary> {
  const records = arriving.inputs.length
  const first = learns ? untrained(inForce, entity) : undefined
  const today = dayOf(context.now())
  let rejected = 0
  const prepared = preparedBy(arriving, first ?? inForce, today, {
    onProgress: (done) => onProgress('prepare', entity, done, records),
    onReject: (problem) => {
      rejected++
      onReject?.({ file: problem.file ?? '', problem })
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
  const progress: Progress = (stage, done, of) => onProgress(stage, entity, done, of)
  const { written, unchanged, late, changes } = importing
    ? await importing.entity(prepared, engine.entities[entity], progress, ready)
    : await bulkResolve(store, entity, prepared, engine, context, {
        onProgress: progress,
        // Rules that were learned anew may change any id of what little is stored.
        ...(first && stored > 0 ? { everything: true } : { mostChurn }),
        ready,
      })
  const path = importing ? 'import' : 'bulk'
  return { records, written, unchanged, late, rejected, changes, path }
}

async function loadByUpserts(
  store: Store,
  { entity, arriving: { inputs }, mostChurn, context }: Work,
  { onProgress = () => {}, onReject }: LoadOptions,
): Promise<EntitySummary> {
  const upsert = openUpserts(store, rulesInForce(), {})
  const summary: EntitySummary = {
    records: inputs.length,
    written: 0,
    unchanged: 0,
    late: 0,
    rejected: 0,
    changes: 0,
    path: 'one by one',
  }
  for (let i = 0; i < inputs.length; i += 500) {
    for (const { record, outcome, problem } of await upsert(inputs.slice(i, i + 500), context, mostChurn)) {
      if (outcome === 'unchanged') summary.unchanged++
      else if (outcome === 'stale') summary.late++
      else if (outcome !== 'rejected') summary.written++
      else {
        summary.rejected++
        const why = problem ?? { code: 'internal' as const, detail: 'the record was not written', record }
        onReject?.({ file: why.file ?? '', problem: why })
      }
    }
    onProgress('write', entity, Math.min(i + 500, inputs.length), inputs.length)
  }
  return summary
}
