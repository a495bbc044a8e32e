// Acceptance M9

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Served, serve } from '../kit/served.ts'
import { CRM, HUSBAND, LOYALTY, NAMESAKE, SHOP } from './newlyweds.ts'

let kith: Served
beforeAll(async () => {
  kith = await serve()
  await kith.send([SHOP, LOYALTY, CRM, HUSBAND, NAMESAKE])
})
afterAll(() => kith?.close())

test('her name and state before the marriage find the customer she is now, and say that both are former', async () => {
  const id = await kith.goldenIdOf('crm:person:B3')
  for (const text of ['Beatriz Ferreira Oregon', 'Beatriz Ferreira OR', 'beatriz ferreira eugene'])
    expect((await kith.search(text))[0], text).toMatchObject({
      golden: id,
      name: 'Beatriz Nowak',
      notes: ['former name Ferreira', 'former address Eugene, OR'],
    })
  const { addresses } = await kith.golden(id)
  expect(addresses.find(({ city }) => city === 'Burlington')).toMatchObject({ region: 'VT', current: true })
  expect(addresses.map(({ city }) => city)).toContain('Eugene')
})

test('fields instead of a line find her as well', async () => {
  const [hit] = await kith.search({
    entity: 'person',
    fields: { givenName: 'Beatriz', familyName: 'Ferreira' },
    address: { city: 'Eugene', region: 'OR' },
  })
  expect(hit).toMatchObject({ golden: await kith.goldenIdOf('crm:person:B3'), name: 'Beatriz Nowak' })
  expect(hit?.notes).toContain('former name Ferreira')
})
