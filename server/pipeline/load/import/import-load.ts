import type { GoldenId, RecordId } from '../../../model/ids.ts'
import { fail } from '../../../model/problem.ts'
import type { RelateRules } from '../../../relate/rules.ts'
import type { Engine, EntityEngine } from '../../../rules/engine.ts'
import type { Prepared } from '../../../rules/prepare.ts'
import type { Store } from '../../../store/graph/driver.ts'
import { graphIsBlank, graphSize } from '../../../store/graph/health.ts'
import type { ImportSet } from '../../../store/graph/import-files.ts'
import { giveSchema } from '../../../store/graph/migrate.ts'
import type { OrderRow } from '../../../store/write/orders.ts'
import { allRuleSets } from '../../../store/write/rule-sets.ts'
import { allSources, kindsOfSources } from '../../../store/write/sources.ts'
import type { BulkOptions, Progress } from '../../bulk/bulk-resolve.ts'
import { scopeOf } from '../../bulk/commit-parcel.ts'
import { standingsIn } from '../../bulk/order-keys.ts'
import { parcels } from '../../bulk/parcels.ts'
import { type GoldensOf, resolveWhole, type Stored, type Whole } from '../../bulk/whole-entity.ts'
import { changeRow, runRow } from '../../feed/close-ledger.ts'
import { type Ledger, openLedger, timed } from '../../feed/ledger.ts'
import { addRelations, relationChanges } from '../../feed/noted-relations.ts'
import { sweepLifeEvents } from '../../relate/sweep-life-events.ts'
import { recordsOf } from '../../resolve/commit.ts'
import { versionRow } from '../../resolve/nodes.ts'
import { settle } from '../../resolve/settle.ts'
import { dayOf, type RunContext } from '../../run/context.ts'
import { type Reservation, reserve } from '../../run/exclusive.ts'
import { linkProperties } from './staged-links.ts'
import { StagedRelations } from './staged-relations.ts'
import { Staging } from './staging.ts'

/** Neo4j's import tool, for whoever may stop and start the server. */
export type Importer = {
  /** Where the files for it go; made anew. */
  folder: string
  /** Rows from which on a stop and two starts of the server pay off. */
  from: number
  /** @throws ProblemError `graph.full` where what so many rows become does not fit. */
  demandRoom(rows: number): Promise<void>
  /** Imports the files beside the present graph, has the new one checked, and puts it in place. The store is closed. */
  put<T>(set: ImportSet, check: (imported: Store) => Promise<T>): Promise<T>
}

/** Lines of the feed that are told in a row. */
const PAGE = 4_000

const NOTHING: Stored = {
  ...{ records: [], links: [], goldens: [], decisions: [], pins: [], words: [], retired: [] },
  kinds: new Map(),
}

export type ImportedEntity = { written: number; unchanged: number; late: number; changes: number }

/**
 * The first load of an empty graph, through files for Neo4j's import tool instead of transactions. It settles the very
 * parcels that `bulkResolve` would commit, and ends in the same graph; only that all of it becomes visible at once. Until
 * then the empty graph stays as it is, so that a load that is cut off is simply run again.
 */
export class ImportLoad {
  private readonly store: Store
  private readonly context: RunContext
  private readonly importer: Importer
  private readonly holder: string
  private readonly writes: number
  private readonly graph: Staging
  private readonly rules: RelateRules
  private readonly relations: StagedRelations
  /** Kinds of systems, by source. */
  private readonly kinds: ReadonlyMap<string, string>
  /** Last line of the feed so far. */
  private seq = 0
  private at = new Date(0).toISOString()

  private constructor(
    store: Store,
    context: RunContext,
    importer: Importer,
    { holder, writes }: Reservation,
    { ruleSet }: Engine,
    kinds: ReadonlyMap<string, string>,
  ) {
    this.store = store
    this.context = context
    this.importer = importer
    this.holder = holder
    this.writes = writes
    this.graph = new Staging(importer.folder, store.disk)
    this.rules = ruleSet.relate
    this.kinds = kinds
    this.relations = new StagedRelations(this.graph, ruleSet.relate, kinds)
  }

  /** Undefined where the graph holds anything: that is loaded by transactions. */
  static async begin(
    store: Store,
    context: RunContext,
    importer: Importer,
    engine: Engine,
  ): Promise<ImportLoad | undefined> {
    if (!(await isBlank(store))) return undefined
    const kinds = await store.read(kindsOfSources)
    return new ImportLoad(store, context, importer, await reserve(store, context.mint('job')), engine, kinds)
  }

  /** Golden records of the company records that have been staged. */
  get goldensOf(): GoldensOf {
    return this.relations.goldensOf
  }

