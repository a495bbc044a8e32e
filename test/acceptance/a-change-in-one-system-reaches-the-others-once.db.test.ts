// Acceptance M5, S5, S6 and S7, read in the systems themselves

import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Store } from '../../server/store/graph/driver.ts'
import type { Connector, WriteItem } from '../../server/systems/connector.ts'
import { freshKith } from '../kit/fresh-kith.ts'
import { noPostgresHere } from '../kit/postgres.ts'
import { coexist } from '../kit/targets/coexistence.ts'
import { KINDS, type Kind, type Row } from '../kit/targets/target.ts'
import { personInput } from '../kit/world.ts'

let store: Store
freshKith((opened) => {
  store = opened.store
})

/** Ottilie Brandvold moves from Idaho to Maine. */
const OTTILIE = { given: 'Ottilie', family: 'Brandvold', born: '1986-05-14', email: 'ottilie.brandvold@example.com' }
const IDAHO = { street: '212 Cottonwood Street', city: 'Boise', state: 'ID', zip: '83702' }
const MAINE = { street: '9 Herring Cove', city: 'Rockland', state: 'ME', zip: '04841' }
const OREGON = { street: '40 Spruce Landing', city: 'Astoria', state: 'OR', zip: '97103' }
const ALL = {
  person: {
    name: { write: 'always' },
    email: { write: 'always' },
    phone: { write: 'ifEmpty' },
    address: { write: 'always' },
  },
} as const
const LONG_AGO = '2024-01-01T00:00:00Z'

