import { afterAll, beforeAll, expect, test } from 'vitest'
import { MailingView } from '../../server/model/relation-views.ts'
import { ExportPage } from '../../server/model/reports.ts'
import { OffersView } from '../../server/model/service-views.ts'
import { type Sent, type Served, serve } from '../kit/served.ts'

/** Somebody in a flat, care of somebody else, in a country that nobody knows, beside others. */
const person = (sourceId: string, givenName: string, familyName: string, address: Record<string, string>): Sent => ({
  ...{ source: 'shop', sourceId, entity: 'person', updatedAt: '2024-04-01T08:00:00Z', givenName, familyName, address },
})
const FLAT = { city: 'Oakmere', region: 'CA', postcode: '94601', country: 'US' }
const PEOPLE = [
  person('1', 'Ottoline', 'Brackenridge', { line1: '123 Maple Street Apt 4B', ...FLAT }),
  person('2', 'Peregrine', 'Tolleson', { line1: '125 Maple Street', line2: 'Suite 900', ...FLAT }),
  person('3', 'Clotilde', 'Vantongeren', {
    line1: 'c/o Huber',
    line2: 'Lindenstr. 5, Hinterhaus, 3. OG',
    city: 'Köln',
    postcode: '50667',
    country: 'DE',
  }),
  person('4', 'Isidor', 'Quennell', { line1: '9 Coral Walk', city: 'Poseidonis', country: 'Atlantis' }),
]
const LETTERS = [
  '123 Maple Street, Apt 4B, Oakmere, CA 94601, US',
  '125 Maple Street, Suite 900, Oakmere, CA 94601, US',
  'Lindenstr. 5, Hinterhaus, 3. OG, c/o Huber, Köln, 50667, DE',
  '9 Coral Walk, Poseidonis, Atlantis',
]

const PARTS = ['Apt 4B', 'Suite 900', 'Hinterhaus, 3. OG', 'c/o Huber']

let kith: Served
beforeAll(async () => {
  kith = await serve()
  await kith.send(PEOPLE)
})
afterAll(() => kith.close())

test('on the mailing list, as JSON and as CSV', async () => {
  const { body } = await kith.app.post('/mailings', {})
  const { rows } = MailingView.parse(body)
  expect(rows.map(({ address }) => address.text).sort()).toEqual([...LETTERS].sort())
  const csv = String((await kith.app.post('/mailings?format=csv', {})).body.text)
  for (const part of PARTS) expect(csv).toContain(part)
})

test('on golden records, now and as of a moment', async () => {
  for (const [at, text] of LETTERS.entries()) {
    const golden = await kith.goldenOf(`shop:person:${at + 1}`)
    expect(golden.addresses.map((address) => address.text)).toEqual([text])
    const then = await kith.golden(`${golden.id}?asOf=${golden.seq}`)
    expect(then.addresses.map((address) => address.text)).toEqual([text])
  }
})

test('in delivery addresses, in the export and in GraphQL', async () => {
  const id = await kith.goldenIdOf('shop:person:3')
  const offers = await kith.get(`/golden/${id}/addresses?purpose=delivery`, OffersView)
  expect(offers.addresses[0]).toMatchObject({ text: LETTERS[2], unit: 'Hinterhaus, 3. OG', line2: 'c/o Huber' })
  const page = await kith.get('/export', ExportPage)
  expect(page.rows.find((row) => row.id === id)).toMatchObject({ unit: 'Hinterhaus, 3. OG', line2: 'c/o Huber' })
  const csv = String((await kith.app.get('/export?format=csv')).body.text)
  for (const part of PARTS) expect(csv).toContain(part)
  const query =
    '{ customers { id line2 unit addresses { text unit } addressesConnection { edges { properties { line2 } } } } }'
  const { body } = await kith.app.post('/graphql', { query })
  const graphql = JSON.stringify(body)
  for (const part of PARTS) expect(graphql).toContain(part)
})

test('a country that nobody knows is told, and stays', async () => {
  const record = await kith.record('shop:person:4')
  expect(record.issues.map(({ message }) => message)).toContain('Country "Atlantis" is not known')
  expect(record.addresses[0]?.country).toBe('Atlantis')
})
