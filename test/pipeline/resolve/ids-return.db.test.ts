import { describe, expect, test } from 'vitest'
import type { RecordId } from '../../../server/model/ids.ts'
import type { RecordInput } from '../../../server/model/record.ts'
import { bulkResolve } from '../../../server/pipeline/bulk/bulk-resolve.ts'
import { type Kith, openKith } from '../../../server/pipeline/kith.ts'
import { compileEngine } from '../../../server/rules/engine.ts'
import { prepare } from '../../../server/rules/prepare.ts'
import { shippedRuleSet } from '../../../server/rules/rule-set.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { resolveId } from '../../../server/store/read/id-reads.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { personInput, TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
let kith: Kith
freshKith((opened) => {
  ;({ store, kith } = opened)
})

const { actor } = TEST_CONTEXT
const DAY_MS = 86_400_000

const NAMES: Record<string, string> = { a: 'Rosalind Achterberg', b: 'Thaddeus Mbeki', c: 'Ingrid Solberg' }
const somebody = (id: string): RecordInput => {
  const [givenName = '', familyName = ''] = (NAMES[id.charAt(0)] ?? '').split(' ')
  return personInput(`club:person:${id}`, {
    givenName,
    familyName,
    birthDate: `19${40 + id.charCodeAt(0) - 97}-04-17`,
    email: `${familyName.toLowerCase()}@post.example`,
  })
}
const record = (id: string) => `club:person:${id}` as RecordId
const put = (...ids: string[]) => kith.upsert(ids.map(somebody), actor)
const join = async (low: string, high: string) =>
  (await kith.decide({ low: record(low), high: record(high), verdict: 'same', reason: 'one' }, actor)).decision.id

async function owner(id: string): Promise<string> {
  const [row] = await store.autoCommit('MATCH (:SourceRecord {id: $id})-[:MEMBER_OF]->(g) RETURN g.id AS golden', {
    id: record(id),
  })
  return String(row?.golden)
}
const leadsTo = async (golden: string) => (await store.read((tx) => resolveId(tx, golden)))?.current

describe('a merge that is taken back', () => {
  test.each([
    ['two records', ['a'], ['b']],
    ['one and three', ['a'], ['b', 'bb', 'bbb']],
    ['three and one', ['a', 'aa', 'aaa'], ['b']],
    ['two and two', ['a', 'aa'], ['b', 'bb']],
  ])('%s: both ids lead to their own person again', async (_name, ones, others) => {
    await put(...ones, ...others)
    const [one, other] = [await owner('a'), await owner('b')]
    expect(one).not.toBe(other)
    const decision = await join('a', 'b')
    expect(await owner('a')).toBe(await owner('b'))
    await kith.revoke(decision, actor)
    expect([await owner('a'), await owner('b')]).toEqual([one, other])
    expect([await leadsTo(one), await leadsTo(other)]).toEqual([[one], [other]])
  })

  test.each([
    [
      'the last first',
      ['a', 'b', 'c'],
      [
        ['a', 'b'],
        ['b', 'c'],
      ],
      [1, 0],
    ],
    [
      'the first first',
      ['a', 'b', 'c'],
      [
        ['a', 'b'],
        ['b', 'c'],
      ],
      [0, 1],
    ],
    [
      'ever larger ones, the first first',
      ['a', 'b', 'bb', 'c', 'cc', 'ccc', 'cccc'],
      [
        ['a', 'b'],
        ['b', 'c'],
      ],
      [0, 1],
    ],
    [
      'ever larger ones to the first',
      ['a', 'b', 'bb', 'c', 'cc', 'ccc', 'cccc'],
      [
        ['a', 'b'],
        ['a', 'c'],
      ],
      [0, 1],
    ],
    [
      'a middle that holds both',
      ['a', 'b', 'bb', 'bbb', 'c'],
      [
        ['a', 'b'],
        ['b', 'c'],
      ],
      [0, 1],
    ],
  ])(
    'of three that were joined one after the other, each finds its own id again: %s',
    async (_name, ids, joins, back) => {
      await put(...ids)
      const owners = () => Promise.all(ids.map(owner))
      const before = await owners()
      const decisions: string[] = []
      for (const [low = '', high = ''] of joins) decisions.push(await join(low, high))
      expect(new Set(await owners()).size).toBe(1)
      for (const i of back) await kith.revoke(decisions[i] ?? '', actor)
      expect(await owners()).toEqual(before)
      for (const golden of before) expect(await leadsTo(golden)).toEqual([golden])
    },
  )

  test('again and again: ids go to and fro, and none is minted', async () => {
    await put('a', 'b')
    const before = [await owner('a'), await owner('b')]
    for (const _time of [1, 2, 3]) {
      await kith.revoke(await join('a', 'b'), actor)
      expect([await owner('a'), await owner('b')]).toEqual(before)
    }
    const [row] = await store.autoCommit('MATCH (g:Golden|Retired) RETURN count(g) AS ids')
    expect(row?.ids).toBe(2)
  })
})

describe('deleted and returned', () => {
  test('a record that is sent again finds its id', async () => {
    await put('a')
    const golden = await owner('a')
    await kith.remove(record('a'), actor)
    expect(await leadsTo(golden)).toEqual([])
    await put('a')
    expect(await owner('a')).toBe(golden)
    expect(await leadsTo(golden)).toEqual([golden])
  })

  test('the last of a cluster to go brings the id back, and who follows joins it', async () => {
    await put('a', 'aa')
    const golden = await owner('a')
    await kith.remove(record('aa'), actor)
    await kith.remove(record('a'), actor)
    await put('a')
    await put('aa')
    expect([await owner('a'), await owner('aa')]).toEqual([golden, golden])
  })

  test('in bulk as well', async () => {
    await put('a', 'b', 'c')
    const before = [await owner('a'), await owner('b'), await owner('c')]
    for (const id of ['a', 'b', 'c']) await kith.remove(record(id), actor)
    const engine = compileEngine(shippedRuleSet())
    const prepared = ['c', 'a', 'b'].map((id) => prepare(somebody(id), engine, '2026-01-01'))
    await bulkResolve(store, 'person', prepared, engine, TEST_CONTEXT)
    expect([await owner('a'), await owner('b'), await owner('c')]).toEqual(before)
  })

  test('while others took nothing: who returns as somebody else of the cluster joins it', async () => {
    await put('a', 'aa')
    const golden = await owner('a')
    await kith.remove(record('a'), actor)
    await put('a')
    expect(await owner('a')).toBe(golden)
  })

  test('after the stated time it is another one', async () => {
    await put('a', 'b')
    const [one, other] = [await owner('a'), await owner('b')]
    await kith.remove(record('a'), actor)
    await kith.remove(record('b'), actor)
    const later = (days: number) =>
      openKith(store, { ...TEST_CONTEXT, now: () => new Date(Date.now() + days * DAY_MS) })
    await later(89).upsert([somebody('a')], actor)
    await later(92).upsert([somebody('b')], actor)
    expect(await owner('a')).toBe(one)
    expect(await owner('b')).not.toBe(other)
    expect(await leadsTo(other)).toEqual([])
  })
})
