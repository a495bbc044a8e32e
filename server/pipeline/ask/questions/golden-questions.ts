import type { ActivityKind, OrdersView } from '../../../model/activity.ts'
import type { SearchQuery } from '../../../model/arriving/search-query.ts'
import { type GoldenId, RecordName } from '../../../model/ids.ts'
import type { LifeEventsPage } from '../../../model/life-event.ts'
import { ProblemError } from '../../../model/problem.ts'
import type { PathsView, SharersView } from '../../../model/relation-views.ts'
import type { HistoryView, IdView, KindsAround, OffersView } from '../../../model/service-views.ts'
import type { ExplainView, GoldenView, GraphNode, GraphOfIds, GraphView, SearchHit } from '../../../model/views.ts'
import type { Tx } from '../../../store/graph/driver.ts'
import { findGolden, findHistory } from '../../../store/read/golden-reads.ts'
import { goldenGraph, graphOfIds, kindsAround, neighbourhood, neighboursOf } from '../../../store/read/graph-reads.ts'
import { resolveId } from '../../../store/read/id-reads.ts'
import { whenOf } from '../../../store/read/moments.ts'
import { maybeNamed } from '../../../store/read/named-records.ts'
import { findPaths, findSharers, type PathRequest } from '../../../store/read/path-reads.ts'
import { ordersOf } from '../../../store/read/sales-reads.ts'
import { activitiesOf } from '../../../store/write/activities.ts'
import { findLifeEvents } from '../../../store/write/life-events.ts'
import { explainAsOf, goldenAsOf } from '../as-of.ts'
import { type Asking, limitsOf, type Past, SEARCH_LIMITS } from '../asking.ts'
import { explainGolden, reasoned } from '../explain.ts'
import { found, heirOf } from '../heir-of.ts'
import { offersOf } from '../offers.ts'
import { graphAsOf, graphOfIdsAsOf, nodeAsOf } from '../past/past-graph.ts'
import { search } from '../search.ts'

