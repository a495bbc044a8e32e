import { afterAll, beforeAll, expect, test } from 'vitest'
import { MailingView } from '../../server/model/relation-views.ts'
import { type Served, serve } from '../kit/served.ts'

/** Given name by what a record of somebody of this name says. */
const SAID: Record<string, Record<string, string>> = {
  Agatha: { 'consent.mail': 'yes' },
  Basil: {},
  Celia: { 'consent.mail': '\\N' },
  Dorian: { 'consent.mail': 'NOT_SUBSCRIBED' },
  Edith: { 'consent.mail': 'нет' },
  Fergus: { 'consent.mail': '☐' },
  Gloria: { 'consent.mail': 'only in spring' },
  Horatio: { deceased: '2019-03-14' },
  Imogen: { note: 'x' },
}
const NOTED: Record<string, string> = { Jasper: '(deceased)', Kezia: '- DO NOT MAIL', Lionel: '- VIP' }

let kith: Served
beforeAll(async () => {
  kith = await serve()
  const homes = Object.keys({ ...SAID, ...NOTED })
  const record = (given: string, fields: Record<string, string>, place: number) => ({
    source: 'club',
    sourceId: given,
    entity: 'person',
    fields,
    address: {
      line1: `${10 + place} Quill Road`,
      city: 'Bend',
      region: 'OR',
      postcode: `9770${place % 10}`,
      country: 'US',
    },
  })
  for (const [given, said] of Object.entries(SAID))
    await kith.send([record(given, { givenName: given, familyName: `${given}son`, ...said }, homes.indexOf(given))])
  for (const [given, note] of Object.entries(NOTED))
    await kith.send([record(given, { fullName: `${given} ${given}son ${note}` }, homes.indexOf(given))])
})
afterAll(() => kith?.close())

async function written(body: Record<string, unknown>): Promise<string[]> {
  const answer = await kith.app.post('/mailings', { purpose: 'mail', per: 'person', ...body })
  return MailingView.parse(answer.body).rows.map(({ name }) => name.split(' ')[0] ?? '')
}

test('who has refused, in words known or not, or has died gets nothing', async () => {
  expect((await written({})).sort()).toEqual(['Agatha', 'Basil', 'Celia', 'Imogen', 'Lionel'])
})
test('where consent is needed only a yes is one', async () => {
  expect(await written({ consentNeeded: true })).toEqual(['Agatha'])
})
