// Acceptance B5

import { afterAll, beforeAll, expect, test } from 'vitest'
import { ForestView } from '../../server/model/hierarchy.ts'
import { type Sent, type Served, serve } from '../kit/served.ts'

const shop = (source: string, sourceId: string, name: string, taxId: string, city: string): Sent => ({
  ...{ source, sourceId, entity: 'company', updatedAt: '2024-02-01T00:00:00Z', name, taxId },
  ...{ address: { line1: `${sourceId.length} Canal Street`, city, region: 'OH', country: 'US' } },
})
const SHOPS = [
  shop('crm', 'larch', 'Larchmont Pottery Inc.', '31-5550001', 'Toledo'),
  shop('crm', 'finch', 'Finch & Daughters LLC', '31-5550002', 'Dayton'),
  shop('crm', 'mole', 'Molehill Garden Supply Corp.', '31-5550003', 'Akron'),
]

let kith: Served
beforeAll(async () => {
  kith = await serve()
  await kith.send(SHOPS)
  for (const [name, kind] of [
    ['regions', 'marketing'],
    ['channels', 'sales'],
  ])
    expect((await kith.app.post('/hierarchies', { name, kind })).status).toBe(200)
})
afterAll(() => kith?.close())

const put = (hierarchy: string, nodes: unknown[], more = {}) =>
  kith.app.post(`/hierarchies/${hierarchy}/nodes`, { nodes, ...more })
const forest = (hierarchy: string, query = '') => kith.get(`/hierarchies/${hierarchy}${query}`, ForestView)

test('a circle is refused with its path, and nothing of the edit is written', async () => {
  expect((await put('regions', [{ key: 'midwest' }, { key: 'ohio', parent: 'midwest' }])).status).toBe(200)
  const before = await forest('regions')
  const { status, body } = await put(
    'regions',
    [
      { key: 'erie', parent: 'ohio' },
      { key: 'midwest', parent: 'erie' },
    ],
    { move: true },
  )
  expect(status).toBe(409)
  expect(body).toMatchObject({ code: 'hierarchy.conflict' })
  expect(new Set(body.path as string[])).toEqual(new Set(['midwest', 'erie', 'ohio']))
  expect((await forest('regions')).nodes).toEqual(before.nodes)
})

test('a second parent is refused with the path that stands; a move that is said to be one is not', async () => {
  await put('regions', [{ key: 'north' }])
  const refused = await put('regions', [{ key: 'ohio', parent: 'north' }])
  expect(refused.status).toBe(409)
  expect(refused.body).toMatchObject({ code: 'hierarchy.conflict', path: ['ohio', 'midwest'] })
  expect((await put('regions', [{ key: 'ohio', parent: 'north' }], { move: true })).status).toBe(200)
  expect((await forest('regions')).nodes.find(({ key }) => key === 'ohio')?.parent).toBe('north')
})

test('a company has one place in a hierarchy, and another hierarchy may hold it elsewhere', async () => {
  const placed = { key: 'larch', parent: 'ohio', record: 'crm:company:larch' }
  expect((await put('regions', [placed])).status).toBe(200)
  const second = await put('regions', [{ key: 'larch-again', parent: 'midwest', record: 'crm:company:larch' }])
  expect(second.body).toMatchObject({ code: 'hierarchy.conflict', path: ['larch-again', 'larch', 'ohio', 'north'] })
  const other = await put('channels', [
    { key: 'independent', type: 'group' },
    { key: 'l', parent: 'independent', company: await kith.goldenIdOf('crm:company:larch') },
  ])
  expect(other.status).toBe(200)
  expect((await forest('channels')).nodes.find(({ key }) => key === 'l')).toMatchObject({
    type: 'company',
    record: 'crm:company:larch',
    companyName: 'Larchmont Pottery Inc.',
  })
})

test('a parent that is not there, a company that is not there and a hierarchy that is not there are said so', async () => {
  expect((await put('regions', [{ key: 'x', parent: 'nowhere' }])).body).toMatchObject({ code: 'request.invalid' })
  expect((await put('regions', [{ key: 'x', record: 'crm:company:none' }])).body).toMatchObject({
    code: 'record.not-found',
  })
  expect((await put('nobody', [{ key: 'x' }])).body).toMatchObject({ code: 'hierarchy.not-found' })
})

test('a hierarchy comes from CSV in both forms, and its export brings it back', async () => {
  await kith.app.post('/hierarchies', { name: 'import', kind: 'finance' })
  const path = 'path,record\nOhio > North > Finch,crm:company:finch\nOhio > South > Mole,crm:company:mole\n'
  const first = await kith.app.post('/hierarchies/import/import', { csv: path })
  expect(first.body).toMatchObject({ version: 1, put: 5 })
  const { nodes } = await forest('import')
  const text = await (await fetch(`${kith.app.url}/hierarchies/import?format=csv`)).text()
  await kith.app.post('/hierarchies', { name: 'copy', kind: 'finance' })
  const copied = await kith.app.post('/hierarchies/copy/import', { csv: text })
  expect(copied.body).toMatchObject({ put: 5 })
  expect((await forest('copy')).nodes).toEqual(nodes)
  expect((await kith.app.post('/hierarchies/copy/import', { csv: text, replace: true })).body).toMatchObject({
    version: 1,
    put: 0,
    unchanged: 5,
  })
})

test('places follow their record through a merge and back, and a node taken out stays in the past', async () => {
  await kith.app.post('/hierarchies', { name: 'follow', kind: 'sales' })
  await put('follow', [
    { key: 'rep', type: 'position' },
    { key: 't1', type: 'territory', parent: 'rep' },
    { key: 'f', parent: 't1', record: 'crm:company:finch' },
    { key: 'm', parent: 't1', record: 'crm:company:mole' },
  ])
  const was = await forest('follow')
  const { body } = await kith.app.post('/decisions', {
    ...{ low: 'crm:company:finch', high: 'crm:company:mole', verdict: 'same', reason: 'one owner' },
  })
  const merged = await forest('follow')
  const golden = await kith.goldenIdOf('crm:company:finch')
  expect(merged.nodes.filter(({ company }) => company === golden).map(({ key }) => key)).toEqual(['f', 'm'])
  expect(merged.conflicts).toEqual([{ company: golden, nodes: ['f', 'm'] }])
  const territory =
    'MATCH (c:Company)-[:IN_TERRITORY]->(t:Territory)<-[:COVERS]-(p:Position) RETURN DISTINCT c.id, t.key, p.key'
  expect(await kith.rows(territory)).toEqual([[golden, 't1', 'rep']])
  await kith.app.ask('DELETE', `/decisions/${(body.decision as { id: string }).id}`)
  expect((await forest('follow')).nodes.map(({ key, record }) => [key, record])).toEqual(
    was.nodes.map(({ key, record }) => [key, record]),
  )
  expect((await forest('follow')).conflicts).toEqual([])
  expect((await kith.rows(territory)).length).toBe(2)
  expect((await kith.app.ask('DELETE', '/hierarchies/follow/nodes/t1')).body).toMatchObject({ removed: 3 })
  expect((await forest('follow')).nodes.map(({ key }) => key)).toEqual(['rep'])
  const [at] = (await kith.rows('MATCH (n:FormerHierarchyNode {key: "t1"})-[:HAD]->(v) RETURN v.since'))[0] ?? []
  expect((await forest('follow', `?asOf=${at}`)).nodes.map(({ key }) => key)).toEqual(['f', 'm', 'rep', 't1'])
})
