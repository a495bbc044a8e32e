// Acceptance F7

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Change } from '../../server/model/change.ts'
import { ChangesPage, SnapshotHead } from '../../server/model/service-views.ts'
import { toldChecksum } from '../../server/pipeline/feed/snapshot.ts'
import { replay, type Told } from '../../server/publish/replay.ts'
import { TEST_SEED } from '../kit/commit-seed.ts'
import { below, pick, seeded } from '../kit/seeded.ts'
import { recordPath, type Sent, type Served, serve } from '../kit/served.ts'
import { sized } from '../kit/size.ts'

let kith: Served
beforeAll(async () => {
  kith = await serve({ requestsPerMinute: 1_000_000 })
})
afterAll(() => kith?.close())

const random = seeded(TEST_SEED)

const FAMILIES = ['Vantongeren', 'Oyelaran', 'Szabo', 'Ferreira']
const GIVEN = ['Imke', 'Bastian', 'Folake', 'Istvan', 'Lurdes']
const STREETS = ['12 Canal Row', '40 Mill Green', '7 Harbour Steps']

/** A busy small world: people who share homes and names, firms with parents, and those who work there. */
function anybody(i: number): Sent {
  const at = `2025-0${1 + below(random, 9)}-1${below(random, 10)}T08:00:00Z`
  const kind = below(random, 10)
  if (kind === 0)
    return {
      source: 'erp',
      sourceId: `F${i % 4}`,
      entity: 'company',
      updatedAt: at,
      name: ['Brightwater Tools Ltd', 'Brightwater Holding plc', 'Kestrel Foods Inc', 'Kestrel Foods West Inc'][i % 4],
      'parent.id': i % 4 === 0 ? 'F1' : i % 4 === 3 ? 'F2' : undefined,
    }
  if (kind === 1)
    return {
      source: 'erp',
      sourceId: `K${i % 6}`,
      entity: 'contact',
      updatedAt: at,
      givenName: pick(GIVEN, random),
      familyName: pick(FAMILIES, random),
      email: `p${i % 9}@example.org`,
      'company.id': `F${below(random, 4)}`,
    }
  return {
    source: pick(['shop', 'crm', 'club'], random),
    sourceId: `P${below(random, 30)}`,
    entity: 'person',
    updatedAt: at,
    givenName: pick(GIVEN, random),
    familyName: pick(FAMILIES, random),
    email: random() < 0.7 ? `p${below(random, 9)}@example.org` : undefined,
    birthDate: random() < 0.5 ? `197${below(random, 9)}-05-1${below(random, 9)}` : undefined,
    'address.line1': pick(STREETS, random),
    'address.city': 'Norwich',
    'address.postcode': '13815',
    'address.region': 'NY',
    'address.country': 'US',
  }
}

async function live(rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const records = Array.from({ length: 1 + below(random, 8) }, (_, i) => anybody(round * 10 + i))
    const { status, body } = await kith.app.post('/records', { records })
    expect([200, 207], JSON.stringify(body)).toContain(status)
    if (random() < 0.4)
      await kith.app.ask('DELETE', recordPath(`${pick(['shop', 'crm', 'club'], random)}:P${below(random, 30)}`))
    if (random() < 0.3)
      await kith.app.ask('DELETE', recordPath(`erp:${pick(['company:F', 'contact:K'], random)}${below(random, 4)}`))
  }
}

async function feed(after: number): Promise<Change[]> {
  const lines: Change[] = []
  for (let cursor = after; ; ) {
    const page = await kith.get(`/changes?after=${cursor}&limit=97`, ChangesPage)
    lines.push(...page.changes)
    cursor = page.next
    if (cursor === page.head) return lines
  }
}

const KINDS = ['created', 'updated', 'merged', 'split', 'retired', 'erased']
const RELATIONS = ['household', 'parent', 'company']

/** What has to be seen and was not yet. */
function untold(lines: readonly Change[]): string[] {
  const told = new Set(lines.flatMap(({ kind, attributes }): string[] => [kind, ...attributes]))
  return [...KINDS, ...RELATIONS].filter((expected) => !told.has(expected))
}

async function takeSnapshot(): Promise<{ head: SnapshotHead; goldens: Told[]; households: { members: string[] }[] }> {
  const response = await fetch(`${kith.app.url}/snapshot`)
  expect(response.headers.get('content-type')).toContain('application/x-ndjson')
  const [first = '', ...rest] = (await response.text()).trimEnd().split('\n')
  const lines = rest.map((line) => JSON.parse(line))
  return {
    head: SnapshotHead.parse(JSON.parse(first)),
    goldens: lines.filter((line) => line.type === 'golden').map(({ type: _, ...told }) => told),
    households: lines.filter((line) => line.type === 'household'),
  }
}

test(`the feed from zero, and a snapshot with the feed after it, both end in the live graph (seed ${TEST_SEED})`, async () => {
  await live(sized(10, 20))
  const early = await takeSnapshot()
  await live(sized(10, 20))
  // Whatever the seed, the world lives on until everything has happened in it.
  for (let more = 0; more < 10 && untold(await feed(0)).length > 0; more++) await live(10)
  const late = await takeSnapshot()
  expect(late.head.seq).toBeGreaterThan(early.head.seq + 10)
  // A snapshot says what it holds.
  expect(toldChecksum(late.goldens)).toBe(late.head.feedChecksum)
  expect(late.goldens).toHaveLength(Object.values(late.head.goldens).reduce((sum, count) => sum + count, 0))
  expect(late.households).toHaveLength(late.head.households)

  const all = await feed(0)
  expect(untold(all)).toEqual([])
  const fromZero = replay(all)
  expect([...fromZero.values()].sort(byId)).toEqual([...late.goldens].sort(byId))
  expect(toldChecksum(fromZero.values())).toBe(late.head.feedChecksum)
  const fromEarly = replay(await feed(early.head.seq), new Map(early.goldens.map((told) => [told.id, told])))
  expect(toldChecksum(fromEarly.values())).toBe(late.head.feedChecksum)
})

test('a snapshot taken while others write is the state of its line', async () => {
  const writing = Promise.all([live(sized(6, 12)), live(sized(6, 12))])
  const taken = []
  for (let i = 0; i < 4; i++) taken.push(await takeSnapshot())
  await writing
  const lines = await feed(0)
  for (const { head, goldens } of taken) {
    expect(toldChecksum(goldens)).toBe(head.feedChecksum)
    const then = replay(lines.filter((line) => line.seq <= head.seq))
    expect(toldChecksum(then.values())).toBe(head.feedChecksum)
  }
})

const byId = (a: Told, b: Told) => (a.id < b.id ? -1 : 1)
