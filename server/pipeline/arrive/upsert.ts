import { givesWay } from '../../collections/give-way.ts'
import { EntityName } from '../../model/entities/registry.ts'
import { idOfRecord, type RecordId, splitRecordId } from '../../model/ids.ts'
import { type Problem, ProblemError } from '../../model/problem.ts'
import { type RecordInput, shownValues } from '../../model/record.ts'
import type { RecordOutcome } from '../../model/views.ts'
import type { Engine } from '../../rules/engine.ts'
import { type Prepared, prepare } from '../../rules/prepare.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { goldensOfRecords } from '../../store/write/goldens.ts'
import { ChurnExceeded } from '../feed/churn.ts'
import { effectsOf } from '../feed/effects.ts'
import { openLedger } from '../feed/ledger.ts'
import type { Arrival } from '../resolve/classify.ts'
import { movesOf, settleMoves } from '../resolve/move-type.ts'
import { transact } from '../resolve/transact.ts'
import { dayOf, type RunContext } from '../run/context.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'
import { sharedTurns, type Turn } from './shared-turns.ts'

/** Records one transaction takes, up to how many of one caller go before the many, and how many may wait. */
const BATCH = 500
const QUICK = 20
const WAITING = 20_000

/** Problems that are not of one record: trying the others one by one would not help. */
const STOPS = new Set<string>(['clock.ahead', 'graph.busy', 'graph.full', 'graph.unavailable', 'churn.exceeded'])

export type UpsertOptions = {
  /** Hears of the cause when a record is rejected for a reason nobody foresaw. */
  onError?: ((error: unknown, record: string) => void) | undefined
}

/**
 * Idempotent upsert: each record has its own outcome, in the order given, and a bad one never stops the others.
 * @param mostChurn ids that merges and splits of one transaction may take
 */
export type Upsert = (
  records: readonly RecordInput[],
  context: RunContext,
  mostChurn?: number,
) => Promise<RecordOutcome[]>

type Open = { place: number; prepared: Prepared }
type Arrivals = ReadonlyMap<RecordId, Arrival>
/** By each version that came: one record may come several times. */
type Outcomes = ReadonlyMap<Prepared, Arrival>
type Part = Turn & { records: readonly Prepared[]; context: RunContext; mostChurn: number | undefined }

/** The one way in for records that arrive at a server: what several callers bring at once shares a transaction. */
export function openUpserts(store: Store, rules: RulesInForce, { onError }: UpsertOptions): Upsert {
  const turn = sharedTurns<Part, Outcomes>((parts) => commit(store, rules, parts), {
    most: BATCH,
    quick: QUICK,
    waiting: WAITING,
  })
  return (records, context, mostChurn) => upsertRecords(store, records, rules, { context, mostChurn, onError, turn })
}

type Around = UpsertOptions & {
  context: RunContext
  mostChurn: number | undefined
  turn: (part: Part) => Promise<Outcomes>
}

async function upsertRecords(
  store: Store,
  records: readonly RecordInput[],
  rules: RulesInForce,
  { context, mostChurn, onError, turn }: Around,
): Promise<RecordOutcome[]> {
  const engine = await store.read((tx) => rules.engine(tx))
  const outcomes: RecordOutcome[] = records.map((input) => ({
    record: idOfRecord(input),
    outcome: 'rejected',
    issues: [],
  }))
  const open: Open[] = []
  const pause = givesWay()
  for (const [place, input] of records.entries()) {
    try {
      open.push({ place, prepared: prepare(input, engine, dayOf(context.now())) })
    } catch (error) {
      reject(outcomes, place, error, onError)
    }
    await pause()
  }
  for (let i = 0; i < open.length; i += BATCH) await upsertBatch(open.slice(i, i + BATCH), outcomes)
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
      const arrivals = await turn(partOf(batch))
      for (const { place, prepared } of batch) {
        const outcome = outcomes[place]
        if (outcome)
          outcomes[place] = {
            ...outcome,
            outcome: arrivals.get(prepared) ?? 'unchanged',
            issues: prepared.issues,
            cleaned: { values: shownValues(prepared.standard), addresses: prepared.standard.addresses },
          }
      }
    } catch (error) {
      if (error instanceof ProblemError && STOPS.has(error.problem.code)) throw error
      if (batch.length === 1) return reject(outcomes, batch[0]?.place ?? 0, error, onError)
      for (const one of batch) await upsertBatch([one], outcomes)
    }
  }

  function partOf(batch: readonly Open[]): Part {
    const own = batch.map(({ prepared }) => prepared)
    return {
      // Lines of the feed name one actor a transaction.
      group: JSON.stringify([context.actor.key, context.actor.user, mostChurn]),
      about: [...new Set(own.map(({ id }) => id))],
      records: own,
      context,
      mostChurn,
    }
  }
}

function commit(store: Store, rules: RulesInForce, parts: readonly Part[]): Promise<Outcomes> {
  const [first] = parts
  if (!first) return Promise.resolve(new Map())
  const records = parts.flatMap((part) => part.records)
  return store.write(async (tx) => {
    const engine = await rules.engine(tx)
    const outcomes = new Map<Prepared, Arrival>()
    for (const round of rounds(records)) {
      const arrivals = await arrive(tx, round, engine, first.context, first.mostChurn)
      for (const record of round) outcomes.set(record, arrivals.get(record.id) ?? 'unchanged')
    }
    return outcomes
  })
}

/**
 * Takes records in, as part of a transaction.
 * @throws ProblemError `churn.exceeded` where more golden ids would change hands than may
 */
export async function arrive(
  tx: Tx,
  records: readonly Prepared[],
  engine: Engine,
  context: RunContext,
  mostChurn = Number.POSITIVE_INFINITY,
): Promise<Arrivals> {
  const ready = records.map((record) =>
    record.engine === engine.entities[record.input.entity].preparation
      ? record
      : prepare(record.input, engine, dayOf(context.now())),
  )
  const ledger = openLedger(context)
  const inputs = ready.map(({ input }) => input)
  const moves = await movesOf(tx, inputs)
  const batches = EntityName.options.map((entity) => ({
    entity,
    put: ready.filter((record) => record.input.entity === entity),
    remove: [...moves.keys()].filter((id) => splitRecordId(id).entity === entity),
    touch: [],
  }))
  const resolved = await transact(tx, batches, engine, ledger)
  await settleMoves(tx, moves, ledger.at)
  if (ledger.churn > mostChurn) throw new ChurnExceeded(ledger.churn, mostChurn, await effectsOf(tx, ledger))
  return new Map([...resolved].map(([id, resolution]) => [id, resolution.arrivals.get(id) ?? 'unchanged']))
}

/** Rounds in which no record occurs twice: a second version of a record has to find the first one stored. */
function rounds(records: readonly Prepared[]): Prepared[][] {
  const found: Prepared[][] = []
  let seen = new Set<RecordId>()
  for (const record of records) {
    if (found.length === 0 || seen.has(record.id)) {
      found.push([])
      seen = new Set()
    }
    found.at(-1)?.push(record)
    seen.add(record.id)
  }
  return found
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
