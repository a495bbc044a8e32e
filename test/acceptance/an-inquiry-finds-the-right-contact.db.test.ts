// Acceptance B3

import { afterAll, beforeAll, expect, test } from 'vitest'
import { RightContactView } from '../../server/model/views.ts'
import { type Sent, type Served, serve } from '../kit/served.ts'

/** A group of three: the holding, a chain below it that has people of its own, and one shop that has nobody. */
const company = (sourceId: string, name: string, parent?: string): Sent => ({
  source: 'crm',
  sourceId,
  entity: 'company',
  updatedAt: '2023-01-01T08:00:00Z',
  name,
  registrationNumber: `OH-99${sourceId.length}${sourceId.charCodeAt(0)}`,
  ...(parent ? { 'parent.id': parent } : {}),
})
const COMPANIES = [
  company('H', 'Larkmoor Holdings Inc.'),
  company('CHAIN', 'Sundial Garden Supply LLC', 'H'),
  company('SHOP1', 'Fennelbrook Nursery Ltd', 'CHAIN'),
]
let next = 0
const person = (of: string, name: string, fields: Record<string, unknown>): Sent => ({
  source: 'crm',
  sourceId: `p${++next}`,
  entity: 'contact',
  updatedAt: '2024-01-01T08:00:00Z',
  'company.id': of,
  fullName: name,
  email: `${name.toLowerCase().replace(' ', '.')}@larkmoor.example`,
  ...fields,
})
const PEOPLE = [
  person('H', 'Idris Vantongeren', { department: 'Information Technology', jobTitle: 'IT Manager' }),
  person('CHAIN', 'Maud Petrosyan', { department: 'Marketing', jobTitle: 'Marketing Assistant' }),
  person('CHAIN', 'Olaf Brightwater', { department: 'Advertising', jobTitle: 'Head of Marketing', primary: true }),
  person('CHAIN', 'Tess Quillfeather', { jobTitle: 'Marketing Director', updatedAt: '2025-01-01T08:00:00Z' }),
]

let kith: Served
beforeAll(async () => {
  kith = await serve()
  await kith.send(COMPANIES)
  await kith.send(PEOPLE)
})
afterAll(() => kith?.close())

async function asked(company: string, query: string) {
  return kith.get(`/companies/${await kith.goldenIdOf(`crm:${company}`)}/right-contact?${query}`, RightContactView)
}

test('an inquiry about marketing goes to the primary contact of that department, whatever it calls itself', async () => {
  const view = await asked('CHAIN', 'department=Marketing')
  expect(view).toMatchObject({ fits: true, words: 'found at the company itself' })
  expect(view.contacts.map(({ name }) => name)).toEqual(['Olaf Brightwater', 'Tess Quillfeather', 'Maud Petrosyan'])
  expect(view.contacts[0]).toMatchObject({ department: 'Advertising', seniority: 'manager', step: 0 })
  expect(view.contacts[0]?.because).toEqual(
    expect.arrayContaining(['works in Advertising', 'is the primary contact', 'was last heard of on 2024-01-01']),
  )
})

test('a company without anybody in IT has the holding answer, and says where it looked', async () => {
  const view = await asked('CHAIN', 'department=IT')
  expect(view.contacts.map(({ name, step }) => [name, step])).toEqual([['Idris Vantongeren', -1]])
  expect(view.words).toBe('found 1 above it; nobody who fits at Sundial Garden Supply LLC')
})

test('from the holding it walks down; a shop with nobody is answered from above', async () => {
  expect(
    (await asked('H', 'department=marketing&role=director')).contacts.map(({ name, step }) => [name, step]),
  ).toEqual([['Tess Quillfeather', 1]])
  expect((await asked('SHOP1', 'limit=1')).contacts).toMatchObject([{ name: 'Olaf Brightwater', step: -1 }])
})

test('where nobody in the group fits, it says so and tells who is known', async () => {
  const view = await asked('SHOP1', 'department=Legal')
  expect(view).toMatchObject({
    fits: false,
    words: 'nobody in the group answers for Legal; this is who is known 1 above it',
  })
  expect(view.contacts[0]?.name).toBe('Olaf Brightwater')
})
