import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { IdView } from '../../../server/model/service-views.ts'
import { rebuild } from '../../../server/pipeline/bulk/rebuild.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import { checkNames, runCheck } from '../../../server/store/graph/health.ts'
import { type Sent, type Served, serve } from '../../kit/served.ts'
import { TEST_CONTEXT } from '../../kit/world.ts'

// What users of other systems complain about: ids that change or end, merges with a direction, lines that are missing.

let kith: Served
beforeAll(async () => {
  kith = await serve({ requestsPerMinute: 1_000_000 })
})
beforeEach(() => kith.empty())
afterAll(() => kith?.close())

const person = (source: string, sourceId: string, givenName: string, more: Record<string, unknown> = {}): Sent => ({
  source,
  sourceId,
  entity: 'person',
  createdAt: '2020-01-01T00:00:00Z',
  updatedAt: '2022-01-01T00:00:00Z',
  givenName,
  familyName: 'Haverkamp',
  ...more,
})
const DORIT = [
  person('till', '1', 'Dorit', { email: 'dorit@example.org', birthDate: '1966-06-06' }),
  person('club', '2', 'Dorit', { email: 'dorit@example.org', birthDate: '1966-06-06' }),
]
const ENNO = [
  person('till', '3', 'Enno', {
    email: 'enno@example.net',
    birthDate: '1991-01-19',
    createdAt: '2019-01-01T00:00:00Z',
  }),
  person('club', '4', 'Enno', { email: 'enno@example.net', birthDate: '1991-01-19' }),
]
const decide = async (low: string, high: string, verdict: string) => {
  const { status, body } = await kith.app.post('/decisions', { low, high, verdict, reason: 'asked' })
  expect(status, JSON.stringify(body)).toBe(201)
  return body as { decision: { id: string }; goldens: string[] }
}
const relationships = () => kith.rows('MATCH ()-[r]->() RETURN type(r), count(r) ORDER BY type(r)')

test('a merge has no direction: whichever record is named first, the same id lives on with the same values', async () => {
  const ends = []
  for (const [one, other] of [
    ['till:1', 'till:3'],
    ['till:3', 'till:1'],
    ['club:4', 'club:2'],
  ] as const) {
    await kith.empty()
    await kith.send([...DORIT, ...ENNO])
    const [dorit, enno] = [await kith.goldenIdOf('till:1'), await kith.goldenIdOf('till:3')]
    await decide(one, other, 'same')
    const whole = await kith.goldenIdOf('till:1')
    expect(whole).toBe(enno) // equal parts: the one with the oldest record
    expect((await kith.get(`/ids/${dorit}`, IdView)).current).toEqual([enno])
    const sum = await kith.store.read(checksum)
    ends.push([sum.parts.goldens, sum.parts.relations])
    for (const name of checkNames()) expect(await runCheck(kith.store, name)).toMatchObject({ violations: [] })
  }
  expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1)
})

test('every golden record that a decision touches has its own line, the one it brings about included', async () => {
  await kith.send([...DORIT, ...ENNO])
  const head = (await kith.changes()).length
  await decide('till:1', 'till:3', 'same')
  const joined = await kith.changes(head)
  expect(joined.map(({ kind }) => kind).sort()).toEqual(['merged', 'retired'])
  const parting = await decide('till:1', 'club:2', 'distinct')
  const lines = await kith.changes(head + joined.length)
  expect(lines.map(({ golden }) => golden).sort()).toEqual([...parting.goldens].sort())
  const owners = await kith.rows('MATCH (r:SourceRecord)-[:MEMBER_OF]->(g) WHERE g.seq > $head RETURN r.id, g.id', {
    head: head + joined.length,
  })
  for (const [record, golden] of owners) expect(lines.find((line) => line.golden === golden)?.members).toContain(record)
})

test('the same again, and a rebuild, double nothing: no node, no relationship, no line, no id', async () => {
  await kith.send([...DORIT, ...ENNO])
  await decide('till:1', 'till:3', 'same')
  const before = [await relationships(), await kith.store.read(checksum), await kith.changes()]
  const ids = await kith.rows('MATCH (n:Golden|Retired|Household) RETURN n.id ORDER BY n.id')
  await kith.send([...ENNO, ...DORIT])
  await decide('till:3', 'till:1', 'same').catch(() => undefined)
  await rebuild(kith.store, TEST_CONTEXT)
  expect([await relationships(), await kith.store.read(checksum), await kith.changes()]).toEqual(before)
  expect(await kith.rows('MATCH (n:Golden|Retired|Household) RETURN n.id ORDER BY n.id')).toEqual(ids)
})

test('the churn of ids is measured', async () => {
  await kith.send([...DORIT, ...ENNO])
  await decide('till:1', 'till:3', 'same')
  const text = String((await kith.app.get('/metrics')).body.text)
  const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
  expect([figure('kith_records'), figure('kith_ids_created'), figure('kith_ids_retired')]).toEqual([4, 2, 1])
  expect(figure('kith_ids_churned')).toBe(1)
  const kinds = ['churned', 'created', 'retired'].map((what) => `# TYPE kith_ids_${what} counter`)
  expect(text.split('\n')).toEqual(expect.arrayContaining(kinds))
  expect(figure('kith_ids_created_per_10000_records')).toBe(5_000)
  expect(figure('kith_ids_retired_per_10000_records')).toBe(2_500)
})
