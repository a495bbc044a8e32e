import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { RecordId } from '../../server/model/ids.ts'
import type { Plan } from '../../server/model/plan.ts'
import { ProblemError } from '../../server/model/problem.ts'
import { checksum } from '../../server/pipeline/checksum.ts'
import { type Kith, openKith } from '../../server/pipeline/kith.ts'
import { shippedRuleSet } from '../../server/pipeline/rule-set.ts'
import type { Store } from '../../server/store/driver.ts'
import { checkNames, runCheck } from '../../server/store/health.ts'
import { migrate } from '../../server/store/migrate.ts'
import { emptyGraph, wipe } from '../kit/graph.ts'
import { personInput, TEST_CONTEXT } from '../kit/world.ts'

let store: Store
let kith: Kith
beforeAll(async () => {
  store = await emptyGraph()
  kith = openKith(store, TEST_CONTEXT)
})
afterAll(() => store.close())
beforeEach(async () => {
  await wipe(store)
  await migrate(store)
})
afterEach(async () => {
  for (const name of checkNames()) expect(await runCheck(store, name)).toMatchObject({ violations: [] })
})

const { actor } = TEST_CONTEXT
const id = (text: string) => RecordId.parse(text)

const on = (year: number) => ({ createdAt: `${year}-01-01T00:00:00Z`, updatedAt: `${year}-06-01T00:00:00Z` })
/** Rosa Quintero thrice, and a second Rosa who shares nothing with her but the name. */
const ROSA = { givenName: 'Rosa', familyName: 'Quintero', birthDate: '1979-11-30', email: 'rosa.q@example.org' }
const HOME = { 'address.line1': '14 Tamarack Lane', 'address.city': 'Boise', 'address.postcode': '83702' }
const ROSAS = [
  personInput('shop:r1', { ...ROSA, ...HOME }, on(2019)),
  personInput('crm:r2', ROSA, on(2021)),
  personInput('erp:r3', { ...ROSA, phone: '+1 208 555 0119' }, on(2022)),
]
const OTHER = personInput('loyalty:o1', { givenName: 'Ruth', familyName: 'Quill', email: 'ruth@example.net' }, on(2023))
const HUSBAND = personInput(
  'crm:h1',
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
    const plan = await mergePlan('shop:r1', 'loyalty:o1')
    expect([await goldens(), await sum(), await head()]).toEqual([before, state, feed])
    expect(plan.effects).toMatchObject({
      created: [],
      retired: [{ golden: before['loyalty:o1'], members: ['loyalty:o1'], heirs: [before['shop:r1']] }],
      kept: [{ golden: before['shop:r1'], joined: ['loyalty:o1'], left: [] }],
      consumers: [
        { source: 'crm', records: ['crm:r2'] },
        { source: 'erp', records: ['erp:r3'] },
        { source: 'loyalty', records: ['loyalty:o1'] },
        { source: 'shop', records: ['shop:r1'] },
      ],
    })
    expect(plan.effects.flips.find(({ attribute }) => attribute === 'familyName')).toMatchObject({
      from: 'Quintero',
      to: 'Quill',
      rule: expect.any(String),
    })

    const applied = await kith.plans.apply(plan.id, actor)
    expect(applied).toMatchObject({ status: 'applied', effects: plan.effects })
    expect((await goldens())['loyalty:o1']).toBe(before['shop:r1'])
    expect(await problemOf(kith.plans.apply(plan.id, actor))).toMatchObject({ code: 'plan.state' })

    expect(await kith.plans.revert(plan.id, actor)).toMatchObject({ status: 'reverted' })
    expect(await goldens()).toEqual(before)
    expect(await sum()).toEqual(state)
  })

  test('is refused when the graph moved, naming what did', async () => {
    await kith.upsert(WORLD, actor)
    const plan = await mergePlan('shop:r1', 'loyalty:o1')
    await kith.upsert([personInput('erp:r3', { ...ROSA, phone: '+1 208 555 0120' }, on(2024))], actor)
    expect(await problemOf(kith.plans.apply(plan.id, actor))).toMatchObject({
      code: 'plan.stale',
      path: expect.arrayContaining(['record erp:r3 changed']),
    })
  })
})

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

test('records are where they were', () => expect(id('a:b')).toBe('a:b'))
