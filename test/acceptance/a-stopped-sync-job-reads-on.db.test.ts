// Acceptance S10

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FeedLine } from '../../server/model/change.ts'
import { ChangesPage, IdView, SnapshotHead } from '../../server/model/service-views.ts'
import { prune } from '../../server/pipeline/feed/prune.ts'
import { toldChecksum } from '../../server/pipeline/feed/snapshot.ts'
import { replay } from '../../server/publish/replay.ts'
import { checkNames, runCheck } from '../../server/store/graph/health.ts'
import { recordPath, type Sent, type Served, serve } from '../kit/served.ts'

let kith: Served
beforeAll(async () => {
  kith = await serve({ requestsPerMinute: 1_000_000 })
})
afterAll(() => kith?.close())

const RUTA: Sent = {
  source: 'dealer',
  sourceId: 'D-1',
  entity: 'person',
  createdAt: '2021-02-01T00:00:00Z',
  updatedAt: '2021-02-01T00:00:00Z',
  givenName: 'Ruta',
  familyName: 'Petrauskas',
  birthDate: '1979-12-03',
  email: 'ruta.petrauskas@example.org',
  phone: '(312) 555-0144',
}
const RUTA_AT_FACTORY: Sent = { ...RUTA, source: 'factory', sourceId: 'A/77', createdAt: '2023-01-01T00:00:00Z' }
const OSWALD: Sent = {
  source: 'dealer',
  sourceId: 'D-2',
  entity: 'person',
  updatedAt: '2021-02-01T00:00:00Z',
  givenName: 'Oswald',
  familyName: 'Brandstetter',
  email: 'oswald@example.net',
  birthDate: '1950-01-09',
}
const FIRM: Sent = { source: 'factory', sourceId: 'B1', entity: 'company', name: 'Lindgren Optics GmbH' }

async function page(query: string): Promise<ChangesPage> {
  return kith.get(`/changes?${query}`, ChangesPage)
}

/** Reads like a sync job: keeps the cursor, a few lines at a time, until it is at the head. */
async function read(after: number, filter = ''): Promise<{ lines: FeedLine[]; cursor: number; pages: number }> {
  const lines: FeedLine[] = []
  for (let [cursor, pages] = [after, 1]; ; pages++) {
    const { changes, next, head } = await page(`after=${cursor}&limit=2${filter}`)
    lines.push(...changes)
    expect(next).toBeGreaterThanOrEqual(cursor)
    cursor = next
    if (cursor === head) return { lines, cursor, pages }
  }
}

const decide = (low: string, high: string, verdict: string) =>
  kith.app.post('/decisions', { low, high, verdict, reason: 'asked' })

test('a sync job that was stopped reads on from its cursor: every change once, in order, ids that went included', async () => {
  await kith.send([RUTA, OSWALD])
  const { cursor, lines } = await read(0)
  expect(lines.map((line) => line.kind)).toEqual(['created', 'created'])
  const [ruta, oswald] = [await kith.goldenIdOf('dealer:D-1'), await kith.goldenIdOf('dealer:D-2')]

  // While it is away: somebody joins, is thought another and parted, one is merged by hand, one is deleted.
  await kith.send([{ ...RUTA_AT_FACTORY, email: 'r@other.example', phone: '(312) 555-0199', birthDate: '1979-12-30' }])
  const other = await kith.goldenIdOf('factory:A/77')
  expect(other).not.toBe(ruta)
  expect((await decide('dealer:D-1', 'factory:A/77', 'same')).status).toBe(201)
  await kith.send([FIRM])
  const { decisions } = (await kith.app.get('/decisions')).body as { decisions: { id: string }[] }
  await kith.app.ask('DELETE', `/decisions/${decisions[0]?.id}`)
  await kith.app.ask('DELETE', recordPath('dealer:D-2'))

  const resumed = await read(cursor)
  expect(resumed.lines.map((line) => line.seq)).toEqual(resumed.lines.map((_line, place) => cursor + 1 + place))
  const told = resumed.lines.map(({ kind, golden }) => `${kind} ${golden}`)
  const parted = await kith.goldenIdOf('factory:A/77')
  const firm = await kith.goldenIdOf('factory:B1')
  const [kept, gone] = [ruta, other]
  expect(told).toEqual([
    `created ${other}`,
    `merged ${kept}`,
    `retired ${gone}`,
    `created ${firm}`,
    ...told.slice(4, 6), // the part with the older record keeps the id
    `erased ${oswald}`,
  ])
  expect(told.slice(4, 6).sort()).toEqual([`created ${parted}`, `split ${kept}`])
  const merged = resumed.lines.find((line) => line.kind === 'merged')
  expect(merged).toMatchObject({ from: [gone], joined: ['factory:person:A/77'] })
  const erased = resumed.lines.at(-1)
  expect(erased).toMatchObject({
    left: ['dealer:person:D-2'],
    heirs: [],
    before: { name: 'Oswald Brandstetter' },
  })
  expect(await kith.get(`/ids/${oswald}`, IdView)).toMatchObject({ state: 'retired', current: [] })
})

