import { describe, expect, test } from 'vitest'
import { idOfRecord, RecordId } from '../../../server/model/ids.ts'
import { ProblemError } from '../../../server/model/problem.ts'
import { type BulkOptions, bulkResolve } from '../../../server/pipeline/bulk/bulk-resolve.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import { type Kith, openKith } from '../../../server/pipeline/kith.ts'
import { exclusively } from '../../../server/pipeline/run/exclusive.ts'
import { compileEngine } from '../../../server/rules/engine.ts'
import { prepare } from '../../../server/rules/prepare.ts'
import { shippedRuleSet } from '../../../server/rules/rule-set.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { wipe } from '../../kit/graph.ts'
import { seeded } from '../../kit/seeded.ts'
import { sized } from '../../kit/size.ts'
import { crowdedTown, personInput, TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
let opened: Kith
freshKith((fresh) => {
  store = fresh.store
  opened = fresh.kith
})

const kith = () => opened
const id = (text: string) => RecordId.parse(text)
const actor = TEST_CONTEXT.actor

/** Three records of Ilse Brandt that link in a chain, and one of a stranger. */
const ILSE = { givenName: 'Ilse', familyName: 'Brandt', birthDate: '1971-04-09', email: 'ilse.brandt@example.org' }
const chain = [
  personInput(
    'shop:person:1',
    { ...ILSE, phone: '+1 513 555 0161' },
    { createdAt: '2020-01-01T00:00:00Z', updatedAt: '2020-01-01T00:00:00Z' },
  ),
  personInput(
    'crm:person:2',
    { ...ILSE, phone: '+1 513 555 0161' },
    { createdAt: '2021-01-01T00:00:00Z', updatedAt: '2021-01-01T00:00:00Z' },
  ),
  personInput('erp:person:3', ILSE, { createdAt: '2022-01-01T00:00:00Z', updatedAt: '2022-01-01T00:00:00Z' }),
]
const stranger = personInput('erp:person:9', { givenName: 'Otis', familyName: 'Vance', email: 'otis@example.net' })

async function goldens(...records: string[]): Promise<(string | undefined)[]> {
  const rows = await store.autoCommit(
    'MATCH (r:SourceRecord)-[:MEMBER_OF]->(g:Golden) RETURN r.id AS record, g.id AS golden',
  )
  const of = new Map(rows.map((row) => [row.record, String(row.golden)]))
  return records.map((record) => of.get(record))
}

async function problemOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no problem',
    (error: unknown) => (error instanceof ProblemError ? error.problem : error),
  )
}

// Those of one process share transactions; those of ten meet at the locks in the graph.
test.each([1, 10])(
  'fifty writers in %i processes create one customer at once: one golden record, no gap in the feed',
  async (processes) => {
    const inputs = Array.from({ length: 50 }, (_, i) =>
      personInput(`${['shop', 'crm', 'erp'][i % 3]}:person:${i}`, ILSE),
    )
    const writers = Array.from({ length: processes }, () => openKith(store, TEST_CONTEXT))
    const outcomes = await Promise.all(
      inputs.map((input, i) => (writers[i % processes] ?? kith()).upsert([input], actor)),
    )
    expect(outcomes.flat().map((outcome) => outcome.outcome)).toEqual(inputs.map(() => 'created'))
    expect(new Set(await goldens(...inputs.map(idOfRecord))).size).toBe(1)
  },
  120_000,
)

