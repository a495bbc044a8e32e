import { describe, expect, test } from 'vitest'
import { pairOf, RecordId } from '../../../server/model/ids.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import type { Connector } from '../../../server/systems/connector.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { noPostgresHere } from '../../kit/postgres.ts'
import { ADMIN, coexist } from '../../kit/targets/coexistence.ts'
import { KINDS, type Kind } from '../../kit/targets/target.ts'
import { personInput } from '../../kit/world.ts'

let store: Store
freshKith((opened) => {
  store = opened.store
})

const IDA = { givenName: 'Ida', familyName: 'Stavenger', birthDate: '1979-02-11', email: 'ida@example.org' }
const SHOWN = { given: 'Ida', family: 'Stavenger', email: 'ida@example.org' }
const ERP = RecordId.parse('erp:person:1')
const MADE = {
  person: {
    name: { write: 'always' },
    email: { write: 'always' },
    mobile: { write: 'always' },
    golden: { write: 'always' },
  },
  table: { create: { when: {} } },
} as const

describe.skipIf(noPostgresHere()).each(Object.keys(KINDS) as Kind[])('a record that is made there (%s)', (kind) => {
  async function office(between?: (system: string, line: Connector) => Connector) {
    const opened = await coexist(store, kind, { crm: MADE }, { between })
    await opened.sends([personInput(ERP, IDA)])
    const { target, kith, settles } = opened
    const ids = () => target('crm').ids('person')
    return {
      ...opened,
      ids,
      row: async () => target('crm').row('person', (await ids())[0] ?? ''),
      golden: async () => (await opened.goldenOf(ERP)).id,
      /** Everything that is still to be tried is. */
      later: async () => {
        opened.wait(7_200)
        await settles()
      },
      made: async () => RecordId.parse(`crm:person:${(await ids())[0]}`),
      kith,
    }
  }

  test('carries its golden id, is one with what it was made for, and says nothing of its own', async () => {
    const { apply, settles, ids, row, golden, made, kith, head } = await office()
    expect(await kith.systems.plan('crm')).toMatchObject({ records: 0, writes: 0, makes: 1 })
    const lines: unknown[] = []
    for await (const line of kith.systems.dryRun('crm', '')) lines.push(line)
    expect(lines).toMatchObject([{ golden: await golden(), isNew: true, request: {} }])
    await apply('crm')
    await settles()
    expect(await ids()).toHaveLength(1)
    expect(await row()).toMatchObject({ ...SHOWN, golden: await golden() })
    const record = await kith.ask.records.find(await made())
    expect([record.input.fields, record.golden]).toEqual([{}, await golden()])
    const at = await head()
    await settles()
    expect([await head(), await ids()]).toEqual([at, [(await made()).split(':')[2]]])
    expect((await kith.systems.find('crm')).behind).toBe(0)
  })

  test('is there once though no answer came', async () => {
    let isLost = true
    const { apply, settles, ids, later, golden, made, kith } = await office((_system, line) => ({
      ...line,
      async write(items, signal) {
        const outcomes = await line.write(items, signal)
        const lost = isLost
        isLost = false
        return lost ? items.map(() => ({ kind: 'retry', reason: 'no answer in time', applied: true })) : outcomes
      },
    }))
    await apply('crm')
    await settles()
    expect(await ids()).toHaveLength(1)
    await later()
    expect(await ids()).toHaveLength(1)
    expect((await kith.ask.records.find(await made())).golden).toBe(await golden())
  })

  test('is known by its golden id where its own feed brings it before the answer', async () => {
    const { apply, settles, ids, later, golden, made, kith } = await office((_system, line) => ({
      ...line,
      async write(items, signal) {
        const outcomes = await line.write(items, signal)
        const [made] = outcomes
        if (items[0]?.id === undefined && made?.kind === 'acknowledged') {
          const page = await line.changes?.('person', '', signal)
          expect(page?.records.map(({ id }) => id)).toEqual([made.id])
          await kithPosts(made.id)
        }
        return outcomes
      },
    }))
    const kithPosts = async (id: string) => {
      await kith.upsert([personInput(`crm:person:${id}`, IDA)], ADMIN)
    }
    await apply('crm')
    await settles()
    await later()
    expect(await ids()).toHaveLength(1)
    const record = await kith.ask.records.find(await made())
    expect([record.golden, record.input.fields]).toEqual([await golden(), {}])
  })

  test('is taken from its golden record by whoever withdraws the decision, and not made again', async () => {
    const { apply, settles, ids, later, row, golden, made, kith } = await office()
    await apply('crm')
    await settles()
    const [low, high] = pairOf(ERP, await made())
    await kith.undo(low, high, ADMIN)
    await settles()
    await later()
    expect((await kith.ask.records.find(await made())).golden).not.toBe(await golden())
    expect(await ids()).toHaveLength(1)
    expect((await row()).email).toBeUndefined()
  })

  test('is not made again when it is gone there', async () => {
    const { apply, settles, ids, later, made, target, sends, kith } = await office()
    await apply('crm')
    await settles()
    const record = await made()
    await target('crm').remove('person', record.split(':')[2] ?? '')
    await sends([personInput(ERP, { ...IDA, email: 'ida.s@example.org' })])
    await settles()
    await later()
    await sends([personInput(ERP, { ...IDA, email: 'ida.stavenger@example.org' })])
    await settles()
    await later()
    expect(await ids()).toEqual([])
    expect((await kith.ask.records.find(record)).deletedAt).toBeDefined()
    expect(await kith.systems.find('crm')).toMatchObject({ behind: 0, copies: { gone: 1 } })
  })

  test('stays with its customer when the record that it was made for goes and another one stays', async () => {
    const { apply, settles, sends, made, kith, goldenOf, row } = await office()
    await apply('crm')
    await settles()
    await sends([personInput('shop:person:7', { ...IDA, mobile: '+1 207 555 0143' })])
    await settles()
    const golden = await goldenOf('shop:person:7')
    await kith.remove(ERP, ADMIN)
    await settles()
    expect((await goldenOf('shop:person:7')).id).toBe(golden.id)
    expect((await kith.ask.records.find(await made())).golden).toBe(golden.id)
    expect(await row()).toMatchObject({ ...SHOWN, golden: golden.id })
    expect((await row()).mobile).toMatch(/0143$/)
  })
})
