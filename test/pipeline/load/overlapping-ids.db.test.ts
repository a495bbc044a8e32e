import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { parseRecordInput } from '../../../server/ingest/record-input.ts'
import { parseMapping } from '../../../server/ingest/source-mapping.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import { type Kith, openKith } from '../../../server/pipeline/kith.ts'
import { type LoadSummary, loadFiles } from '../../../server/pipeline/load/load.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { checkInvariants } from '../../../server/store/graph/health.ts'
import { emptyGraph } from '../../kit/graph.ts'
import { TEST_CONTEXT } from '../../kit/world.ts'

// Tables of one system that all count from 1: each record is a thing of its own, and references name the table they mean.
let store: Store
let kith: Kith
const { actor } = TEST_CONTEXT

beforeEach(async () => {
  await store?.close()
  store = await emptyGraph()
  kith = openKith(store, TEST_CONTEXT)
})
afterEach(async () => {
  expect((await checkInvariants(store)).filter(({ violations }) => violations.length > 0)).toEqual([])
})

const folder = mkdtempSync(join(tmpdir(), 'kith-ids-'))
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

const FIRMS = { source: 'desk', entity: 'company', id: 'no', fields: { firm: 'name', town: 'address.city' } }
const STAFF = {
  source: 'desk',
  entity: 'contact',
  id: 'no',
  fields: { firm: 'company.id', given: 'givenName', family: 'familyName', mail: 'email' },
}
const GUESTS = {
  source: 'desk',
  entity: 'person',
  id: 'no',
  fields: { given: 'givenName', family: 'familyName', mail: 'email' },
}
const ORDERS = {
  source: 'desk',
  entity: 'order',
  id: 'no',
  fields: { who: 'customer.id', sum: 'amount' },
  constants: { currency: 'EUR' },
}

const firms = ['no,firm,town', '1,Halyard Engineering Ltd,Hull', '2,Osier Basketware Ltd,Taunton'].join('\n')
const staff = [
  'no,firm,given,family,mail',
  '1,2,Benedikta,Osterhage,b.osterhage@osier.test',
  '2,2,Quentin,Farrow,q.farrow@osier.test',
  '3,1,Mirela,Stoica,m.stoica@halyard.test',
].join('\n')
const guests = ['no,given,family,mail', '1,Ottoline,Pryce,otto@pryce.test', '2,Anselm,Quist,anselm@quist.test'].join(
  '\n',
)

async function load(...files: [json: object, text: string][]): Promise<LoadSummary> {
  const given = files.map(([json, text], i) => {
    const path = join(folder, `${i}.csv`)
    writeFileSync(path, text)
    return { path, mapping: parseMapping(json) }
  })
  return loadFiles(store, given, TEST_CONTEXT, { train: false })
}
const jobs = async () =>
  (
    await store.autoCommit(
      'MATCH (r:SourceRecord)-[:MEMBER_OF]->(:Contact)-[:WORKS_AT]->(c:Company) RETURN r.id AS id, c.name AS at ORDER BY id',
    )
  ).map(({ id, at }) => `${id} ${at}`)
const buyers = async () =>
  (
    await store.autoCommit(
      'MATCH (o:Order) OPTIONAL MATCH (r)-[:PLACED]->(o) RETURN o.id AS id, r.id AS by ORDER BY id',
    )
  ).map(({ id, by }) => `${id} ${by}`)

test('companies, contacts and persons of one number are records of their own, in any order and however they come', async () => {
  await load([FIRMS, firms], [STAFF, staff], [GUESTS, guests])
  const ids = (await store.autoCommit('MATCH (r:SourceRecord) RETURN r.id AS id ORDER BY id')).map(({ id }) => id)
  expect(ids).toEqual(
    ['company:1', 'company:2', 'contact:1', 'contact:2', 'contact:3', 'person:1', 'person:2'].map((id) => `desk:${id}`),
  )
  expect(await jobs()).toEqual([
    'desk:contact:1 Osier Basketware Ltd',
    'desk:contact:2 Osier Basketware Ltd',
    'desk:contact:3 Halyard Engineering Ltd',
  ])
  const sum = await store.read(checksum)
  const again = await load([GUESTS, guests], [STAFF, staff], [FIRMS, firms])
  expect(Object.values(again.entities).map(({ written, changes }) => [written, changes])).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
  ])
  await store.close()
  store = await emptyGraph()
  for (const [json, text] of [
    [STAFF, staff],
    [GUESTS, guests],
    [FIRMS, firms],
  ] as const)
    await load([json, text])
  expect(await store.read(checksum)).toEqual(sum)
})

test('a name without its table is read where one alone has the id', async () => {
  await load([FIRMS, firms], [STAFF, staff])
  kith = openKith(store, TEST_CONTEXT)
  expect(await kith.ask.records.one('desk:3')).toBe('desk:contact:3')
  await expect(kith.ask.records.one('desk:1')).rejects.toMatchObject({
    problem: { code: 'record.ambiguous', path: ['desk:company:1', 'desk:contact:1'] },
  })
  await expect(kith.ask.records.one('desk:9')).rejects.toMatchObject({ problem: { code: 'record.not-found' } })
  await kith.rekey({ source: 'desk' as never, records: [{ from: '3', to: 'C-3' }] }, actor)
  expect(await kith.ask.records.one('desk:3')).toBe('desk:contact:C-3')
  await expect(
    kith.rekey({ source: 'desk' as never, records: [{ from: '1', to: 'C-1' }] }, actor),
  ).rejects.toMatchObject({ problem: { code: 'record.ambiguous' } })
  await kith.rekey({ source: 'desk' as never, records: [{ from: '1', to: 'C-1', entity: 'contact' }] }, actor)
  expect(await kith.ask.records.one('desk:1')).toBe('desk:company:1')
  expect(await jobs()).toContain('desk:contact:C-1 Osier Basketware Ltd')
})

