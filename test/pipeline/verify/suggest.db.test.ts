import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { AddressSuggestion } from '../../../server/model/addresses/address-answer.ts'
import { type Served, serve } from '../../kit/served.ts'

const Suggestions = z.object({ suggestions: z.array(AddressSuggestion) })

const NAMES = [
  ...['Solveig Aasen', 'Priya Raman', 'Tomas Berg', 'Nadia Okafor', 'Emil Lindqvist', 'Ingrid Sato', 'Rafael Moreau'],
  ...[
    'Wanjiru Kamau',
    'Dmitri Volkov',
    'Aoife Brennan',
    'Hiroshi Tanaka',
    'Lucia Ferrari',
    'Omar Haddad',
    'Greta Vogel',
  ],
  ...['Paulo Teixeira', 'Zofia Nowak', 'Kwame Mensah', 'Elena Petrova', 'Jorge Castillo', 'Mei Zhang'],
]

let kith: Served
beforeAll(async () => {
  kith = await serve()
  const names = NAMES.values()
  const lives = (line1: string, city: string, postcode: string) => {
    const [givenName = '', familyName = ''] = (names.next().value ?? '').split(' ')
    const address = { line1, city, region: 'OR', postcode, country: 'US' }
    return { source: 'shop', sourceId: line1, entity: 'person', givenName, familyName, address }
  }
  await kith.send([
    // Five in a street of their own and a sixth in a flat, four in another, all of them in one town.
    ...[1, 2, 3, 4, 5].map((n) => lives(`${n} Larkspur Lane`, 'Quillford', '97405')),
    lives('6 Larkspur Lane Apt 7', 'Quillford', '97405'),
    ...[1, 2, 3, 4].map((n) => lives(`${n * 10} Larkmoor Road`, 'Quillford', '97405')),
    ...[1, 2, 3, 4, 5].map((n) => lives(`77 Larksong Court Apt ${n}`, 'Otherton', '97402')),
    ...[1, 2, 3, 4, 5].map((n) => lives(`PO Box ${n}`, 'Boxville', '97403')),
  ])
  await kith.app.kith.addresses.refreshHints()
})
afterAll(() => kith?.close())

const ask = async (q: string, more = '') =>
  (await kith.get(`/addresses/suggest?q=${encodeURIComponent(q)}${more}`, Suggestions)).suggestions.filter(
    ({ from }) => from === 'graph',
  )
const texts = async (q: string, more = '') => (await ask(q, more)).map(({ text }) => text)

test('streets and towns are offered that five golden records state, and no others', async () => {
  expect(await texts('lark')).toEqual(['Larkspur Lane, Quillford, OR', 'Larksong Court, Otherton, OR'])
  expect(await texts('Quill')).toEqual(['Quillford, OR'])
  expect(await ask('larkspur lane q')).toMatchObject([
    { kind: 'street', street: 'Larkspur Lane', city: 'Quillford', region: 'OR', postcode: '97405', country: 'US' },
  ])
})

test('a house number that was typed is passed over; never is one offered, nor a flat or a box', async () => {
  expect(await texts('6 larkspur')).toEqual(['Larkspur Lane, Quillford, OR'])
  const all = JSON.stringify([await ask('lark'), await ask('po box'), await ask('box')])
  expect(all).not.toMatch(/\b(?:6|77|Apt|PO Box)\b/i)
})

test.each<[why: string, q: string, more: string]>([
  ['one sign', 'l', ''],
  ['nothing', ' ', ''],
  ['what nothing begins with', 'zzyzx', ''],
  ['another country', 'lark', '&country=DE'],
])('%s has none', async (_why, q, more) => {
  expect(await ask(q, more)).toEqual([])
})

test('no more than are asked for', async () => {
  const some = async (limit: number) =>
    (await kith.get(`/addresses/suggest?q=lark&limit=${limit}`, Suggestions)).suggestions
  expect([(await some(1)).length, (await some(4)).length]).toEqual([1, 4])
  // Tables and graph share the room.
  expect(new Set((await some(4)).map(({ from }) => from))).toEqual(new Set(['tables', 'graph']))
})

test('a street that fewer than five state by now is offered no more', async () => {
  for (const n of [1, 2]) await kith.app.ask('DELETE', `/records/shop/${encodeURIComponent(`${n} Larkspur Lane`)}`)
  await kith.app.kith.addresses.refreshHints()
  expect(await texts('larkspur')).toEqual([])
})
