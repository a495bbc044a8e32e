// Acceptance D4

import { afterAll, beforeEach, expect, test } from 'vitest'
import { ExplainView } from '../../server/model/views.ts'
import { attribute, orders, type Sent, type Served, serve } from '../kit/served.ts'

const FIRM = {
  entity: 'company',
  name: 'Quillfeather Stationers LLC',
  registrationNumber: 'US-7781230',
  website: 'https://quillfeather.example',
}
const record = (source: string, updatedAt: string, terms: string): Sent => ({
  ...FIRM,
  source,
  sourceId: 'Q1',
  updatedAt,
  'terms.payment': terms,
})
const BEFORE = [
  record('erp', '2025-01-01T00:00:00.000Z', 'NET 30'),
  record('crm-east', '2025-01-01T00:00:00.000Z', 'NET 30'),
  record('crm-west', '2025-01-01T00:00:00.000Z', 'NET 30'),
]
/** Both within one minute, the owner's the earlier by seconds. */
const ERP = record('erp', '2025-03-03T14:20:05.000Z', 'NET 45')
const EAST = record('crm-east', '2025-03-03T14:20:50.000Z', 'NET 90')

let kith: Served
beforeEach(async () => {
  kith ??= await serve()
  await kith.empty()
  await kith.send(BEFORE)
})
afterAll(() => kith?.close())

test.each(orders([ERP, EAST]).map((order) => [order.map(({ source }) => source).join(' then '), order] as const))(
  '%s: the owner of the terms decides, and the loser hears of it',
  async (_order, order) => {
    const before = (await kith.changes()).at(-1)?.seq ?? 0
    for (const each of order) await kith.send([each])
    const golden = await kith.goldenOf('erp:company:Q1')
    const terms = attribute(golden, 'terms_payment')
    expect(terms).toMatchObject({ value: 'NET 45', winner: { record: 'erp:company:Q1', rule: 'owner' } })
    expect(terms.runnersUp.map(({ value, record: of }) => [value, of])).toContainEqual([
      'NET 90',
      'crm-east:company:Q1',
    ])

    const explained = await kith.get(`/golden/${golden.id}/explain`, ExplainView)
    const shown = explained.attributes.find((each) => each.attribute === 'terms_payment')
    expect(shown?.runnersUp.find(({ record: of }) => of === 'crm-east:company:Q1')).toMatchObject({
      value: 'NET 90',
      by: 'owner',
      why: 'only erp may state it',
      at: EAST.updatedAt,
    })
    const conflict = { attribute: 'terms_payment', record: 'crm-east:company:Q1', value: 'NET 90' }
    expect(explained.rejected).toContainEqual(conflict)

    // In the feed: the change of terms, and to the loser that its word was heard and does not stand.
    const changes = await kith.changes(before)
    expect(changes).toHaveLength(2)
    expect(changes.flatMap(({ after }) => after.terms_payment ?? [])).toEqual(['NET 45'])
    const last = changes.filter(({ rejected }) => rejected !== undefined).at(-1)
    expect(last?.rejected).toContainEqual(conflict)
    expect(last).toMatchObject({
      sources: ['crm-east', 'crm-west', 'erp'],
      members: expect.arrayContaining(['crm-east:company:Q1']),
    })
  },
)

test('both in one request come to the same', async () => {
  await kith.send([EAST, ERP])
  const [last] = (await kith.changes()).slice(-1)
  expect(last).toMatchObject({ after: { terms_payment: 'NET 45' }, actor: 'local' })
  expect(last?.rejected?.map(({ record: of, value }) => [of, value])).toEqual([
    ['crm-east:company:Q1', 'NET 90'],
    ['crm-west:company:Q1', 'NET 30'],
  ])
})
