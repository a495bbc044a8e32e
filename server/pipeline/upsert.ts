import { EntityName } from '../model/entities/registry.ts'
import type { RecordId } from '../model/ids.ts'
import { type Problem, ProblemError } from '../model/problem.ts'
import type { RecordInput } from '../model/record.ts'
import type { RecordOutcome } from '../model/views.ts'
import type { Store } from '../store/driver.ts'
import { goldensOfRecords } from '../store/goldens.ts'
import type { Arrival } from './arrival.ts'
import { ChurnExceeded } from './churn.ts'
import { dayOf, type RunContext } from './context.ts'
import { openLedger } from './ledger.ts'
import { effectsOf } from './plans/effects.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { RulesInForce } from './rules-in-force.ts'
import { transact } from './transact.ts'

/** Records one transaction takes. */
const BATCH = 500

/** Problems that are not of one record: trying the others one by one would not help. */
const STOPS = new Set<string>(['graph.busy', 'churn.exceeded'])

export type UpsertOptions = {
  /** Ids that merges and splits of one transaction may take. */
  mostChurn?: number | undefined
  /** Hears of the cause when a record is rejected for a reason nobody foresaw. */
  onError?: ((error: unknown, record: string) => void) | undefined
  /** Gives each transaction its turn. */
  turn: <T>(work: () => Promise<T>) => Promise<T>
}

type Open = { place: number; prepared: Prepared }

/** Idempotent upsert: each record has its own outcome, in the order given, and a bad one never stops the others. */
export async function upsertRecords(
  store: Store,
  records: readonly RecordInput[],
  rules: RulesInForce,
  context: RunContext,
  { mostChurn, onError, turn }: UpsertOptions,
): Promise<RecordOutcome[]> {
  const engine = await store.read((tx) => rules.engine(tx))
  const outcomes: RecordOutcome[] = records.map((input) => ({
    record: `${input.source}:${input.sourceId}`,
    outcome: 'rejected',
    issues: [],
  }))
  const open: Open[] = []
  records.forEach((input, place) => {
    try {
      open.push({ place, prepared: prepare(input, engine, dayOf(context.now())) })
    } catch (error) {
      reject(outcomes, place, error, onError)
    }
  })
  for (const batch of rounds(open)) await upsertBatch(batch, outcomes)
  const ids = open.map(({ prepared }) => prepared.id)
  const goldens = await store.read((tx) => goldensOfRecords.run(tx, { ids }))
  const goldenOf = new Map<string, string>(goldens.map((row) => [row.id, row.golden]))
  return outcomes.map((outcome) => {
    const golden = goldenOf.get(outcome.record)
    return golden ? { ...outcome, golden } : outcome
  })

  /** A batch that fails as a whole is tried again one by one, so that only the record at fault is rejected. */
  async function upsertBatch(batch: Open[], outcomes: RecordOutcome[]): Promise<void> {
    try {
      const arrivals = await turn(() => commit(batch.map(({ prepared }) => prepared)))
      for (const { place, prepared } of batch) {
        const outcome = outcomes[place]
        if (outcome)
          outcomes[place] = { ...outcome, outcome: arrivals.get(prepared.id) ?? 'unchanged', issues: prepared.issues }
      }
    } catch (error) {
      if (error instanceof ProblemError && STOPS.has(error.problem.code)) throw error
      if (batch.length === 1) return reject(outcomes, batch[0]?.place ?? 0, error, onError)
      for (const one of batch) await upsertBatch([one], outcomes)
    }
  }

  async function commit(records: Prepared[]): Promise<Map<RecordId, Arrival>> {
    return store.write(async (tx) => {
      const engine = await rules.engine(tx)
      const ready = records.map((record) =>
        record.engine === engine.entities[record.input.entity].preparation
          ? record
          : prepare(record.input, engine, dayOf(context.now())),
      )
      const ledger = openLedger(context)
      const batches = EntityName.options.map((entity) => ({
        entity,
        put: ready.filter((record) => record.input.entity === entity),
        remove: [],
        touch: [],
      }))
      const resolved = await transact(tx, batches, engine, ledger)
      if (mostChurn !== undefined && ledger.churn > mostChurn)
        throw new ChurnExceeded(ledger.churn, mostChurn, await effectsOf(tx, ledger))
      return new Map([...resolved].map(([id, resolution]) => [id, resolution.arrivals.get(id) ?? 'unchanged']))
    })
  }
}

/** Batches in which no record occurs twice: a second version of a record has to find the first one stored. */
function rounds(open: readonly Open[]): Open[][] {
  const batches: Open[][] = []
  let current: Open[] = []
  let seen = new Set<RecordId>()
  for (const item of open) {
    if (seen.has(item.prepared.id) || current.length >= BATCH) {
      batches.push(current)
      current = []
      seen = new Set()
    }
    current.push(item)
    seen.add(item.prepared.id)
  }
  return current.length > 0 ? [...batches, current] : batches
}

function reject(outcomes: RecordOutcome[], place: number, error: unknown, onError: UpsertOptions['onError']): void {
  const outcome = outcomes[place]
  if (!outcome) return
  if (!(error instanceof ProblemError)) onError?.(error, outcome.record)
  const problem: Problem =
    error instanceof ProblemError
      ? error.problem
      : {
          code: 'internal',
          detail: 'this record could not be resolved; the server log has the cause',
          record: outcome.record,
        }
  outcomes[place] = { ...outcome, outcome: 'rejected', problem: { ...problem, record: outcome.record } }
}
