// Acceptance B4, D1, D3 and D4, read in the systems themselves

import { describe, expect, test } from 'vitest'
import { GoldenId } from '../../server/model/ids.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { freshKith } from '../kit/fresh-kith.ts'
import { wipe } from '../kit/graph.ts'
import { noPostgresHere } from '../kit/postgres.ts'
import { orders } from '../kit/served.ts'
import { coexist } from '../kit/targets/coexistence.ts'
import { KINDS, type Kind } from '../kit/targets/target.ts'

let store: Store
freshKith((opened) => {
  store = opened.store
})

const PLANT = { name: 'Thistledown Bindery LLC', taxId: '47-2210984', website: 'https://thistledown.example' }
const CLERK = { given: 'Rosamund', family: 'Okafor', email: 'r.okafor@thistledown.example', job: 'Accounts payable' }
const LONG_AGO = '2024-01-01T00:00:00Z'
const SUSIE = { key: 'erp', user: 'susie' }

/** Payment terms go where the file says so; attributes are named as in Kith. */
const BOTH = {
  company: { 'terms.payment': { write: 'always' } },
  contact: { email: { write: 'always' }, phone: { write: 'always' }, golden: { write: 'always' } },
} as const
const COMPANIES = { company: BOTH.company }

describe.skipIf(noPostgresHere()).each(Object.keys(KINDS) as Kind[])('%s', (kind) => {
  /** One firm in each of the systems, on the same terms; whoever owns them is in force. */
  async function office(owner: readonly string[], names: readonly string[]) {
    const files = Object.fromEntries(names.map((name) => [name, COMPANIES]))
    const opened = await coexist(store, kind, files)
    await opened.rule('company', 'terms.payment', owner)
    const ids: Record<string, string> = {}
    for (const name of names) {
      ids[name] = await opened.target(name).add('company', { ...PLANT, terms: 'NET 30' }, LONG_AGO)
      await opened.apply(name)
    }
    await opened.settles()
    return {
      ...opened,
      edit: (name: string, terms: string, at?: string) =>
        opened.target(name).edit('company', ids[name] ?? '', { terms }, at),
      ids,
      terms: async () =>
        Object.fromEntries(
          await Promise.all(
            names.map(
              async (name) => [name, (await opened.target(name).row('company', ids[name] ?? '')).terms] as const,
            ),
          ),
        ),
    }
  }

  // B4
  test('Susie changes terms and a phone in the ERP: Benny’s CRM shows both, and the golden record by whom and when', async () => {
    const { target, apply, settles, posts, goldenOf, changes, head, kith } = await coexist(store, kind, {
      erp: BOTH,
      crm: BOTH,
    })
    const made: Record<string, { firm: string; clerk: string }> = {}
    for (const name of ['erp', 'crm']) {
      const firm = await target(name).add('company', { ...PLANT, terms: 'NET 30' }, LONG_AGO)
      made[name] = { firm, clerk: await target(name).add('contact', { ...CLERK, company: firm }, LONG_AGO) }
      await apply(name)
    }
    await settles()
    const before = await head()
    const { firm = '', clerk = '' } = made.erp ?? {}
    await target('erp').edit('company', firm, { terms: 'NET 45' })
    await target('erp').edit('contact', clerk, { phone: '+1 215 555 0142' })
    await posts('erp', 'company', firm, SUSIE)
    await posts('erp', 'contact', clerk, SUSIE)
    await settles()
    expect(await target('crm').row('company', made.crm?.firm ?? '')).toMatchObject({ terms: 'NET 45' })
    expect((await target('crm').row('contact', made.crm?.clerk ?? '')).phone).toMatch(/215.?555.?0142$/)
    expect(await changes(before)).toMatchObject([
      { entity: 'company', after: { terms_payment: 'NET 45' }, actor: 'erp', user: 'susie' },
      { entity: 'contact', user: 'susie' },
    ])
    const golden = await goldenOf(`crm:company:${made.crm?.firm}`)
    const terms = golden.attributes.find(({ attribute }) => attribute === 'terms_payment')
    expect(terms).toMatchObject({ value: 'NET 45', winner: { record: `erp:company:${firm}` } })
    expect(Date.parse(terms?.winner?.at ?? '')).toBeGreaterThan(Date.parse(LONG_AGO))
    const copies = await kith.systems.ofGolden(GoldenId.parse(golden.id))
    expect(copies.map(({ system, state, writes }) => [system, state, writes])).toEqual([
      ['crm', 'current', 1],
      ['erp', 'current', 0],
    ])
    expect(copies[0]?.ackedAt).toMatch(/^\d{4}-/)
  })

  // D1
  test('terms that change in the CRM are current in the ERP, where both own them', async () => {
    const { edit, settles, terms, writes } = await office(['erp', 'crm'], ['erp', 'crm'])
    await edit('crm', 'NET 60')
    await settles()
    expect(await terms()).toEqual({ erp: 'NET 60', crm: 'NET 60' })
    await edit('erp', 'NET 15')
    await settles()
    expect(await terms()).toEqual({ erp: 'NET 15', crm: 'NET 15' })
    const { erp = [], crm = [] } = await writes()
    expect([erp.map(({ set }) => set), crm.map(({ set }) => set)]).toEqual([
      [{ terms: 'NET 60' }],
      [{ terms: 'NET 15' }],
    ])
  })

  // D1
  test('where the ERP alone owns them the CRM’s change is refused and told, and the ERP’s terms are put back', async () => {
    const { edit, settles, terms, writes, goldenOf, ids, changes, head } = await office(['erp'], ['erp', 'crm'])
    const before = await head()
    await edit('crm', 'NET 60')
    await settles()
    expect(await terms()).toEqual({ erp: 'NET 30', crm: 'NET 30' })
    expect(await writes()).toMatchObject({ erp: [], crm: [{ set: { terms: 'NET 30' } }] })
    const refused = { attribute: 'terms_payment', record: `crm:company:${ids.crm}`, value: 'NET 60' }
    expect(await changes(before)).toMatchObject([{ attributes: ['rejected'], rejected: [refused] }])
    const { attributes } = await goldenOf(`erp:company:${ids.erp}`)
    const told = attributes.find(({ attribute }) => attribute === 'terms_payment')
    expect(told?.runnersUp).toMatchObject([{ value: 'NET 60', record: refused.record }])
  })

  // D3
  test('a contact that is made in a second CRM as well joins, and both show one golden id', async () => {
    const { target, apply, settles, goldenOf } = await coexist(store, kind, { east: BOTH, west: BOTH })
    const ids: Record<string, string> = {}
    for (const name of ['east', 'west']) {
      const firm = await target(name).add('company', PLANT, LONG_AGO)
      await apply(name)
      if (name === 'east') ids.east = await target(name).add('contact', { ...CLERK, company: firm }, LONG_AGO)
      else ids.firm = firm
    }
    await settles()
    const shown = await target('east').row('contact', ids.east ?? '')
    expect(shown.golden).toBe((await goldenOf(`east:contact:${ids.east}`)).id)
    ids.west = await target('west').add('contact', { ...CLERK, phone: '+1 215 555 0177', company: ids.firm ?? '' })
    await settles()
    const golden = await goldenOf(`west:contact:${ids.west}`)
    expect(golden.records.map(({ id }) => id)).toEqual([`east:contact:${ids.east}`, `west:contact:${ids.west}`])
    expect(golden.id).toBe(shown.golden)
    expect(await target('west').row('contact', ids.west)).toMatchObject({ golden: golden.id })
    const east = await target('east').row('contact', ids.east ?? '')
    expect(east.golden).toBe(golden.id)
    expect(east.phone).toMatch(/215.?555.?0177$/)
  })

  // D4
  const minute = Date.now() - 30_000
  const second = (s: number) => new Date(minute + s * 1_000).toISOString()
  const cases: [string, readonly string[], Record<string, [string, number]>, string][] = [
    [
      'the owner’s stands, though it is the earlier one',
      ['erp'],
      { erp: ['NET 45', 1], crm: ['NET 90', 20] },
      'NET 45',
    ],
    ['of joint owners the later one stands', ['erp', 'crm'], { erp: ['NET 45', 1], crm: ['NET 90', 20] }, 'NET 90'],
    ['whichever that is', ['erp', 'crm'], { erp: ['NET 45', 20], crm: ['NET 90', 1] }, 'NET 45'],
    ['of one moment the one that is named first', ['erp', 'crm'], { erp: ['NET 45', 9], crm: ['NET 90', 9] }, 'NET 45'],
    ['and the other way round', ['crm', 'erp'], { erp: ['NET 45', 9], crm: ['NET 90', 9] }, 'NET 90'],
  ]
  test.each(cases)(
    'of two changes in one minute %s, in whatever order they are heard of',
    async (_name, owner, edits, stands) => {
      for (const order of orders(['erp', 'crm'])) {
        await wipe(store)
        const { edit, settles, terms, posts, ids, writes } = await office(owner, ['erp', 'crm', 'west'])
        for (const name of order) {
          const [text, at] = edits[name] ?? ['', 0]
          await edit(name, text, second(at))
        }
        for (const name of order) await posts(name, 'company', ids[name] ?? '')
        await settles()
        expect(await terms()).toEqual({ erp: stands, crm: stands, west: stands })
        const written = Object.values(await writes()).map((each) => each.length)
        expect(written.sort()).toEqual([0, 1, 1])
      }
    },
  )
})
