import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '../../server/store/graph/driver.ts'
import { serveApp, type TestApp } from '../kit/app.ts'
import { emptyGraph } from '../kit/graph.ts'
import { EMIL, NADIA_NEW, NADIA_OLD, recordPath, STRANGER } from './world.ts'

const ID = { new: 'crm:person:C/1:a%b', old: 'shop:person:S1', emil: 'crm:person:C2', stranger: 'erp:person:E9' }

let store: Store
let app: TestApp
beforeAll(async () => {
  store = await emptyGraph()
  app = await serveApp(store)
  await app.post('/records', { records: [NADIA_OLD, NADIA_NEW, EMIL, STRANGER] })
})
afterAll(async () => {
  await app?.close()
  await store?.close()
})

const goldenOf = async (record: { source: string; sourceId: string }) =>
  String((await app.get(recordPath(record))).body.golden)
const decide = (low: string, high: string, verdict: string) =>
  app.post('/decisions', { low, high, verdict, reason: 'asked her' }, { headers: { 'x-kith-user': 'jo' } })
const head = async () => Number((await app.get('/health')).body.seq)

test('a decision splits, holds through new loads, contradicts nothing, and can be undone', async () => {
  const before = await goldenOf(NADIA_NEW)
  const apart = await decide(ID.old, ID.new, 'distinct')
  expect(apart.status).toBe(201)
  expect(apart.body.decision).toMatchObject({ low: ID.new, high: ID.old, verdict: 'distinct', by: expect.any(String) })
  const [one, other] = [await goldenOf(NADIA_NEW), await goldenOf(NADIA_OLD)]
  expect(one).not.toBe(other)
  expect([one, other]).toContain(before)

  await app.post('/records', { records: [{ ...NADIA_OLD, updatedAt: '2025-03-01T09:00:00Z', gender: 'female' }] })
  expect(await goldenOf(NADIA_OLD)).not.toBe(await goldenOf(NADIA_NEW))

  const joined = await decide(ID.old, ID.stranger, 'same')
  expect(joined.status).toBe(201)
  const conflict = await decide(ID.stranger, ID.new, 'same')
  expect(conflict).toMatchObject({ status: 409, body: { code: 'decision.conflict' } })
  expect((conflict.body.path as string[]).length).toBeGreaterThan(1)

  const { decisions } = (await app.get(`/decisions?record=${encodeURIComponent(ID.old)}`)).body as {
    decisions: { id: string; verdict: string }[]
  }
  expect(decisions.map((each) => each.verdict)).toEqual(['same', 'distinct'])
  for (const { id } of decisions) expect((await app.ask('DELETE', `/decisions/${id}`)).status).toBe(200)
  expect((await app.get('/decisions')).body.decisions).toEqual([])
  expect((await app.get('/decisions?revoked=true')).body.decisions).toHaveLength(2)
  expect(await goldenOf(NADIA_OLD)).toBe(await goldenOf(NADIA_NEW))
  expect((await app.ask('DELETE', '/decisions/dec_none')).body).toMatchObject({
    code: 'decision.not-found',
    status: 404,
  })
})

test('an id that went into another answers with its heir; one that was never, with a problem', async () => {
  const stranger = await goldenOf(STRANGER)
  const emil = await goldenOf(EMIL)
  const { body } = await decide(ID.emil, ID.stranger, 'same')
  const heir = await goldenOf(EMIL)
  const retired = heir === emil ? stranger : emil
  expect((await app.get(`/ids/${retired}`)).body).toMatchObject({
    state: 'retired',
    current: [heir],
    path: [{ from: retired, type: 'SUPERSEDED_BY', to: heir }],
  })
  const answer = await app.get(`/golden/${retired}`)
  expect(answer.body.id).toBe(heir)
  expect(answer.headers.get('content-location')).toBe(`/api/v1/golden/${heir}`)
  expect((await app.get(`/golden/${retired}/history`)).body.id).toBe(retired)
  expect((await app.get('/ids/cus_nobody')).body).toMatchObject({ code: 'golden.not-found', status: 404 })
  await app.ask('DELETE', `/decisions/${(body.decision as { id: string }).id}`)
})

test('the feed is gapless, pages join up, and every line names who did it', async () => {
  const last = await head()
  const whole = (await app.get('/changes?after=0&limit=1000')).body as { changes: { seq: number; actor: string }[] }
  expect(whole.changes.map((change) => change.seq)).toEqual(Array.from({ length: last }, (_, i) => i + 1))
  expect(new Set(whole.changes.map((change) => change.actor))).toEqual(new Set(['local']))
  const pages: unknown[] = []
  for (let after = 0; after < last; ) {
    const page = (await app.get(`/changes?after=${after}&limit=3`)).body as { changes: unknown[]; next: number }
    pages.push(...page.changes)
    after = page.next
  }
  expect(pages).toEqual(whole.changes)
})

test('the stream resumes after Last-Event-ID, goes on with what happens next, and ends with the server', async () => {
  const own = await serveApp(store)
  const last = await head()
  const response = await fetch(`${own.url}/changes/stream`, { headers: { 'last-event-id': String(last - 1) } })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader()
  let seen = ''
  const until = async (word: string) => {
    while (!seen.includes(word)) {
      const { value, done } = await reader.read()
      if (done) return
      seen += value
    }
  }
  await until(`id: ${last}\n`)
  await app.post('/records', {
    records: [{ ...STRANGER, sourceId: 'E77', email: 'late@example.net', birthDate: '1999-09-09' }],
  })
  await until(`id: ${last + 1}\n`)
  expect(seen).toContain('"kind":"created"')
  const closed = own.close()
  await until('never')
  await closed
  expect(seen).not.toContain(`id: ${last - 1}\n`)
})

test('review lists what is doubtful with its evidence', async () => {
  const near = [
    {
      ...STRANGER,
      sourceId: 'R1',
      givenName: 'Marta',
      familyName: 'Quist',
      email: 'm.q@example.net',
      birthDate: undefined,
    },
    {
      ...STRANGER,
      source: 'shop',
      sourceId: 'R2',
      givenName: 'Marta',
      familyName: 'Quist',
      email: undefined,
      birthDate: undefined,
    },
  ].map((record) => ({ ...record, address: { line1: '5 Elm Row', city: 'Boise', region: 'ID', postcode: '83702' } }))
  await app.post('/records', { records: near })
  const { items } = (await app.get('/review?entity=person&limit=50')).body as {
    items: { kind: string; low?: { record: string }; evidence: unknown[] }[]
  }
  const pairs = items.filter((item) => item.kind === 'pair')
  expect(pairs.every((item) => item.evidence.length > 0)).toBe(true)
  expect((await app.get('/review?kind=held')).body.items).toEqual([])
  expect((await app.get('/review?kind=nonsense')).body).toMatchObject({ code: 'request.invalid', field: 'kind' })
})
