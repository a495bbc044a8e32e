import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { type RecordId, RecordId as RecordIdShape, SourceName } from '../../../server/model/ids.ts'
import { RecordInput } from '../../../server/model/record.ts'
import { rebuild } from '../../../server/pipeline/bulk/rebuild.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import { type Kith, openKith } from '../../../server/pipeline/kith.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { checkNames, runCheck } from '../../../server/store/graph/health.ts'
import { changesAfter } from '../../../server/store/read/change-reads.ts'
import { listSources } from '../../../server/store/write/sources.ts'
import { emptyGraph } from '../../kit/graph.ts'
import { personInput, TEST_CONTEXT } from '../../kit/world.ts'

// Also: a source's records get new ids, or it gets a new name, without a new customer (PITFALLS row 4).
let store: Store
let kith: Kith
const { actor } = TEST_CONTEXT
const source = (name: string) => SourceName.parse(name)
const id = (text: string) => RecordIdShape.parse(text)

const JUNO = { givenName: 'Juno', familyName: 'Castellane', birthDate: '1966-06-30', email: 'juno@castellane.example' }
const PEOPLE = [
  personInput(
    'crm:person:17',
    { ...JUNO, phone: '+1 513 555 0121', title: 'Dr' },
    { updatedAt: '2024-06-01T00:00:00Z' },
  ),
  personInput('shop:person:A', { ...JUNO, phone: '+1 513 555 0122' }, { updatedAt: '2023-06-01T00:00:00Z' }),
  personInput('shop:person:B', { givenName: 'Wim', familyName: 'Otterloo', email: 'wim@otterloo.example' }),
]
const other = (fields: object) => RecordInput.parse({ fields: {}, ...fields })
const FIRMS = [
  other({
    source: 'crm',
    sourceId: 'co-1',
    entity: 'company',
    fields: { name: ['Zandvoort Shipping Holding BV'], registrationNumber: ['NL55512'] },
  }),
  other({
    source: 'crm',
    sourceId: 'co-2',
    entity: 'company',
    fields: { name: ['Tidewater Ropeworks Ltd'], registrationNumber: ['GB98711'], 'parent.id': ['co-1'] },
  }),
  other({
    source: 'crm',
    sourceId: 'ct-1',
    entity: 'contact',
    fields: { givenName: ['Isolde'], familyName: ['Brakman'], 'company.id': ['co-2'], jobTitle: ['Buyer'] },
  }),
]

beforeEach(async () => {
  await store?.close()
  store = await emptyGraph()
  kith = openKith(store, TEST_CONTEXT)
  await kith.upsert([...PEOPLE, ...FIRMS], actor)
})
afterEach(async () => {
  for (const name of checkNames()) expect(await runCheck(store, name)).toMatchObject({ violations: [] })
})
afterAll(() => store.close())

const feed = async (after = 0) => (await store.read((tx) => changesAfter(tx, after, 1_000, { members: true }))).changes
const headSeq = async () => (await feed()).at(-1)?.seq ?? 0
const rows = (statement: string) => store.autoCommit(statement)
/** Golden id by record. */
async function goldens(): Promise<Map<string, string>> {
  const found = await rows('MATCH (r:SourceRecord)-[:MEMBER_OF]->(g:Golden) RETURN r.id AS record, g.id AS golden')
  return new Map(found.map((row) => [String(row.record), String(row.golden)]))
}
async function sameAfterRebuild() {
  const before = [await store.read(checksum), await headSeq()]
  await rebuild(store, TEST_CONTEXT)
  expect([await store.read(checksum), await headSeq()]).toEqual(before)
}
async function relations() {
  return rows(
    'MATCH (a:Golden)-[r:WORKS_AT|SUBSIDIARY_OF]->(b:Golden) RETURN type(r) AS type, a.id AS from, b.id AS to ORDER BY type',
  )
}

