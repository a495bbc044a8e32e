// Acceptance O3

import { afterAll, beforeAll, expect, test } from 'vitest'
import { attribute, type Sent, type Served, serve } from '../kit/served.ts'

const PERSON = {
  entity: 'person',
  givenName: 'Leopold',
  familyName: 'Grimaldi',
  birthDate: '1972-04-04',
  email: 'leo.grimaldi@example.com',
}
const record = (source: string, updatedAt: string, phone: string, more: Record<string, unknown> = {}): Sent => ({
  ...PERSON,
  source,
  sourceId: '1',
  updatedAt,
  phone,
  ...more,
})
const SENT = [
  record('shop', '2022-03-03T09:00:00.000Z', '(305) 555-0111', { gender: 'M', website: 'grimaldi.example' }),
  record('erp', '2025-01-15T09:00:00.000Z', '305-555-0122', { website: 'leo-grimaldi.example' }),
  record('crm', '2023-08-20T09:00:00.000Z', '+1 305 555 0133', { website: 'leopold.example' }),
]

let kith: Served
beforeAll(async () => {
  kith = await serve()
  await kith.send(SENT)
})
afterAll(() => kith?.close())

test('of three phones the newest wins by its rule; the others stay visible with source and time', async () => {
  const golden = await kith.goldenOf('erp:person:1')
  expect(golden.records).toHaveLength(3)
  const phones = attribute(golden, 'phones')
  expect([phones.value].flat()[0]).toBe('+13055550122')
  expect(phones.winner).toEqual({
    record: 'erp:person:1',
    source: 'erp',
    at: '2025-01-15T09:00:00.000Z',
    rule: 'mostRecent',
  })
  const older = { by: 'mostRecent', why: 'older' }
  expect(phones.runnersUp).toEqual([
    { value: '+13055550133', record: 'crm:person:1', source: 'crm', at: '2023-08-20T09:00:00.000Z', ...older },
    { value: '+13055550111', record: 'shop:person:1', source: 'shop', at: '2022-03-03T09:00:00.000Z', ...older },
  ])
})

test('an attribute with room for one value has one, and shows what it beat', async () => {
  const website = attribute(await kith.goldenOf('erp:person:1'), 'website')
  expect(website).toMatchObject({ value: expect.stringContaining('leo-grimaldi'), winner: { record: 'erp:person:1' } })
  expect(website.runnersUp).toMatchObject([
    { value: expect.stringContaining('leopold'), source: 'crm', at: '2023-08-20T09:00:00.000Z' },
    { value: expect.stringContaining('grimaldi'), source: 'shop', at: '2022-03-03T09:00:00.000Z' },
  ])
})

test('a newer statement from the loser takes the value over; saying the old one again does not', async () => {
  await kith.send([record('shop', '2025-05-01T09:00:00.000Z', '(305) 555-0111')])
  expect([attribute(await kith.goldenOf('erp:person:1'), 'phones').value].flat()[0]).toBe('+13055550122')
  await kith.send([record('shop', '2025-06-01T09:00:00.000Z', '(305) 555-0144')])
  const phones = attribute(await kith.goldenOf('erp:person:1'), 'phones')
  expect([phones.value].flat()[0]).toBe('+13055550144')
  expect(phones.winner).toMatchObject({ source: 'shop', at: '2025-06-01T09:00:00.000Z' })
  expect(phones.runnersUp.map(({ source }) => source)).toEqual(['erp', 'crm'])
})
