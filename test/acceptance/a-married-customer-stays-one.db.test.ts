// Acceptance M1, M2, M3 and M4

import { afterAll, beforeAll, expect, test } from 'vitest'
import { attribute, type Served, serve } from '../kit/served.ts'
import { CRM, HUSBAND, LOYALTY, NAMESAKE, SHOP, VERMONT } from './newlyweds.ts'

/** Weak: her given name and the new address, under the old name, and nothing else. */
const WEAK_OLD = {
  source: 'shop',
  sourceId: 'R1',
  entity: 'person',
  updatedAt: '2024-02-03T10:00:00Z',
  givenName: 'Anneliese',
  familyName: 'Hartmann',
  address: { line1: '17 Saltmarsh Way', city: 'Portsmouth', region: 'NH', postcode: '03801', country: 'US' },
}
const WEAK_NEW = {
  source: 'crm',
  sourceId: 'R2',
  entity: 'person',
  updatedAt: '2024-09-03T10:00:00Z',
  givenName: 'Anneliese',
  familyName: 'Osei',
  email: 'a.osei@example.org',
  address: { line1: '17 Saltmarsh Way', city: 'Portsmouth', region: 'NH', postcode: '03801', country: 'US' },
}

let kith: Served
beforeAll(async () => {
  kith = await serve()
  for (const record of [SHOP, LOYALTY, CRM, HUSBAND, NAMESAKE, WEAK_OLD, WEAK_NEW]) await kith.send([record])
})
afterAll(() => kith?.close())

// M1
test('three records under two names are one golden record with three crosswalks', async () => {
  const golden = await kith.goldenOf('crm:person:B3')
  expect(golden.records.map((record) => record.id).sort()).toEqual([
    'crm:person:B3',
    'loyalty:person:B2',
    'shop:person:B1',
  ])
  for (const id of ['shop:person:B1', 'loyalty:person:B2', 'crm:person:B3'])
    expect(await kith.goldenIdOf(id)).toBe(golden.id)
  expect(golden).toMatchObject({ name: 'Beatriz Nowak', status: 'active' })
  expect(attribute(golden, 'familyName').value).toBe('Nowak')
  expect(attribute(golden, 'formerNames').value).toEqual(['Ferreira'])
  for (const text of ['Beatriz Ferreira', 'Ferreira'])
    expect((await kith.search(text))[0], text).toMatchObject({ golden: golden.id, name: 'Beatriz Nowak' })
})

// M2
test('the husband at her address, with her phone, stays himself; they are a household of two', async () => {
  const [wife, husband] = [await kith.goldenOf('crm:person:B3'), await kith.goldenOf('crm:person:T1')]
  expect(husband.id).not.toBe(wife.id)
  expect(husband.records.map((record) => record.id)).toEqual(['crm:person:T1'])
  const homes = [wife, husband].map((golden) => golden.relations.filter(({ type }) => type === 'IN_HOUSEHOLD'))
  expect(homes.map((found) => found.length)).toEqual([1, 1])
  expect(homes[0]?.[0]?.id).toBe(homes[1]?.[0]?.id)
  const household = await kith.household(homes[0]?.[0]?.id ?? '')
  expect(household).toMatchObject({
    name: 'Nowak household',
    reason: 'last name + address',
    address: { line1: VERMONT.line1, city: VERMONT.city, region: VERMONT.region },
  })
  expect(household.members.map((member) => member.golden).sort()).toEqual([wife.id, husband.id].sort())
})

// M3
test('a namesake elsewhere in the state is another customer, at most a possible match', async () => {
  const [wife, namesake] = [await kith.goldenIdOf('crm:person:B3'), await kith.goldenOf('erp:person:N1')]
  expect(namesake.id).not.toBe(wife)
  expect(namesake.records.map((record) => record.id)).toEqual(['erp:person:N1'])
  expect(namesake.relations).toEqual([])
  const about = (await kith.review()).filter(({ low, high, golden }) =>
    [low?.golden, high?.golden, golden].includes(namesake.id),
  )
  // Her given name and the state speak for it, which is not enough to ask anybody.
  expect(about.map(({ kind, low, high }) => [kind, low?.record, high?.record])).toEqual([])
})

// M4
test('weak evidence for two names being one goes to review with what is for and against', async () => {
  expect(await kith.goldenIdOf('shop:person:R1')).not.toBe(await kith.goldenIdOf('crm:person:R2'))
  const items = await kith.review('?kind=pair')
  const item = items.find(({ low, high }) => low?.record === 'crm:person:R2' && high?.record === 'shop:person:R1')
  expect(item, JSON.stringify(await kith.app.get('/pairs/crm%3AR2/shop%3AR1').then(({ body }) => body))).toBeDefined()
  const said = (field: string) => item?.evidence.find((each) => each.field === field)
  expect(said('given')?.bits).toBeGreaterThan(0)
  expect(said('address')?.bits).toBeGreaterThan(0)
  expect(said('family')?.bits).toBeLessThan(0)
  expect(item?.evidence.map(({ because }) => because)).not.toContain('')
})
