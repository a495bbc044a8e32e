import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { parseRecordInput } from '../../../server/ingest/record-input.ts'
import { FeedLine } from '../../../server/model/change.ts'
import { GraphView, TreeView } from '../../../server/model/views.ts'
import { bulkResolve } from '../../../server/pipeline/bulk/bulk-resolve.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import { rulesInForce } from '../../../server/pipeline/run/rules-in-force.ts'
import { prepare } from '../../../server/rules/prepare.ts'
import { checkInvariants } from '../../../server/store/graph/health.ts'
import { type Sent, type Served, serve } from '../../kit/served.ts'
import { TEST_CONTEXT } from '../../kit/world.ts'

let kith: Served
beforeAll(async () => {
  kith = await serve()
})
afterAll(() => kith?.close())
beforeEach(() => kith.empty())

const COMPANIES = {
  H1: { name: 'Tidewater Holdings Inc', city: 'Seattle' },
  H2: { name: 'Cascade Partners Ltd', city: 'Spokane' },
  C1: { name: 'Orca Outfitters LLC', city: 'Tacoma' },
}

/** A company's record with what it says of its parent: `id`, `share`, `from`, `to`. */
function company(sourceId: keyof typeof COMPANIES, parent: Record<string, string> = {}, day = '2024-01-01') {
  const { name, city } = COMPANIES[sourceId]
  const said = Object.entries(parent).map(([term, value]) => [`parent.${term}`, [value]] as const)
  const address = { line1: `${city.length * 11} Harbour Road`, city, region: 'WA', postcode: '98101', country: 'US' }
  const fields = { name: [name], ...Object.fromEntries(said) }
  const own = { source: 'erp', sourceId, entity: 'company', updatedAt: `${day}T00:00:00Z` }
  return { ...own, fields, addresses: [address] } satisfies Sent
}

const tree = async () => kith.get(`/companies/${await kith.goldenIdOf('erp:company:C1')}/tree`, TreeView)
const Page = z.object({ changes: z.array(FeedLine), head: z.int() })
const aboutParents = (after: number) => kith.get(`/changes?after=${after}&attribute=parent`, Page)

test('share and dates stand on the relation, in the tree, the graph view and GraphQL', async () => {
  const to = `${new Date().getUTCFullYear() + 2}-12-31`
  await kith.send([company('H1'), company('C1', { id: 'H1', share: '60 %', from: '2019-04-01', to })])
  const terms = { share: 60, from: '2019-04-01', to }
  const id = await kith.goldenIdOf('erp:company:C1')
  const { nodes, formerParents } = await tree()
  expect(nodes.find((node) => node.id === id)).toMatchObject(terms)
  expect(formerParents).toEqual([])
  const { edges } = await kith.get(`/golden/${id}/graph`, GraphView)
  const edge = edges.find(({ type }) => type === 'SUBSIDIARY_OF')
  expect(edge).toMatchObject({ label: 'subsidiary of (60 %)', properties: terms })
  const query = `{ companies(where: {id: {eq: "${id}"}}) { parentConnection { edges { properties { share from to } } } } }`
  const { body } = await kith.app.post('/graphql', { query })
  expect(body).toEqual({ data: { companies: [{ parentConnection: { edges: [{ properties: terms }] } }] } })
})

test('a share alone that changes is told as a change of the parent, and known as of before', async () => {
  await kith.send([company('H1'), company('C1', { id: 'H1', share: '60' })])
  const id = await kith.goldenIdOf('erp:company:C1')
  const { head } = await aboutParents(0)
  await kith.send([company('C1', { id: 'H1', share: '75' }, '2024-02-01')])
  const parent = [await kith.goldenIdOf('erp:company:H1')]
  expect((await aboutParents(head)).changes).toMatchObject([
    {
      ...{ kind: 'updated', golden: id, attributes: ['parent', 'parentShare'] },
      ...{ before: { parent, parentShare: ['60'] }, after: { parent, parentShare: ['75'] } },
    },
  ])
  const share = async (asOf: string) =>
    (await kith.golden(`${id}${asOf}`)).relations.map(({ type, properties }) => [type, properties.share])
  expect(await share(`?asOf=${head}`)).toEqual([['SUBSIDIARY_OF', 60]])
  expect(await share('')).toEqual([['SUBSIDIARY_OF', 75]])
  await kith.send([company('C1', { id: 'H1', share: '75' }, '2024-03-01')])
  expect((await aboutParents(head + 1)).changes).toEqual([])
})

test('a parent whose end is past is a former one; without the end it is the parent again', async () => {
  await kith.send([company('H1'), company('C1', { id: 'H1', share: '60', to: '2021-12-31' })])
  const former = {
    id: await kith.goldenIdOf('erp:company:H1'),
    name: 'Tidewater Holdings Inc',
    share: 60,
    to: '2021-12-31',
  }
  expect(await tree()).toMatchObject({ standalone: true, formerParents: [former] })
  await kith.send([company('C1', { id: 'H1', share: '60' }, '2024-02-01')])
  expect(await tree()).toMatchObject({ root: former.id, formerParents: [] })
  await kith.send([company('C1', { id: 'H1', share: '60', to: '2022-06-30' }, '2024-03-01')])
  expect(await tree()).toMatchObject({ standalone: true, formerParents: [{ ...former, to: '2022-06-30' }] })
  for (const invariant of await checkInvariants(kith.store)) expect(invariant).toMatchObject({ violations: [] })
})

test.each(['120', '-5', 'most'])('a share of %j is an issue of its record and field, and no share', async (share) => {
  const [, outcome] = await kith.send([company('H1'), company('C1', { id: 'H1', share })])
  expect(outcome).toMatchObject({ record: 'erp:company:C1', outcome: 'created' })
  const message = 'Share of the parent is no number from 0 to 100'
  const issue = { policy: 'ownership-valid', field: 'parent.share', message }
  expect(outcome?.issues).toContainEqual(expect.objectContaining(issue))
  const [, child] = (await tree()).nodes
  expect(child).toBeDefined()
  expect(child?.share).toBeUndefined()
})

test('one by one, in any order, and in bulk it is the same graph', async () => {
  const records = [
    company('H1', { id: 'H2', share: '51', from: '2001-01-01' }),
    company('H2'),
    company('C1', { id: 'H1', share: '33.3', from: '2010-02-03', to: '2020-02-03' }),
  ]
  const sum = () => kith.store.read((tx) => checksum(tx))
  await kith.send(records)
  const expected = await sum()
  expect(await tree()).toMatchObject({ formerParents: [{ share: 33.3, from: '2010-02-03', to: '2020-02-03' }] })
  await kith.empty()
  for (const record of [...records].reverse()) await kith.send([record])
  expect(await sum()).toEqual(expected)
  await kith.empty()
  const engine = await kith.store.read((tx) => rulesInForce().engine(tx))
  const prepared = records.map((record) => {
    const input = parseRecordInput(record)
    if (!input.ok) throw new Error(input.problem.detail)
    return prepare(input.value, engine, '2026-01-01')
  })
  await bulkResolve(kith.store, 'company', prepared, engine, TEST_CONTEXT)
  expect(await sum()).toEqual(expected)
})
