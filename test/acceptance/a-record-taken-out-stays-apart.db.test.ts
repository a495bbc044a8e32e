// Acceptance M8

import { afterAll, beforeAll, expect, test } from 'vitest'
import { Plan } from '../../server/model/plan.ts'
import { rebuild } from '../../server/pipeline/bulk/rebuild.ts'
import { type Sent, type Served, serve } from '../kit/served.ts'
import { TEST_CONTEXT } from '../kit/world.ts'

/** Father and son of one name and one mailbox: the call centre's record is the son's and was joined to the father. */
const WERNER = { entity: 'person', givenName: 'Werner', familyName: 'Achterberg', email: 'achterberg@example.org' }
const SHOP: Sent = {
  ...WERNER,
  source: 'shop',
  sourceId: 'S1',
  createdAt: '2019-03-01T00:00:00Z',
  updatedAt: '2022-01-01T00:00:00Z',
  phone: '(307) 555-0121',
}
const CRM: Sent = {
  ...WERNER,
  source: 'crm',
  sourceId: 'C1',
  createdAt: '2020-03-01T00:00:00Z',
  updatedAt: '2022-06-01T00:00:00Z',
  phone: '(307) 555-0121',
}
const SON: Sent = {
  ...WERNER,
  source: 'erp',
  sourceId: 'E1',
  createdAt: '2021-03-01T00:00:00Z',
  updatedAt: '2023-01-01T00:00:00Z',
  phone: '(307) 555-0121',
}

let kith: Served
beforeAll(async () => {
  kith = await serve()
})
afterAll(() => kith?.close())

test('a steward unmerges a wrong record; the nightly run keeps it apart, and every system is told', async () => {
  await kith.send([SHOP, CRM, SON])
  const father = await kith.goldenIdOf('shop:person:S1')
  expect(await kith.goldenIdOf('erp:person:E1')).toBe(father)

  const asked = { kind: 'unmerge', record: 'erp:person:E1', reason: 'the son, he says' }
  const plan = Plan.parse((await kith.app.post('/plans', asked)).body)
  expect(plan.effects.kept).toMatchObject([{ golden: father, left: ['erp:person:E1'] }])
  expect(plan.decisions.put).toHaveLength(2)
  const from = (await kith.changes()).length
  await kith.app.post(`/plans/${plan.id}/apply`, undefined)
  const son = await kith.goldenIdOf('erp:person:E1')
  expect(son).toBe(plan.effects.created[0]?.golden)

  // The nightly run: every file again, newer, and everything derived anew.
  const told = await kith.changes(from)
  const tonight = [SHOP, CRM, SON].map((record) => ({ ...record, updatedAt: '2024-01-01T00:00:00Z' }))
  await kith.send(tonight)
  await rebuild(kith.store, TEST_CONTEXT)
  expect(await kith.goldenIdOf('erp:person:E1')).toBe(son)
  expect(await kith.goldenIdOf('shop:person:S1')).toBe(father)

  // The feed, filtered to each system, carries the change with that system's own record ids.
  const toldTo = (source: string) =>
    told
      .filter((change) => change.sources.includes(source))
      .flatMap(({ kind, golden, members = [], left }) =>
        [...members, ...left].filter((id) => id.startsWith(`${source}:`)).map((id) => `${kind} ${golden} ${id}`),
      )
  expect(toldTo('erp').sort()).toEqual([`created ${son} erp:person:E1`, `split ${father} erp:person:E1`].sort())
  expect(toldTo('crm')).toEqual([`split ${father} crm:person:C1`])
  expect(toldTo('shop')).toEqual([`split ${father} shop:person:S1`])

  expect((await kith.app.post(`/plans/${plan.id}/revert`, undefined)).body).toMatchObject({ status: 'reverted' })
  expect(await kith.goldenIdOf('erp:person:E1')).toBe(father)
})
