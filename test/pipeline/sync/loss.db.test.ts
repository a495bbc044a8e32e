import { describe, expect, test } from 'vitest'
import { RecordId } from '../../../server/model/ids.ts'
import type { CopyState } from '../../../server/model/sync/delivery.ts'
import { activate } from '../../../server/pipeline/run/rules-in-force.ts'
import { shippedRuleSet } from '../../../server/rules/rule-set.ts'
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

const UNA = { givenName: 'Una', familyName: 'Berg', birthDate: '1988-04-02', phone: '+1 207 555 0119' }
const SHOWN = { given: 'Una', family: 'Berg', born: '1988-04-02', phone: '(207) 555-0119' }
const ALL = { person: { email: { write: 'always' }, mobile: { write: 'always' } } } as const
const [ERP, SHOP] = [RecordId.parse('erp:person:1'), RecordId.parse('shop:person:1')]
const LONG_AGO = '2024-01-01T00:00:00Z'

describe.skipIf(noPostgresHere()).each(Object.keys(KINDS) as Kind[])('a value whose record is gone (%s)', (kind) => {
  async function office(onLoss?: string) {
    const opened = await coexist(store, kind, { crm: { ...ALL, ...(onLoss ? { table: { onLoss } } : {}) } })
    const { kith, target, sends, settles, apply } = opened
    const id = await target('crm').add('person', SHOWN, LONG_AGO)
    await sends([
      personInput(ERP, { ...UNA, email: 'una@example.org' }),
      personInput(SHOP, { ...UNA, mobile: '+1 207 555 0120' }),
    ])
    await apply('crm')
    await settles()
    expect(await target('crm').row('person', id)).toMatchObject({
      email: 'una@example.org',
      mobile: expect.stringMatching(/0120$/),
    })
    return {
      ...opened,
      row: () => target('crm').row('person', id),
      lose: async (record: RecordId) => {
        await kith.remove(record, ADMIN)
        await settles()
      },
      states: async () => (await kith.systems.find('crm')).copies,
      delivery: async (state: CopyState) =>
        (await kith.systems.deliveries('crm', { state, after: '', limit: 10 })).deliveries[0],
    }
  }

  test.each([
    ['keep', 'una@example.org'],
    ['revert', undefined],
  ])('%s', async (onLoss, email) => {
    const { row, lose, states } = await office(onLoss)
    await lose(ERP)
    expect((await row()).email).toBe(email)
    expect(await states()).toEqual({ current: 1 })
  })

  test('a steward is asked, and nobody else answers: neither whoever replays all, nor the next change', async () => {
    const { row, lose, states, kith, settles, sends, delivery } = await office()
    await lose(ERP)
    expect(await states()).toEqual({ ask: 1 })
    const { id = '' } = (await delivery('ask')) ?? {}
    expect(await kith.systems.replay('crm', undefined, ADMIN)).toEqual({ replayed: 0 })
    await expect(kith.systems.replay('crm', [id], ADMIN)).rejects.toMatchObject({
      problem: { code: 'delivery.not-found', detail: expect.stringContaining('takeBack or keep') },
    })
    await sends([personInput(SHOP, { ...UNA, mobile: '+1 207 555 0121' })])
    await settles()
    expect(await row()).toMatchObject({ email: 'una@example.org', mobile: expect.stringMatching(/0121$/) })
    expect(await states()).toEqual({ ask: 1 })
  })

  test('kept, it stays through later changes; what is lost afterwards is asked about again', async () => {
    const { row, lose, states, kith, settles, sends, delivery } = await office()
    await lose(ERP)
    const asked = await delivery('ask')
    expect(await kith.systems.replay('crm', [asked?.id ?? ''], ADMIN, 'keep')).toEqual({ replayed: 1 })
    await settles()
    expect(await states()).toEqual({ current: 1 })
    await sends([personInput(SHOP, { ...UNA, mobile: '+1 207 555 0121' })])
    await settles()
    expect(await row()).toMatchObject({ email: 'una@example.org', mobile: expect.stringMatching(/0121$/) })
    expect(await states()).toEqual({ current: 1 })
    await lose(SHOP)
    expect(await states()).toEqual({ ask: 1 })
    expect((await delivery('ask'))?.error).toMatch(/^mobile:/)
    expect(await kith.systems.replay('crm', undefined, ADMIN, 'takeBack')).toEqual({ replayed: 1 })
    await settles()
    expect(await states()).toEqual({ current: 1 })
    expect((await row()).mobile).toBeUndefined()
    expect((await row()).email).toBe('una@example.org')
  })

  test('of a golden record that is blocked nothing goes out but refusals and its id', async () => {
    const rules = structuredClone(shippedRuleSet())
    rules.entities.person.validate.policies.push({
      name: 'title-required',
      severity: 'error',
      effect: 'hold',
      check: { use: 'required', anyOf: ['title'] },
    } as never)
    await activate(store, { ...rules, name: 'whoever has no title is held back' } as never, new Date())
    const attributes = { ...ALL.person, 'consent.email': { write: 'always' }, golden: { write: 'always' } } as const
    const { target, sends, apply, settles, goldenOf } = await coexist(store, kind, { crm: { person: attributes } })
    const id = await target('crm').add('person', SHOWN, LONG_AGO)
    await sends([personInput(ERP, { ...UNA, email: 'una@example.org', 'consent.email': 'no' })])
    await apply('crm')
    await settles()
    const golden = await goldenOf(ERP)
    expect(golden.status).toBe('blocked')
    expect((await target('crm').writes()).map(({ set }) => set)).toEqual([{ newsletter: 'false', golden: golden.id }])
    await sends([personInput(ERP, { ...UNA, title: 'Dr', email: 'una@example.org', 'consent.email': 'no' })])
    await settles()
    expect(await target('crm').row('person', id)).toMatchObject({ email: 'una@example.org', newsletter: 'false' })
  })
})
