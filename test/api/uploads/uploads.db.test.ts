import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { UndoPlan, Upload } from '../../../server/model/uploads/upload.ts'
import { checksum as checksumOf } from '../../../server/pipeline/feed/checksum.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { checkInvariants } from '../../../server/store/graph/health.ts'
import { serveApp, type TestApp } from '../../kit/app.ts'
import { emptyGraph, wipe } from '../../kit/graph.ts'

let store: Store
let app: TestApp
beforeAll(async () => {
  store = await emptyGraph()
  app = await serveApp(store)
})
afterAll(async () => {
  await app.close()
  await store.close()
})
beforeEach(() => wipe(store))
afterEach(async () => {
  for (const invariant of await checkInvariants(store)) expect(invariant).toMatchObject({ violations: [] })
})

const HEADER = 'id,first,last,mail,born,street,city,state,zip,updated_at'
const JANE = '1,Jane,Okoro,jane.okoro@example.com,1984-03-02,12 Alder Street,Dayton,OH,45402,2026-01-05T00:00:00Z'
const BOB = '2,Robert,Lindqvist,bob@example.com,1971-11-20,9 Mill Road,Boise,ID,83702,2026-01-05T00:00:00Z'
const FILE = 'application/octet-stream'

/** What the CRM knows of Jane already. */
const crmJane = (fields: Record<string, string> = {}) => ({
  ...{ source: 'crm', entity: 'person', sourceId: 'C1', givenName: 'Jane', familyName: 'Okoro' },
  ...{ email: 'jane.okoro@example.com', birthDate: '1984-03-02', updatedAt: '2025-01-05T00:00:00Z' },
  ...fields,
})

