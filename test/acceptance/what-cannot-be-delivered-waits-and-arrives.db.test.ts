// Acceptance D5, read in the system that was offline

import { describe, expect, test } from 'vitest'
import type { Store } from '../../server/store/graph/driver.ts'
import { freshKith } from '../kit/fresh-kith.ts'
import { noPostgresHere } from '../kit/postgres.ts'
import { ADMIN, coexist } from '../kit/targets/coexistence.ts'
import { KINDS, type Kind } from '../kit/targets/target.ts'

let store: Store
freshKith((opened) => {
  store = opened.store
})

const FIRMS = [
  { name: 'Larkspur Milling LLC', taxId: '81-4470912', website: 'https://larkspur.example' },
  { name: 'Penhallow Glassworks Inc.', taxId: '36-9081274', website: 'https://penhallow.example' },
]
const RETRY = { firstSeconds: 10, factor: 2, mostSeconds: 3_600, tries: 4 }
const TERMS = { company: { 'terms.payment': { write: 'always' } } } as const
const LONG_AGO = '2024-01-01T00:00:00Z'

describe.skipIf(noPostgresHere()).each(Object.keys(KINDS) as Kind[])('%s', (kind) => {
  async function office() {
    const opened = await coexist(store, kind, { erp: { ...TERMS, retry: RETRY }, crm: TERMS })
    await opened.rule('company', 'terms.payment', ['crm'])
    const ids: Record<string, string[]> = { erp: [], crm: [] }
    for (const name of ['erp', 'crm']) {
      for (const firm of FIRMS)
        ids[name]?.push(await opened.target(name).add('company', { ...firm, terms: 'NET 30' }, LONG_AGO))
      await opened.apply(name)
    }
    await opened.settles()
    const terms = async () =>
      Promise.all((ids.erp ?? []).map(async (id) => (await opened.target('erp').row('company', id)).terms))
    const edit = async (nth: number, text: string) => {
      await opened.target('crm').edit('company', ids.crm?.[nth] ?? '', { terms: text })
      await opened.settles()
    }
    const given = async () => (await opened.target('erp').writes()).map(({ id, set }) => [id, set.terms])
    return { ...opened, ids: ids.erp ?? [], terms, edit, given, status: () => opened.kith.systems.find('erp') }
  }

  test('while the ERP is offline changes queue, pauses grow, and then the last state of each arrives in order', async () => {
    const { target, ids, terms, edit, given, status, wait, settles, now } = await office()
    await target('erp').offline(true)
    await edit(1, 'NET 45')
    await edit(0, 'NET 60')
    await edit(1, 'NET 75')
    expect(await status()).toMatchObject({ behind: 2, copies: { due: 2 }, unavailable: { reason: expect.any(String) } })
    const pauses: number[] = []
    for (let i = 0; i < 4; i++) {
      const until = Date.parse((await status()).unavailable?.until ?? '')
      wait((until - now().getTime()) / 1_000 + 1)
      const since = now().getTime()
      await settles()
      pauses.push(Math.round((Date.parse((await status()).unavailable?.until ?? '') - since) / 10_000))
    }
    expect(pauses).toEqual([2, 4, 8, 16])
    expect(await terms()).toEqual(['NET 30', 'NET 30'])
    await target('erp').offline(false)
    await settles()
    expect(await given()).toEqual([])
    wait(3_600)
    await settles()
    expect(await given()).toEqual([
      [ids[1], 'NET 75'],
      [ids[0], 'NET 60'],
    ])
    expect(await terms()).toEqual(['NET 60', 'NET 75'])
    expect(await status()).toMatchObject({ behind: 0, copies: { current: 2 } })
    expect((await status()).unavailable).toBeUndefined()
  })

  test('what is refused again and again is a dead letter with its reason, and arrives when it is replayed', async () => {
    const { target, ids, terms, edit, given, status, wait, settles, kith } = await office()
    await target('erp').fails(true)
    await edit(0, 'NET 60')
    const tries: (number | undefined)[] = []
    for (let i = 0; i < RETRY.tries; i++) {
      const { deliveries } = await kith.systems.deliveries('erp', { after: '', limit: 10, state: 'due' })
      tries.push(deliveries[0]?.attempts)
      wait(100)
      await settles()
    }
    expect(tries).toEqual([1, 2, 3, undefined])
    const { deliveries: dead } = await kith.systems.deliveries('erp', { after: '', limit: 10, state: 'dead' })
    expect(dead).toMatchObject([{ record: `erp:company:${ids[0]}`, attempts: RETRY.tries, error: expect.any(String) }])
    expect(await status()).toMatchObject({ behind: 1, copies: { dead: 1, current: 1 } })

    // Nothing else waits for it, and it is not tried any more by itself.
    await target('erp').fails(false)
    wait(100_000)
    await edit(1, 'NET 75')
    expect(await terms()).toEqual(['NET 30', 'NET 75'])
    expect(await kith.systems.replay('erp', [dead[0]?.id ?? ''], ADMIN)).toEqual({ replayed: 1 })
    await settles()
    expect(await terms()).toEqual(['NET 60', 'NET 75'])
    expect(await given()).toEqual([
      [ids[1], 'NET 75'],
      [ids[0], 'NET 60'],
    ])
    expect(await status()).toMatchObject({ behind: 0, copies: { current: 2 } })
  })

  test('a change that comes after a dead letter is sent as it is by then; a paused ERP falls behind and catches up', async () => {
    const { target, terms, edit, given, status, wait, settles, kith } = await office()
    await target('erp').fails(true)
    await edit(0, 'NET 60')
    for (let i = 0; i < RETRY.tries; i++) {
      wait(100)
      await settles()
    }
    expect(await status()).toMatchObject({ copies: { dead: 1 } })
    await target('erp').fails(false)
    await kith.systems.pause('erp', 'month end', ADMIN)
    await edit(0, 'NET 90')
    await edit(1, 'NET 75')
    expect(await terms()).toEqual(['NET 30', 'NET 30'])
    expect(await status()).toMatchObject({ paused: { reason: 'month end' } })
    await kith.systems.resume('erp', ADMIN)
    await settles()
    expect(await terms()).toEqual(['NET 90', 'NET 75'])
    expect((await given()).length).toBe(2)
  })
})
