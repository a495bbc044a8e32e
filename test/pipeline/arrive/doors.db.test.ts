import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Sent, type Served, serve } from '../../kit/served.ts'

// What comes in at a server: nothing stops it, one record's fault is that record's alone, and a request is one piece of work.

let kith: Served
beforeAll(async () => {
  kith = await serve({ requestsPerMinute: 1_000_000 })
})
beforeEach(() => kith.empty())
afterAll(() => kith?.close())

const person = (sourceId: string, more: Record<string, unknown> = {}): Sent => ({
  source: 'till',
  sourceId,
  entity: 'person',
  givenName: 'Dorit',
  familyName: 'Haverkamp',
  ...more,
})

const send = async (records: readonly object[]) => {
  const { status, body } = await kith.app.post('/records', { records })
  return { status, outcomes: body.outcomes as { record: string; outcome: string; problem?: { field?: string } }[] }
}

test('one record a hundred times in a request is one transaction, and the last version holds', async () => {
  const versions = Array.from({ length: 100 }, (_none, i) =>
    person('1', { updatedAt: new Date(Date.UTC(2024, 0, 1, 0, i)).toISOString(), email: `dorit${i % 4}@example.org` }),
  )
  const { status, outcomes } = await send([...versions, person('2', { email: 'other@example.org' })])
  expect(status).toBe(200)
  expect(outcomes[0]?.outcome).toBe('created')
  expect(outcomes.slice(1, 100).every(({ outcome }) => outcome === 'updated' || outcome === 'unchanged')).toBe(true)
  const { body } = await kith.app.get('/records/till/person/1')
  expect(JSON.stringify(body)).toContain('dorit3@example.org')
  const lines = await kith.rows('MATCH (c:Change) RETURN c.seq AS seq ORDER BY seq')
  const seqs = lines.map((line) => Number(Object.values(line)[0]))
  expect(seqs).toEqual(seqs.map((_seq, i) => Number(seqs[0]) + i))
})

test('the same again within one request is unchanged', async () => {
  const { outcomes } = await send(Array.from({ length: 100 }, () => person('1')))
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['created', ...Array(99).fill('unchanged')])
})

test('values as long as they may be are stored, whatever script they are in', async () => {
  const long = (sign: string, length: number) => sign.repeat(length).slice(0, length)
  const { status, outcomes } = await send([
    person('1', { fields: { 'custom.remark': long('王', 10_000), employer: long('ﷺ', 500) } }),
    {
      source: 'till',
      sourceId: long('é', 500),
      entity: 'company',
      name: long('ﷺ ', 500),
      'parent.name': long('王', 500),
    },
    person('3', {
      address: { full: long('王', 1_000) },
      fields: { fullName: long('å', 500), 'identifier.x': long('9a', 500) },
    }),
  ])
  expect(outcomes.map(({ outcome, problem }) => problem ?? outcome)).toEqual(['created', 'created', 'created'])
  expect(status).toBe(200)
})

test('ill-formed text and what is too long is its record’s fault; the others are written', async () => {
  const { status, outcomes } = await send([
    person('user-\ud83d'),
    person('2'),
    person('3', { email: 'a'.repeat(10_000) }),
    person('user-\ud83e'),
    person(' 4 '),
  ])
  expect(status).toBe(207)
  expect(outcomes.map(({ outcome, problem }) => problem?.field ?? outcome)).toEqual([
    'sourceId',
    'created',
    'fields.email',
    'sourceId',
    'created',
  ])
  expect((await kith.app.get(`/records/till/person/${encodeURIComponent(' 4 ')}`)).status).toBe(200)
  expect((await kith.app.get('/records/till/4%20')).status).toBe(200)
})

test.each([
  ['a search', '/search', { text: 'a\ud83d' }, 'text'],
  ['parameters of Cypher', '/cypher', { statement: 'RETURN $a AS a', params: { a: ['\ude00'] } }, 'params.a.0'],
  ['a decision', '/decisions', { low: 'a:b', high: 'c:d', verdict: 'same', reason: '\ud83d' }, 'reason'],
])('ill-formed text is refused in %s', async (_what, path, body, field) => {
  const answer = await kith.app.post(path, body)
  expect(answer.status).toBe(400)
  expect(answer.body).toMatchObject({ code: 'request.invalid', field })
})
