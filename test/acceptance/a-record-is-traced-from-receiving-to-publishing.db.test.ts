// Acceptance F1 and F4

import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { CountsReport, TraceStep } from '../../server/model/views.ts'
import { rebuild } from '../../server/pipeline/bulk/rebuild.ts'
import { checksum } from '../../server/pipeline/feed/checksum.ts'
import { mintId } from '../../server/pipeline/run/mint.ts'
import { recordPath, type Sent, type Served, serve } from '../kit/served.ts'

const record = (source: string, sourceId: string, channel: string, fields: Record<string, unknown>): Sent => ({
  source,
  sourceId,
  channel,
  entity: 'person',
  updatedAt: '2024-07-07T07:07:07Z',
  ...fields,
})
const MIRELA = { givenName: 'Mirela', familyName: 'Constantin', email: 'mirela.c@example.com', birthDate: '1994-04-24' }
const BRAM = { givenName: 'Bram', familyName: 'Oosterhuis', email: 'bram@oosterhuis.example', birthDate: '1959-01-31' }
const SENT = [
  record('erp', '1', 'phone', MIRELA),
  record('shop', '1', 'web', { ...MIRELA, phone: '701 555 01' }),
  record('loyalty', '1', 'loyalty', MIRELA),
  record('crm', '1', 'store', BRAM),
  record('crm', '2', 'phone', { ...BRAM, mobile: '(406) 555-0180' }),
]
const STAGES = ['receive', 'standardise', 'validate', 'block', 'score', 'cluster', 'survive', 'relate', 'publish']

let kith: Served
beforeAll(async () => {
  kith = await serve()
  for (const each of SENT) await kith.send([each])
})
afterAll(() => kith?.close())

const traceOf = async (id: string) =>
  (await kith.get(`${recordPath(id)}/trace`, z.object({ record: z.string(), steps: z.array(TraceStep) }))).steps

// F1
test('channel and source stay with each record, also on the golden record', async () => {
  expect(await kith.record('shop:person:1')).toMatchObject({ source: 'shop', channel: 'web' })
  const golden = await kith.goldenOf('erp:person:1')
  expect(golden.records.map(({ source, channel }) => [source, channel])).toEqual([
    ['erp', 'phone'],
    ['loyalty', 'loyalty'],
    ['shop', 'web'],
  ])
})

// F1
test('channel and source are counted in the report, and can be queried per customer', async () => {
  const { bySource } = await kith.get('/reports/counts', CountsReport)
  expect(bySource).toEqual([
    { source: 'crm', entity: 'person', channel: 'phone', records: 1 },
    { source: 'crm', entity: 'person', channel: 'store', records: 1 },
    { source: 'erp', entity: 'person', channel: 'phone', records: 1 },
    { source: 'loyalty', entity: 'person', channel: 'loyalty', records: 1 },
    { source: 'shop', entity: 'person', channel: 'web', records: 1 },
  ])
  const byChannel = await kith.rows(
    'MATCH (r:SourceRecord)-[:MEMBER_OF]->(c:Customer) RETURN r.channel AS channel, count(DISTINCT c) AS customers ORDER BY channel',
  )
  expect(byChannel).toEqual([
    ['loyalty', 1],
    ['phone', 2],
    ['store', 1],
    ['web', 1],
  ])
})

// F4
test('the trace of a record shows every step from receiving to publishing, with its time', async () => {
  const since = Date.now() - 600_000
  for (const { source, sourceId } of SENT) {
    const steps = await traceOf(`${source}:person:${sourceId}`)
    expect(steps.map(({ stage }) => stage)).toEqual(STAGES)
    const times = steps.map(({ at }) => Date.parse(at))
    expect(times.every((time) => time > since && time <= Date.now())).toBe(true)
    expect(times, JSON.stringify(steps, null, 1)).toEqual([...times].sort((a, b) => a - b))
    expect(steps.every(({ summary }) => summary !== '')).toBe(true)
  }
})

// F4
test('a step says what it made of this record, whether it made a golden record or joined one', async () => {
  const summary = async (id: string, stage: string) => (await traceOf(id)).find((step) => step.stage === stage)?.summary
  const golden = await kith.goldenIdOf('shop:person:1')
  expect(await summary('shop:person:1', 'validate')).toContain('phone-valid')
  expect(await summary('erp:person:1', 'validate')).not.toContain('phone-valid')
  expect(await summary('shop:person:1', 'cluster')).toContain('3 records')
  expect(await summary('shop:person:1', 'survive')).toContain('Mirela Constantin')
  expect(await summary('shop:person:1', 'publish')).toContain(golden)
  const history = (await kith.changes()).filter((change) => change.golden === golden)
  expect(history.map(({ kind, joined }) => [kind, joined])).toEqual([
    ['created', ['erp:person:1']],
    ['updated', ['shop:person:1']],
    ['updated', ['loyalty:person:1']],
  ])
})

// F4
test('any step can be run again: the same record, or the whole graph, comes to the same', async () => {
  const [state, head] = [await kith.store.read(checksum), (await kith.changes()).length]
  const summaries = async () => (await traceOf('shop:person:1')).map(({ stage, summary }) => [stage, summary])
  const before = await summaries()
  expect(await summaries()).toEqual(before)
  expect((await kith.send(SENT)).map(({ outcome }) => outcome)).toEqual(SENT.map(() => 'unchanged'))
  await rebuild(kith.store, { actor: { key: 'test' }, now: () => new Date(), mint: mintId })
  expect(await kith.store.read(checksum)).toEqual(state)
  expect(await kith.changes()).toHaveLength(head)
  expect((await summaries()).slice(1)).toEqual(before.slice(1))
})
