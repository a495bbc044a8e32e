import { afterAll, beforeAll, expect, test } from 'vitest'
import { Plan } from '../../server/model/plan.ts'
import { type Served, serve } from '../kit/served.ts'

let kith: Served
beforeAll(async () => {
  kith = await serve()
  const lee = { source: 'shop', entity: 'person', updatedAt: '2024-01-01T00:00:00Z', familyName: 'Lindqvist' }
  await kith.send([
    { ...lee, sourceId: '1', givenName: 'Annika', email: 'annika.l@example.net' },
    { ...lee, sourceId: '2', givenName: 'Annika', email: 'annika.l@example.net' },
  ])
})
afterAll(() => kith?.close())

test('the rule set in force is told, and a plan changes one threshold of it and gives it back', async () => {
  const before = (await kith.app.get('/rules')).body
  expect(before).toMatchObject({ name: 'shipped', version: 0 })
  expect(before.learned).toContainEqual({ entity: 'person', learnedFrom: null, records: 2, outgrown: false })
  const one = await kith.goldenIdOf('shop:person:1')
  expect(await kith.goldenIdOf('shop:person:2')).toBe(one)

  const change = { entities: { person: { score: { match: 60 } } } }
  const made = await kith.app.post('/plans', { kind: 'rules', change, reason: 'nobody is the same' })
  const plan = Plan.parse(made.body)
  expect(plan.effects.totals).toMatchObject({ created: 1, splits: 1 })
  expect((await kith.app.get('/rules')).body.hash).toBe(before.hash)

  expect((await kith.app.post(`/plans/${plan.id}/apply`, {})).status).toBe(200)
  expect((await kith.app.get('/rules')).body).toMatchObject({
    rules: { entities: { person: { score: { match: 60 } } } },
  })
  expect(await kith.goldenIdOf('shop:person:2')).not.toBe(await kith.goldenIdOf('shop:person:1'))

  expect((await kith.app.post(`/plans/${plan.id}/revert`, {})).status).toBe(200)
  expect((await kith.app.get('/rules')).body.hash).toBe(before.hash)
  expect(await kith.goldenIdOf('shop:person:2')).toBe(one)
})

test.each([
  ['nothing', {}, 'ruleSet'],
  ['two of them', { hash: 'x', change: {} }, 'ruleSet'],
])('a plan of rules says what it wants: %s is refused', async (_what, asked, field) => {
  const { status, body } = await kith.app.post('/plans', { kind: 'rules', reason: 'none', ...asked })
  expect(status).toBe(400)
  expect(body.errors ?? body.field ?? body).toEqual(expect.anything())
  expect(JSON.stringify(body)).toContain(field)
})

test('a change that makes no rule set names every fault', async () => {
  const change = { entities: { person: { score: { match: 'high' } } } }
  const { status, body } = await kith.app.post('/plans', { kind: 'rules', change, reason: 'wrong' })
  expect(status).toBe(422)
  expect(JSON.stringify(body)).toContain('entities.person.score.match')
})
