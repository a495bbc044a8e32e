import type { ActivityInput } from '../model/activity.ts'
import type { Actor } from '../model/change.ts'
import type { Decision, ScoredPair } from '../model/evidence.ts'
import type { GoldenId, MintId, RecordId, SourceName } from '../model/ids.ts'
import type { When } from '../model/moment.ts'
import type { Problem } from '../model/problem.ts'
import type { RecordInput } from '../model/record.ts'
import type { OffersView, PinOutcome, SourceOutcome } from '../model/service-views.ts'
import type { ExplainView, GoldenView, RecordOutcome, SearchHit, SearchQuery, TraceStep } from '../model/views.ts'
import type { WhatIfView } from '../model/what-if.ts'
import type { Store } from '../store/graph/driver.ts'
import { keepDaily } from '../store/read/quality-reads.ts'
import { removeRecord } from './arrive/remove.ts'
import { openUpserts } from './arrive/upsert.ts'
import { explainAsOf, goldenAsOf } from './ask/as-of.ts'
import { explainGolden, explainPair } from './ask/explain.ts'
import { offersOf } from './ask/offers.ts'
import { openPeople, type People } from './ask/people.ts'
import { search } from './ask/search.ts'
import { traceOf } from './ask/trace.ts'
import { type Hierarchies, openHierarchies } from './relate/hierarchies.ts'
import type { RunContext } from './run/context.ts'
import { rulesInForce } from './run/rules-in-force.ts'
import { putAll } from './sources/activities.ts'
import { type RekeyInput, rekeySource } from './sources/rekey.ts'
import { restoreSource, resumeSources, retireSource } from './sources/sources.ts'
import { decide, foresee, revoke, undo } from './steward/decide.ts'
import type { DecisionInput } from './steward/decisions.ts'
import { endPin, type PinInput, pinValue, sweepPins } from './steward/pins.ts'
import { openPlans, type Plans } from './steward/plans.ts'
import { type WhatIfInput, whatIf } from './steward/what-if.ts'
import { warmUp } from './warm-up.ts'

/** All that a server offers on top of a graph: one writer of goldens, one scorer that also explains and searches. */
export interface Kith {
  /** Idempotent upsert. One bad record never stops the others: each has its own outcome, in the order given. */
  upsert(records: readonly RecordInput[], actor: Actor, mostChurn?: number): Promise<RecordOutcome[]>
  /** @throws ProblemError `record.not-found` */
  remove(id: RecordId, actor: Actor): Promise<{ record: RecordId; goldens: string[] }>
  /** @throws ProblemError `decision.conflict` with the path that stands against it, `record.not-found` */
  decide(input: DecisionInput, actor: Actor): Promise<{ decision: Decision; goldens: string[]; warnings: string[] }>
  /** What a decision would run into, without taking it. */
  checkDecision(input: DecisionInput, actor: Actor): Promise<{ warnings: string[]; conflict?: Problem }>
  /** @throws ProblemError `decision.not-found` */
  revoke(decisionId: string, actor: Actor): Promise<{ goldens: string[] }>
  /** @throws ProblemError `golden.not-found`, `request.invalid` */
  pin(input: PinInput, actor: Actor): Promise<PinOutcome>
  /** @throws ProblemError `pin.not-found` */
  unpin(id: string, actor: Actor): Promise<{ goldens: string[] }>
  /** Does what time has brought about: ends pins whose time is up, and finishes what was cut off. */
  sweep(actor: Actor): Promise<{ pins: number; sources: number; baseline: boolean }>
  /** Has the database ready for the first arrival; leaves nothing behind. */
  warmUp(actor: Actor): Promise<void>
  /** What other survivorship would change; writes nothing. @throws ProblemError `rules.invalid` */
  whatIf(input: WhatIfInput): Promise<WhatIfView>
  /** @throws ProblemError `source.unknown` */
  retire(source: SourceName, reason: string, actor: Actor): Promise<SourceOutcome>
  /** @throws ProblemError `source.unknown` */
  restore(source: SourceName, actor: Actor): Promise<SourceOutcome>
  /** @throws ProblemError `source.unknown`, `record.not-found`, `request.invalid` with the ids that are taken */
  rekey(input: RekeyInput, actor: Actor): Promise<SourceOutcome>
  /** Withdraws the decision that stands about two records. @throws ProblemError `decision.not-found` */
  undo(low: RecordId, high: RecordId, actor: Actor): Promise<{ decision: string; goldens: string[] }>
  /** Merges, splits, unmerges and changes of rules, each looked at first. */
  readonly plans: Plans
  /** Hierarchies that departments define over the companies. */
  readonly hierarchies: Hierarchies
  /** Contracts, charge-backs, terms and activity, all or none. */
  putActivities(inputs: readonly ActivityInput[], actor: Actor): Promise<{ stored: number }>
  search(query: SearchQuery): Promise<SearchHit[]>
  /** Hits of each query, in their order, as of one state of the graph. */
  searchAll(queries: readonly SearchQuery[]): Promise<SearchHit[][]>
  explainPair(low: RecordId, high: RecordId): Promise<ScoredPair>
  explain(golden: GoldenId): Promise<ExplainView>
  /** Addresses for an end such as delivery, of any member. @throws ProblemError `golden.not-found`, `request.invalid` */
  offers(golden: GoldenId, purpose: string): Promise<OffersView>
  /** Whom to call and whom to write to. */
  readonly people: People
  /** A golden record, or why its records are one, as of a moment. @throws ProblemError `golden.not-found` */
  goldenAsOf(golden: GoldenId, when: When): Promise<GoldenView>
  explainAsOf(golden: GoldenId, when: When): Promise<ExplainView>
  /** @throws ProblemError `record.not-found` */
  trace(id: RecordId): Promise<TraceStep[]>
}

