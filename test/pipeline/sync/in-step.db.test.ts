import { describe, expect, test } from 'vitest'
import type { Store } from '../../../server/store/graph/driver.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { ALL, CLI, definitionOf, ERP, office, SHOP } from '../../kit/paper-office.ts'
import { PaperSystem } from '../../kit/paper-system.ts'

describe('bringing systems in step', () => {
  let store: Store
  freshKith((opened) => {
    store = opened.store
  })
  const cat = { first: 'Catherine', last: 'Yu', mail: 'cat.yu@example.com', born: '03/02/1984', tel: '+1 512 555 0142' }
  const texas = { street: '12 Elm Street', town: 'Austin', state: 'TX', zip: '78701', changed: '2026-01-01T00:00:00Z' }
  const michigan = {
    street: '7 Lake Road',
    town: 'Lansing',
    state: 'MI',
    zip: '48906',
    changed: '2026-06-01T00:00:00Z',
  }

  test('a changed address reaches the other system once, and comes to rest', async () => {
    const shop = new PaperSystem()
    const erp = new PaperSystem()
    const { types, apply, settles, kith } = office(store, {
      shop: { paper: shop, definition: definitionOf('shop', ALL) },
      erp: { paper: erp, definition: definitionOf('erp', ALL) },
    })
    await types('shop', '1', { ...cat, ...texas })
    await types('erp', '9', { ...cat, ...texas })
    await apply('shop')
    await apply('erp')
    await settles()
    expect([shop.writes, erp.writes]).toEqual([[], []])
    await types('erp', '9', michigan)
    await settles()
    expect(shop.row('person', '1')).toMatchObject({ street: '7 Lake Road', town: 'Lansing', zip: '48906' })
    expect(shop.writes).toHaveLength(1)
    expect(erp.writes).toEqual([])
    const head = (await kith.ask.changes.head()).seq
    // The echo comes back as the shop would send it, with a time of its own.
    await types('shop', '1', { changed: '2026-06-02T00:00:00Z' })
    await settles()
    expect((await kith.ask.changes.head()).seq).toBe(head)
    expect(shop.writes).toHaveLength(1)
    expect(await kith.systems.find('shop')).toMatchObject({ behind: 0, copies: { current: 1 }, writes: 1 })
  })

  test('what was written is no evidence, and an unmerge takes it back', async () => {
    const shop = new PaperSystem()
    const { types, apply, settles, kith } = office(store, {
      shop: { paper: shop, definition: definitionOf('shop', ALL) },
    })
    await types('shop', '1', { ...cat, ...texas, mail: '' })
    await types('erp', '9', { ...cat, ...texas })
    await apply('shop')
    await settles()
    expect(shop.row('person', '1')?.mail).toBe('cat.yu@example.com')
    await types('shop', '1', {})
    const record = await kith.ask.records.find(SHOP)
    expect(record.values.email).toBeUndefined()
    expect(record.input.written).toMatchObject([{ attribute: 'email' }])
    await kith.decide({ low: ERP, high: SHOP, verdict: 'distinct', reason: 'sisters' }, CLI)
    await settles()
    expect(shop.row('person', '1')?.mail).toBeUndefined()
    const after = await kith.ask.records.find(SHOP)
    // What was taken back is remembered, for a state that comes late.
    expect(after.input.written).toMatchObject([{ attribute: 'email', fields: { email: { stored: [], own: [] } } }])
  })
})
