// Acceptance F2 and F3, read in the systems themselves

import { describe, expect, test } from 'vitest'
import { pairOf, RecordId } from '../../server/model/ids.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { freshKith } from '../kit/fresh-kith.ts'
import { noPostgresHere } from '../kit/postgres.ts'
import { ADMIN, type Coexistence, coexist } from '../kit/targets/coexistence.ts'
import { KINDS, type Kind, type Row, type Saying } from '../kit/targets/target.ts'
import { WAREHOUSES } from '../kit/targets/warehouse.ts'

let store: Store
freshKith((opened) => {
  store = opened.store
})

const PEOPLE: Record<'ida' | 'otis', Row> = {
  ida: { given: 'Ida', family: 'Stavenger', born: '1979-02-11', phone: '(207) 555-0161' },
  otis: { given: 'Otis', family: 'Lindqvist', born: '1966-10-30', phone: '(207) 555-0162' },
}
const OLD = { street: '3 Tannery Row', city: 'Portland', state: 'ME', zip: '04101' }
const NEW = { street: '18 Pilot Street', city: 'Rockport', state: 'ME', zip: '04856' }
const ALL = { email: { write: 'always' }, phone: { write: 'never' }, address: { write: 'always' } } as const
const saying = (mode: string, more: object = {}): Saying => ({ mode, person: { ...ALL, ...more } })
const LONG_AGO = '2024-01-01T00:00:00Z'

describe.skipIf(noPostgresHere()).each(Object.keys(KINDS) as Kind[])('%s', (kind) => {
  /** Both are in each of the systems: the shop knows an e-mail and, of late, a new address. */
  async function fill({ target, posts }: Coexistence, known: readonly ('ida' | 'otis')[] = ['ida', 'otis']) {
    const ids: Record<string, string[]> = { shop: [], crm: [] }
    for (const who of known) {
      const shop = { ...PEOPLE[who], ...NEW, email: `${who}@example.org` }
      ids.shop?.push(await target('shop').add('person', shop, '2025-03-01T00:00:00Z'))
      ids.crm?.push(await target('crm').add('person', { ...PEOPLE[who], ...OLD }, LONG_AGO))
    }
    // In consolidation nobody asks the systems: they post.
    for (const name of ['shop', 'crm']) for (const id of ids[name] ?? []) await posts(name, 'person', id)
    return ids
  }

  // F2
  test('in consolidation no source is ever written to, and the warehouse has every golden record', async () => {
    const warehouse = await WAREHOUSES[kind]()
    const files = { shop: saying('consolidation'), crm: saying('consolidation') }
    const office = await coexist(store, kind, files, { warehouse })
    const { apply, settles, writes, target, posts, goldenOf, kith } = office
    const ids = await fill(office)
    for (const name of ['shop', 'crm']) await apply(name)
    await kith.systems.apply('warehouse', (await kith.systems.plan('warehouse')).hash, ADMIN)
    await settles()
    const [ida, otis] = [await goldenOf(`crm:person:${ids.crm?.[0]}`), await goldenOf(`crm:person:${ids.crm?.[1]}`)]
    expect(await warehouse.rows()).toMatchObject({
      [ida.id]: { golden: ida.id, name: 'Ida Stavenger', email: 'ida@example.org', city: 'Rockport', heirs: null },
      [otis.id]: { golden: otis.id, name: 'Otis Lindqvist', email: 'otis@example.org', city: 'Rockport' },
    })
    // A change and a merge: the warehouse hears of both, the sources of neither.
    const crm = ids.crm?.[0] ?? ''
    await target('crm').edit('person', crm, { street: '4 Ferry Lane', city: 'Belfast', zip: '04915' })
    await posts('crm', 'person', crm)
    const [low, high] = pairOf(RecordId.parse(`crm:person:${crm}`), RecordId.parse(`crm:person:${ids.crm?.[1]}`))
    await kith.decide({ low, high, verdict: 'same', reason: 'to see what is told' }, ADMIN)
    await settles()
    const heir = await goldenOf(`crm:person:${crm}`)
    const gone = [ida.id, otis.id].find((id) => id !== heir.id) ?? ''
    expect(await warehouse.rows()).toMatchObject({
      [heir.id]: { city: 'Belfast' },
      [gone]: { status: 'retired', heirs: JSON.stringify([heir.id]) },
    })
    expect(await writes()).toEqual({ shop: [], crm: [] })
  })

  /** What the dry run says of a system, record by record: cells that would become others than they are. */
  async function foreseen({ kith, target }: Coexistence, name: string): Promise<Record<string, Row>> {
    const found: Record<string, Row> = {}
    for await (const { record, request } of kith.systems.dryRun(name, '')) {
      const id = record.split(':')[2] ?? ''
      const now = await target(name).row('person', id)
      const set = request ? target(name).setIn('person', request.request) : {}
      const other = Object.entries(set).filter(([word, text]) => (now[word] ?? '') !== text)
      if (other.length > 0) found[id] = Object.fromEntries(other)
    }
    return found
  }

  // F3
  test('modes are switched by source and by attribute, and what the dry run shows is what is then sent', async () => {
    const office = await coexist(store, kind, { shop: saying('consolidation'), crm: saying('consolidation') })
    const { apply, edits, settles, writes, kith, target } = office
    const ids = await fill(office)
    for (const name of ['shop', 'crm']) await apply(name)
    await settles()
    expect(await writes()).toEqual({ shop: [], crm: [] })
    expect(await foreseen(office, 'crm')).toEqual({})
    const sent = async (after: number) =>
      Object.fromEntries((await target('crm').writes()).slice(after).map(({ id, set }) => [id, set]))
    const [first = '', second = ''] = ids.crm ?? []

    // The CRM alone, all but its addresses. The edited file sends nothing before it is applied.
    edits('crm', saying('coexistence', { address: { write: 'always', mode: 'consolidation' } }))
    const shown = await foreseen(office, 'crm')
    expect(shown).toEqual({ [first]: { email: 'ida@example.org' }, [second]: { email: 'otis@example.org' } })
    expect(await kith.systems.plan('crm')).toMatchObject({
      records: 2,
      writes: 2,
      attributes: { email: 2 },
      refused: 0,
    })
    await settles()
    expect(await writes()).toEqual({ shop: [], crm: [] })
    expect(await kith.systems.find('crm')).toMatchObject({ mode: 'consolidation', fileDiffers: true })
    await apply('crm')
    await settles()
    expect(await sent(0)).toEqual(shown)

    // Then its addresses.
    edits('crm', saying('coexistence'))
    const addresses = await foreseen(office, 'crm')
    const { state: _same, ...moved } = NEW
    expect(addresses).toEqual({ [first]: moved, [second]: moved })
    await apply('crm')
    await settles()
    expect(await sent(2)).toEqual(addresses)
    expect(await foreseen(office, 'crm')).toEqual({})

    // And back: what changes from then on stays where it is.
    await apply('crm', saying('consolidation'))
    const shop = ids.shop?.[0] ?? ''
    await target('shop').edit('person', shop, { email: 'ida.stavenger@example.net' })
    await office.posts('shop', 'person', shop)
    await settles()
    expect((await target('crm').row('person', first)).email).toBe('ida@example.org')
    const all = await writes()
    expect([all.shop?.length, all.crm?.length]).toEqual([0, 4])
  })
})
