import { z } from 'zod'
import { HistoryView, IdView, KindsAround, OffersView } from '../../model/service-views.ts'
import { ExplainView, GoldenView, GraphNode, GraphOfIds, GraphView } from '../../model/views.ts'
import { Reply, route } from '../route.ts'
import { AnyIdParams, GoldenParams, PAST, Past } from './shapes.ts'

const tag = 'Golden records'
const RETIRED =
  'A retired id with one heir answers with the heir, whose address is in Content-Location; with several, the problem names them in path.'

const PAST_GRAPH =
  'Of the past it has golden records, records and what held them together, addresses and relations; no doubts, addresses that no record named any longer, orders or contact points, and `more` is 0.'

export const golden = [
  route({
    method: 'get',
    path: '/golden/{id}',
    tag,
    summary: 'A golden record: every value, whose it is and what it beat',
    description: `${RETIRED} ${PAST}`,
    right: 'read',
    params: GoldenParams,
    query: Past,
    answer: GoldenView,
    problems: ['golden.not-found', 'history.pruned'],
    handle: async ({ params: { id }, query }, { ask }) => {
      const view = await ask.golden.find(id, query)
      return view.id === id ? view : new Reply(200, view, { 'Content-Location': `/api/v1/golden/${view.id}` })
    },
  }),
  route({
    method: 'get',
    path: '/golden/{id}/explain',
    tag,
    summary: 'Why these records are one: every link with its evidence, and how they came together',
    description: `${RETIRED} ${PAST} Links are found again by the rules that were in force.`,
    right: 'read',
    params: GoldenParams,
    query: Past,
    answer: ExplainView,
    problems: ['golden.not-found', 'history.pruned'],
    handle: async ({ params: { id }, query }, { ask }) => ask.golden.explain(id, query),
  }),
  route({
    method: 'get',
    path: '/golden/{id}/addresses',
    tag,
    summary: 'Addresses for an end such as delivery, of any record, best first',
    description: `The rules of survivorship say which kinds serve which end, and what makes the best one: complete, current, verified, newest. ${RETIRED}`,
    right: 'read',
    params: GoldenParams,
    query: z.strictObject({ purpose: z.string().min(1).max(100).default('delivery') }),
    answer: OffersView,
    problems: ['golden.not-found'],
    handle: async ({ params: { id }, query: { purpose } }, { ask }) => ask.golden.offers(id, purpose),
  }),
  route({
    method: 'get',
    path: '/golden/{id}/history',
    tag,
    summary: 'Former states and the changes that made them, latest first',
    description:
      'Also of a retired id, which keeps its own history. With `asOf` or `knownAt`, as far as was known then.',
    right: 'read',
    params: GoldenParams,
    query: Past,
    answer: HistoryView,
    problems: ['golden.not-found', 'history.pruned'],
    handle: async ({ params: { id }, query }, { ask }) => ask.golden.history(id, query),
  }),
  route({
    method: 'get',
    path: '/golden/{id}/graph',
    tag,
    summary: 'The piece of the graph around a golden record, for a canvas',
    description: `${RETIRED} ${PAST} ${PAST_GRAPH}`,
    right: 'read',
    params: GoldenParams,
    query: Past,
    answer: GraphView,
    problems: ['golden.not-found', 'history.pruned'],
    handle: async ({ params: { id }, query }, { ask }) => ask.golden.graph(id, query),
  }),
  route({
    method: 'get',
    path: '/graph/{id}',
    tag,
    summary: 'Any node of the canvas with its direct neighbours, to expand it',
    description: `Ids are those of the canvas: a golden or household id, a record id, \`addr:<key>\`, \`point:<key>\`, \`order:<id>\` or \`product:<key>\`; the past is kept of the first three. With \`kind\` only neighbours of that kind, up to 1,000; of a golden record today also the orders of its records, which come with the records. ${PAST} ${PAST_GRAPH}`,
    right: 'read',
    params: AnyIdParams,
    query: Past.extend({ kind: GraphNode.shape.kind.optional() }),
    answer: GraphView,
    problems: ['golden.not-found', 'history.pruned'],
    handle: async ({ params: { id }, query: { kind, ...past } }, { ask }) => ask.golden.around(id, kind, past),
  }),
  route({
    method: 'get',
    path: '/graph/{id}/kinds',
    tag,
    summary: 'How many neighbours of each kind a node of the canvas has',
    description:
      'Up to 10,000 are counted; `atLeast` says that there are more. Orders of its records count as a golden record’s own.',
    right: 'read',
    params: AnyIdParams,
    answer: KindsAround,
    problems: ['golden.not-found'],
    handle: async ({ params: { id } }, { ask }) => ask.golden.kindsAround(id),
  }),
  route({
    method: 'post',
    path: '/graph',
    tag,
    summary: 'Many nodes of the canvas at once, with what lies between them: a saved view in one answer',
    description:
      'Ids as of `/graph/{id}`. `missing` names those behind which there is nothing; with `asOf` or `knownAt`, those that were not then, and whose past is not kept.',
    right: 'read',
    query: Past,
    body: z.strictObject({ ids: z.array(AnyIdParams.shape.id).min(1).max(2_000) }),
    bodyLimit: '2mb',
    answer: GraphOfIds,
    problems: ['history.pruned'],
    handle: async ({ body: { ids }, query }, { ask }) => ask.golden.graphOf(ids, query),
  }),
  route({
    method: 'get',
    path: '/ids/{id}',
    tag,
    summary: 'Where an id leads: itself, or its heirs',
    description:
      'Works for ever, for golden and household ids that are current or retired. With `asOf` or `knownAt`: where it led then.',
    right: 'read',
    params: AnyIdParams,
    query: Past,
    answer: IdView,
    problems: ['golden.not-found', 'history.pruned'],
    handle: async ({ params: { id }, query }, { ask }) => ask.golden.lead(id, query),
  }),
]