test('a retired source wins nothing, keeps its records, and is itself again when restored', async () => {
  const whole = await store.read(checksum)
  const of = await goldens()
  const before = await headSeq()
  expect(await kith.retire(source('crm'), 'switched off', actor)).toMatchObject({ records: 4 })
  expect(await goldens()).toEqual(of)
  const [juno] = await rows(
    `MATCH (g:Golden {id: '${of.get('crm:person:17')}'}) RETURN g.title AS title, g.phones AS phones`,
  )
  expect(juno).toEqual({ title: null, phones: ['+15135550122'] })
  const change = (await feed(before)).find((each) => each.golden === of.get('crm:person:17'))
  expect(change).toMatchObject({
    attributes: ['phones', 'title'],
    after: { title: null },
    members: ['crm:person:17', 'shop:person:A'],
  })
  expect(await relations()).toEqual([])
  expect((await store.read(listSources)).find((each) => each.source === 'crm')).toMatchObject({
    records: 4,
    reason: 'switched off',
    retiredBy: 'test',
  })
  await sameAfterRebuild()

  // Asked again it changes nothing; what still arrives is kept and wins nothing.
  expect(await kith.retire(source('crm'), 'again', actor)).toMatchObject({ changes: 0 })
  await kith.upsert(
    [personInput('crm:person:17', { ...JUNO, title: 'Prof' }, { updatedAt: '2025-01-01T00:00:00Z' })],
    actor,
  )
  expect(await rows(`MATCH (g:Golden {id: '${of.get('crm:person:17')}'}) RETURN g.title AS title`)).toEqual([
    { title: null },
  ])
  await kith.upsert(
    PEOPLE.slice(0, 1).map((each) => ({ ...each, updatedAt: '2025-02-01T00:00:00Z' })),
    actor,
  )

  await kith.restore(source('crm'), actor)
  expect((await store.read(checksum)).parts.goldens?.checksum).toBe(whole.parts.goldens?.checksum)
  expect(await relations()).toHaveLength(2)
  await sameAfterRebuild()
  await expect(kith.retire(source('nobody'), 'x', actor)).rejects.toMatchObject({ problem: { code: 'source.unknown' } })
})

test('a retirement that was cut off goes on with the next sweep', async () => {
  await rows(
    "MERGE (s:Source {name: 'crm'}) SET s.retiredAt = '2025-01-01T00:00:00.000Z', s.reason = 'x', s.pending = 'retire'",
  )
  expect(await kith.sweep(actor)).toMatchObject({ sources: 1 })
  expect(await rows("MATCH (:SourceRecord {id: 'crm:person:17'})-[:MEMBER_OF]->(g) RETURN g.title AS title")).toEqual([
    { title: null },
  ])
  expect(await kith.sweep(actor)).toMatchObject({ sources: 0 })
  await sameAfterRebuild()
})

/** Whatever happened, records are found by their old ids and nothing that people or sources said is lost. */
async function holdsAfter(work: () => Promise<unknown>, to: (old: string) => RecordId) {
  const { decision } = await kith.decide(
    { low: id('crm:person:17'), high: id('shop:person:B'), verdict: 'distinct', reason: 'brothers' },
    actor,
  )
  const golden = (await goldens()).get('crm:person:17') ?? ''
  const { pin } = await kith.pin(
    { golden: golden as never, attribute: 'suffix', value: 'Jr', reason: 'card', record: id('crm:person:17') },
    actor,
  )
  await rows("CREATE (:Order {id: 'crm:O1', source: 'crm', customerRef: 'crm:person:17'})")
  await rows("MATCH (r:SourceRecord {id: 'crm:person:17'}), (o:Order {id: 'crm:O1'}) CREATE (r)-[:PLACED]->(o)")
  const [of, standing, seq] = [await goldens(), await relations(), await headSeq()]
  await work()
  const now = await goldens()
  for (const [record, own] of of) expect([record, now.get(to(record))]).toEqual([record, own])
  expect(now.size).toBe(of.size)
  expect(await relations()).toEqual(standing)
  const found = await kith.ask.records.find('crm:person:17')
  expect(found).toMatchObject({ id: to('crm:person:17'), golden, formerIds: ['crm:person:17'] })
  const change = (await feed(seq)).find((each) => each.golden === golden)
  expect(change).toMatchObject({
    kind: 'updated',
    attributes: ['members'],
    joined: [to('crm:person:17')],
    left: ['crm:person:17'],
  })
  expect(await rows('MATCH (p:Pin) RETURN p.id AS id, p.record AS record')).toEqual([
    { id: pin.id, record: to('crm:person:17') },
  ])
  expect(await rows('MATCH (d:Decision) WHERE d.low < d.high RETURN d.id AS id, d.low AS low, d.high AS high')).toEqual(
    [
      {
        id: decision.id,
        low: [to('crm:person:17'), 'shop:person:B'].sort()[0],
        high: [to('crm:person:17'), 'shop:person:B'].sort()[1],
      },
    ],
  )
  expect(await rows('MATCH (o:Order)<-[:PLACED]-(r) RETURN o.customerRef AS of, r.id AS id')).toEqual([
    { of: to('crm:person:17'), id: to('crm:person:17') },
  ])
  expect(await rows('MATCH (a)-[:SAME_AS]->(b) WHERE a.id > b.id RETURN a.id')).toEqual([])
  await sameAfterRebuild()
}