  /**
   * Stages all of one entity; companies before contacts before persons.
   * @param arriving is empty afterwards, so that what has been staged need not stay in memory
   */
  async entity(
    arriving: Prepared[],
    engine: EntityEngine,
    { ready, onFate, onProgress = () => {} }: Pick<BulkOptions, 'ready' | 'onFate' | 'onProgress'> = {},
  ): Promise<ImportedEntity> {
    const { context, graph, relations } = this
    const ledger = openLedger(context)
    const today = dayOf(context.now())
    const whole = await timed(ledger, 'score', () =>
      resolveWhole(relations.goldensOf, { ...NOTHING, kinds: this.kinds }, arriving, engine, today, {
        onProgress: (done, of) => onProgress('match', done, of),
        ready,
        onFate,
      }),
    )
    arriving.length = 0
    for (const prepared of whole.rows.values()) onFate?.(prepared, 'staged')
    const [written, base, run] = [whole.rows.size, this.seq, `${ledger.at} ${engine.entity}`]
    await timed(ledger, 'survive', () => this.settle(whole, engine, run, ledger, onProgress))
    await timed(ledger, 'relate', () => relations.finish(engine.entity, ledger))
    graph.tell('blockKeys', engine.rules.block)
    await timed(ledger, 'publish', () => this.publish(base, ledger))
    for (const prepared of whole.late)
      graph.tell('version', versionRow(prepared, ledger.at), { toSeq: this.seq, toAt: ledger.at })
    graph.tell('node', 'Run', runRow(run, written, ledger))
    this.at = ledger.at
    return { written, unchanged: whole.unchanged, late: whole.late.length, changes: this.seq - base }
  }

  /** However the load came out. */
  end(): Promise<void> {
    return this.graph.end()
  }

  orders(rows: readonly OrderRow[]): void {
    this.graph.tell('orders', rows, this.context.now().toISOString())
  }

  /**
   * Has the staged graph imported and put in place of the empty one.
   * @param finish what to read of it before its server stops.
   * @throws ProblemError `graph.busy` when somebody wrote to the empty graph meanwhile.
   */
  async put<T>(finish: (imported: Store) => Promise<T>): Promise<T> {
    this.relations.finishPlaces()
    for (const rules of await this.store.read((tx) => allRuleSets.run(tx, {})))
      this.graph.tell('node', 'RuleSet', rules)
    for (const { source } of await this.store.read((tx) => allSources.run(tx, {})))
      this.graph.tell('node', 'Source', source)
    const counted = { seq: this.seq, at: this.at, writes: 1, idsCreated: this.seq, idsRetired: 0, churn: 0 }
    this.graph.tell('node', 'Counter', { name: 'change', ...counted })
    const set = await this.graph.close()
    const { writes } = await reserve(this.store, this.holder)
    if (writes !== this.writes || !(await isBlank(this.store)))
      fail('graph.busy', 'somebody else wrote during this load; run it again')
    return this.importer.put(set, async (imported) => {
      await this.check(imported, set)
      await giveSchema(imported)
      await sweepLifeEvents(imported, this.relations.eventful, this.rules)
      return finish(imported)
    })
  }

  /** Clusters whole components, as many as a transaction would hold at a time, and stages what becomes of them. */
  private async settle(
    whole: Whole,
    engine: EntityEngine,
    run: string,
    ledger: Ledger,
    onProgress: Progress,
  ): Promise<void> {
    const { context, graph, relations } = this
    const { actor } = context
    const of = whole.rows.size
    const goldenOf = new Map<RecordId, GoldenId>()
    const standingOf = standingsIn(whole, engine)
    for (const parcel of parcels(NOTHING, whole, false)) {
      const scope = scopeOf(parcel, whole)
      const { put, changes, moved } = settle(scope, engine, context)
      const since = this.seq + 1
      const seqOf = new Map(changes.map(({ golden }) => [golden, ++this.seq]))
      for (const change of changes) ledger.changes.set(change.golden, change)
      for (const [record, golden] of moved) goldenOf.set(record, golden)
      for (const { after } of put) graph.tell('golden', after, seqOf.get(after.id) ?? this.seq)
      for (const { after } of put) relations.add(after, recordsOf(after.members, scope), ledger)
      for (const link of parcel.links) graph.tell('link', 'SAME_AS', linkProperties(link, whole, goldenOf, engine))
      for (const id of parcel.records) {
        const prepared = whole.rows.get(id)
        if (prepared) {
          const standings = prepared.keys.map((key) => standingOf(key, id))
          graph.tell('record', prepared, { actor, since, sinceAt: ledger.at, seq: this.seq, run }, standings)
        }
        // Staged, and not needed again: at a million records this is most of what memory holds.
        whole.rows.delete(id)
        whole.members.delete(id)
      }
      onProgress('write', goldenOf.size, of)
      await graph.room()
    }
    for (const doubt of whole.maybes)
      if (goldenOf.get(doubt.low) !== goldenOf.get(doubt.high))
        graph.tell('link', 'MAYBE_SAME', { ...doubt, ruleSet: engine.hash })
  }

  /** Stages the feed: each golden record was created, with the relations it begins with. */
  private async publish(base: number, ledger: Ledger): Promise<void> {
    addRelations(ledger, relationChanges(ledger), new Map())
    let seq = base
    for (const change of ledger.changes.values()) {
      this.graph.tell('change', changeRow(change, ++seq, ledger.at, ledger.context.actor))
      if (seq % PAGE === 0) await this.graph.room()
    }
  }

  /** Everything staged is there, every record has its golden record, and every golden record its line in the feed. */
  private async check(imported: Store, { nodes, relationships }: ImportSet): Promise<void> {
    const [size] = await imported.read((tx) => graphSize.run(tx, {}))
    const whole =
      size?.nodes === nodes &&
      size.relationships === relationships &&
      size.members === size.records &&
      size.goldens === this.seq &&
      size.changes === this.seq
    if (!whole)
      fail(
        'internal',
        `the imported graph is not what was staged (${nodes} nodes, ${relationships} relationships, ${this.seq} golden records): ${JSON.stringify(size)}`,
      )
  }
}

async function isBlank(store: Store): Promise<boolean> {
  return (await store.read((tx) => graphIsBlank.run(tx, {})))[0]?.blank === true
}
