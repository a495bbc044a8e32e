import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { idOfRecord } from '../../../server/model/ids.ts'
import type { RecordInput } from '../../../server/model/record.ts'
import { bulkResolve } from '../../../server/pipeline/bulk/bulk-resolve.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import { openKith } from '../../../server/pipeline/kith.ts'
import { compileEngine } from '../../../server/rules/engine.ts'
import { prepare } from '../../../server/rules/prepare.ts'
import { shippedRuleSet } from '../../../server/rules/rule-set.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { migrate } from '../../../server/store/graph/migrate.ts'
import { emptyGraph, wipe } from '../../kit/graph.ts'
import { pick, seeded, shuffle } from '../../kit/seeded.ts'
import { sized } from '../../kit/size.ts'
import { personInput, TEST_CONTEXT } from '../../kit/world.ts'

// A shop with guest orders has hundreds of records of its best customers: more than any block key proposes pairs of.

let store: Store
beforeAll(async () => {
  store = await emptyGraph()
})
afterAll(() => store.close())
beforeEach(async () => {
  await wipe(store)
  await migrate(store)
})

const { actor } = TEST_CONTEXT
const kith = () => openKith(store, TEST_CONTEXT)
const sum = () => store.read((tx) => checksum(tx))

/** Orders of one customer, half of them with a slip somewhere. */
function guestOrders(count: number, seed: number): RecordInput[] {
  const random = seeded(seed)
  return Array.from({ length: count }, (_, i) => {
    const slip = random() < 0.5 ? pick(['given', 'family', 'mail', 'phone'], random) : 'none'
    return personInput(`shop:person:g${String(i).padStart(4, '0')}`, {
      givenName: slip === 'given' ? pick(['Marjoleine', 'M.', 'Marjolijn'], random) : 'Marjolein',
      familyName: slip === 'family' ? pick(['Verhoeff', 'Verhoevn'], random) : 'Verhoeven',
      email: slip === 'mail' ? `m.verhoeven${Math.floor(random() * 9)}@example.net` : 'm.verhoeven@example.net',
      phone: slip === 'phone' ? `+31 20 555 0${Math.floor(random() * 900) + 100}` : '+31 20 555 0147',
      birthDate: '1979-04-21',
      'address.line1': 'Lindengracht 112',
      'address.city': 'Amsterdam',
      'address.postcode': '1015 KK',
    })
  })
}

/** Names of her golden records, with how many records each has and whether it is held. */
const goldens = () =>
  store.autoCommit(
    'MATCH (g:Golden:Customer) RETURN g.name AS name, g.size AS size, g.status AS status ORDER BY size DESC',
  )

describe('a customer of many records', () => {
  const many = sized(90, 150)
  const orders = guestOrders(many, 7)

  test('stays one golden record when the next order comes, whichever it is', async () => {
    await kith().upsert(orders.slice(0, 58), actor)
    for (let i = 58; i < sized(62, 66); i++) {
      await kith().upsert(orders.slice(i, i + 1), actor)
      expect(await goldens()).toEqual([{ name: 'Marjolein Verhoeven', size: i + 1, status: 'active' }])
    }
  }, 300_000)

  test('is the same in bulk, in any order and after half of it was deleted and came back', async () => {
    const engine = compileEngine(shippedRuleSet())
    const prepared = orders.map((input) => prepare(input, engine, '2026-01-01'))
    await bulkResolve(store, 'person', prepared, engine, TEST_CONTEXT)
    const whole = await sum()
    expect(await goldens()).toEqual([{ name: 'Marjolein Verhoeven', size: many, status: 'active' }])
    await wipe(store)
    await migrate(store)
    const shuffled = shuffle(orders, seeded(11))
    for (const size of [1, 3, 40, many - 44]) await kith().upsert(shuffled.splice(0, size), actor)
    expect(shuffled).toEqual([])
    expect((await sum()).parts).toEqual(whole.parts)
    const half = orders.filter((_, i) => i % 2 === 0)
    for (const input of half) await kith().remove(idOfRecord(input), actor)
    expect(await goldens()).toEqual([{ name: 'Marjolein Verhoeven', size: many / 2, status: 'active' }])
    await kith().upsert(half, actor)
    expect((await sum()).parts).toEqual(whole.parts)
  }, 600_000)

  test('is found by her mail box alone', async () => {
    await kith().upsert(orders, actor)
    const [hit] = await kith().ask.golden.search({
      entity: 'person',
      fields: { email: 'm.verhoeven@example.net' },
      limit: 3,
    })
    expect(hit?.name).toBe('Marjolein Verhoeven')
  }, 300_000)

  test('that share nothing but a common name are as many people', async () => {
    const namesakes = Array.from({ length: 70 }, (_, i) =>
      personInput(`erp:person:${i}`, { givenName: 'Maria', familyName: 'Garcia' }),
    )
    await kith().upsert(namesakes, actor)
    expect((await goldens()).length).toBe(70)
  }, 300_000)
})