export type KithOptions = {
  mint: MintId
  now: () => Date
  /** Hears of the cause when a record is rejected for a reason nobody foresaw. */
  onError?: (error: unknown, record: string) => void
}

export function openKith(store: Store, { mint, now, onError }: KithOptions): Kith {
  const rules = rulesInForce()
  const upsert = openUpserts(store, rules, { onError })
  const contextOf = (actor: Actor): RunContext => ({ actor, now, mint })
  return {
    upsert: (records, actor, mostChurn) => upsert(records, contextOf(actor), mostChurn),
    remove: (id, actor) => removeRecord(store, id, rules, contextOf(actor)),
    decide: (input, actor) => decide(store, input, rules, contextOf(actor)),
    revoke: (id, actor) => revoke(store, id, rules, contextOf(actor)),
    pin: (input, actor) => pinValue(store, input, rules, contextOf(actor)),
    unpin: (id, actor) => endPin(store, id, rules, contextOf(actor)),
    sweep: async (actor) => ({
      baseline: await keepDaily(store, actor, now()),
      pins: await sweepPins(store, rules, contextOf(actor)),
      sources: await resumeSources(store, rules, contextOf(actor)),
    }),
    warmUp: (actor) => warmUp(store, rules, contextOf(actor)),
    whatIf: (input) => whatIf(store, input, rules),
    retire: (source, reason, actor) => retireSource(store, { source, reason }, rules, contextOf(actor)),
    restore: (source, actor) => restoreSource(store, source, rules, contextOf(actor)),
    rekey: (input, actor) => rekeySource(store, input, rules, contextOf(actor)),
    checkDecision: (input, actor) => foresee(store, input, contextOf(actor)),
    undo: (low, high, actor) => undo(store, { low, high }, rules, contextOf(actor)),
    plans: openPlans(store, rules, contextOf),
    hierarchies: openHierarchies(store, now),
    putActivities: (inputs, actor) => putAll(store, inputs, actor, now),
    search: async (query) => (await searchAll([query])).flat(),
    searchAll,
    explainPair: async (low, high) => store.read(async (tx) => explainPair(tx, low, high, await rules.engine(tx))),
    explain: async (golden) => store.read(async (tx) => explainGolden(tx, golden, await rules.engine(tx))),
    offers: async (id, purpose) => store.read(async (tx) => offersOf(tx, id, purpose, await rules.engine(tx))),
    people: openPeople(store, rules, contextOf),
    goldenAsOf: async (golden, when) => store.read(async (tx) => goldenAsOf(tx, golden, when, await rules.engine(tx))),
    explainAsOf: async (golden, when) =>
      store.read(async (tx) => explainAsOf(tx, golden, when, await rules.engine(tx))),
    trace: async (id) => store.read(async (tx) => traceOf(tx, id, await rules.engine(tx))),
  }

  async function searchAll(queries: readonly SearchQuery[]): Promise<SearchHit[][]> {
    return store.read((tx) =>
      rules.reading(tx, async (engine) => {
        const results: SearchHit[][] = []
        for (const query of queries) results.push(await search(tx, query, engine))
        return results
      }),
    )
  }
}
