import { z } from 'zod'
import { HistoryView, OffersView } from '../../model/service-views.ts'
import { ExplainView, GoldenView, GraphView, IdView } from '../../model/views.ts'
import { findGolden, findHistory } from '../../store/golden-reads.ts'
import { goldenGraph, neighbourhood } from '../../store/graph-reads.ts'
import { resolveId } from '../../store/id-reads.ts'
import { heirOf } from '../heir-of.ts'
import { Reply, route } from '../route.ts'
import { AnyIdParams, found, GoldenParams } from './shapes.ts'

const tag = 'Golden records'
const RETIRED =
  'A retired id with one heir answers with the heir, whose address is in Content-Location; with several, the problem names them in path.'

export const golden = [
  route({
    method: 'get',
    path: '/golden/{id}',
    tag,
    summary: 'A golden record: every value, whose it is and what it beat',
    description: RETIRED,
    right: 'read',
    params: GoldenParams,
    answer: GoldenView,
    problems: ['golden.not-found'],
    handle: async ({ params: { id } }, { store }) =>
      store.read(async (tx) => {
        const current = await heirOf(tx, id)
        const view = found(await findGolden(tx, current), 'golden.not-found', `golden record ${id}`)
        return current === id ? view : new Reply(200, view, { 'Content-Location': `/api/v1/golden/${current}` })
      }),
  }),
  route({
    method: 'get',
    path: '/golden/{id}/explain',
    tag,
    summary: 'Why these records are one: every link with its evidence, and how they came together',
    description: RETIRED,
    right: 'read',
    params: GoldenParams,
    answer: ExplainView,
    problems: ['golden.not-found'],
    handle: async ({ params: { id } }, { store, kith }) => kith.explain(await store.read((tx) => heirOf(tx, id))),
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
    handle: async ({ params: { id }, query: { purpose } }, { store, kith }) =>
      kith.offers(await store.read((tx) => heirOf(tx, id)), purpose),
  }),
  route({
    method: 'get',
    path: '/golden/{id}/history',
    tag,
    summary: 'Former states and the changes that made them, latest first',
    description: 'Also of a retired id, which keeps its own history.',
    right: 'read',
    params: GoldenParams,
    answer: HistoryView,
    problems: ['golden.not-found'],
    handle: async ({ params: { id } }, { store }) =>
      found(await store.read((tx) => findHistory(tx, id)), 'golden.not-found', `golden record ${id}`),
  }),
  route({
    method: 'get',
    path: '/golden/{id}/graph',
    tag,
    summary: 'The piece of the graph around a golden record, for a canvas',
    description: RETIRED,
    right: 'read',
    params: GoldenParams,
    answer: GraphView,
    problems: ['golden.not-found'],
    handle: async ({ params: { id } }, { store }) =>
      store.read(async (tx) =>
        found(await goldenGraph(tx, await heirOf(tx, id)), 'golden.not-found', `golden record ${id}`),
      ),
  }),
  route({
    method: 'get',
    path: '/graph/{id}',
    tag,
    summary: 'Any node of the canvas with its direct neighbours, to expand it',
    description:
      'Ids are those of the canvas: a golden or household id, a record id, `addr:<key>`, `order:<id>` or `product:<key>`.',
    right: 'read',
    params: AnyIdParams,
    answer: GraphView,
    problems: ['golden.not-found'],
    handle: async ({ params: { id } }, { store }) =>
      found(await store.read((tx) => neighbourhood(tx, id)), 'golden.not-found', `node ${id}`),
  }),
  route({
    method: 'get',
    path: '/ids/{id}',
    tag,
    summary: 'Where an id leads today: itself, or its heirs',
    description: 'Works for ever, for golden and household ids that are current or retired.',
    right: 'read',
    params: AnyIdParams,
    answer: IdView,
    problems: ['golden.not-found'],
    handle: async ({ params: { id } }, { store }) =>
      found(await store.read((tx) => resolveId(tx, id)), 'golden.not-found', `id ${id}, now or ever`),
  }),
]
