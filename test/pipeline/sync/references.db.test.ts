import { describe, expect, test } from 'vitest'
import { RecordId } from '../../../server/model/ids.ts'
import { RecordInput } from '../../../server/model/record.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { noPostgresHere } from '../../kit/postgres.ts'
import { coexist } from '../../kit/targets/coexistence.ts'
import { KINDS, type Kind, type Saying } from '../../kit/targets/target.ts'

let store: Store
freshKith((opened) => {
  store = opened.store
})

const FIRM = { name: 'Penhallow Glassworks Inc.', taxId: '36-9081274', website: 'https://penhallow.example' }
const CLERK = { givenName: 'Rosamund', familyName: 'Okafor', email: 'r.okafor@penhallow.example' }
const SHOWN = { given: 'Rosamund', family: 'Okafor', email: 'r.okafor@penhallow.example' }
const LONG_AGO = '2024-01-01T00:00:00Z'
const ERP = 'erp:contact:1'

function of(entity: 'company' | 'contact', sourceId: string, fields: Record<string, string>): RecordInput {
  const listed = Object.fromEntries(Object.entries(fields).map(([field, text]) => [field, [text]]))
  return RecordInput.parse({
    source: 'erp',
    sourceId,
    entity,
    fields: listed,
    addresses: [],
    hints: { defaultCountry: 'US' },
  })
}

const BOTH = {
  company: { name: { write: 'always' }, taxId: { write: 'always' }, website: { write: 'always' } },
  contact: { name: { write: 'always' }, email: { write: 'always' }, 'company.id': { write: 'always' } },
} as const

describe.skipIf(noPostgresHere()).each(Object.keys(KINDS) as Kind[])('a contact’s company (%s)', (kind) => {
  /** The ERP knows a clerk and her firm; the CRM is told as its file says. */
  async function office(references: string, create: Saying['tables'] = {}, knows: { clerk?: boolean } = {}) {
    const tables = { contact: { references, ...create.contact }, company: { ...create.company } }
    const opened = await coexist(store, kind, { crm: { ...BOTH, tables } })
    const { target, sends, apply, settles } = opened
    if (knows.clerk) await target('crm').add('contact', SHOWN, LONG_AGO)
    await sends([of('company', '9', FIRM), of('contact', '1', { ...CLERK, 'company.id': '9' })])
    await apply('crm')
    await settles()
    const shown = async (entity: 'company' | 'contact') =>
      Promise.all((await target('crm').ids(entity)).map((id) => target('crm').row(entity, id)))
    return { ...opened, shown, ids: (entity: 'company' | 'contact') => target('crm').ids(entity) }
  }
  const ALWAYS = { create: { when: {} } }

  test('goes out as the id that the CRM knows it by', async () => {
    const { shown, target, settles, ids } = await office('wait', {}, { clerk: true })
    expect((await shown('contact'))[0]?.company).toBeUndefined()
    await target('crm').add('company', FIRM)
    await settles()
    expect(await shown('contact')).toMatchObject([{ ...SHOWN, company: (await ids('company'))[0] }])
  })

  test('wait: she is made there once her company is there', async () => {
    const { shown, target, settles, ids, kith, wait } = await office('wait', { contact: ALWAYS })
    expect(await ids('contact')).toEqual([])
    expect((await kith.systems.deliveries('crm', { after: '', limit: 10 })).deliveries).toMatchObject([
      { state: 'due', attempts: 0, error: expect.stringContaining('refers to') },
    ])
    wait(100_000)
    await settles()
    expect(await ids('contact')).toEqual([])
    await target('crm').add('company', FIRM)
    await settles()
    expect(await shown('contact')).toMatchObject([{ ...SHOWN, company: (await ids('company'))[0] }])
    expect((await kith.systems.find('crm')).behind).toBe(0)
  })

  test('create: her company is made there first, though companies are not made otherwise', async () => {
    const { shown, ids, sends, settles, goldenOf } = await office('create', { contact: ALWAYS })
    await sends([of('company', '10', { name: 'Larkspur Milling LLC', taxId: '81-4470912' })])
    await settles()
    expect(await shown('company')).toMatchObject([{ name: FIRM.name }])
    const [firm] = await ids('company')
    expect(await shown('contact')).toMatchObject([{ ...SHOWN, company: firm }])
    const { id } = await goldenOf('erp:company:9')
    expect((await goldenOf(RecordId.parse(`crm:company:${firm}`))).id).toBe(id)
  })

  test('create: also for a contact who is there already', async () => {
    const { shown, ids } = await office('create', {}, { clerk: true })
    expect(await ids('company')).toHaveLength(1)
    expect(await shown('contact')).toMatchObject([{ ...SHOWN, company: (await ids('company'))[0] }])
  })

  test('omit: she is made without', async () => {
    const { shown, ids, goldenOf } = await office('omit', { contact: ALWAYS })
    expect(await ids('company')).toEqual([])
    expect(await shown('contact')).toMatchObject([SHOWN])
    expect((await shown('contact'))[0]?.company).toBeUndefined()
    const [contact] = await ids('contact')
    expect((await goldenOf(RecordId.parse(`crm:contact:${contact}`))).id).toBe((await goldenOf(ERP)).id)
  })
})
