import type { Forecast } from '../../match/forecast.ts'
import type { Spared } from '../../match/spared.ts'
import type { EntityName } from '../../model/entities/registry.ts'
import type { RecordId } from '../../model/ids.ts'
import type { Store } from '../../store/graph/driver.ts'
import type { RunContext } from '../run/context.ts'
import type { Full } from './full.ts'
import type { Importer } from './import/import-load.ts'
import type { Arrived, ReadFilesOptions } from './read-files.ts'

type LoadStage = 'ingest' | 'train' | 'prepare' | 'read' | 'match' | 'write' | 'orders'

/** Records whose source can say what they were merged into, and into which; undefined: into none. */
export type SourceMerges = ReadonlyMap<RecordId, RecordId | undefined>
/** Statements put in force and ended; `waiting`: they name a record that is not there. */
export type SourceMergesDone = { merged: number; ended: number; waiting: number }

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
  /** The files are complete exports. */
  full?: Full
  onReject?: NonNullable<ReadFilesOptions['onReject']>
  /** `onReject` ends the load: what the graph refuses is told before anything else is written. */
  strict?: boolean
  /** Puts in force what sources say of records that were merged. */
  heedMerges?: (store: Store, merges: SourceMerges, context: RunContext) => Promise<SourceMergesDone>
  /** What the files say, where somebody began to read them before the graph was open. */
  arrived?: Promise<Arrived>
}

/** What a load did with the records of one entity. */
export type EntitySummary = {
  records: number
  written: number
  unchanged: number
  late: number
  /** Of these, what could not be resolved, each told by `onReject`. */
  rejected: number
  changes: number
  path: 'import' | 'bulk' | 'one by one'
}
