// Acceptance J1 and J3

import { afterAll, beforeAll, expect, test } from 'vitest'
import { CountsReport, TreeView } from '../../server/model/views.ts'
import { rebuild } from '../../server/pipeline/bulk/rebuild.ts'
import { mintId } from '../../server/pipeline/run/mint.ts'
import { type Sent, type Served, serve } from '../kit/served.ts'

const company = (source: string, sourceId: string, fields: Record<string, unknown>): Sent => ({
  source,
  sourceId,
  entity: 'company',
  updatedAt: '2024-01-01T00:00:00Z',
  ...fields,
})
const site = (line1: string, city: string, region: string, postcode: string) => ({
  address: { line1, city, region, postcode, country: 'US' },
})
/** A group of three levels, its middle one in two systems, and a company that belongs to nobody. */
const TOP = {
  name: 'Oakhaven Trading Group Inc.',
  taxId: '41-7000001',
  ...site('1 Oakhaven Plaza', 'Omaha', 'NE', '68102'),
}
const MIDDLE = { name: 'Oakhaven Books LLC', taxId: '41-7000002', ...site('20 Press Street', 'Lincoln', 'NE', '68508') }
const LEAF = {
  name: 'Oakhaven Antiquarian Ltd.',
  taxId: '41-7000003',
  ...site('3 Vellum Row', 'Kearney', 'NE', '68847'),
}
const ALONE = { name: 'Tidewater Rope Works', taxId: '54-9920011', ...site('77 Hawser Quay', 'Norfolk', 'VA', '23510') }
const COMPANIES = [
  company('crm', 'T', TOP),
  company('crm', 'M', { ...MIDDLE, 'parent.id': 'T' }),
  company('erp', 'M2', MIDDLE),
  company('crm', 'L', { ...LEAF, 'parent.id': 'M' }),
  company('erp', 'A', ALONE),
]
const PEOPLE: Sent[] = [
  ['shop', 'p1', 'Rosamund', 'Vane', 'r.vane@example.org'],
  ['crm', 'p2', 'Rosamund', 'Vane', 'r.vane@example.org'],
  ['shop', 'p3', 'Emeka', 'Stroud', 'emeka@stroud.example'],
].map(([source = '', sourceId = '', givenName, familyName, email]) => ({
  ...{ source, sourceId, entity: 'person', updatedAt: '2024-01-01T00:00:00Z' },
  ...{ givenName, familyName, email },
}))
const CONTACT: Sent = {
  ...{ source: 'crm', sourceId: 'c1', entity: 'contact', updatedAt: '2024-01-01T00:00:00Z' },
  ...{ givenName: 'Lucinda', familyName: 'Farrow', email: 'lucinda@oakhaven.example', 'company.id': 'M' },
}

let kith: Served
beforeAll(async () => {
  kith = await serve()
  await kith.send([...COMPANIES, CONTACT, ...PEOPLE])
})
afterAll(() => kith?.close())

const counts = () => kith.get('/reports/counts', CountsReport)
const tree = async (record: string) => kith.get(`/companies/${await kith.goldenIdOf(record)}/tree`, TreeView)

// J1
test('how many customers: golden records by type, the raw records beside them', async () => {
  const report = await counts()
  expect(report).toMatchObject({ customers: 2, companies: 4, contacts: 1, records: 9, groups: 1 })
  const raw = (entity: string) =>
    report.bySource.filter((row) => row.entity === entity).reduce((sum, { records }) => sum + records, 0)
  expect([raw('person'), raw('company'), raw('contact')]).toEqual([3, 5, 1])
  const inGraph = await kith.rows('MATCH (g:Golden) RETURN g.entity AS entity, count(*) ORDER BY entity')
  expect(inGraph).toEqual([
    ['company', 4],
    ['contact', 1],
    ['person', 2],
  ])
})

// J1
test('asked again, after the same load and after a rebuild, the answer is the same', async () => {
  const report = await counts()
  expect(await counts()).toEqual(report)
  await kith.send([...PEOPLE, CONTACT, ...COMPANIES])
  expect(await counts()).toEqual(report)
  await rebuild(kith.store, { actor: { key: 'test' }, now: () => new Date(), mint: mintId })
  expect(await counts()).toEqual(report)
})

// J3
test('a company that belongs to nobody is told as standalone', async () => {
  const alone = await kith.goldenIdOf('erp:A')
  expect(await tree('erp:A')).toMatchObject({
    standalone: true,
    root: alone,
    path: [{ id: alone, name: 'Tidewater Rope Works' }],
    nodes: [{ id: alone, depth: 0 }],
  })
})

// J3
test('every company of a group knows its ultimate parent and the path to it', async () => {
  const [top, middle, leaf] = await Promise.all(['crm:T', 'erp:M2', 'crm:L'].map((id) => kith.goldenIdOf(id)))
  const names = ['Oakhaven Trading Group Inc.', 'Oakhaven Books LLC', 'Oakhaven Antiquarian Ltd.']
  const path = [top, middle, leaf].map((id, place) => ({ id, name: names[place] }))
  expect(await tree('crm:L')).toMatchObject({ standalone: false, root: top, focus: leaf, path })
  // Also where the asker's own record says nothing of a parent.
  expect(await tree('erp:M2')).toMatchObject({ standalone: false, root: top, focus: middle, path: path.slice(0, 2) })
  expect(await tree('crm:T')).toMatchObject({ standalone: false, root: top, path: path.slice(0, 1) })
  expect((await tree('crm:L')).nodes.map(({ id, depth, parent }) => [id, depth, parent])).toEqual([
    [top, 0, undefined],
    [middle, 1, top],
    [leaf, 2, middle],
  ])
})