describe('decisions', () => {
  test('distinct parts a cluster and holds through re-loading, deletion and return', async () => {
    await kith().upsert([...chain, stranger], actor)
    const { decision } = await kith().decide(
      { low: id('crm:person:2'), high: id('shop:person:1'), verdict: 'distinct', reason: 'sisters' },
      actor,
    )
    const apart = async () => {
      const [one, two] = await goldens('shop:person:1', 'crm:person:2')
      return one !== two
    }
    expect(await apart()).toBe(true)
    await kith().upsert(
      chain.map((input) => ({ ...input, updatedAt: '2024-01-01T00:00:00Z' })),
      actor,
    )
    expect(await apart()).toBe(true)
    await kith().remove(id('shop:person:1'), actor)
    await kith().upsert(chain, actor)
    expect(await apart()).toBe(true)
    await kith().revoke(decision.id, actor)
    expect(await apart()).toBe(false)
  })

  test('undo restores the graph', async () => {
    await kith().upsert([...chain, stranger], actor)
    const sum = () => store.read((tx) => checksum(tx))
    const before = await sum()
    for (const [low, high, verdict] of [
      ['crm:person:2', 'shop:person:1', 'distinct'],
      ['crm:person:2', 'erp:person:9', 'same'],
    ] as const) {
      const { decision } = await kith().decide({ low: id(low), high: id(high), verdict, reason: 'try' }, actor)
      expect((await sum()).checksum).not.toBe(before.checksum)
      await kith().revoke(decision.id, actor)
      expect(await sum()).toEqual(before)
    }
  })

  test('kept apart means never through a third record either', async () => {
    await kith().upsert([...chain, stranger], actor)
    await kith().decide(
      { low: id('crm:person:2'), high: id('shop:person:1'), verdict: 'distinct', reason: 'no' },
      actor,
    )
    await kith().decide({ low: id('erp:person:3'), high: id('shop:person:1'), verdict: 'same', reason: 'yes' }, actor)
    const refused = await problemOf(
      kith().decide({ low: id('crm:person:2'), high: id('erp:person:3'), verdict: 'same', reason: 'yes' }, actor),
    )
    expect(refused).toMatchObject({
      code: 'decision.conflict',
      path: ['crm:person:2', 'shop:person:1', 'erp:person:3'],
    })
    const [one, two, three] = await goldens('shop:person:1', 'crm:person:2', 'erp:person:3')
    expect(one).toBe(three)
    expect(two).not.toBe(one)
  })

  test('the same word twice is one decision; one about nothing, or itself, is refused', async () => {
    await kith().upsert(chain, actor)
    const say = () =>
      kith().decide({ low: id('crm:person:2'), high: id('shop:person:1'), verdict: 'same', reason: 'known' }, actor)
    expect((await say()).decision.id).toBe((await say()).decision.id)
    const about = (low: string, high: string) =>
      problemOf(kith().decide({ low: id(low), high: id(high), verdict: 'same', reason: '' }, actor))
    expect(await about('crm:person:2', 'crm:person:404')).toMatchObject({
      code: 'record.not-found',
      record: 'crm:person:404',
    })
    expect(await about('crm:person:2', 'crm:person:2')).toMatchObject({ code: 'request.invalid' })
    expect(await problemOf(kith().revoke('dec_none', actor))).toMatchObject({ code: 'decision.not-found' })
  })
})

describe('ids', () => {
  test('survive a merge with the part that holds most records, and retired ones lead to their heir', async () => {
    await kith().upsert([stranger], actor)
    await kith().upsert(chain, actor)
    const [ilse, otis] = await goldens('shop:person:1', 'erp:person:9')
    await kith().decide(
      { low: id('crm:person:2'), high: id('erp:person:9'), verdict: 'same', reason: 'it is her' },
      actor,
    )
    expect(await goldens('shop:person:1', 'erp:person:9')).toEqual([ilse, ilse])
    const heirs = await store.autoCommit(
      'MATCH (:Retired {id: $id})-[r]->(g:Golden) RETURN type(r) AS type, g.id AS heir',
      { id: otis },
    )
    expect(heirs).toEqual([{ type: 'SUPERSEDED_BY', heir: ilse }])
  })

  test('survive a split with the larger part; the other part gets a new id', async () => {
    await kith().upsert(chain, actor)
    const [whole] = await goldens('shop:person:1')
    const other = { givenName: 'Bruno', familyName: 'Kessler' }
    await kith().upsert([personInput('erp:person:3', other, { updatedAt: '2025-01-01T00:00:00Z' })], actor)
    const [one, two, three] = await goldens('shop:person:1', 'crm:person:2', 'erp:person:3')
    expect([one, two]).toEqual([whole, whole])
    expect(three).not.toBe(whole)
  })
})

