import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ActivityInput } from '../model/activity.ts'
import type { AddressCorrection, CorrectionOutcome } from '../model/addresses/address-correction.ts'
import type { AddressEvent, EventOutcome } from '../model/addresses/address-event.ts'
import { type Actor, ownActor } from '../model/change.ts'
import type { Decision } from '../model/evidence.ts'
import type { MintId, RecordId, SourceName } from '../model/ids.ts'
import type { LifeEventOf, LifeEventVerdict } from '../model/life-event.ts'
import type { Problem } from '../model/problem.ts'
import type { OrderArrival, RecordInput } from '../model/record.ts'
import type { DecisionCheck } from '../model/review.ts'
import type { PinOutcome, SourceOutcome } from '../model/service-views.ts'
import type { RecordOutcome } from '../model/views.ts'
import type { WhatIfView } from '../model/what-if.ts'
import type { Store } from '../store/graph/driver.ts'
import { keepBaseline, keepDaily } from '../store/read/quality-reads.ts'
import type { CompiledSystem } from '../systems/compile-system.ts'
import type { Connector } from '../systems/connector.ts'
import { openConnector } from '../systems/connectors.ts'
import type { DefinitionFile } from '../systems/definitions.ts'
import { openProvider } from '../verify/providers/open-provider.ts'
import { declareSource } from './arrive/follow-source.ts'
import { removeRecord } from './arrive/remove.ts'
import { openUpserts } from './arrive/upsert.ts'
import { type Ask, openAsk } from './ask.ts'
import { type OrderTaken, takeOrders } from './load/orders.ts'
import { type Hierarchies, openHierarchies } from './relate/hierarchies.ts'
import { judgeLifeEvent, unjudgeLifeEvent } from './relate/life-events.ts'
import type { RunContext } from './run/context.ts'
import { rulesInForce } from './run/rules-in-force.ts'
import { type StoredActivities, storeActivities } from './sources/activities.ts'
import { type RekeyInput, rekeySource } from './sources/rekey.ts'
import { restoreSource, resumeSources, retireSource } from './sources/sources.ts'
import { tellEvents } from './steward/address-events.ts'
import { noteVerdicts, type VerdictTold, withdrawWord } from './steward/address-words.ts'
import { assign } from './steward/assign.ts'
import { acceptCorrections } from './steward/corrections.ts'
import { decide, foresee, revoke, undo } from './steward/decide.ts'
import type { DecisionInput } from './steward/decisions.ts'
import { endPin, type PinInput, pinValue, sweepPins } from './steward/pins.ts'
import { openPlans, type Plans } from './steward/plans.ts'
import { heedSources } from './steward/source-says.ts'
import { type WhatIfInput, whatIf } from './steward/what-if.ts'
import { otherWriters } from './sync/give-way.ts'
import type { SyncPosition } from './sync/restored.ts'
import { openRunner, type Runner } from './sync/run.ts'
import { openSystems, type Systems } from './sync/systems.ts'
import { openUploads, type Uploads } from './uploads/uploads.ts'
import { type Addresses, openAddresses } from './verify/addresses.ts'
import type { VerifyAround } from './verify/around.ts'
import { askForSources } from './verify/ask-for-sources.ts'
import { addressDesks } from './verify/reader.ts'
import { verdictTold } from './verify/told.ts'
import { warmUp } from './warm-up.ts'

