import { z } from 'zod'
import type { GoldenId } from '../../model/ids.ts'
import type { When } from '../../model/moment.ts'
import { HistoryView, IdView, OffersView } from '../../model/service-views.ts'
import { ExplainView, GoldenView, GraphView } from '../../model/views.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { findGolden, findHistory } from '../../store/read/golden-reads.ts'
import { goldenGraph, neighbourhood } from '../../store/read/graph-reads.ts'
import { resolveId } from '../../store/read/id-reads.ts'
import { whenOf } from '../../store/read/moments.ts'
import { heirOf } from '../heir-of.ts'
import { Reply, route } from '../route.ts'
import { AnyIdParams, found, GoldenParams, PAST, Past } from './shapes.ts'

const tag = 'Golden records'
const RETIRED =
  'A retired id with one heir answers with the heir, whose address is in Content-Location; with several, the problem names them in path.'

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
    handle: async ({ params: { id }, query }, { store, kith }) => {
      const { when, current } = await store.read((tx) => subjectOf(tx, id, query))
      const view = when
        ? await kith.goldenAsOf(current, when)
        : found(await store.read((tx) => findGolden(tx, current)), 'golden.not-found', `golden record ${id}`)
      return current === id ? view : new Reply(200, view, { 'Content-Location': `/api/v1/golden/${current}` })
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
    handle: async ({ params: { id }, query }, { store, kith }) => {
      const { when, current } = await store.read((tx) => subjectOf(tx, id, query))
      return when ? kith.explainAsOf(current, when) : kith.explain(current)
    },
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
    description:
      'Also of a retired id, which keeps its own history. With `asOf` or `knownAt`, as far as was known then.',
    right: 'read',
    params: GoldenParams,
    query: Past,
    answer: HistoryView,
    problems: ['golden.not-found', 'history.pruned'],
    handle: async ({ params: { id }, query }, { store }) =>
      store.read(async (tx) => {
        const when = await whenOf(tx, query)
        return found(await findHistory(tx, id, when?.known), 'golden.not-found', `golden record ${id}`)
      }),
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
    summary: 'Where an id leads: itself, or its heirs',
    description:
      'Works for ever, for golden and household ids that are current or retired. With `asOf` or `knownAt`: where it led then.',
    right: 'read',
    params: AnyIdParams,
    query: Past,
    answer: IdView,
    problems: ['golden.not-found', 'history.pruned'],
    handle: async ({ params: { id }, query }, { store }) =>
      store.read(async (tx) => {
        const when = await whenOf(tx, query)
        return found(await resolveId(tx, id, when?.known), 'golden.not-found', `id ${id}, now or ever`)
      }),
  }),
]

/** The golden record a question is about: the heir of the id at the moment it asks of. */
async function subjectOf(
  tx: Tx,
  id: GoldenId,
  query: Parameters<typeof whenOf>[1],
): Promise<{ when: When | undefined; current: GoldenId }> {
  const when = await whenOf(tx, query)
  return { when, current: await heirOf(tx, id, when?.known) }
}
