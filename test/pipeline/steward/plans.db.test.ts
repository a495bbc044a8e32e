import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RecordId } from '../../../server/model/ids.ts'
import type { Plan } from '../../../server/model/plan.ts'
import { ProblemError } from '../../../server/model/problem.ts'
import { rebuild } from '../../../server/pipeline/bulk/rebuild.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import type { Kith } from '../../../server/pipeline/kith.ts'
import { shippedRuleSet } from '../../../server/rules/rule-set.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { below, pick, seeded } from '../../kit/seeded.ts'
import { sized } from '../../kit/size.ts'
import { crowdedTown, personInput, TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
let kith: Kith
freshKith((fresh) => {
  ;({ store, kith } = fresh)
})

const { actor } = TEST_CONTEXT
const id = (text: string) => RecordId.parse(text)

const on = (year: number) => ({ createdAt: `${year}-01-01T00:00:00Z`, updatedAt: `${year}-06-01T00:00:00Z` })
/** Rosa Quintero thrice, and a second Rosa who shares nothing with her but the name. */
const ROSA = { givenName: 'Rosa', familyName: 'Quintero', birthDate: '1979-11-30', email: 'rosa.q@example.org' }
const HOME = { 'address.line1': '14 Tamarack Lane', 'address.city': 'Boise', 'address.postcode': '83702' }
const ROSAS = [
  personInput('shop:person:r1', { ...ROSA, ...HOME }, on(2019)),
  personInput('crm:person:r2', ROSA, on(2021)),
  personInput('erp:person:r3', { ...ROSA, phone: '+1 208 555 0119' }, on(2022)),
]
const OTHER = personInput(
  'loyalty:person:o1',
  { givenName: 'Ruth', familyName: 'Quill', email: 'ruth@example.net' },
  on(2023),
)
const HUSBAND = personInput(
  'crm:person:h1',
  { givenName: 'Pavel', familyName: 'Quintero', birthDate: '1975-02-02', email: 'pavel@example.org', ...HOME },
  on(2020),
)
const WORLD = [...ROSAS, OTHER, HUSBAND]

async function goldens(): Promise<Record<string, string>> {
  const rows = await store.autoCommit(
    'MATCH (r:SourceRecord)-[:MEMBER_OF]->(g:Golden) RETURN r.id AS record, g.id AS golden',
  )
  return Object.fromEntries(rows.map((row) => [String(row.record), String(row.golden)]))
}
const sum = () => store.read((tx) => checksum(tx))
const head = async () => (await store.autoCommit('MATCH (c:Counter) RETURN c.seq AS seq, c.writes AS writes'))[0]
const problemOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no problem',
    (error: unknown) => (error instanceof ProblemError ? error.problem : error),
  )

async function mergePlan(a: string, b: string): Promise<Plan> {
  const owner = await goldens()
  return kith.plans.make(
    { kind: 'merge', goldens: [owner[a], owner[b]] as never, overrule: false, reason: 'one' },
    actor,
  )
}

describe('a merge', () => {
  test('is shown before it is made, made as shown, and taken back with every id as it was', async () => {
    await kith.upsert(WORLD, actor)
    const [before, state, feed] = [await goldens(), await sum(), await head()]
    const plan = await mergePlan('shop:person:r1', 'loyalty:person:o1')
    expect([await goldens(), await sum(), await head()]).toEqual([before, state, feed])
    expect(plan.effects).toMatchObject({
      created: [],
      retired: [
        { golden: before['loyalty:person:o1'], members: ['loyalty:person:o1'], heirs: [before['shop:person:r1']] },
      ],
      kept: [{ golden: before['shop:person:r1'], joined: ['loyalty:person:o1'], left: [] }],
      consumers: [
        { source: 'crm', records: ['crm:person:r2'] },
        { source: 'erp', records: ['erp:person:r3'] },
        { source: 'loyalty', records: ['loyalty:person:o1'] },
        { source: 'shop', records: ['shop:person:r1'] },
      ],
    })
    expect(plan.effects.flips.find(({ attribute }) => attribute === 'familyName')).toMatchObject({
      from: 'Quintero',
      to: 'Quill',
      rule: expect.any(String),
    })

    const applied = await kith.plans.apply(plan.id, actor)
    expect(applied).toMatchObject({ status: 'applied', effects: plan.effects })
    expect((await goldens())['loyalty:person:o1']).toBe(before['shop:person:r1'])
    expect(await problemOf(kith.plans.apply(plan.id, actor))).toMatchObject({ code: 'plan.state' })

    expect(await kith.plans.revert(plan.id, actor)).toMatchObject({ status: 'reverted' })
    expect(await goldens()).toEqual(before)
    expect(await sum()).toEqual(state)
  })

  test('is refused when the graph moved, naming what did', async () => {
    await kith.upsert(WORLD, actor)
    const plan = await mergePlan('shop:person:r1', 'loyalty:person:o1')
    await kith.upsert([personInput('erp:person:r3', { ...ROSA, phone: '+1 208 555 0120' }, on(2024))], actor)
    expect(await problemOf(kith.plans.apply(plan.id, actor))).toMatchObject({
      code: 'plan.stale',
      path: expect.arrayContaining(['record erp:person:r3 changed']),
    })
  })
})