/** All that a server offers on top of a graph: whatever changes it, and one door to ask it. */
export interface Kith {
  /** Every question, by what it is about. */
  readonly ask: Ask
  /** Idempotent upsert. One bad record never stops the others: each has its own outcome, in the order given. */
  upsert(records: readonly RecordInput[], actor: Actor, mostChurn?: number): Promise<RecordOutcome[]>
  /** Stores orders with their lines, all in one transaction. What became of each, by `source:orderId`, and whose it is. */
  putOrders(orders: readonly OrderArrival[], actor: Actor): Promise<ReadonlyMap<string, OrderTaken>>
  /** @throws ProblemError `record.not-found` */
  remove(id: RecordId, actor: Actor): Promise<{ record: RecordId; goldens: string[] }>
  /** @throws ProblemError `decision.conflict` with the path that stands against it, `record.not-found` */
  decide(input: DecisionInput, actor: Actor): Promise<{ decision: Decision; goldens: string[]; warnings: string[] }>
  /** What a decision would do and run into, without taking it. */
  checkDecision(input: DecisionInput, actor: Actor): Promise<DecisionCheck>
  /** @throws ProblemError `decision.not-found` */
  revoke(decisionId: string, actor: Actor): Promise<{ goldens: string[] }>
  /** @throws ProblemError `golden.not-found`, `request.invalid` */
  pin(input: PinInput, actor: Actor): Promise<PinOutcome>
  /** @throws ProblemError `pin.not-found` */
  unpin(id: string, actor: Actor): Promise<{ goldens: string[] }>
  /** Keeps what came back and what arrived; each has its own outcome, in the order given. */
  tellEvents(events: readonly (AddressEvent | Problem)[], actor: Actor): Promise<EventOutcome[]>
  /** Keeps what verifiers found of addresses. @returns how many were not known */
  noteVerdicts(verdicts: readonly VerdictTold[], actor: Actor): Promise<number>
  /** Accepts what is meant by addresses; each has its own outcome, in the order given. */
  acceptCorrections(corrections: readonly AddressCorrection[], actor: Actor): Promise<CorrectionOutcome[]>
  /** @throws ProblemError `address-word.not-found` */
  withdrawWord(id: string, actor: Actor): Promise<{ goldens: string[] }>
  /** Does what time has brought about: ends pins whose time is up, finishes what was cut off, takes up statements that waited. */
  sweep(actor: Actor): Promise<{ pins: number; sources: number; statements: number; baseline: boolean }>
  /** Has the database ready for the first arrival; leaves nothing behind. */
  warmUp(actor: Actor): Promise<void>
  /** What other survivorship would change; writes nothing. @throws ProblemError `rules.invalid` */
  whatIf(input: WhatIfInput): Promise<WhatIfView>
  /** @throws ProblemError `source.unknown` */
  retire(source: SourceName, reason: string, actor: Actor): Promise<SourceOutcome>
  /** @throws ProblemError `source.unknown` */
  restore(source: SourceName, actor: Actor): Promise<SourceOutcome>
  /** Says what kind of system a source is. */
  declare(source: SourceName, kind: string, actor: Actor): Promise<SourceOutcome>
  /** @throws ProblemError `source.unknown`, `record.not-found`, `request.invalid` with the ids that are taken */
  rekey(input: RekeyInput, actor: Actor): Promise<SourceOutcome>
  /** Withdraws the decision that stands about two records. @throws ProblemError `decision.not-found` */
  undo(low: RecordId, high: RecordId, actor: Actor): Promise<{ decision: string; goldens: string[] }>
  /** Gives items of the review queue to somebody, or takes them back. */
  assign(input: { items: readonly string[]; assignee: string | null }, actor: Actor): Promise<{ assigned: number }>
  /** A steward's word about a life event. @throws ProblemError `life-event.not-found` */
  judge(input: { id: string; verdict: LifeEventVerdict; reason: string }, actor: Actor): Promise<LifeEventOf>
  /** Takes such a word back. @throws ProblemError `life-event.not-found` */
  unjudge(id: string): Promise<LifeEventOf>
  /** Keeps today's findings, to compare later ones with. */
  keepBaseline(actor: Actor): Promise<void>
  /** Merges, splits, unmerges and changes of rules, each looked at first. */
  readonly plans: Plans
  /** Hierarchies that departments define over the companies. */
  readonly hierarchies: Hierarchies
  /** Contracts, charge-backs, terms and activity, all or none. */
  putActivities(inputs: readonly ActivityInput[], actor: Actor): Promise<StoredActivities>
  /** Systems that golden records go back to. */
  readonly systems: Systems
  /** Sends to them what is due. */
  readonly runner: Runner
  /** Whether addresses are right, by tables and by providers. */
  readonly addresses: Addresses
  /** Files that people send. */
  readonly uploads: Uploads
}

/** Which systems there are, and how they are reached. */
export type SystemOptions = {
  /** What files define, read anew each time. */
  files: () => readonly DefinitionFile[]
  connect?: (system: CompiledSystem) => Connector
  /** Variables of the environment, where secrets may lie. */
  variable?: (name: string) => string | undefined
  /** Share of a system's records that may be written at once without being asked. */
  budget?: number
  /** How far systems were told, kept elsewhere than in the graph. */
  position?: SyncPosition
  log?: (line: string) => void
}

/** Which address providers there are, and who hears what they say. */
export type AddressOptions = Partial<Pick<VerifyAround, 'files' | 'freshMs' | 'open' | 'log' | 'note'>> & {
  /** Variables of the environment, where secrets may lie. */
  variable?: (name: string) => string | undefined
}

/** Where files that people send lie, and the share of golden ids that loading one may change. */
type UploadOptions = { folder: string; churnBudget: number }

export type KithOptions = {
  mint: MintId
  now: () => Date
  /** Hears of the cause when a record is rejected for a reason nobody foresaw. */
  onError?: (error: unknown, record: string) => void
  systems?: SystemOptions
  addresses?: AddressOptions
  uploads?: UploadOptions
}

