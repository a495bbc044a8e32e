// Acceptance M7

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { checksum } from '../../server/pipeline/feed/checksum.ts'
import { orders, type Sent, type Served, serve } from '../kit/served.ts'
import { CRM, HUSBAND, LOYALTY, SHOP } from './newlyweds.ts'

let kith: Served
beforeAll(async () => {
  kith = await serve()
})
beforeEach(() => kith.empty())
afterAll(() => kith?.close())

/** What the graph holds once the husband is known and her records have come one request after the other. */
async function after(records: readonly Sent[]) {
  await kith.send([HUSBAND])
  for (const record of records) await kith.send([record])
  const golden = await kith.goldenOf('crm:person:B3')
  const home = golden.relations.find(({ type }) => type === 'IN_HOUSEHOLD')
  const household = await kith.household(home?.id ?? '')
  return {
    checksum: await kith.store.read(checksum),
    members: golden.records.map((record) => record.id).sort(),
    attributes: golden.attributes,
    addresses: golden.addresses.map(({ from: _from, to: _to, ...address }) => address),
    // Ids are minted anew each time; all else has to be the same.
    household: {
      ...household,
      id: '',
      head: household.head && { ...household.head, golden: '' },
      members: household.members.map((member) => member.name).sort(),
      events: household.events?.map((event) => ({ ...event, golden: '' })),
    },
  }
}

test('the three records in any of their six orders make the same cluster, values and household', async () => {
  const ways = orders([SHOP, LOYALTY, CRM])
  expect(ways).toHaveLength(6)
  const states: Awaited<ReturnType<typeof after>>[] = []
  for (const way of ways) {
    await kith.empty()
    states.push(await after(way))
  }
  const [first] = states
  expect(first?.members).toEqual(['crm:person:B3', 'loyalty:person:B2', 'shop:person:B1'])
  expect(first?.household.members).toEqual(['Beatriz Nowak', 'Tomasz Nowak'])
  for (const [place, state] of states.entries())
    expect(state, ways[place]?.map(({ source }) => source).join(' ')).toEqual(first)
})

test('all at once, in any order, makes that state too', async () => {
  const oneByOne = await after([SHOP, LOYALTY, CRM])
  for (const way of [
    [CRM, HUSBAND, LOYALTY, SHOP],
    [SHOP, LOYALTY, CRM, HUSBAND],
  ]) {
    await kith.empty()
    await kith.send(way)
    expect(await kith.store.read(checksum)).toEqual(oneByOne.checksum)
  }
})
