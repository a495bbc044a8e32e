import { z } from 'zod'
import { ActivityView, OrdersView } from '../../server/model/activity.ts'
import {
  EditOutcome,
  type HierarchyEdit,
  HierarchyPlan,
  HierarchyView,
  PlacesView,
} from '../../server/model/hierarchy.ts'
import { CrossSellReport } from '../../server/model/reports.ts'
import { DecidedItem, ReviewCases } from '../../server/model/review.ts'
import { RollUpView } from '../../server/model/roll-up.ts'
import { DecisionsPage, PinOutcome } from '../../server/model/service-views.ts'
import { GraphOfIds, RightContactView } from '../../server/model/views.ts'
import type { Call, ReviewFilter } from './api.ts'

type Ask = <T>(shape: z.ZodType<T>, path: string, how?: Call) => Promise<T>

export type CaseFilter = Pick<ReviewFilter, 'kind' | 'entity'> & { assignee?: string | undefined; offset?: number }
export type PinRequest = { golden: string; attribute: string; value?: string; record?: string; reason: string }
export type BulkDecision = { low: string; high: string; verdict: 'same' | 'distinct' }

/** What trees show beside each node. */
const MEASURES = 'revenue,orders,contacts'

/** Routes of trees, of the sales card, of cases and of saved views. */
export function treesApi(call: Ask) {
  const get = <T>(shape: z.ZodType<T>, path: string, signal?: AbortSignal) => call(shape, path, { signal })
  const post = <T>(shape: z.ZodType<T>, path: string, body: object) => call(shape, path, { method: 'POST', body })
  return {
    hierarchies: (signal?: AbortSignal) =>
      get(z.object({ hierarchies: z.array(HierarchyView) }), '/hierarchies', signal),
    /** Every node of a tree with its sums, today or at the end of a day. */
    rollUp: (hierarchy: string, signal?: AbortSignal, asOf?: string) =>
      get(RollUpView, `/hierarchies/${part(hierarchy)}/rollup?${queryOf({ measure: MEASURES, asOf })}`, signal),
    /** A company and everything below it in the legal tree, with sums. */
    companyRollUp: (id: string, signal?: AbortSignal, asOf?: string) =>
      get(RollUpView, `/companies/${part(id)}/rollup?${queryOf({ measure: MEASURES, asOf })}`, signal),
    planEdit: (hierarchy: string, edit: Partial<HierarchyEdit>) =>
      post(HierarchyPlan, `/hierarchies/${part(hierarchy)}/plan?measure=${MEASURES}`, edit),
    /** Does what a plan showed, unless there is a newer version than the one it was made on. */
    editHierarchy: (hierarchy: string, nodes: HierarchyEdit['nodes'], version: number) =>
      post(EditOutcome, `/hierarchies/${part(hierarchy)}/nodes`, { nodes, move: true, version }),
    removeNode: (hierarchy: string, key: string, version: number) =>
      call(EditOutcome, `/hierarchies/${part(hierarchy)}/nodes/${part(key)}?version=${version}`, { method: 'DELETE' }),
    /** Where departments have placed a company. */
    places: (id: string, signal?: AbortSignal) => get(PlacesView, `/companies/${part(id)}/places`, signal),
    orders: (id: string, limit: number, signal?: AbortSignal) =>
      get(OrdersView, `/golden/${part(id)}/orders?limit=${limit}`, signal),
    activities: (id: string, kind: 'terms' | 'contract', signal?: AbortSignal) =>
      get(z.object({ activities: z.array(ActivityView) }), `/golden/${part(id)}/activities?kind=${kind}`, signal),
    /** What the rest of its group buys and it does not. */
    crossSell: (id: string, signal?: AbortSignal) =>
      get(CrossSellReport, `/companies/${part(id)}/cross-sell?limit=10`, signal),
    rightContact: (id: string, department: string, signal?: AbortSignal) =>
      get(RightContactView, `/companies/${part(id)}/right-contact?department=${part(department)}&limit=3`, signal),
    cases: ({ kind, entity, assignee, offset = 0 }: CaseFilter, limit: number, signal?: AbortSignal) =>
      get(ReviewCases, `/review/cases?${queryOf({ kind, entity, assignee, offset, limit })}`, signal),
    assign: (items: readonly string[], assignee: string | null) =>
      post(z.object({ assigned: z.int() }), '/review/assign', { items, assignee }),
    decideAll: (items: readonly BulkDecision[], reason: string) =>
      post(z.object({ outcomes: z.array(DecidedItem) }), '/review/decide', { items, reason }),
    decisions: (revoked: boolean, signal?: AbortSignal) =>
      get(DecisionsPage, `/decisions?${queryOf({ revoked, limit: 500 })}`, signal),
    pin: (request: PinRequest) => post(PinOutcome, '/pins', request),
    /** Many nodes of the canvas at once, with what lies between them. */
    graphOf: (ids: readonly string[], signal?: AbortSignal) =>
      call(GraphOfIds, '/graph', { method: 'POST', body: { ids }, signal }),
  }
}

function part(id: string): string {
  return encodeURIComponent(id)
}

function queryOf(values: Readonly<Record<string, string | number | boolean | undefined>>): URLSearchParams {
  const known = Object.entries(values).filter(([, value]) => value !== undefined)
  return new URLSearchParams(known.map(([name, value]) => [name, String(value)]))
}