async function send(name: string, text: string): Promise<Upload> {
  const { status, body } = await app.ask('POST', `/uploads?name=${encodeURIComponent(name)}`, {
    text,
    headers: { 'content-type': FILE, ...app.own },
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return Upload.parse(body)
}

/** Asks for something that goes on in the background, and waits for its end. */
async function run(id: string, what: string, body: object = {}): Promise<Upload> {
  const begun = await app.post(`/uploads/${id}/${what}`, body)
  expect(begun.status, JSON.stringify(begun.body)).toBe(202)
  return vi.waitFor(
    async () => {
      const upload = Upload.parse((await app.get(`/uploads/${id}`)).body)
      expect(['trying', 'loading', 'undoing']).not.toContain(upload.stage)
      return upload
    },
    { timeout: 60_000, interval: 100 },
  )
}

const undoOf = async (id: string) => UndoPlan.parse((await app.get(`/uploads/${id}/undo`)).body)
const checksum = async () => (await store.read(checksumOf)).checksum

test('a file is looked at, tried, loaded and undone, and the graph is what it was', async () => {
  await app.post('/records', { records: [crmJane()] })
  const before = await checksum()
  const sent = await send('shop.csv', [HEADER, JANE, BOB, ',Nobody,Known,,,,,,,'].join('\n'))
  // A column that is not filled everywhere is no id until somebody says so.
  expect(sent).toMatchObject({ stage: 'open', name: 'shop.csv', mapping: { entity: 'person', id: { content: true } } })
  await app.post(`/uploads/${sent.id}/mapping`, { mapping: { ...sent.mapping, id: 'id' } })
  expect(sent.columns.find(({ column }) => column === 'first')?.examples).toEqual(['Jane', 'Robert', 'Nobody'])

  const tried = await run(sent.id, 'dry-run')
  expect(tried.problem).toBeUndefined()
  expect(tried.trial).toMatchObject({
    ...{ rows: 3, rejected: 1, joined: 1, goldens: 1, matched: { looked: 2, of: 2 } },
    entities: [{ entity: 'person', records: 2, created: 2, changed: 0, unchanged: 0 }],
  })
  expect(tried.trial?.examples.find(({ joins }) => joins)).toMatchObject({
    name: 'Jane Okoro',
    joins: { name: 'Jane Okoro' },
  })
  expect(tried.trial?.rejects).toEqual([expect.objectContaining({ line: 4, column: 'id', detail: 'the id is empty' })])
  expect(await checksum()).toBe(before)

  const loaded = await run(sent.id, 'load')
  expect(loaded).toMatchObject({
    stage: 'loaded',
    loaded: { became: { written: 2, rejected: 1 }, goldens: 2, alone: 1 },
  })
  expect(loaded.loaded?.joined).toMatchObject({ goldens: 1, records: 1, shown: [{ name: 'Jane Okoro' }] })
  const { body } = await app.get(`/uploads/${sent.id}/rejects`)
  expect(String(body.text).split('\r\n')[1]).toBe('4,id,the id is empty,,Nobody,Known,,,,,,,')

  const plan = await undoOf(sent.id)
  expect(plan).toMatchObject({ deletes: 2, restores: 0, returns: 0, alone: 1, shared: 1, kept: { count: 0 } })
  const undone = await run(sent.id, 'undo', { hash: plan.hash })
  expect(undone).toMatchObject({ stage: 'undone', undone: { deletes: 2, restores: 0, kept: 0 } })
  expect(await checksum()).toBe(before)
})

test('records that a load changed say again what they said; an older load can still be undone then', async () => {
  const first = await send('shop.csv', [HEADER, JANE, BOB].join('\n'))
  const empty = await checksum()
  await run(first.id, 'load')
  const before = await checksum()
  const newer = JANE.replace('jane.okoro@example.com', 'jane@okoro.example').replace('2026-01-05', '2026-02-01')
  const second = await send('shop.csv', [HEADER, newer, BOB].join('\n'))
  const tried = await run(second.id, 'dry-run')
  expect(tried.trial?.entities).toEqual([
    { entity: 'person', records: 2, created: 0, changed: 1, unchanged: 1, late: 0, deleted: 0 },
  ])
  await run(second.id, 'load')
  expect(await checksum()).not.toBe(before)
  const plan = await undoOf(second.id)
  expect(plan).toMatchObject({ deletes: 0, restores: 1, returns: 0 })
  await run(second.id, 'undo', { hash: plan.hash })
  expect(await checksum()).toBe(before)
  const { body: record } = await app.get('/records/shop/person/1?asOf=2026-03-01&knownAt=now')
  expect(JSON.stringify(record)).toContain('jane.okoro@example.com')
  expect(await undoOf(first.id)).toMatchObject({ deletes: 2, restores: 0, kept: { count: 0 } })
  await run(first.id, 'undo', { hash: (await undoOf(first.id)).hash })
  expect(await checksum()).toBe(empty)
})

test('what somebody changed since is named, left alone, and makes an older plan stale', async () => {
  const { id } = await send('shop.csv', [HEADER, JANE, BOB].join('\n'))
  await run(id, 'load')
  const early = await undoOf(id)
  const fields = { source: 'shop', entity: 'person', sourceId: '2', givenName: 'Rob', familyName: 'Lindqvist' }
  await app.post('/records', { records: [{ ...fields, updatedAt: '2026-03-01T00:00:00Z' }] })
  expect((await app.post(`/uploads/${id}/undo`, { hash: early.hash })).body).toMatchObject({ code: 'plan.stale' })
  const plan = await undoOf(id)
  expect(plan).toMatchObject({ deletes: 1, kept: { count: 1, shown: [{ record: 'shop:person:2', by: 'local' }] } })
  await run(id, 'undo', { hash: plan.hash })
  expect((await app.get('/records/shop/person/2')).body).toMatchObject({ values: { givenName: ['Rob'] } })
  expect((await app.get('/records/shop/person/1')).body).toHaveProperty('deletedAt')
})

test('a record that a row deleted is back when the load is undone', async () => {
  const first = await send('shop.csv', [HEADER, JANE].join('\n'))
  await run(first.id, 'load')
  const before = await checksum()
  const sent = await send('shop.csv', [`${HEADER},deleted`, `${JANE},true`].join('\n'))
  expect(sent.mapping).toHaveProperty('delete')
  expect((await run(sent.id, 'dry-run')).trial?.entities).toMatchObject([{ deleted: 1 }])
  await run(sent.id, 'load')
  expect(await checksum()).not.toBe(before)
  const plan = await undoOf(sent.id)
  expect(plan).toMatchObject({ deletes: 0, restores: 0, returns: 1 })
  await run(sent.id, 'undo', { hash: plan.hash })
  expect(await checksum()).toBe(before)
})

test('a mapping is corrected, and every fault is told by its key', async () => {
  const { id, mapping } = await send('shop.csv', [HEADER, JANE].join('\n'))
  const wrong = await app.post(`/uploads/${id}/mapping`, {
    mapping: { ...mapping, fields: { mail: 'e-mail', zip: 'post' } },
  })
  expect(wrong.status).toBe(422)
  expect(wrong.body).toMatchObject({
    code: 'mapping.invalid',
    path: ['fields.mail: person has no field "e-mail"', 'fields.zip: person has no field "post"'],
  })
  const right = await app.post(`/uploads/${id}/mapping`, { mapping: { ...mapping, source: 'web-shop' } })
  expect(right.body).toMatchObject({ mapping: { source: 'web-shop' } })
  await run(id, 'load')
  expect((await app.get('/records/web-shop/person/1')).status).toBe(200)
  expect((await app.post(`/uploads/${id}/mapping`, { mapping })).body).toMatchObject({ code: 'upload.state' })
})

test.each<[why: string, name: string, text: string, status: number, detail: string]>([
  ['an empty file', 'x.csv', '', 400, 'x.csv'],
  ['a PDF', 'x.csv', '%PDF-1.7\n…', 400, 'PDF'],
])('%s is named for what it is, and not kept', async (_why, name, text, status, detail) => {
  const headers = { 'content-type': FILE, ...app.own }
  const { status: was, body } = await app.ask('POST', `/uploads?name=${name}`, { text, headers })
  expect(was, JSON.stringify(body)).toBe(status)
  expect(JSON.stringify(body)).toContain(detail)
  expect(JSON.stringify(body)).not.toContain(app.home)
})

test('a file is sent by who may, and as a file', async () => {
  const asForm = await app.ask('POST', '/uploads?name=x.csv', {
    text: HEADER,
    headers: { 'content-type': 'text/plain', ...app.own },
  })
  expect(asForm.status).toBe(400)
  const nobody = await app.ask('POST', '/uploads?name=x.csv', {
    text: HEADER,
    headers: { 'content-type': FILE, authorization: '' },
  })
  expect(nobody.status).toBe(401)
  expect((await app.get('/uploads/upl_..%2F..%2Fkeys')).status).toBe(404)
})

test('a load that a stop cut off says so, and is undone or gone on with', async () => {
  const { id } = await send('shop.csv', [HEADER, JANE, BOB].join('\n'))
  const begun = await app.post(`/uploads/${id}/load`, {})
  expect(begun.body).toMatchObject({ stage: 'loading' })
  const other = await send('other.csv', [HEADER, JANE].join('\n'))
  expect((await app.post(`/uploads/${other.id}/load`, {})).body).toMatchObject({ code: 'upload.state' })
  await app.kith.uploads.close()
  const after = Upload.parse((await app.get(`/uploads/${id}`)).body)
  expect(['open', 'cut', 'loaded']).toContain(after.stage)
})
