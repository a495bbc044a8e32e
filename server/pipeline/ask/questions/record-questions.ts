import type { ScoredPair } from '../../../model/evidence.ts'
import type { RecordId } from '../../../model/ids.ts'
import type { SourceView } from '../../../model/service-views.ts'
import type { RecordView, TraceStep } from '../../../model/views.ts'
import { whenOf } from '../../../store/read/moments.ts'
import { findRecord, knownSources } from '../../../store/read/record-reads.ts'
import { listSources } from '../../../store/write/sources.ts'
import type { Asking, Past } from '../asking.ts'
import { explainPair } from '../explain.ts'
import { found } from '../heir-of.ts'
import { traceOf } from '../trace.ts'

/** Questions about source records and the sources they come from. */
export const recordQuestions = ({ read, rules }: Asking) => ({
  /** A record; for an id that its source gave up, under its present one. @throws ProblemError `record.not-found` */
  find: (id: RecordId, past: Past = {}): Promise<RecordView> =>
    read(async (tx) => {
      const when = await whenOf(tx, past)
      const then = when ? `, known at ${when.known.at}` : ''
      return found(await findRecord(tx, id, when), 'record.not-found', `record ${id}${then}`)
    }),

  /** What each stage made of it. @throws ProblemError `record.not-found` */
  trace: (id: RecordId): Promise<TraceStep[]> => read(async (tx) => traceOf(tx, id, await rules.engine(tx))),

  /** Why two are, or are not, one. @throws ProblemError `record.not-found` */
  pair: (low: RecordId, high: RecordId): Promise<ScoredPair> =>
    read(async (tx) => explainPair(tx, low, high, await rules.engine(tx))),

  sources: (): Promise<SourceView[]> => read(listSources),

  /** Those of the sources that a record has come from. */
  knownSources: (sources: readonly string[]): Promise<string[]> => read((tx) => knownSources(tx, sources)),
})