test('an order that names no table is of whoever alone has the id, and waits where several have it', async () => {
  const orders = ['no,who,sum', 'o1,1,10.00', 'o3,3,30.00', 'o9,9,90.00'].join('\n')
  await load([ORDERS, orders])
  await load([FIRMS, firms])
  expect(await buyers()).toEqual(['desk:o1 desk:company:1', 'desk:o3 null', 'desk:o9 null'])
  const { waiting, waits } = await load([STAFF, staff])
  expect(await buyers()).toEqual(['desk:o1 null', 'desk:o3 desk:contact:3', 'desk:o9 null'])
  expect(waiting).toEqual({ others: 1 })
  const mayBe = ['desk:company:1', 'desk:contact:1']
  expect(waits).toEqual([{ kind: 'others', id: 'desk:o1', names: 'desk:1', mayBe }])
  const again = await load([ORDERS, 'no,who,sum\no1,1,11.00'])
  expect(again.waits).toEqual([{ kind: 'orders', id: 'desk:o1', names: 'desk:1', mayBe }])
  const named = { ...ORDERS, fields: { ...ORDERS.fields, who: { to: 'customer.id', entity: 'company' } } }
  expect((await load([named, 'no,who,sum\no1,1,10.00'])).waits).toEqual([])
  expect(await buyers()).toEqual(['desk:o1 desk:company:1', 'desk:o3 desk:contact:3', 'desk:o9 null'])
})

test('activities too, and they say so', async () => {
  await load([FIRMS, firms], [STAFF, staff])
  const call = { source: 'desk' as never, kind: 'other' as const, activityId: 'a1', customerId: '2' }
  const whose = () => store.autoCommit('MATCH (a:Activity) OPTIONAL MATCH (r)-[:DID]->(a) RETURN r.id AS id')
  expect(await kith.putActivities([call], actor)).toMatchObject({
    stored: 1,
    ambiguous: [expect.stringContaining('desk:contact:2')],
  })
  expect(await whose()).toEqual([{ id: null }])
  expect(await kith.putActivities([{ ...call, customerId: 'desk:contact:2' }], actor)).toEqual({ stored: 1 })
  expect(await whose()).toEqual([{ id: 'desk:contact:2' }])
})

test('a reference names a record of another source: by its mapping, or by its text', async () => {
  await load([{ ...FIRMS, source: 'erp' }, 'no,firm,town\n1,Halyard Holding plc,Leeds\n2,Teasel Mills Ltd,Stroud'])
  const parent = { ...FIRMS, fields: { ...FIRMS.fields, owner: { to: 'parent.id', source: 'erp' } } }
  await load([
    parent,
    `no,firm,town,owner\n1,Halyard Engineering Ltd,Hull,1\n2,Osier Basketware Ltd,Taunton,desk:company:1`,
  ])
  await load([STAFF, staff.replace('3,1,', '3,erp:company:2,')])
  const parents = await store.autoCommit(
    'MATCH (a:Company)-[:SUBSIDIARY_OF]->(b:Company) RETURN a.name AS child, b.name AS parent ORDER BY child',
  )
  expect(parents).toEqual([
    { child: 'Halyard Engineering Ltd', parent: 'Halyard Holding plc' },
    { child: 'Osier Basketware Ltd', parent: 'Halyard Engineering Ltd' },
  ])
  expect(await jobs()).toContain('desk:contact:3 Teasel Mills Ltd')
})

test.each([
  ['from files', async (json: object, text: string) => void (await load([json, text]))],
  [
    'one by one',
    async (json: { entity: string }, text: string) => {
      const [, row = ''] = text.split('\n')
      const [sourceId = '', name = ''] = row.split(',')
      const fields = json.entity === 'company' ? { name } : { givenName: name, familyName: 'Marchetti' }
      const record = { source: 'till', sourceId, entity: json.entity, sharedIds: true, fields }
      const read = parseRecordInput(record)
      if (!read.ok) throw new Error(read.problem.detail)
      await kith.upsert([read.value], actor)
    },
  ],
])('where entities share their ids, a change of type moves the record, with its orders: %s', async (_way, bring) => {
  const own = { source: 'till', id: 'no', sharedIds: true }
  const person = { ...own, entity: 'person', fields: { name: 'givenName', family: 'familyName' } }
  const company = { ...own, entity: 'company', fields: { name: 'name' } }
  await bring(person, 'no,name,family\n7,Rinaldo,Marchetti')
  await load([{ ...ORDERS, source: 'till' }, 'no,who,sum\nt1,7,10.00'])
  await bring(company, 'no,name\n7,Marchetti Tiles Srl')
  const now = async () => (await store.autoCommit('MATCH (r:SourceRecord) RETURN r.id AS id')).map(({ id }) => id)
  expect(await now()).toEqual(['till:company:7'])
  expect(await buyers()).toEqual(['till:t1 till:company:7'])
  expect(await kith.ask.records.one('till:7')).toBe('till:company:7')
  expect(await kith.ask.records.one('till:person:7')).toBe('till:company:7')
  await bring(person, 'no,name,family\n7,Rinaldo,Marchetti')
  expect(await now()).toEqual(['till:person:7'])
  expect(await buyers()).toEqual(['till:t1 till:person:7'])
  expect(await kith.ask.records.one('till:company:7')).toBe('till:person:7')
})
