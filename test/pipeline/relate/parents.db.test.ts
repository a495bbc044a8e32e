import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { RecordId } from '../../../server/model/ids.ts'
import { RecordInput } from '../../../server/model/record.ts'
import { bulkResolve } from '../../../server/pipeline/bulk/bulk-resolve.ts'
import { type Kith, openKith } from '../../../server/pipeline/kith.ts'
import { rulesInForce } from '../../../server/pipeline/run/rules-in-force.ts'
import { prepare } from '../../../server/rules/prepare.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { checkInvariants } from '../../../server/store/graph/health.ts'
import { resetGraph } from '../../../server/store/graph/reset.ts'
import { emptyGraph } from '../../kit/graph.ts'
import { TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
let kith: Kith
beforeAll(async () => {
  store = await emptyGraph()
  kith = openKith(store, TEST_CONTEXT)
})
afterAll(() => store.close())
beforeEach(() => resetGraph(store))

function company(
  sourceId: string,
  name: string,
  city: string,
  more: Record<string, string> = {},
  updatedAt = '2024-01-01T00:00:00Z',
): RecordInput {
  const fields = Object.fromEntries(Object.entries({ name, ...more }).map(([field, value]) => [field, [value]]))
  const addresses = [
    { line1: `${sourceId.length * 11} Harbour Road`, city, region: 'WA', postcode: '98101', country: 'US' },
  ]
  return RecordInput.parse({ source: 'crm', sourceId, entity: 'company', updatedAt, fields, addresses })
}

async function put(...records: RecordInput[]): Promise<void> {
  for (const { outcome, record } of await kith.upsert(records, TEST_CONTEXT.actor))
    expect([record, outcome]).not.toContain('rejected')
}

async function parents(): Promise<string[]> {
  const rows = await store.autoCommit(
    'MATCH (c:Company)-[r:SUBSIDIARY_OF|REFUSED_PARENT]->(p:Company) RETURN c.members[0] + " " + type(r) + " " + p.members[0] AS line ORDER BY line',
  )
  return rows.map((row) => String(row.line))
}

const HOLDING = company('H1', 'Tidewater Holdings Inc', 'Seattle', { taxId: '91-1111111' })
const CHILD = company('C-100', 'Orca Outfitters LLC', 'Tacoma', { 'parent.name': 'Tidewater Holdings, Inc.' })

test('a parent that is only named is found when it comes, and lost again when its name means two companies', async () => {
  await put(CHILD)
  expect(await parents()).toEqual([])
  await put(HOLDING)
  expect(await parents()).toEqual(['crm:company:C-100 SUBSIDIARY_OF crm:company:H1'])
  await put(company('H2-other', 'Tidewater Holdings Inc', 'Spokane', { taxId: '91-2222222' }))
  const goldens = await store.autoCommit(
    "MATCH (g:Company) WHERE g.name STARTS WITH 'Tidewater' RETURN count(g) AS goldens",
  )
  expect(goldens).toEqual([{ goldens: 2 }])
  expect(await parents()).toEqual([])
  await kith.remove(RecordId.parse('crm:company:H2-other'), TEST_CONTEXT.actor)
  expect(await parents()).toEqual(['crm:company:C-100 SUBSIDIARY_OF crm:company:H1'])
})

test('a record that names another parent, and says all else as before, puts its company there on either path', async () => {
  const under = (parent: string, day: string) =>
    company('C-100', 'Orca Outfitters LLC', 'Tacoma', { 'parent.id': parent }, day)
  await put(HOLDING, company('H2-other', 'Cascade Partners Ltd', 'Spokane'), under('H1', '2024-01-01T00:00:00Z'))
  expect(await parents()).toEqual(['crm:company:C-100 SUBSIDIARY_OF crm:company:H1'])
  await put(under('H2-other', '2024-02-01T00:00:00Z'))
  expect(await parents()).toEqual(['crm:company:C-100 SUBSIDIARY_OF crm:company:H2-other'])
  const engine = await store.read((tx) => rulesInForce().engine(tx))
  const back = prepare(under('H1', '2024-03-01T00:00:00Z'), engine, '2024-06-01')
  await bulkResolve(store, 'company', [back], engine, TEST_CONTEXT)
  expect(await parents()).toEqual(['crm:company:C-100 SUBSIDIARY_OF crm:company:H1'])
})

test('a circle is cut at the claim that was made last, whichever came last, and heals when the circle opens', async () => {
  const ring = (newest: string) =>
    ['A1', 'B22', 'C333'].map((id, i, all) =>
      company(
        id,
        `${['Heron', 'Kestrel', 'Plover'][i]} Trading Ltd`,
        ['Everett', 'Yakima', 'Olympia'][i] ?? '',
        { 'parent.id': all[(i + 1) % 3] ?? '' },
        id === newest ? '2025-06-01T00:00:00Z' : `2024-0${i + 1}-01T00:00:00Z`,
      ),
    )
  const records = ring('C333')
  const cut = [
    'crm:company:A1 SUBSIDIARY_OF crm:company:B22',
    'crm:company:B22 SUBSIDIARY_OF crm:company:C333',
    'crm:company:C333 REFUSED_PARENT crm:company:A1',
  ]
  await put(...records)
  expect(await parents()).toEqual(cut)
  await resetGraph(store)
  for (const record of [...records].reverse()) await put(record)
  expect(await parents()).toEqual(cut)
  await kith.remove(RecordId.parse('crm:company:B22'), TEST_CONTEXT.actor)
  expect(await parents()).toEqual(['crm:company:C333 SUBSIDIARY_OF crm:company:A1'])
  for (const invariant of await checkInvariants(store)) expect(invariant).toMatchObject({ violations: [] })
})
