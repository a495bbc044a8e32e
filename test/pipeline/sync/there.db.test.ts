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

const ALL = { person: { email: { write: 'always' }, mobile: { write: 'always' } } } as const
const LONG_AGO = '2024-01-01T00:00:00Z'
const NAMES = ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elmore', 'Firth', 'Gorse', 'Hazel']

describe.skipIf(noPostgresHere()).each(Object.keys(KINDS) as Kind[])('what happens there (%s)', (kind) => {
  /** Some persons who are in the CRM and in the ERP, which alone knows their addresses. */
  async function office(count: number, unmarked?: true) {
    const opened = await coexist(store, kind, { crm: { ...ALL, ...(unmarked ? { unmarked } : {}) } })
    const { target, sends, apply, settles, kith } = opened
    const people = NAMES.slice(0, count).map((family, i) => ({
      given: 'Nora',
      family,
      born: `19${60 + i}-03-0${i + 1}`,
      phone: `(207) 555-01${40 + i}`,
    }))
    const ids: string[] = []
    for (const person of people) ids.push(await target('crm').add('person', person, LONG_AGO))
    const say = (email: (family: string) => string) =>
      sends(
        people.map(({ given, family, born, phone }, i) =>
          personInput(`erp:person:${i}`, {
            givenName: given,
            familyName: family,
            birthDate: born,
            phone,
            email: email(family),
          }),
        ),
      )
    await say((family) => `${family.toLowerCase()}@example.org`)
    await apply('crm')
    await settles()
    const emails = async () => Promise.all(ids.map(async (id) => (await target('crm').row('person', id)).email))
    return {
      ...opened,
      ids,
      say,
      emails,
      status: () => kith.systems.find('crm'),
      record: (i: number) => RecordId.parse(`crm:person:${ids[i]}`),
    }
  }

  test('a record that is gone there is gone, and the others are written', async () => {
    const { target, ids, say, settles, emails, kith, record, status } = await office(3)
    await target('crm').remove('person', ids[1] ?? '')
    await say((family) => `nora.${family.toLowerCase()}@example.org`)
    await settles()
    expect(await emails()).toEqual(['nora.alder@example.org', undefined, 'nora.cedar@example.org'])
    expect((await kith.ask.records.find(record(1))).deletedAt).toBeDefined()
    expect(await status()).toMatchObject({ behind: 0, copies: { current: 2, gone: 1 } })
  })

  test('a look that finds most of them missing deletes nobody: somebody is asked first', async () => {
    const { target, ids, say, settles, kith, record, status, wait } = await office(8)
    for (const id of ids.slice(1)) await target('crm').remove('person', id)
    await say((family) => `nora.${family.toLowerCase()}@example.org`)
    await settles()
    for (let i = 1; i < 8; i++) expect((await kith.ask.records.find(record(i))).deletedAt).toBeUndefined()
    const { paused } = await status()
    expect(paused).toMatchObject({ by: 'sync', reason: expect.stringContaining('are not there any more') })
    wait(100_000)
    await settles()
    expect((await kith.ask.records.find(record(7))).deletedAt).toBeUndefined()
    await kith.systems.resume('crm', ADMIN)
    await settles()
    for (let i = 1; i < 8; i++) expect((await kith.ask.records.find(record(i))).deletedAt).toBeDefined()
    expect(await status()).toMatchObject({ behind: 0, copies: { current: 1, gone: 7 } })
  })

  test('who lets us in no more is the system: no dead letters, no lost tries, and all of it arrives afterwards', async () => {
    const { target, say, settles, emails, status, wait, kith } = await office(3)
    await target('crm').denies(true)
    await say((family) => `nora.${family.toLowerCase()}@example.org`)
    for (let i = 0; i < 12; i++) {
      await settles()
      wait(2_000)
    }
    expect(await status()).toMatchObject({ behind: 3, copies: { due: 3 }, unavailable: { reason: expect.any(String) } })
    const { deliveries } = await kith.systems.deliveries('crm', { state: 'due', after: '', limit: 10 })
    expect(deliveries.map(({ attempts }) => attempts)).toEqual([0, 0, 0])
    await target('crm').denies(false)
    wait(2_000)
    await settles()
    expect(await emails()).toEqual(['nora.alder@example.org', 'nora.birch@example.org', 'nora.cedar@example.org'])
    expect(await status()).toMatchObject({ behind: 0 })
    expect((await status()).unavailable).toBeUndefined()
  })

  test('deliveries come oldest first, page by page, none twice and none left out', async () => {
    const { target, say, settles, kith, wait } = await office(5)
    await target('crm').denies(true)
    for (const letter of ['a', 'b']) {
      await say((family) => `${letter}.${family.toLowerCase()}@example.org`)
      wait(10)
      await settles()
    }
    for (const state of [undefined, 'due'] as const) {
      const seen: string[] = []
      const dates: string[] = []
      for (let after: string | undefined = ''; after !== undefined; ) {
        const page: Awaited<ReturnType<typeof kith.systems.deliveries>> = await kith.systems.deliveries('crm', {
          state,
          after,
          limit: 2,
        })
        seen.push(...page.deliveries.map(({ id }) => id))
        dates.push(...page.deliveries.map(({ dueAt = '' }) => dueAt))
        after = page.next
      }
      expect(new Set(seen).size).toBe(5)
      expect(seen).toHaveLength(5)
      expect(dates).toEqual([...dates].sort())
    }
  })

  test.each([undefined, true] as const)(
    'a backup of it that is put back is brought in step again (unmarked: %s)',
    async (unmarked) => {
      const { target, ids, say, settles, emails, status, wait, goldenOf, kith, record, head } = await office(
        3,
        unmarked,
      )
      const mobile = async (i: number) => (await target('crm').row('person', ids[i] ?? '')).mobile
      const putBack = await target('crm').backup()
      await say((family) => `nora.${family.toLowerCase()}@example.org`)
      await settles()
      await target('crm').edit('person', ids[2] ?? '', { mobile: '(207) 555-0199' })
      await settles()
      const wanted = ['nora.alder@example.org', 'nora.birch@example.org', 'nora.cedar@example.org']
      expect(await emails()).toEqual(wanted)
      const at = await head()
      await putBack()
      expect(await emails()).toEqual(['alder@example.org', 'birch@example.org', 'cedar@example.org'])
      // Every record is looked at again, as after somebody put its file in force anew.
      await kith.systems.apply('crm', (await kith.systems.plan('crm')).hash, ADMIN)
      await settles()
      expect(await emails()).toEqual([wanted[0], wanted[1], unmarked ? 'cedar@example.org' : wanted[2]])
      if (unmarked) {
        // Somebody there said something since, or something else before: nobody can tell.
        const { deliveries } = await kith.systems.deliveries('crm', { state: 'due', after: '', limit: 10 })
        expect(deliveries).toMatchObject([
          { record: record(2), error: expect.stringContaining('a backup was put back') },
        ])
        wait(100_000)
        await settles()
        expect(await mobile(2)).toBeUndefined()
        await kith.systems.resume('crm', ADMIN)
        await settles()
      }
      // What Kith wrote there before is no word of anybody's, and what somebody there said since is known still.
      expect(await emails()).toEqual(wanted)
      expect(await mobile(2)).toMatch(/0199$/)
      for (const i of [0, 1, 2]) expect((await kith.ask.records.find(record(i))).input.fields.email).toBeUndefined()
      expect(await head()).toBe(at)
      expect((await goldenOf('erp:person:0')).id).toBe((await goldenOf(record(0))).id)
      expect(await status()).toMatchObject({ behind: 0, copies: { current: 3 } })
    },
  )
})
