import type { ScoredPair } from '../../../model/evidence.ts'
import { compareIds, type RecordId, type RecordName } from '../../../model/ids.ts'
import { fail } from '../../../model/problem.ts'
import type { SourceView } from '../../../model/service-views.ts'
import type { RecordView, TraceStep } from '../../../model/views.ts'
import type { RecordAt } from '../../../store/read/history-reads.ts'
import { whenOf } from '../../../store/read/moments.ts'
import { namedRecords } from '../../../store/read/named-records.ts'
import { findRecord, knownSources } from '../../../store/read/record-reads.ts'
import { listSources } from '../../../store/write/sources.ts'
import { engineAt } from '../../run/rules-in-force.ts'
import type { Asking, Past } from '../asking.ts'
import { explainPair } from '../explain.ts'
import { found } from '../heir-of.ts'
import { traceOf } from '../trace.ts'
import { correctedThen } from '../words-then.ts'

/** Questions about source records and the sources they come from. */
export const recordQuestions = ({ read, rules, now }: Asking) => ({
  /** A record; for an id that its source gave up, under its present one. @throws ProblemError `record.not-found`, `record.ambiguous` */
  find: (name: RecordName, past: Past = {}): Promise<RecordView> =>
    read(async (tx) => {
      const [id] = await namedRecords(tx, [name])
      const when = await whenOf(tx, past, now())
      const then = when ? `, known at ${when.known.at}` : ''
      const reading = when && {
        when,
        readThen: async (state: RecordAt) => {
          const engine = await engineAt(tx, when.known.at, await rules.engine(tx))
          return (await correctedThen(tx, [state], when, engine))[0] ?? state
        },
      }
      return found(id && (await findRecord(tx, id, reading)), 'record.not-found', `record ${name}${then}`)
    }),

  /** Two that somebody names, in the order of their ids. @throws ProblemError as `one` does, `request.invalid` for one twice */
  two: (one: RecordName, other: RecordName): Promise<{ low: RecordId; high: RecordId }> =>
    read(async (tx) => {
      const [low, high] = (await namedRecords(tx, [one, other])).sort(compareIds)
      if (low === undefined || high === undefined || low === high)
        return fail('request.invalid', `${one} and ${other} are one record, not two`, { field: 'high' })
      return { low, high }
    }),

  /** What each stage made of it. @throws ProblemError `record.not-found` */
  trace: (id: RecordId): Promise<TraceStep[]> => read(async (tx) => traceOf(tx, id, await rules.engine(tx))),

  /** The one that somebody names. @throws ProblemError `record.not-found`, `record.ambiguous` */
  one: (name: RecordName): Promise<RecordId> =>
    read(async (tx) => (await namedRecords(tx, [name]))[0] ?? fail('record.not-found', `there is no record ${name}`)),

  /** Why two are, or are not, one. @throws ProblemError `record.not-found` */
  pair: (low: RecordId, high: RecordId): Promise<ScoredPair> =>
    read(async (tx) => explainPair(tx, low, high, await rules.engine(tx))),

  sources: (): Promise<SourceView[]> => read(listSources),

  /** Those of the sources that a record has come from. */
  knownSources: (sources: readonly string[]): Promise<string[]> => read((tx) => knownSources(tx, sources)),
})