describe('what stands in the way', () => {
  const THIRD = personInput(
    'loyalty:person:t1',
    { givenName: 'Ines', familyName: 'Falk', email: 'ines@example.com' },
    on(2022),
  )

  test('a chain of merges is taken back from its end; a merge in the way is named', async () => {
    await kith.upsert([...WORLD, THIRD], actor)
    const before = await goldens()
    const first = await mergePlan('loyalty:person:o1', 'loyalty:person:t1')
    await kith.plans.apply(first.id, actor)
    const second = await mergePlan('loyalty:person:o1', 'shop:person:r1')
    await kith.plans.apply(second.id, actor)
    expect(await problemOf(kith.plans.revert(first.id, actor))).toMatchObject({
      code: 'plan.blocked',
      path: expect.arrayContaining([second.id]),
    })
    await kith.plans.revert(second.id, actor)
    await kith.plans.revert(first.id, actor)
    expect(await goldens()).toEqual(before)
  })

  test('records that came and changed since do not stand in the way; each id goes with its part', async () => {
    await kith.upsert(WORLD, actor)
    const before = await goldens()
    const plan = await mergePlan('shop:person:r1', 'loyalty:person:o1')
    await kith.plans.apply(plan.id, actor)
    const ruths = [1, 2, 3, 4].map((n) =>
      personInput(`web:person:w${n}`, { givenName: 'Ruth', familyName: 'Quill', email: 'ruth@example.net' }, on(2024)),
    )
    await kith.upsert(ruths, actor)
    await kith.plans.revert(plan.id, actor)
    const after = await goldens()
    expect([after['shop:person:r1'], after['loyalty:person:o1'], after['web:person:w1']]).toEqual([
      before['shop:person:r1'],
      before['loyalty:person:o1'],
      before['loyalty:person:o1'],
    ])
  })

  test('decisions refuse a merge, unless it overrules them; a revert says them again', async () => {
    await kith.upsert(WORLD, actor)
    await kith.decide(
      { low: id('loyalty:person:o1'), high: id('shop:person:r1'), verdict: 'distinct', reason: 'no' },
      actor,
    )
    const owner = await goldens()
    const pair = [owner['loyalty:person:o1'], owner['shop:person:r1']] as never
    const ask = (overrule: boolean) => kith.plans.make({ kind: 'merge', goldens: pair, overrule, reason: 'yes' }, actor)
    expect(await problemOf(ask(false))).toMatchObject({
      code: 'decision.conflict',
      path: ['loyalty:person:o1', 'shop:person:r1'],
    })
    const plan = await ask(true)
    await kith.plans.apply(plan.id, actor)
    expect(new Set(Object.values(await goldens())).size).toBe(2)
    await rebuild(store, TEST_CONTEXT) // a merge by hand is not taken apart again
    expect((await goldens())['loyalty:person:o1']).toBe((await goldens())['shop:person:r1'])
    await kith.plans.revert(plan.id, actor)
    expect(await goldens()).toEqual(owner)
    const again = { low: id('loyalty:person:o1'), high: id('shop:person:r1'), verdict: 'same' as const, reason: 'hm' }
    expect(await problemOf(kith.decide(again, actor))).toMatchObject({ code: 'decision.conflict' })
  })
})

describe('a split', () => {
  test('keeps its parts apart for good, and together what the values alone would not', async () => {
    await kith.upsert(WORLD, actor)
    const merge = await mergePlan('shop:person:r1', 'loyalty:person:o1')
    await kith.plans.apply(merge.id, actor)
    const before = await goldens()
    const plan = await kith.plans.make(
      {
        kind: 'split',
        golden: before['shop:person:r1'] as never,
        parts: [[id('erp:person:r3'), id('loyalty:person:o1')]],
        reason: 'two',
      },
      actor,
    )
    await kith.plans.apply(plan.id, actor)
    await rebuild(store, TEST_CONTEXT)
    const after = await goldens()
    expect(after['erp:person:r3']).toBe(after['loyalty:person:o1'])
    expect(after['crm:person:r2']).toBe(after['shop:person:r1'])
    expect(after['erp:person:r3']).not.toBe(after['shop:person:r1'])
    expect(after['erp:person:r3']).toBe(plan.effects.created[0]?.golden)
    await kith.plans.revert(plan.id, actor)
    expect(await goldens()).toEqual(before)
  })
})