const BUDGET = 0.01
const CHURN = 0.05

export function openKith(store: Store, options: KithOptions): Kith {
  const { mint, now, onError, systems, addresses = {} } = options
  const rules = rulesInForce()
  const upsert = openUpserts(store, rules, { onError })
  const others = otherWriters()
  const contextOf = (actor: Actor): RunContext => ({ actor, now, mint })
  const sync = contextOf(ownActor('sync'))
  const { files = () => [], budget = BUDGET, variable = () => undefined, log = () => {} } = systems ?? {}
  const connect = systems?.connect ?? (({ definition }: CompiledSystem) => openConnector(definition, variable))
  const secretOf = addresses.variable ?? (() => undefined)
  const verifying: VerifyAround = {
    files: () => [],
    freshMs: 2_000,
    open: (definition) => openProvider(definition, secretOf),
    log: () => {},
    note: async (said) => {
      await noteVerdicts(store, said.map(verdictTold), rules, contextOf(ownActor('kith')))
    },
    ...addresses,
    ...{ store, rules, now, reader: addressDesks() },
  }
  const addressBook = openAddresses(verifying, mint('job'))
  const uploads = openUploads({
    ...(options.uploads ?? { folder: join(tmpdir(), 'kith-uploads'), churnBudget: CHURN }),
    ...{ store, rules, contextOf, serve: others.serve, onError },
  })
  return {
    ask: openAsk(store, rules, now),
    upsert: async (records, actor, mostChurn) => {
      const outcomes = await others.serve(() => upsert(records, contextOf(actor), mostChurn))
      await askForSources(records, verifying, addressBook.askLater)
      return outcomes
    },
    putOrders: (orders) => others.serve(() => takeOrders(store, orders, now)),
    remove: (id, actor) => removeRecord(store, id, rules, contextOf(actor)),
    decide: (input, actor) => decide(store, input, rules, contextOf(actor)),
    revoke: (id, actor) => revoke(store, id, rules, contextOf(actor)),
    pin: (input, actor) => pinValue(store, input, rules, contextOf(actor)),
    unpin: (id, actor) => endPin(store, id, rules, contextOf(actor)),
    tellEvents: (events, actor) => tellEvents(store, events, rules, contextOf(actor)),
    noteVerdicts: (verdicts, actor) => noteVerdicts(store, verdicts, rules, contextOf(actor)),
    acceptCorrections: (meant, actor) => acceptCorrections(store, meant, rules, contextOf(actor)),
    withdrawWord: (id, actor) => withdrawWord(store, id, rules, contextOf(actor)),
    sweep: async (actor) => ({
      baseline: await keepDaily(store, actor, now()),
      pins: await sweepPins(store, rules, contextOf(actor)),
      sources: await resumeSources(store, rules, contextOf(actor)),
      statements: (await heedSources(store, new Map(), contextOf(actor))).merged,
    }),
    warmUp: (actor) => warmUp(store, rules, contextOf(actor)),
    whatIf: (input) => whatIf(store, input, rules),
    retire: (source, reason, actor) => retireSource(store, { source, reason }, rules, contextOf(actor)),
    restore: (source, actor) => restoreSource(store, source, rules, contextOf(actor)),
    declare: (source, kind, actor) => declareSource(store, { source, kind }, rules, contextOf(actor)),
    rekey: (input, actor) => rekeySource(store, input, rules, contextOf(actor)),
    checkDecision: (input, actor) => foresee(store, input, rules, contextOf(actor)),
    undo: (low, high, actor) => undo(store, { low, high }, rules, contextOf(actor)),
    assign: async (input, actor) => ({ assigned: await assign(store, input, contextOf(actor)) }),
    judge: (input, actor) => judgeLifeEvent(store, input, rules, contextOf(actor)),
    unjudge: (id) => unjudgeLifeEvent(store, id, rules),
    keepBaseline: (actor) => store.write((tx) => keepBaseline(tx, now().toISOString(), actor.key)),
    plans: openPlans(store, rules, contextOf),
    hierarchies: openHierarchies(store, now),
    putActivities: (inputs, actor) => storeActivities(store, inputs, actor, now),
    addresses: addressBook,
    uploads,
    systems: openSystems({ store, rules, now, files, connect }),
    runner: openRunner({
      store,
      rules,
      now,
      connect,
      budget,
      position: systems?.position,
      log,
      others,
      contextOf,
      holder: mint('job'),
      takeIn: (records) => upsert(records, { ...sync, readBack: true }),
      decide: (input, context) => decide(store, input, rules, context),
      remove: async (id) => {
        await removeRecord(store, id, rules, sync)
      },
    }),
  }
}
