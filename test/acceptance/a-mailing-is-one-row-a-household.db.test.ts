// Acceptance O8

import { afterAll, beforeAll, expect, test } from 'vitest'
import { MailingView } from '../../server/model/relation-views.ts'
import { type Sent, type Served, serve } from '../kit/served.ts'

/** The Brockhursts at one address, a lodger who shares their phone, a widower whose mail comes back, one who wants none. */
const HOME = { line1: '310 Plumtree Close', city: 'Boise', region: 'ID', postcode: '83702', country: 'US' }
let next = 0
const person = (givenName: string, familyName: string, birthDate: string, fields: Record<string, unknown>): Sent => ({
  source: 'crm',
  sourceId: `c${++next}`,
  entity: 'person',
  updatedAt: '2024-04-01T08:00:00Z',
  givenName,
  familyName,
  birthDate,
  email: `${givenName}.${familyName}@example.com`.toLowerCase(),
  ...fields,
})
const HERBERT = person('Herbert', 'Brockhurst', '1958-02-02', { address: HOME, phone: '(208) 555-0150' })
const LOUISA = person('Louisa', 'Brockhurst', '1961-07-07', { address: HOME })
/** Louisa again, as the shop knows her. */
const LOUISA_SHOP: Sent = { ...LOUISA, source: 'shop', sourceId: 's1', updatedAt: '2023-04-01T08:00:00Z' }
const LODGER = person('Teodor', 'Wisniewski', '1990-03-03', { address: HOME, phone: '208-555-0150' })
const RETURNED = person('Alban', 'Thistlewood', '1949-09-09', {
  address: { line1: '4 Ferry Bank', city: 'Nampa', region: 'ID', postcode: '83651', country: 'US', verified: 'no' },
})
const REFUSED = person('Odette', 'Marchbank', '1975-05-05', {
  address: { line1: '77 Kestrel Rise', city: 'Nampa', region: 'ID', postcode: '83651', country: 'US' },
  'consent.mail': 'yes',
})
/** An older record of hers in the shop says no: that counts. */
const REFUSED_SHOP: Sent = {
  ...REFUSED,
  source: 'shop',
  sourceId: 's2',
  updatedAt: '2020-04-01T08:00:00Z',
  'consent.mail': 'no',
}
const ALONE = person('Quentin', 'Farrow', '1983-08-08', {
  address: { line1: '12 Orchard Gate', city: 'Boise', region: 'ID', postcode: '83705', country: 'US', verified: 'yes' },
})
const HOMELESS = person('Ysolde', 'Carrick', '1988-08-18', {})

let kith: Served
beforeAll(async () => {
  kith = await serve()
  await kith.send([HERBERT, LOUISA, LOUISA_SHOP, LODGER, RETURNED, REFUSED, REFUSED_SHOP, ALONE, HOMELESS])
})
afterAll(() => kith?.close())

async function mailing(body: Record<string, unknown> = {}) {
  const { status, body: answer } = await kith.app.post('/mailings', body)
  expect(status, JSON.stringify(answer)).toBe(200)
  return MailingView.parse(answer)
}

test('one row a household with its addressee; people who live alone have one too', async () => {
  const { rows, counts } = await mailing()
  expect(rows.map(({ name, householdName, covers, reason }) => [name, householdName, covers.length, reason])).toEqual([
    ['Herbert Brockhurst', 'Brockhurst household', 3, 'heads the household: is the oldest'],
    ['Quentin Farrow', undefined, 1, 'lives in no household'],
  ])
  expect(rows[0]?.address).toMatchObject({ line1: '310 Plumtree Close', city: 'Boise' })
  expect(counts).toMatchObject({ records: 9, customers: 7, pieces: 2, households: 1, covered: 2 })
})

test('who is left out is counted by why, and the savings add up', async () => {
  const { counts } = await mailing()
  expect(counts.excluded).toMatchObject({ undeliverable: 1, refused: 1, noAddress: 1, unverified: 0, suppressed: 0 })
  expect(counts.saved).toEqual({ duplicates: 2, sharedHousehold: 2, excluded: 3 })
  const saved = Object.values(counts.saved).reduce((sum, each) => sum + each, 0)
  expect(counts.pieces + saved).toBe(counts.records)
  const strict = await mailing({ verifiedOnly: true })
  expect(strict.rows.map(({ name }) => name)).toEqual(['Quentin Farrow'])
  expect(strict.counts.excluded.unverified).toBe(3)
})

test('a head who is suppressed or refuses gives way to the next, or to nobody', async () => {
  const herbert = await kith.goldenIdOf('crm:person:c1')
  const { rows } = await mailing({ suppress: [herbert] })
  expect(rows[0]).toMatchObject({
    name: 'Louisa Brockhurst',
    reason: 'the head is not written to; next in the household',
  })
  await kith.send([{ ...HERBERT, 'consent.mail': 'no', updatedAt: '2024-05-01T08:00:00Z' }])
  expect((await mailing()).rows[0]?.name).toBe('Louisa Brockhurst')
  expect((await mailing({ refusal: 'household' })).rows.map(({ name }) => name)).toEqual(['Quentin Farrow'])
  expect((await mailing({ purpose: 'email' })).rows[0]?.name).toBe('Herbert Brockhurst')
})

test('a letter that comes back after somebody made sure of the address counts; a later check puts it right', async () => {
  const check = (verified: string, updatedAt: string): Sent => ({
    ...RETURNED,
    updatedAt,
    address: { ...(RETURNED.address as object), verified },
  })
  await kith.send([check('yes', '2024-06-01T08:00:00Z')])
  expect((await mailing()).counts.excluded.undeliverable).toBe(0)
  await kith.send([check('no', '2024-07-01T08:00:00Z')])
  expect((await mailing()).counts.excluded.undeliverable).toBe(1)
})

test('as CSV, with a header, quoted where needed', async () => {
  const { status, body } = await kith.app.post('/mailings?format=csv', {})
  expect(status).toBe(200)
  const lines = String(body.text).trim().split('\r\n')
  expect(lines[0]).toBe(
    'addressee,name,household,householdName,line1,unit,line2,city,region,postcode,country,verified,consent,covers,reason',
  )
  expect(lines).toHaveLength(3)
})