describe('time', () => {
  test('an older version that comes late is history, never the present', async () => {
    await kith().upsert(chain, actor)
    const late = personInput('crm:person:2', { ...ILSE, familyName: 'Early' }, { updatedAt: '2019-01-01T00:00:00Z' })
    const [outcome] = await kith().upsert([late], actor)
    expect(outcome?.outcome).toBe('stale')
    const rows = await store.autoCommit(
      "MATCH (r:SourceRecord {id: 'crm:person:2'})-[:HAD]->(v) RETURN r.familyName AS now, v.late AS late",
    )
    expect(rows).toEqual([{ now: 'Brandt', late: true }])
  })

  test('a time ahead of the clock makes no later correction stale', async () => {
    await kith().upsert(
      [personInput('crm:person:7', { ...ILSE, familyName: 'Brnadt' }, { updatedAt: '2999-12-31T00:00:00Z' })],
      actor,
    )
    const corrected = personInput('crm:person:7', ILSE, { updatedAt: '2025-06-01T00:00:00Z' })
    const [outcome] = await kith().upsert([corrected], actor)
    expect(outcome?.outcome).toBe('updated')
    const rows = await store.autoCommit(
      "MATCH (r:SourceRecord {id: 'crm:person:7'}) RETURN r.familyName AS name, r.updatedAt AS at, 'readable' IN r.policies AS told",
    )
    expect(rows).toEqual([{ name: 'Brandt', at: '2025-06-01T00:00:00Z', told: false }])
  })

  test('two versions in one request end as the newer one', async () => {
    const [outcomes] = [
      await kith().upsert([chain[0], { ...chain[0], updatedAt: '2019-01-01T00:00:00Z' }] as never, actor),
    ]
    expect(outcomes.map((outcome) => outcome.outcome)).toEqual(['created', 'stale'])
  })
})

describe('bulk', () => {
  test('a load that was cut off ends in the same graph when it is run again', async () => {
    // A town of namesakes is one piece, and commits as one; strangers to each other do not.
    const strangers = Array.from({ length: sized(520, 900) }, (_, i) =>
      personInput(`shop:person:s${i}`, { givenName: `Ada${i}`, familyName: `Q${i}ster`, email: `ada${i}@example.com` }),
    )
    const inputs = [...crowdedTown(sized(80, 500), seeded(5)), ...strangers]
    const engine = compileEngine(shippedRuleSet())
    const prepared = inputs.map((input) => prepare(input, engine, '2026-01-01'))
    const load = (target: Store, options: BulkOptions = {}) =>
      bulkResolve(target, 'person', prepared, engine, TEST_CONTEXT, options)
    await load(store)
    const whole = await store.read((tx) => checksum(tx))
    await wipe(store)
    const mortal = mortalStore()
    const onProgress = (stage: string) => stage === 'write' && mortal.die() // after its first commit
    await expect(load(mortal.store, { onProgress })).rejects.toThrow('killed')
    expect((await store.read((tx) => checksum(tx))).parts.records?.count).toBeGreaterThan(0)
    expect((await store.read((tx) => checksum(tx))).checksum).not.toBe(whole.checksum)
    await store.autoCommit('MATCH (c:Counter) SET c.exclusiveUntil = 0') // the lease of the dead runs out
    await load(store)
    expect((await store.read((tx) => checksum(tx))).parts).toEqual(whole.parts)
  }, 120_000)

  test('holds the graph: a writer that comes meanwhile gives way and loses nothing', async () => {
    await exclusively(store, 'job_test', async () => {
      expect(await problemOf(kith().upsert([stranger], actor))).toMatchObject({ code: 'graph.busy' })
    })
    expect((await kith().upsert([stranger], actor))[0]?.outcome).toBe('created')
  })
})

/** A store whose process dies, as far as the graph can tell, when it is told to. */
function mortalStore(): { store: Store; die: () => void } {
  let dead = false
  const write: Store['write'] = (work, limits) => {
    if (dead) throw new Error('killed')
    return store.write(work, limits)
  }
  return {
    store: { ...store, write },
    die: () => {
      dead = true
    },
  }
}
