import { describe, expect, test } from 'vitest'
import { RecordId } from '../../../server/model/ids.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { noPostgresHere } from '../../kit/postgres.ts'
import { ADMIN, coexist } from '../../kit/targets/coexistence.ts'
import { KINDS, type Kind } from '../../kit/targets/target.ts'
import { personInput } from '../../kit/world.ts'

let store: Store
freshKith((opened) => {
  store = opened.store
})

const OTIS = { givenName: 'Otis', familyName: 'Lindqvist', birthDate: '1966-10-30', email: 'otis@example.org' }
const SHOWN = { given: 'Otis', family: 'Lindqvist', email: 'otis@example.org' }
const ERP = RecordId.parse('erp:person:1')
const SHOP = RecordId.parse('shop:person:1')
const ENDS = {
  person: { name: { write: 'always' }, email: { write: 'always' } },
  table: { create: { when: {} }, onDelete: 'deactivate', deactivate: { active: 'false' } },
} as const

describe.skipIf(noPostgresHere()).each(Object.keys(KINDS) as Kind[])('a customer who goes (%s)', (kind) => {
  async function office(saying: object = ENDS) {
    const opened = await coexist(store, kind, { crm: { ...ENDS, ...saying } })
    await opened.sends([personInput(ERP, OTIS)])
    await opened.apply('crm')
    await opened.settles()
    const { target } = opened
    const [id = ''] = await target('crm').ids('person')
    const sets = async () =>
      (await target('crm').writes()).flatMap(({ set }) => (set.active === undefined ? [] : [set]))
    return { ...opened, id, row: () => target('crm').row('person', id), sets }
  }

  test('is made inactive where Kith made him, once, with what else stands there; and active when he returns', async () => {
    const { kith, settles, row, sets, sends, target, id, wait } = await office()
    await target('crm').edit('person', id, { active: 'true' })
    await settles()
    const { records } = await kith.systems.plan('crm')
    expect(records).toBe(1)
    await kith.remove(ERP, ADMIN)
    expect(await kith.systems.plan('crm')).toMatchObject({ writes: 1, attributes: { deactivate: 1 } })
    await settles()
    expect(await row()).toMatchObject({ ...SHOWN, active: 'false' })
    expect(await sets()).toEqual([{ active: 'false' }])
    // Nobody is asked whether his values may stay, and nothing is written again.
    expect(await kith.systems.find('crm')).toMatchObject({ behind: 0, copies: { current: 1 } })
    wait(3_600)
    await settles()
    expect(await sets()).toHaveLength(1)

    await sends([personInput(ERP, { ...OTIS, email: 'otis.l@example.org' })])
    await settles()
    expect(await row()).toMatchObject({ ...SHOWN, email: 'otis.l@example.org', active: 'true' })
    expect(await sets()).toHaveLength(2)
  })

  test('stays active as long as anybody else knows him, or a source that was retired', async () => {
    const { kith, settles, sends, sets } = await office()
    await sends([personInput(SHOP, OTIS)])
    await settles()
    await kith.remove(ERP, ADMIN)
    await settles()
    expect(await sets()).toEqual([])
    await kith.retire('shop' as never, 'it was sold', ADMIN)
    await settles()
    expect(await sets()).toEqual([])
    await kith.restore('shop' as never, ADMIN)
    await kith.remove(SHOP, ADMIN)
    await settles()
    expect(await sets()).toEqual([{ active: 'false' }])
  })

  test('whoever makes him active again there has the last word; so has who works on his record', async () => {
    const { kith, settles, sets, target, id, row, sends } = await office()
    await kith.remove(ERP, ADMIN)
    await settles()
    await target('crm').edit('person', id, { active: 'true' })
    await settles()
    expect(await row()).toMatchObject({ active: 'true' })
    await target('crm').edit('person', id, { mobile: '+1 207 555 0162', active: 'false' })
    await settles()
    await sends([personInput(ERP, OTIS)])
    await settles()
    expect(await row()).toMatchObject({ active: 'false' })
    expect(await sets()).toHaveLength(1)
  })

  test('a record of its own there is not touched, and nothing is where the file does not say so', async () => {
    const own = await office()
    const mine = await own
      .target('crm')
      .add('person', { given: 'Una', family: 'Berg', email: 'una@example.org', active: 'true' })
    await own.sends([personInput('erp:person:2', { givenName: 'Una', familyName: 'Berg', email: 'una@example.org' })])
    await own.settles()
    await own.kith.remove(RecordId.parse('erp:person:2'), ADMIN)
    await own.settles()
    expect(await own.target('crm').row('person', mine)).toMatchObject({ active: 'true' })
    await own.apply('crm', { ...ENDS, table: { create: { when: {} }, onLoss: 'keep' } } as never)
    await own.kith.remove(ERP, ADMIN)
    await own.settles()
    expect(await own.sets()).toEqual([])
  })

  test('comes out of the golden record that he was made for: inactive first, then without what was another’s', async () => {
    const { kith, settles, row, id, wait } = await office()
    const made = RecordId.parse(`crm:person:${id}`)
    const [low, high] = [ERP, made].sort() as [RecordId, RecordId]
    await kith.undo(low, high, ADMIN)
    await settles()
    wait(3_600)
    await settles()
    expect(await row()).toMatchObject({ active: 'false' })
    expect((await row()).email).toBeUndefined()
  })
})
