// Acceptance M6

import { afterAll, beforeAll, expect, test } from 'vitest'
import { MailingView } from '../../server/model/relation-views.ts'
import { type Served, serve } from '../kit/served.ts'
import { CRM, HUSBAND, LOYALTY, SHOP, VERMONT } from './newlyweds.ts'

let kith: Served
beforeAll(async () => {
  kith = await serve()
  for (const record of [SHOP, LOYALTY, CRM, HUSBAND]) await kith.send([record])
})
afterAll(() => kith?.close())

async function mailing(body: Record<string, unknown>) {
  const answer = await kith.app.post('/mailings', body)
  return MailingView.parse(answer.body)
}

test('the household gets one mailing, to the new address; nothing goes to the old one', async () => {
  const { rows, counts } = await mailing({ purpose: 'mail' })
  expect(rows).toMatchObject([
    { householdName: 'Nowak household', address: { line1: VERMONT.line1, city: VERMONT.city, region: 'VT' } },
  ])
  expect(rows[0]?.covers.slice().sort()).toEqual(
    [await kith.goldenIdOf('crm:person:B3'), await kith.goldenIdOf('crm:person:T1')].sort(),
  )
  expect(counts).toMatchObject({ records: 4, customers: 2, pieces: 1, saved: { duplicates: 2, sharedHousehold: 1 } })
})

test('a rebate cheque is for each of them', async () => {
  const { rows } = await mailing({ purpose: 'mail', per: 'person' })
  expect(rows.map(({ name, address }) => [name, address.city])).toEqual([
    ['Beatriz Nowak', 'Burlington'],
    ['Tomasz Nowak', 'Burlington'],
  ])
})
