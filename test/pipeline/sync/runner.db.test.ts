import { describe, expect, test } from 'vitest'
import { fail } from '../../../server/model/problem.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { ALL, CLI, definitionOf, ERP, office } from '../../kit/paper-office.ts'
import { PaperSystem } from '../../kit/paper-system.ts'

const CAT = { first: 'Catherine', last: 'Yu', mail: 'cat.yu@example.com', born: '03/02/1984', tel: '+1 512 555 0142' }
const MADE = {
  ...ALL,
  golden: { write: 'always', columns: { golden: 'kith' } },
}

describe('turns of several systems', () => {
  let store: Store
  freshKith((opened) => {
    store = opened.store
  })

  test('one that cannot be opened keeps no other from being told, and says why', async () => {
    const shop = new PaperSystem()
    const systems = {
      shop: { paper: shop, definition: definitionOf('shop', ALL) },
      crm: { paper: new PaperSystem(), definition: definitionOf('crm', ALL) },
    }
    const { types, apply, settles } = office(store, systems)
    await types('shop', '1', { ...CAT, mail: '' })
    await types('erp', '9', CAT)
    await apply('shop')
    await apply('crm')
    const { kith } = office(store, systems, {
      connect: ({ name }) =>
        name === 'shop' ? shop.connector() : fail('system.invalid', 'the environment variable TOKEN is not set'),
    })
    const signal = new AbortController().signal
    for (let i = 0; i < 12 && (await kith.runner.once(signal)); i++);
    expect(shop.row('person', '1')?.mail).toBe(CAT.mail)
    expect(await kith.systems.find('shop')).toMatchObject({ behind: 0 })
    expect((await kith.systems.find('crm')).unavailable?.reason).toBe('the environment variable TOKEN is not set')
    await settles()
  })

  test('what was approved is spent once it is done: a later storm is asked about again', async () => {
    const shop = new PaperSystem()
    const definition = definitionOf('shop', { phone: { write: 'always' } })
    const { types, apply, settles, kith } = office(store, { shop: { paper: shop, definition } }, { budget: 0 })
    const everybody = async (system: string, more: Record<string, string>) => {
      for (let i = 10; i < 40; i++)
        await types(system, String(i), { first: 'Ann', last: `Lee${i}`, mail: `ann${i}@example.com`, ...more })
    }
    await everybody('shop', {})
    await everybody('erp', { tel: '+1 512 555 0142', changed: '2026-01-01T00:00:00Z' })
    await apply('shop')
    await settles()
    expect(shop.writes).toHaveLength(30)
    await everybody('erp', { tel: '+1 512 555 0177', changed: '2026-02-01T00:00:00Z' })
    await settles()
    expect(shop.writes).toHaveLength(30)
    expect((await kith.systems.find('shop')).paused?.reason).toContain('would be written at once')
    await kith.systems.resume('shop', CLI)
    await settles()
    expect(shop.writes).toHaveLength(60)
  })

  test('a graph that knows less than was told of it pauses every system', async () => {
    let told = 0
    const position = { read: () => told, write: (seq: number) => (told = seq) }
    const systems = { shop: { paper: new PaperSystem(), definition: definitionOf('shop', ALL) } }
    const { types, apply, settles, kith } = office(store, systems, { position })
    await types('shop', '1', CAT)
    await apply('shop')
    await settles()
    expect((await kith.systems.find('shop')).paused).toBeUndefined()
    told += 5
    await settles()
    expect((await kith.systems.find('shop')).paused?.reason).toContain('a backup was restored')
    await kith.systems.resume('shop', CLI)
    await settles()
    expect((await kith.systems.find('shop')).paused).toBeUndefined()
  })

  test('a record is made once though no answer came, says nothing of its own, and keeps nobody alive alone', async () => {
    const shop = new PaperSystem()
    let now = Date.now()
    const definition = definitionOf('shop', MADE, { create: { when: {} } })
    const { types, apply, settles, kith } = office(
      store,
      { shop: { paper: shop, definition } },
      {},
      () => new Date(now),
    )
    await types('erp', '9', CAT)
    shop.next.push(() => 'applied')
    await apply('shop')
    await settles()
    now += 60_000
    await settles()
    expect([...shop.rows.keys()]).toEqual(['person:made-1'])
    expect(shop.row('person', 'made-1')).toMatchObject({ first: 'Catherine', last: 'Yu', mail: CAT.mail })
    const made = await kith.ask.records.find('shop:person:made-1' as never)
    expect([made.input.fields, made.golden]).toEqual([{}, (await kith.ask.records.find(ERP)).golden])
    expect(shop.row('person', 'made-1')?.kith).toBe(made.golden)
    await kith.remove(ERP, CLI)
    const { golden = '' } = await kith.ask.records.find('shop:person:made-1' as never)
    expect(await kith.ask.golden.find(golden as never)).toMatchObject({ status: 'blocked' })
  })
})
