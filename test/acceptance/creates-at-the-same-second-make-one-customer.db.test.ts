// Acceptance S4

import { afterAll, beforeAll, expect, test } from 'vitest'
import { IdView } from '../../server/model/service-views.ts'
import { CountsReport } from '../../server/model/views.ts'
import { type Sent, type Served, serve } from '../kit/served.ts'

/** The same customer as two reps type her: what differs is what hands do. */
const AS_TYPED: Record<string, unknown>[] = [
  { givenName: 'Hildegard', familyName: 'Oyelaran', phone: '(970) 555-0121' },
  { givenName: 'Hildegard', familyName: 'OYELARAN', phone: '970-555-0121' },
  { fullName: 'Oyelaran, Hildegard', phone: '9705550121' },
  { givenName: 'hildegard ', familyName: 'Oyelaran' },
]
const entry = (source: string, sourceId: string, typed: Record<string, unknown> = {}): Sent => ({
  source,
  sourceId,
  entity: 'person',
  updatedAt: '2025-03-03T12:00:00Z',
  birthDate: '1966-05-16',
  email: 'hildegard@oyelaran.example',
  ...typed,
})

let kith: Served
beforeAll(async () => {
  kith = await serve()
})
afterAll(() => kith?.close())

test('two reps create the same customer at the same second: one cluster', async () => {
  const [one, other] = await Promise.all([
    kith.send([entry('crm-east', 'N1', AS_TYPED[0])]),
    kith.send([entry('crm-west', 'N1', AS_TYPED[2])]),
  ])
  expect([one[0]?.outcome, other[0]?.outcome]).toEqual(['created', 'created'])
  const golden = await kith.goldenOf('crm-east:person:N1')
  expect(golden.records.map((record) => record.id)).toEqual(['crm-east:person:N1', 'crm-west:person:N1'])
})

test('fifty parallel creates of one customer make one golden record', async () => {
  await kith.empty()
  const sources = ['crm-east', 'crm-west', 'erp', 'shop', 'loyalty']
  const entries = Array.from({ length: 50 }, (_none, i) =>
    entry(sources[i % sources.length] ?? '', `P${i}`, AS_TYPED[i % AS_TYPED.length]),
  )
  const answers = await Promise.all(entries.map((record) => kith.app.post('/records', { records: [record] })))
  expect(answers.map(({ status }) => status)).toEqual(entries.map(() => 200))
  const golden = await kith.goldenOf('erp:person:P2')
  expect(golden.records.map((record) => record.id).sort()).toEqual(
    entries.map((e) => `${e.source}:person:${e.sourceId}`).sort(),
  )
  expect(await kith.get('/reports/counts', CountsReport)).toMatchObject({ records: 50, customers: 1 })
  expect(golden).toMatchObject({ name: 'Hildegard Oyelaran' })
  // Every id that was given out on the way leads to her, and the feed is in order.
  const changes = await kith.changes()
  expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_change, i) => i + 1))
  const given = answers.map(({ body }) => (body.outcomes as { golden?: string }[])[0]?.golden ?? '')
  for (const id of new Set(given)) expect((await kith.get(`/ids/${id}`, IdView)).current).toEqual([golden.id])
  expect(changes.at(-1)).toMatchObject({ golden: golden.id })
})
