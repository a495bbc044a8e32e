import { expect, test } from 'vitest'
import { type Figures, Metrics } from '../../server/api/metrics.ts'

const FIGURES: Figures = { seq: 7, pruned: 2, records: 4, created: 3, retired: 1, churned: 1, residentBytes: 1_000 }

const linesOf = async (metrics: Metrics, figures = FIGURES) => (await metrics.text(figures)).split('\n')

test('requests are counted and timed by the pattern of their route', async () => {
  const metrics = new Metrics()
  metrics.request('GET', '/goldens/{id}', 200, 0.02)
  metrics.request('GET', '/goldens/{id}', 200, 3)
  metrics.request('GET', '/goldens/{id}', 404, 60)
  const lines = await linesOf(metrics)
  const route = 'method="GET",route="/goldens/{id}"'
  expect(lines).toEqual(
    expect.arrayContaining([
      '# HELP kith_http_requests_total Requests answered.',
      '# TYPE kith_http_requests_total counter',
      `kith_http_requests_total{${route},status="200"} 2`,
      `kith_http_requests_total{${route},status="404"} 1`,
      '# TYPE kith_http_request_seconds histogram',
      `kith_http_request_seconds_sum{${route}} 63.02`,
      `kith_http_request_seconds_count{${route}} 3`,
    ]),
  )
  const buckets = lines.flatMap((line) => {
    const [, labels = '', count] = /^kith_http_request_seconds_bucket\{(.*)\} (\d+)$/.exec(line) ?? []
    return count === undefined ? [] : [[labels.split(',').sort().join(), Number(count)] as const]
  })
  const below = ['0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1', '2.5', '5', '10', '+Inf']
  const counts = [0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3]
  expect(buckets).toEqual(below.map((le, i) => [`le="${le}",${route}`, counts[i]]))
})

test('received records are counted by what became of them', async () => {
  const metrics = new Metrics()
  for (const outcome of ['created', 'rejected', 'created']) metrics.record(outcome)
  expect(await linesOf(metrics)).toEqual(
    expect.arrayContaining([
      '# TYPE kith_records_received_total counter',
      'kith_records_received_total{outcome="created"} 2',
      'kith_records_received_total{outcome="rejected"} 1',
    ]),
  )
})

test.each<[name: string, kind: string, value: number]>([
  ['kith_change_seq', 'gauge', 7],
  ['kith_change_start', 'gauge', 2],
  ['kith_records', 'gauge', 4],
  ['kith_ids_churned', 'counter', 1],
  ['kith_ids_created', 'counter', 3],
  ['kith_ids_retired', 'counter', 1],
  ['kith_ids_created_per_10000_records', 'gauge', 7_500],
  ['kith_ids_retired_per_10000_records', 'gauge', 2_500],
  ['kith_resident_bytes', 'gauge', 1_000],
])('%s is a %s', async (name, kind, value) => {
  const lines = await linesOf(new Metrics())
  expect(lines).toContain(`# TYPE ${name} ${kind}`)
  expect(lines).toContain(`${name} ${value}`)
})

test('a page tells the figures of now, not the sum of all pages; an empty graph has rates of nothing', async () => {
  const metrics = new Metrics()
  await metrics.text(FIGURES)
  expect(await linesOf(metrics)).toContain('kith_ids_churned 1')
  const empty = await linesOf(metrics, { ...FIGURES, records: 0, created: 0, retired: 0, churned: 0 })
  expect(empty).toEqual(
    expect.arrayContaining(['kith_records 0', 'kith_ids_churned 0', 'kith_ids_created_per_10000_records 0']),
  )
})

test('two servers in one process count apart', async () => {
  const [one, other] = [new Metrics(), new Metrics()]
  one.record('created')
  expect(await linesOf(other)).not.toContain('kith_records_received_total{outcome="created"} 1')
})

test('every system has its own figures, and one that is gone has none', async () => {
  const metrics = new Metrics()
  const now = Date.parse('2026-11-30T12:00:00Z')
  const crm = {
    system: 'crm',
    behind: 3,
    writes: 7,
    oldest: '2026-11-30T11:58:30Z',
    copies: { dead: 1, ask: 1, current: 9 },
  }
  const page = await metrics.text(FIGURES, [crm], now)
  expect(page).toContain('kith_sync_behind{system="crm"} 3')
  expect(page).toContain('kith_sync_oldest_seconds{system="crm"} 90')
  expect(page).toContain('kith_sync_failed{system="crm"} 2')
  expect(page).toContain('kith_sync_writes{system="crm"} 7')
  expect(await metrics.text(FIGURES, [], now)).not.toContain('system="crm"')
})
