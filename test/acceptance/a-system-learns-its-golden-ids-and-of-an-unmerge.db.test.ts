// Acceptance S3 and M8, read in the systems themselves

import { describe, expect, test } from 'vitest'
import { pairOf, RecordId, splitRecordId } from '../../server/model/ids.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { freshKith } from '../kit/fresh-kith.ts'
import { noPostgresHere } from '../kit/postgres.ts'
import { ADMIN, coexist } from '../kit/targets/coexistence.ts'
import { KINDS, type Kind, type Row } from '../kit/targets/target.ts'

let store: Store
freshKith((opened) => {
  store = opened.store
})

/** Two sisters at one address: one is in the shop, the other one in the CRM. */
const SISTER = { given: 'Philippa', family: 'Quennell', phone: '(207) 555-0142' }
const HOME = { street: '3 Tannery Row', city: 'Portland', state: 'ME', zip: '04101' }
const SHOP = { ...SISTER, ...HOME, email: 'philippa.quennell@example.com', born: '1984-07-02' }
const CRM = { ...SISTER, born: '1984-07-02', mobile: '(207) 555-0188' }
const ALL = {
  person: {
    email: { write: 'always' },
    mobile: { write: 'always' },
    address: { write: 'always' },
    golden: { write: 'always' },
  },
} as const
const LONG_AGO = '2024-01-01T00:00:00Z'
const SYSTEMS = ['shop', 'crm'] as const
type System = (typeof SYSTEMS)[number]

describe.skipIf(noPostgresHere()).each(Object.keys(KINDS) as Kind[])('%s', (kind) => {
  async function office(rows: Record<System, Row>) {
    const opened = await coexist(store, kind, { shop: ALL, crm: ALL })
    const ids: Record<System, string> = { shop: '', crm: '' }
    for (const name of SYSTEMS) {
      ids[name] = await opened.target(name).add('person', rows[name], LONG_AGO)
      await opened.apply(name)
    }
    await opened.settles()
    const record = (name: System) => RecordId.parse(`${name}:person:${ids[name]}`)
    return {
      ...opened,
      record,
      row: (name: System) => opened.target(name).row('person', ids[name]),
      golden: async (name: System) => (await opened.goldenOf(record(name))).id,
    }
  }

  // S3
  test('nobody like that: the id of the new golden record comes back into the CRM’s own record', async () => {
    const { target, golden, row, settles, kith } = await office({
      shop: SHOP,
      crm: { ...CRM, given: 'Barnaby', born: '1951-01-01', phone: '' },
    })
    expect((await row('crm')).golden).toBe(await golden('crm'))
    expect((await row('shop')).golden).toBe(await golden('shop'))
    expect(await golden('crm')).not.toBe(await golden('shop'))
    const id = await target('crm').add('person', {
      given: 'Fenella',
      family: 'Drummond',
      email: 'fenella.d@example.org',
    })
    await settles()
    const { golden: made } = await kith.ask.records.find(RecordId.parse(`crm:person:${id}`))
    expect(await target('crm').row('person', id)).toMatchObject({ given: 'Fenella', golden: made })
  })

  // S3
  test('when two are merged both show the heir, when they are taken apart each shows its own', async () => {
    const stranger = { ...CRM, given: 'Barnaby', born: '1951-01-01', phone: '' }
    const { golden, row, settles, kith, record } = await office({ shop: SHOP, crm: stranger })
    const before = [(await row('shop')).golden, (await row('crm')).golden]
    const [low, high] = pairOf(record('shop'), record('crm'))
    await kith.decide({ low, high, verdict: 'same', reason: 'he says so' }, ADMIN)
    await settles()
    const heir = await golden('crm')
    expect(before).toContain(heir)
    expect([(await row('shop')).golden, (await row('crm')).golden]).toEqual([heir, heir])
    await kith.undo(low, high, ADMIN)
    await settles()
    const apart = [await golden('shop'), await golden('crm')]
    expect(new Set(apart).size).toBe(2)
    expect([(await row('shop')).golden, (await row('crm')).golden]).toEqual(apart)
  })

  // M8
  test('a steward unmerges: both systems hear of it, and what Kith wrote from the other one is taken back', async () => {
    const { golden, row, settles, kith, record, head, posts, writes } = await office({ shop: SHOP, crm: CRM })
    const both = await golden('shop')
    expect(await golden('crm')).toBe(both)
    expect(await row('shop')).toMatchObject({ ...HOME, email: SHOP.email, golden: both })
    expect((await row('shop')).mobile).toMatch(/0188$/)
    expect(await row('crm')).toMatchObject({ ...HOME, email: SHOP.email, mobile: CRM.mobile, golden: both })

    const plan = await kith.plans.make(
      { kind: 'unmerge', record: record('crm'), reason: 'the sister', scope: 'single', allowAgain: false },
      ADMIN,
    )
    await kith.plans.apply(plan.id, ADMIN)
    await settles()
    const apart = { shop: await golden('shop'), crm: await golden('crm') }
    expect(apart.shop).not.toBe(apart.crm)
    const { mobile: _none, ...shop } = SHOP as Row
    expect(await row('shop')).toEqual({ ...shop, golden: apart.shop })
    expect(await row('crm')).toEqual({ ...CRM, golden: apart.crm })

    // Both say it again, as every night: they stay apart, and nothing is written.
    const [at, written] = [await head(), await writes()]
    for (const name of SYSTEMS) await posts(name, 'person', splitRecordId(record(name)).sourceId)
    await settles()
    expect([await golden('shop'), await golden('crm')]).toEqual([apart.shop, apart.crm])
    expect([await head(), await writes()]).toEqual([at, written])
  })
})
