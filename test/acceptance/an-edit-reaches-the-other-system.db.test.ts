// Acceptance B4 and D1

import { afterAll, beforeAll, expect, test } from 'vitest'
import { ChangesPage } from '../../server/model/service-views.ts'
import { type Sent, type Served, serve } from '../kit/served.ts'

const PLANT = { name: 'Quillfeather Nurseries LLC', taxId: '23-8810077' }
const at = (updatedAt: string, source: string, sourceId: string, fields: Record<string, unknown>): Sent => ({
  ...{ updatedAt, source, sourceId, entity: 'company.id' in fields ? 'contact' : 'company' },
  ...fields,
})
const CLERK = {
  givenName: 'Perpetua',
  familyName: 'Solano',
  email: 'p.solano@quillfeather.example',
  'company.id': '77',
}

let kith: Served
beforeAll(async () => {
  kith = await serve()
  await kith.send([
    at('2024-01-01T00:00:00Z', 'crm-north', 'Q-9', { ...PLANT, 'terms.payment': 'net 30' }),
    at('2024-01-01T00:00:00Z', 'erp', '77', { ...PLANT, 'terms.payment': 'net 30' }),
    at('2024-01-01T00:00:00Z', 'erp', 'k1', CLERK),
    at('2024-01-01T00:00:00Z', 'crm-north', 'k9', { ...CLERK, 'company.id': 'Q-9' }),
  ])
})
afterAll(() => kith?.close())

// B4
test('what one changes in the ERP reaches the CRM’s own feed: its record ids, who, and when', async () => {
  const { head } = await kith.get('/changes?source=crm-north', ChangesPage)
  const susie = kith.as({ 'X-Kith-User': 'susie' })
  await susie.send([
    at('2024-05-02T09:00:00Z', 'erp', '77', { ...PLANT, 'terms.payment': 'net 45' }),
    at('2024-05-02T09:00:00Z', 'erp', 'k1', { ...CLERK, phone: '+1 215 555 0142' }),
  ])
  const { changes } = await kith.get(`/changes?source=crm-north&after=${head}`, ChangesPage)
  expect(changes).toMatchObject([
    {
      entity: 'company',
      after: { terms_payment: 'net 45' },
      before: { terms_payment: 'net 30' },
      own: { now: ['company:Q-9'] },
      user: 'susie',
      at: expect.stringMatching(/^\d{4}-/),
    },
    { entity: 'contact', own: { now: ['contact:k9'] }, user: 'susie' },
  ])
})

// D1
test('the terms are current for everybody at once', async () => {
  const golden = await kith.goldenOf('crm-north:Q-9')
  expect(golden.attributes.find(({ attribute }) => attribute === 'terms_payment')).toMatchObject({
    value: 'net 45',
    winner: { record: 'erp:company:77' },
  })
})
