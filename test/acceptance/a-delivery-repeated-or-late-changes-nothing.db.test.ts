// Acceptance S7

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { checksum } from '../../server/pipeline/feed/checksum.ts'
import { attribute, orders, type Sent, type Served, serve } from '../kit/served.ts'

const BASE = {
  source: 'crm',
  sourceId: 'V1',
  entity: 'person',
  givenName: 'Thaddeus',
  familyName: 'Mwangi',
  birthDate: '1970-10-10',
}
/** Three states of one record, by the version its system counts, and again by its time alone. */
const VERSIONS: Sent[] = [
  { ...BASE, version: 1, email: 'thad@example.com', phone: '(208) 555-0110' },
  { ...BASE, version: 2, email: 'thaddeus@example.com', phone: '(208) 555-0110' },
  { ...BASE, version: 3, email: 'thaddeus@example.com', phone: '(208) 555-0150' },
]
const MOMENTS: Sent[] = VERSIONS.map(({ version, ...rest }) => ({
  ...rest,
  updatedAt: `2024-0${version}-01T06:00:00Z`,
}))
const TWIN_RECORD: Sent = {
  ...BASE,
  source: 'shop',
  sourceId: 'V9',
  updatedAt: '2020-01-01T00:00:00Z',
  email: 'thaddeus@example.com',
}

let kith: Served
beforeAll(async () => {
  kith = await serve()
})
beforeEach(() => kith.empty())
afterAll(() => kith?.close())

test('a repeated delivery changes nothing and publishes nothing', async () => {
  const [last] = VERSIONS.slice(-1)
  await kith.send([TWIN_RECORD])
  await kith.send(last ? [last] : [])
  const [state, head] = [await kith.store.read(checksum), (await kith.changes()).length]
  for (let time = 0; time < 3; time++) {
    const outcomes = await kith.send(last ? [last, TWIN_RECORD, last] : [])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged'])
  }
  expect(await kith.store.read(checksum)).toEqual(state)
  expect(await kith.changes()).toHaveLength(head)
})

for (const [name, states] of [
  ['version', VERSIONS],
  ['time', MOMENTS],
] as const)
  test(`deliveries out of order end in the state of the highest ${name}, the late one is history`, async () => {
    await kith.send([TWIN_RECORD])
    for (const state of states) await kith.send([state])
    const inOrder = await kith.store.read(checksum)
    for (const way of orders(states).slice(1)) {
      await kith.empty()
      await kith.send([TWIN_RECORD])
      const outcomes: string[] = []
      for (const state of way) outcomes.push((await kith.send([state]))[0]?.outcome ?? '')
      expect(await kith.store.read(checksum)).toEqual(inOrder)
      const top = way.map((state) => states.indexOf(state)).indexOf(2)
      expect(outcomes.slice(top + 1)).toEqual(way.slice(top + 1).map(() => 'stale'))
      const phones = attribute(await kith.goldenOf('crm:person:V1'), 'phones').value
      expect(phones).toEqual(['+12085550150'])
    }
    // Late states are kept as versions of the record, not lost.
    const kept = await kith.rows(
      `MATCH (:SourceRecord {id: 'crm:person:V1'})-[:HAD]->(v:RecordVersion) RETURN count(v)`,
    )
    expect(kept).toEqual([[2]])
  })

test('all states of a record in one delivery, in any order, end the same', async () => {
  await kith.send(VERSIONS)
  const inOrder = await kith.store.read(checksum)
  await kith.empty()
  await kith.send([...VERSIONS].reverse())
  expect(await kith.store.read(checksum)).toEqual(inOrder)
})