describe.skipIf(noPostgresHere()).each(Object.keys(KINDS) as Kind[])('%s', (kind) => {
  /** She is in each of the systems, and each is in force and at rest. */
  async function office<S extends string>(
    systems: Record<S, object>,
    rowOf: (name: S) => Row = () => ({}),
    between?: (system: string, line: Connector) => Connector,
  ) {
    const opened = await coexist(store, kind, systems, { between })
    const ids = {} as Record<S, string>
    for (const name of Object.keys(systems) as S[]) {
      ids[name] = await opened.target(name).add('person', { ...OTTILIE, ...IDAHO, ...rowOf(name) }, LONG_AGO)
      await opened.apply(name)
    }
    await opened.settles()
    return { ...opened, ids, row: (name: S) => opened.target(name).row('person', ids[name]) }
  }

  // M5
  test('she calls, and CRM, shop and loyalty show the new address', async () => {
    const { row, settles, sends, writes, goldenOf, ids } = await office({ crm: ALL, shop: ALL, loyalty: ALL })
    expect(await writes()).toEqual({ crm: [], shop: [], loyalty: [] })
    const call = {
      givenName: OTTILIE.given,
      familyName: OTTILIE.family,
      birthDate: OTTILIE.born,
      email: OTTILIE.email,
      'address.line1': MAINE.street,
      'address.city': MAINE.city,
      'address.region': MAINE.state,
      'address.postcode': MAINE.zip,
    }
    await sends([personInput('erp:person:4471', call, { updatedAt: '2025-01-20T15:30:00Z' })])
    await settles()
    for (const name of ['crm', 'shop', 'loyalty'] as const) {
      expect(await row(name)).toMatchObject({ ...OTTILIE, ...MAINE })
      expect((await writes())[name]).toEqual([{ entity: 'person', id: ids[name], set: MAINE }])
    }
    const golden = await goldenOf(`crm:person:${ids.crm}`)
    expect(golden.addresses.map(({ city, to }) => [city, to])).toEqual([
      ['Rockland', undefined],
      ['Boise', '2025-01-20'],
    ])
  })

  // S5
  test('a change in one CRM reaches the two others once, no echo makes a line of the feed, and then it is quiet', async () => {
    const { target, row, settles, writes, ids, kith, head, posts, changes } = await office({
      east: ALL,
      west: ALL,
      south: ALL,
    })
    const before = await head()
    await target('east').edit('person', ids.east, MAINE)
    await settles()
    for (const name of ['east', 'west', 'south'] as const) expect(await row(name)).toMatchObject(MAINE)
    const once = (name: 'west' | 'south') => [{ entity: 'person', id: ids[name], set: MAINE }]
    expect(await writes()).toEqual({ east: [], west: once('west'), south: once('south') })
    expect(await changes(before)).toMatchObject([{ kind: 'updated', after: { city: 'Rockland' } }])

    // What was written comes back by every way that a system has to say so, and more than once.
    for (const name of ['west', 'south', 'east', 'west'] as const) await posts(name, 'person', ids[name])
    await settles()
    await settles()
    expect(await head()).toBe(before + 1)
    expect(await writes()).toEqual({ east: [], west: once('west'), south: once('south') })
    for (const name of ['east', 'west', 'south'])
      expect(await kith.systems.find(name)).toMatchObject({ behind: 0, copies: { current: 1 } })
  })

  test('after a storm of changes in all of them they say the same, and nothing is written any more', async () => {
    const { target, row, settles, writes, ids, kith, head } = await office({ east: ALL, west: ALL, south: ALL })
    const storm = [MAINE, OREGON, MAINE, OREGON, MAINE, OREGON].map((place, i) => ({
      ...place,
      street: `${40 + i} Herring Cove`,
    }))
    const signal = new AbortController().signal
    for (const [i, address] of storm.entries()) {
      const name = (['east', 'west', 'south'] as const)[i % 3] ?? 'east'
      await target(name).edit('person', ids[name], address)
      // Nobody types twice in one millisecond.
      await sleep(5)
      if (i % 2 === 1) await kith.runner.once(signal)
    }
    await settles()
    for (const name of ['east', 'west', 'south'] as const)
      expect(await row(name)).toMatchObject({ ...OREGON, street: '45 Herring Cove' })
    const [written, at] = [await writes(), await head()]
    await settles()
    expect([await writes(), await head()]).toEqual([written, at])
  })

  // S6
  test('a field that a CRM keeps for itself is never written over', async () => {
    const own = { ...ALL, person: { ...ALL.person, phone: { write: 'always' }, mobile: { write: 'never' } } } as const
    const others = {
      ...ALL,
      person: { ...ALL.person, phone: { write: 'always' }, mobile: { write: 'always' } },
    } as const
    const said = { sophia: { phone: '(207) 555-0110', mobile: '(207) 555-0111' }, miguel: { mobile: '(207) 555-0112' } }
    const { target, row, settles, writes, ids, rule, apply } = await office(
      { sophia: own, miguel: others },
      (name) => said[name],
    )
    await rule('person', 'phone', ['sophia'])
    await target('miguel').edit('person', ids.miguel, { phone: '(207) 555-0199', mobile: '(207) 555-0198', ...MAINE })
    await settles()
    await apply('sophia')
    await settles()
    expect(await row('sophia')).toMatchObject({ ...said.sophia, ...MAINE })
    expect((await writes()).sophia?.flatMap(({ set }) => Object.keys(set)).sort()).toEqual(Object.keys(MAINE).sort())
    // What its owner says of the phone is what the other one shows.
    expect((await row('miguel')).phone).toMatch(/0110$/)
  })

  // S7
  test('every write delivered twice, its answer lost or an old one delivered late: the end is the same', async () => {
    const old: { items: readonly WriteItem[]; line: Connector }[] = []
    let isLost = true
    const unsure = (_system: string, line: Connector): Connector => ({
      ...line,
      async write(items, signal) {
        old.push({ items, line })
        const outcomes = await line.write(items, signal)
        await line.write(items, signal)
        isLost = !isLost
        return isLost ? outcomes : items.map(() => ({ kind: 'retry', reason: 'no answer in time', applied: true }))
      },
    })
    const { target, row, settles, writes, ids, wait, head, posts } = await office(
      { east: ALL, west: ALL },
      undefined,
      unsure,
    )
    const rest = async () => {
      await settles()
      wait(3_600)
      await settles()
    }
    await target('east').edit('person', ids.east, MAINE)
    await rest()
    await target('east').edit('person', ids.east, OREGON)
    await rest()
    expect(await row('west')).toMatchObject(OREGON)
    const written = (await writes()).west
    expect(written?.map(({ set }) => set.city)).toEqual(['Rockland', 'Astoria'])
    const at = await head()
    for (const { items, line } of old) await line.write(items, new AbortController().signal)
    for (const name of ['west', 'east', 'west'] as const) await posts(name, 'person', ids[name])
    await rest()
    expect(await row('west')).toMatchObject(OREGON)
    expect([await head(), (await writes()).west]).toEqual([at, written])
  })
})