test('filtered to its source, it is told its own record ids, before and now, and its cursor never stalls', async () => {
  const dealer = await read(0, '&source=dealer')
  expect(dealer.lines.every((line) => line.sources.includes('dealer'))).toBe(true)
  expect(dealer.lines.map(({ kind, own }) => [kind, own])).toEqual([
    ['created', { before: [], now: ['person:D-1'] }],
    ['created', { before: [], now: ['person:D-2'] }],
    ['merged', { before: ['person:D-1'], now: ['person:D-1'] }],
    ['split', { before: ['person:D-1'], now: ['person:D-1'] }],
    ['erased', { before: ['person:D-2'], now: [] }],
  ])
  const factory = await read(0, '&source=factory&entity=person')
  expect(factory.lines.map(({ kind, own }) => [kind, own?.before, own?.now])).toContainEqual([
    'merged',
    [],
    ['person:A/77'],
  ])
  expect(factory.cursor).toBe(dealer.cursor)
  // Nothing of it concerns this one, and still it is at the head after one look.
  expect(await read(0, '&source=nobody')).toMatchObject({ lines: [], cursor: dealer.cursor, pages: 1 })

  await kith.send([{ ...RUTA, updatedAt: '2025-05-05T00:00:00Z', phone: '(312) 555-0188' }])
  const phones = await read(dealer.cursor, '&attribute=phones,emails')
  expect(phones.lines).toMatchObject([{ kind: 'updated', attributes: expect.arrayContaining(['phones']) }])
  expect((await read(dealer.cursor, '&attribute=birthDate')).lines).toEqual([])
})

test('the stream under a filter moves its listener’s cursor past what it leaves out', async () => {
  const ending = new AbortController()
  const response = await fetch(`${kith.app.url}/changes/stream?after=0&entity=company`, { signal: ending.signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const { head } = await page('after=0&limit=1')
  let text = ''
  while (!text.includes(`id: ${head}\n`)) text += (await reader?.read())?.value ?? ''
  ending.abort()
  const events = text.split('\n\n').filter((event) => event.includes('data: '))
  expect(events.map((event) => JSON.parse(/data: (.*)/.exec(event)?.[1] ?? '{}').entity)).toEqual(['company'])
})

test('a cursor from before the start of the feed, or from another graph, is told to resync; the snapshot goes on from there', async () => {
  const { head } = await page('after=0&limit=1')
  for (const path of [`/changes?after=${head + 1}`, `/changes/stream?after=${head + 1}`])
    expect(await kith.app.get(path)).toMatchObject({ status: 410, body: { code: 'feed.resync' } })

  const before = new Date()
  await kith.send([{ ...FIRM, updatedAt: '2025-01-01T00:00:00Z', website: 'https://lindgren-optics.example' }])
  const pruned = await prune(kith.store, before)
  expect(pruned).toMatchObject({ start: head, lines: head })
  expect(await prune(kith.store, before)).toEqual({ start: head, lines: 0, versions: 0 })
  const lost = await kith.app.get(`/changes?after=${head - 1}`)
  expect(lost).toMatchObject({
    status: 410,
    body: { code: 'feed.resync', detail: expect.stringContaining('/snapshot') },
  })
  expect((await read(head)).lines).toHaveLength(1)
  for (const name of checkNames()) expect(await runCheck(kith.store, name)).toMatchObject({ violations: [] })

  const [first = '', ...rest] = (await (await fetch(`${kith.app.url}/snapshot`)).text()).trimEnd().split('\n')
  const start = SnapshotHead.parse(JSON.parse(first))
  const goldens = rest.map((line) => JSON.parse(line)).filter(({ type }) => type === 'golden')
  const state = new Map(goldens.map(({ type: _, ...told }) => [told.id, told]))
  await kith.send([OSWALD])
  replay((await read(start.seq)).lines, state)
  expect([...state.values()].map(({ values }) => values.name)).toContain('Oswald Brandstetter')
  const [again = ''] = (await (await fetch(`${kith.app.url}/snapshot`)).text()).split('\n')
  expect(toldChecksum(state.values())).toBe(SnapshotHead.parse(JSON.parse(again)).feedChecksum)
})
