import { describe, expect, test } from 'vitest'
import { compileMapping } from '../../../server/ingest/compile-mapping.ts'
import { ingestRow } from '../../../server/ingest/ingest.ts'
import { parseMapping } from '../../../server/ingest/source-mapping.ts'
import { ownActor } from '../../../server/model/change.ts'
import { RecordId } from '../../../server/model/ids.ts'
import type { RecordInput } from '../../../server/model/record.ts'
import { openKith } from '../../../server/pipeline/kith.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { compileSystem } from '../../../server/systems/compile-system.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { PaperSystem } from '../../kit/paper-system.ts'
import { TEST_CONTEXT } from '../../kit/world.ts'

const MAPPING = {
  entity: 'person',
  id: 'id',
  defaultCountry: 'US',
  fields: {
    first: 'givenName',
    last: 'familyName',
    mail: 'email',
    tel: 'phone',
    born: { to: 'birthDate', format: 'MM/dd/yyyy' },
    street: 'address.line1',
    town: 'address.city',
    state: 'address.region',
    zip: 'address.postcode',
    changed: 'updatedAt',
  },
}
const definitionOf = (system: string, attributes: object, more: object = {}) => ({
  system,
  mode: 'coexistence',
  connector: { kind: 'file', folder: '/nowhere', acknowledgement: 'none' },
  tables: [{ entity: 'person', mapping: { ...MAPPING, source: system }, attributes, ...more }],
})
const ALL = {
  name: { write: 'always' },
  email: { write: 'always' },
  phone: { write: 'ifEmpty' },
  address: { write: 'always' },
}
const CLI = ownActor('cli')
const SHOP = RecordId.parse('shop:person:1')
const ERP = RecordId.parse('erp:person:9')

/** Two systems, each a table on paper, over one graph. */
function office(store: Store, systems: Record<string, { paper: PaperSystem; definition: object }>) {
  const files = () =>
    Object.entries(systems).map(([name, { definition }]) => ({
      file: `${name}.json`,
      name,
      system: compileSystem(definition),
    }))
  const kith = openKith(store, {
    ...TEST_CONTEXT,
    systems: {
      files,
      connect: ({ name }) => systems[name]?.paper.connector() ?? new PaperSystem().connector(),
      budget: 1,
    },
  })
  const signal = new AbortController().signal
  return {
    kith,
    /** What somebody types into a system arrives as that system says it. */
    async types(system: string, id: string, row: Record<string, string>) {
      const { paper } = systems[system] ?? {}
      paper?.edit('person', id, row)
      const compiled = compileMapping(parseMapping({ ...MAPPING, source: system }))
      const input = ingestRow({ id, ...(paper?.row('person', id) ?? row) }, compiled, { file: 'x', line: 1 })
      if (!input.ok) throw new Error(input.problem.detail)
      await kith.upsert([input.value as RecordInput], CLI)
    },
    async apply(system: string) {
      const { hash } = await kith.systems.plan(system)
      await kith.systems.apply(system, hash, CLI)
    },
    async settles() {
      for (let i = 0; i < 12; i++) if (!(await kith.runner.once(signal))) return
      throw new Error('it does not come to rest')
    },
  }
}

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
    expect(after.input.written).toBeUndefined()
  })
})