describe('an unmerge', () => {
  /** Two men of one name; a record of the second hangs on the first's cluster by a decision, and brings another along. */
  const SECOND = [
    personInput('web:person:x1', { givenName: 'Ruth', familyName: 'Quill', email: 'ruth@example.net' }, on(2024)),
    OTHER,
  ]

  test('single lets one record go, tree takes along what only it ties', async () => {
    await kith.upsert([...ROSAS, ...SECOND], actor)
    await kith.decide(
      { low: id('shop:person:r1'), high: id('web:person:x1'), verdict: 'same', reason: 'mistaken' },
      actor,
    )
    expect(new Set(Object.values(await goldens())).size).toBe(1)
    const ask = (scope: 'single' | 'tree') =>
      kith.plans.make(
        { kind: 'unmerge', record: id('web:person:x1'), scope, allowAgain: false, reason: 'not her' },
        actor,
      )
    const [single, tree] = [await ask('single'), await ask('tree')]
    expect(single.decisions.put).toHaveLength(4)
    expect(tree.decisions).toMatchObject({ revoke: [expect.any(String)] })
    expect(tree.decisions.put).toHaveLength(6)
    await kith.plans.apply(tree.id, actor)
    const after = await goldens()
    expect(after['web:person:x1']).toBe(after['loyalty:person:o1'])
    expect(after['web:person:x1']).not.toBe(after['shop:person:r1'])
    expect(await problemOf(kith.plans.apply(single.id, actor))).toMatchObject({ code: 'plan.stale' })
  })

  test('allowAgain keeps nothing apart: only ties by decisions go', async () => {
    await kith.upsert([...ROSAS, OTHER], actor)
    await kith.decide(
      { low: id('loyalty:person:o1'), high: id('shop:person:r1'), verdict: 'same', reason: 'mistaken' },
      actor,
    )
    const ask = (record: string) =>
      kith.plans.make(
        { kind: 'unmerge', record: id(record), scope: 'single', allowAgain: true, reason: 'look again' },
        actor,
      )
    expect((await ask('crm:person:r2')).warnings).toEqual([expect.stringContaining('nothing would change')])
    const plan = await ask('loyalty:person:o1')
    expect(plan.decisions).toMatchObject({ put: [], revoke: [expect.any(String)] })
    await kith.plans.apply(plan.id, actor)
    expect((await goldens())['loyalty:person:o1']).not.toBe((await goldens())['shop:person:r1'])
    const again = {
      low: id('loyalty:person:o1'),
      high: id('shop:person:r1'),
      verdict: 'same' as const,
      reason: 'it is her',
    }
    expect((await kith.decide(again, actor)).goldens).toHaveLength(1)
  })
})

/** Any two golden records of a town, merged and parted again: members, ids, values, winners and relations are as they were. */
test('merge then revert restores the graph', async () => {
  const inputs = crowdedTown(40, seeded(4))
  await kith.upsert(inputs, actor)
  const [before, state] = [await goldens(), await sum()]
  const ids = [...new Set(Object.values(before))].sort()
  const doubts = () =>
    store.autoCommit('MATCH (a)-[m:MAYBE_SAME]->(b) RETURN a.id AS a, b.id AS b, m.bits AS bits ORDER BY a, b')
  const doubtful = await doubts()
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 - 1 }), async (seed) => {
      const random = seeded(seed)
      const [a, b] = [pick(ids, random), ids[below(random, ids.length)]]
      if (a === b) return
      const plan = await kith.plans.make(
        { kind: 'merge', goldens: [a, b] as never, overrule: false, reason: 'one' },
        actor,
      )
      await kith.plans.apply(plan.id, actor)
      expect(await goldens()).not.toEqual(before)
      await kith.plans.revert(plan.id, actor)
      expect(await goldens()).toEqual(before)
      expect(await sum()).toEqual(state)
      expect(await doubts()).toEqual(doubtful)
    }),
    { numRuns: sized(3, 15) },
  )
}, 240_000)

describe('rules', () => {
  test('a plan over the whole graph, applied by a rebuild, reverted with ids as they were', async () => {
    await kith.upsert(WORLD, actor)
    const [before, state] = [await goldens(), await sum()]
    const ruleSet = shippedRuleSet()
    const { person } = ruleSet.entities
    const strict = { ...person, score: { ...person.score, match: 40, review: 35 } }
    const plan = await kith.plans.make(
      {
        kind: 'rules',
        ruleSet: { ...ruleSet, name: 'strict', entities: { ...ruleSet.entities, person: strict } },
        reason: 'try',
      },
      actor,
    )
    expect(await sum()).toEqual(state)
    expect(plan.effects.totals.splits).toBeGreaterThan(0)
    await kith.plans.apply(plan.id, actor)
    const apart = await goldens()
    for (const { golden, members } of plan.effects.created)
      expect(members.map((record) => apart[record])).toEqual(members.map(() => golden))
    await kith.plans.revert(plan.id, actor)
    expect(await goldens()).toEqual(before)
    expect(await sum()).toEqual(state)
  })
})
