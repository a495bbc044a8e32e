import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AddressVerdict } from '../../../server/model/addresses/address-check.ts'
import type { AddressProvider, SentAddress } from '../../../server/verify/providers/provider.ts'
import { openSmarty, usMark } from '../../../server/verify/providers/smarty.ts'
import { type JsonServer, jsonServer } from '../../kit/json-server.ts'
import { recorded } from './recorded.ts'

const US = recorded('smarty-us')
const ABROAD = recorded('smarty-international')
const SENT: SentAddress = {
  line1: '14 Larkspur Lane',
  city: 'Quillford',
  region: 'OR',
  postcode: '97999',
  country: 'US',
}
const GERMAN: SentAddress = { line1: 'Möwenweg 900', city: 'Quellstedt', postcode: '39999', country: 'DE' }

let answer: unknown
let server: JsonServer
let smarty: AddressProvider
beforeAll(async () => {
  server = await jsonServer(() => ({ json: answer }))
  const secrets = { authId: { env: 'ID' }, authToken: { env: 'TOKEN' } }
  const settings = { kind: 'smarty' as const, url: server.url, internationalUrl: server.url, ...secrets }
  smarty = openSmarty(settings, { authId: 'id', authToken: 'secret', data: '2026-11', patienceMs: 2_000 })
})
afterAll(() => server?.close())

const asked = (said: unknown, sent: SentAddress) => {
  answer = said
  return smarty.ask(sent, new AbortController().signal)
}

describe('what the postal service of the United States says', () => {
  test.each<[why: string, match: string, notes: string, unit: boolean, mark: string]>([
    ['confirmed', 'Y', 'AABB', false, 'Y'],
    ['confirmed with its flat', 'Y', 'AABB', true, 'Y unit'],
    ['its flat is not known', 'S', 'AACC', true, 'S'],
    ['its flat is missing', 'D', 'AAN1', false, 'D'],
    ['its number is missing', 'N', 'AAM1', false, 'N M1'],
    ['its number is not known', 'N', 'AAM3', false, 'N M3'],
    ['its box is missing', 'N', 'AAP1', false, 'N P1'],
    ['its box is not known', 'N', 'AAP3', false, 'N P3'],
    ['not found', 'N', 'A1', false, 'N'],
    ['never looked for', '', 'A1', false, 'N'],
  ])('%s: %s %s', (_why, match, notes, unit, mark) => {
    const analysis = { dpv_match_code: match, dpv_footnotes: notes }
    expect(usMark({ analysis, components: unit ? { secondary_number: '4' } : {} })).toBe(mark)
  })

  test('what others deliver to is not undeliverable', () => {
    const analysis = { dpv_match_code: 'N', dpv_footnotes: 'A1', enhanced_match: 'non-postal-match' }
    expect(usMark({ analysis, components: {} })).toBe('N other')
  })
})

test.each<[name: string, verdict: AddressVerdict, more: object]>([
  ['a house as it is', 'deliverable', { proved: 'house', next: 'accept', code: 'dpv Y AABB M#N# postal-match' }],
  ['a flat in a house', 'deliverable', { proved: 'unit', found: { line1: '200 Plover St', unit: 'Apt 12' } }],
  ['a flat that is not named', 'incomplete', { proved: 'house', missing: ['unit'], next: 'ask-for-unit' }],
  [
    'several that may be meant',
    'ambiguous',
    { candidates: [{ line1: '14 N Larkspur Ln' }, { line1: '14 S Larkspur Ln' }] },
  ],
  ['no address at all', 'undeliverable', { next: 'fix', code: 'no match' }],
])('in the United States, %s: %s', async (name, verdict, more) => {
  expect(await asked(US[name], SENT)).toMatchObject({ kind: 'found', finding: { verdict, ...more } })
})

test.each<[name: string, verdict: AddressVerdict, more: object]>([
  ['a flat in a house', 'deliverable', { proved: 'unit', found: { line1: '9 Plover Street', unit: 'Flat 3' } }],
  ['a street without that house', 'plausible', { proved: 'street', doubtful: ['houseNumber'], next: 'confirm' }],
  ['several that may be meant', 'ambiguous', { candidates: [{ postcode: '39999' }, { postcode: '39998' }] }],
  ['no address at all', 'plausible', { next: 'fix' }],
])('elsewhere, %s: %s', async (name, verdict, more) => {
  expect(await asked(ABROAD[name], GERMAN)).toMatchObject({ kind: 'found', finding: { verdict, ...more } })
})

test.each<[where: string, said: unknown, sent: SentAddress]>([
  ['in the United States', US['nothing that is known'], SENT],
  ['elsewhere', ABROAD['nothing that is known'], GERMAN],
])('an answer of another form says nothing, %s', async (_where, said, sent) => {
  expect(await asked(said, sent)).toMatchObject({ kind: 'failed', blame: 'provider' })
})

test('the secret is in a header, and each country is asked of its own interface', async () => {
  await asked(US['a house as it is'], SENT)
  await asked(ABROAD['a flat in a house'], GERMAN)
  const [us, abroad] = server.heard.slice(-2)
  expect(us?.url).toMatch(/^\/street-address\?street=14\+Larkspur\+Lane&city=Quillford&state=OR&zipcode=97999&/)
  expect(abroad?.url).toMatch(/^\/verify\?country=DE&address1=M%C3%B6wenweg\+900&/)
  expect(us?.headers.authorization).toBe(`Basic ${Buffer.from('id:secret').toString('base64')}`)
  expect(`${us?.url}${abroad?.url}`).not.toContain('secret')
  expect(smarty.version).toBe('street-v1 2026-11')
})
