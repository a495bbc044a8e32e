// Acceptance S8

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sent, type Served, serve } from '../kit/served.ts'

const person = (sourceId: string, fields: Record<string, unknown>): Sent => ({
  source: 'shop',
  sourceId,
  entity: 'person',
  updatedAt: '2024-01-01T00:00:00Z',
  ...fields,
})
const HOME = { line1: '6 Cooper Lane', city: 'Laramie', region: 'WY', postcode: '82070', country: 'US' }
const GOOD = person('1', { givenName: 'Delphine', familyName: 'Roux', email: 'delphine@roux.example', address: HOME })
const BAD_MAIL = person('2', { givenName: 'Otto', familyName: 'Bergstrom', email: 'otto-at-nowhere', address: HOME })
const BORN_LATER = person('3', { givenName: 'Nell', familyName: 'Ashby', birthDate: '2091-05-05', address: HOME })
const NOBODY = person('4', { givenName: 'X', address: { city: 'Laramie', region: 'WY' } })

let kith: Served
beforeAll(async () => {
  kith = await serve()
  await kith.send([GOOD, BAD_MAIL, BORN_LATER, NOBODY])
})
afterAll(() => kith?.close())

test('what breaks a policy is published with its status or held back, as the policy says', async () => {
  const statusOf = async (id: string) => {
    const { status, reasons } = await kith.goldenOf(id)
    return { status, reasons }
  }
  expect(await statusOf('shop:person:1')).toEqual({ status: 'active', reasons: [] })
  expect(await statusOf('shop:person:2')).toEqual({ status: 'flagged', reasons: ['email-valid'] })
  expect(await statusOf('shop:person:3')).toEqual({ status: 'flagged', reasons: ['birth-date-plausible'] })
  expect(await statusOf('shop:person:4')).toMatchObject({
    status: 'blocked',
    reasons: expect.arrayContaining(['identified']),
  })
})

test('the feed tells consumers the status, so that nobody takes a held-back record for a good one', async () => {
  const told = new Map((await kith.changes()).map(({ joined, after }) => [joined.join(), after.status]))
  expect(Object.fromEntries(told)).toEqual({
    'shop:person:1': 'active',
    'shop:person:2': 'flagged',
    'shop:person:3': 'flagged',
    'shop:person:4': 'blocked',
  })
})

test('each is a task for the owner of the policy', async () => {
  const tasks = await kith.review('?kind=policy')
  const task = async (id: string) => {
    const golden = await kith.goldenIdOf(id)
    return tasks.find((item) => item.golden === golden)
  }
  expect(await task('shop:person:1')).toBeUndefined()
  expect(await task('shop:person:2')).toMatchObject({
    owners: ['customer service'],
    words: expect.stringMatching(/email-valid/),
  })
  expect(await task('shop:person:3')).toMatchObject({ owners: ['data steward'] })
  expect((await task('shop:person:4'))?.owners).toContain('data steward')
  // What nobody gets is more urgent than what is marked.
  expect(tasks[0]?.golden).toBe(await kith.goldenIdOf('shop:person:4'))
  const mine = await kith.review('?kind=policy&owner=customer%20service')
  expect(mine.map(({ golden }) => golden)).toContain(await kith.goldenIdOf('shop:person:2'))
  expect(mine.map(({ golden }) => golden)).not.toContain(await kith.goldenIdOf('shop:person:3'))
  expect(await kith.review('?owner=nobody')).toEqual([])
})

test('mended at its source, the record is published as good and the task is gone', async () => {
  const golden = await kith.goldenIdOf('shop:person:2')
  await kith.send([{ ...BAD_MAIL, updatedAt: '2024-02-01T00:00:00Z', email: 'otto@bergstrom.example' }])
  expect(await kith.golden(golden)).toMatchObject({ status: 'active', reasons: [] })
  expect((await kith.review('?kind=policy')).map((item) => item.golden)).not.toContain(golden)
  expect((await kith.changes()).at(-1)).toMatchObject({
    golden,
    before: { status: 'flagged' },
    after: { status: 'active' },
  })
})