test('a source gets a new name: golden ids, links, decisions, pins, orders and relations stay', async () => {
  const to = (old: string) => id(old.replace(/^crm:/, 'zz-sales:'))
  await holdsAfter(() => kith.rekey({ source: source('crm'), to: source('zz-sales'), records: [] }, actor), to)
  // What it sends under its new name is what is there.
  const again = [...PEOPLE, ...FIRMS]
    .filter((each) => each.source === 'crm')
    .map((each) => RecordInput.parse({ ...each, source: 'zz-sales' }))
  const outcomes = await kith.upsert(again, actor)
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged'])
  expect(await rows('MATCH (o:Order) RETURN o.id AS id, o.source AS source')).toEqual([
    { id: 'zz-sales:O1', source: 'zz-sales' },
  ])
  // Asked again, there is nothing left to do.
  expect(await kith.rekey({ source: source('crm'), to: source('zz-sales'), records: [] }, actor)).toMatchObject({
    records: 0,
  })
})

test('a renaming that was cut off goes on with the next sweep', async () => {
  const of = await goldens()
  await kith.rekey({ source: source('crm'), records: [{ from: '17', to: '18' }] }, actor)
  await rows("MERGE (s:Source {name: 'crm'}) SET s.renamedTo = 'sales', s.pending = 'rekey'")
  expect(await kith.sweep(actor)).toMatchObject({ sources: 1 })
  expect((await goldens()).get('sales:person:18')).toBe(of.get('crm:person:17'))
  expect(await kith.ask.records.find('crm:person:17')).toMatchObject({ id: 'sales:person:18' })
  // The call that was cut off, made again.
  const again = { source: source('crm'), to: source('sales'), records: [{ from: '17', to: '18' }] }
  expect(await kith.rekey(again, actor)).toMatchObject({ records: 0, changes: 0 })
  await sameAfterRebuild()
})

test('records get new ids by a mapping, and those that name them follow', async () => {
  const records = [
    { from: '17', to: 'P-0017', entity: 'person' as const },
    { from: 'co-1', to: 'C-0001', entity: 'company' as const },
    { from: 'co-2', to: 'C-0002', entity: 'company' as const },
  ]
  const map = new Map(records.map(({ from, to, entity }) => [`crm:${entity}:${from}`, id(`crm:${entity}:${to}`)]))
  await holdsAfter(
    () => kith.rekey({ source: source('crm'), records: records.map(({ from, to }) => ({ from, to })) }, actor),
    (old) => map.get(old) ?? id(old),
  )
  const contact = await kith.ask.records.find('crm:contact:ct-1')
  expect(contact?.input.fields['company.id']).toEqual(['C-0002'])
  expect(await kith.rekey({ source: source('crm'), records }, actor)).toMatchObject({ records: 0, changes: 0 })
})

test.each([
  ['an id that another record has', [{ from: 'A', to: 'B' }], 'those of other records'],
  ['an id that nobody has', [{ from: 'Z', to: 'Y' }], 'no record shop:Z'],
  [
    'one id twice',
    [
      { from: 'A', to: 'X' },
      { from: 'B', to: 'X' },
    ],
    'named twice',
  ],
  [
    'a swap',
    [
      { from: 'A', to: 'B' },
      { from: 'B', to: 'A' },
    ],
    'two steps',
  ],
  ['nothing', [], 'new name'],
])('%s is refused before anything is written', async (_why, records, words) => {
  const before = await store.read(checksum)
  await expect(kith.rekey({ source: source('shop'), records }, actor)).rejects.toThrow(words)
  expect(await store.read(checksum)).toEqual(before)
})