/** Questions about golden records. A retired id with one heir is answered for the heir. */
export const goldenQuestions = ({ read, rules, now }: Asking) => ({
  /** @throws ProblemError `golden.not-found`, with the heirs in its path where there are several */
  heir: (id: GoldenId): Promise<GoldenId> => read((tx) => heirOf(tx, id)),

  /** Everything one page about it shows, now or as of a moment. @throws ProblemError `golden.not-found` */
  find: (id: GoldenId, past: Past = {}): Promise<GoldenView> =>
    read(async (tx) => {
      const when = await whenOf(tx, past, now())
      const current = await heirOf(tx, id, when?.known)
      const engine = await rules.engine(tx)
      if (when) return goldenAsOf(tx, current, when, engine)
      return reasoned(tx, found(await findGolden(tx, current), 'golden.not-found', `golden record ${id}`), engine)
    }),

  /** Why its records are one. @throws ProblemError `golden.not-found` */
  explain: (id: GoldenId, past: Past = {}): Promise<ExplainView> =>
    read(async (tx) => {
      const when = await whenOf(tx, past, now())
      const current = await heirOf(tx, id, when?.known)
      const engine = await rules.engine(tx)
      return when ? explainAsOf(tx, current, when, engine) : explainGolden(tx, current, engine)
    }),

  /** Addresses for an end such as delivery. @throws ProblemError `golden.not-found`, `request.invalid` */
  offers: (id: GoldenId, purpose: string): Promise<OffersView> =>
    read(async (tx) => offersOf(tx, await heirOf(tx, id), purpose, await rules.engine(tx))),

  /** Its former states; a retired id has its own. @throws ProblemError `golden.not-found` */
  history: (id: GoldenId, past: Past = {}): Promise<HistoryView> =>
    read(async (tx) => {
      const when = await whenOf(tx, past, now())
      return found(await findHistory(tx, id, when?.known), 'golden.not-found', `golden record ${id}`)
    }),

  /** The piece of the graph around it, today or as of a moment. @throws ProblemError `golden.not-found` */
  graph: (id: GoldenId, past: Past = {}): Promise<GraphView> =>
    read(async (tx) => {
      const when = await whenOf(tx, past, now())
      if (when) return graphAsOf(tx, id, when, await rules.engine(tx))
      return found(await goldenGraph(tx, await heirOf(tx, id)), 'golden.not-found', `golden record ${id}`)
    }, limitsOf(past)),

  /**
   * Any node of the canvas with its direct neighbours, or those of one kind, today or as of a moment.
   * @throws ProblemError `golden.not-found`
   */
  around: (node: string, kind: GraphNode['kind'] | undefined, past: Past = {}): Promise<GraphView> =>
    read(async (tx) => {
      const when = await whenOf(tx, past, now())
      if (when) return nodeAsOf(tx, node, kind, when, await rules.engine(tx))
      return located(tx, node, (id) => (kind ? neighboursOf(tx, id, kind) : neighbourhood(tx, id)))
    }, limitsOf(past)),

  /** How many neighbours of each kind a node of the canvas has. @throws ProblemError `golden.not-found` */
  kindsAround: (node: string): Promise<KindsAround> => read((tx) => located(tx, node, (id) => kindsAround(tx, id))),

  /** Where an id of a golden record or a household leads. @throws ProblemError `golden.not-found` */
  lead: (id: string, past: Past = {}): Promise<IdView> =>
    read(async (tx) => {
      const when = await whenOf(tx, past, now())
      return found(await resolveId(tx, id, when?.known), 'golden.not-found', `id ${id}, now or ever`)
    }),

  /** Contracts, charge-backs, terms and activity over all of its records. @throws ProblemError `golden.not-found` */
  activities: (id: GoldenId, kind: ActivityKind | undefined, limit: number) =>
    read(async (tx) => {
      const golden = await heirOf(tx, id)
      return { golden, activities: await activitiesOf.run(tx, { id: golden, kind: kind ?? '', limit }) }
    }),

  /** What it bought, over all of its records, latest first. @throws ProblemError `golden.not-found` */
  orders: (id: GoldenId, limit: number): Promise<OrdersView> =>
    read(async (tx) => {
      const golden = await heirOf(tx, id)
      return { golden, orders: await ordersOf.run(tx, { id: golden, limit }) }
    }),

  /** Many nodes of the canvas at once, with what lies between them. */
  graphOf: (ids: readonly string[], past: Past = {}): Promise<GraphOfIds> =>
    read(async (tx) => {
      const when = await whenOf(tx, past, now())
      return when ? graphOfIdsAsOf(tx, ids, when, await rules.engine(tx)) : graphOfIds(tx, ids)
    }, limitsOf(past)),

  /** What happened to a person. @throws ProblemError `golden.not-found` */
  lifeEvents: (id: GoldenId): Promise<LifeEventsPage> => read(async (tx) => findLifeEvents(tx, [await heirOf(tx, id)])),

  /** How two of them hang together. @throws ProblemError `golden.not-found` */
  paths: ({ from, to, ...request }: PathRequest & { from: GoldenId; to: GoldenId }): Promise<PathsView> =>
    read(
      async (tx) => findPaths(tx, { from: await heirOf(tx, from), to: await heirOf(tx, to), ...request }),
      SEARCH_LIMITS,
    ),

  /** Whose a phone number, e-mail address or place is. @throws ProblemError `contact-point.not-found` */
  sharers: (kind: SharersView['kind'], value: string, limit: number): Promise<SharersView> =>
    read(async (tx) =>
      found(
        await findSharers(tx, kind, value, limit),
        'contact-point.not-found',
        `${kind} of a golden record like this`,
      ),
    ),

  /** Who a query may mean. */
  search: (query: SearchQuery): Promise<SearchHit[]> =>
    read((tx) => rules.reading(tx, (engine) => search(tx, query, engine, now))),

  /** Hits of each query, in their order, as of one state of the graph. */
  searchAll: (queries: readonly SearchQuery[]): Promise<SearchHit[][]> =>
    read((tx) =>
      rules.reading(tx, async (engine) => {
        const results: SearchHit[][] = []
        for (const query of queries) results.push(await search(tx, query, engine, now))
        return results
      }),
    ),
})

/** What is known of a node by its id on the canvas; of a record also by an id that leaves out its entity. */
async function located<T>(tx: Tx, node: string, read: (id: string) => Promise<T | undefined>): Promise<T> {
  const answer = await read(node)
  if (answer !== undefined) return answer
  const record = RecordName.safeParse(node).success ? (await maybeNamed(tx, [node])).get(node) : undefined
  if (typeof record === 'object') throw new ProblemError(record)
  return found(record && (await read(record)), 'golden.not-found', `node ${node}`)
}
