import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AddressVerdict, ProvedLevel } from '../../../server/model/addresses/address-check.ts'
import { meaningOf, openLoqate } from '../../../server/verify/providers/loqate.ts'
import type { AddressProvider, Blame, SentAddress } from '../../../server/verify/providers/provider.ts'
import { type JsonServer, jsonServer } from '../../kit/json-server.ts'
import { recorded } from './recorded.ts'

const ANSWERS = recorded('loqate')
const SENT: SentAddress = {
  line1: '14 Larkspur Lane',
  city: 'Quillford',
  region: 'OR',
  postcode: '97999',
  country: 'US',
}

let answer: unknown
let status = 200
let server: JsonServer
let loqate: AddressProvider
beforeAll(async () => {
  server = await jsonServer(() => ({ status, json: answer }))
  const settings = { kind: 'loqate' as const, url: server.url, key: { env: 'KEY' } }
  loqate = openLoqate(settings, { key: 'AA11-SECRET', data: '', patienceMs: 2_000 })
})
afterAll(() => server?.close())

const asked = (name: string, sent = SENT) => {
  answer = ANSWERS[name]
  return loqate.ask(sent, new AbortController().signal)
}

describe('verification codes', () => {
  test.each<[why: string, code: string, verdict: AddressVerdict, proved: ProvedLevel | undefined]>([
    ['to the flat', 'V55-I55-P7-100', 'deliverable', 'unit'],
    ['to the house', 'V44-I44-P6-100', 'deliverable', 'house'],
    ['to the house, after it was mended', 'V42-I44-P3-82', 'deliverable', 'house'],
    ['much mended', 'V41-I22-P3-41', 'plausible', 'house'],
    ['to the street, which is all there is', 'V33-I33-P6-100', 'plausible', 'street'],
    ['to the town, which is all there is', 'V22-I22-P6-100', 'plausible', 'city'],
    ['a house, its flat in doubt', 'P44-I55-P6-95', 'plausible', 'house'],
    ['a street, its house in doubt', 'P33-I44-P6-90', 'plausible', 'street'],
    ['a town, its street in doubt', 'P22-I44-P6-70', 'plausible', 'city'],
    ['one of several houses', 'A44-I44-P6-95', 'ambiguous', 'street'],
    ['one of several towns', 'A22-I22-P0-95', 'ambiguous', 'city'],
    ['data that contradict one another', 'C44-I44-P6-95', 'ambiguous', undefined],
    ['below what was asked for', 'R00-I40-P2-100', 'plausible', undefined],
    ['not found', 'U00-U00-P0-100', 'plausible', undefined],
  ])('%s: %s is %s', (_why, code, verdict, proved) => {
    const meaning = meaningOf({ AVC: code })
    expect(meaning?.verdict).toBe(verdict)
    expect(meaning?.proved).toBe(proved)
  })

  test('what is verified and of the worst quality is plausible', () => {
    expect(meaningOf({ AVC: 'V44-I44-P6-100', AQI: 'E' })?.verdict).toBe('plausible')
  })

  test('what is no code means nothing', () => expect(meaningOf({ AVC: 'V9' })).toBeUndefined())
})

test('a house: parts of the answer, and the code to the letter', async () => {
  expect(await asked('a house as it is')).toMatchObject({
    kind: 'found',
    finding: {
      ...{
        verdict: 'deliverable',
        proved: 'house',
        next: 'accept',
        code: 'V44-I44-P7-100 A',
        missing: [],
        doubtful: [],
      },
      found: { line1: '14 Larkspur Ln', city: 'Quillford', region: 'OR', postcode: '97999-0412', country: 'US' },
    },
  })
})

test('a flat stands by itself, not in the line of the street', async () => {
  const { finding } = (await asked('a flat in a house', { ...SENT, country: 'GB' })) as Extract<
    Awaited<ReturnType<typeof asked>>,
    { kind: 'found' }
  >
  expect(finding.found).toMatchObject({ line1: '9 Plover Street', unit: 'Flat 3', postcode: 'SN99 9ZZ' })
})

test('several that may be meant are candidates', async () => {
  const said = await asked('several that may be meant')
  const { candidates } = said.kind === 'found' ? said.finding : { candidates: [] }
  expect(candidates.map(({ line1 }) => line1)).toEqual(['14 Larkspur Lane North', '14 Larkspur Lane South'])
})

test('it is told parts of an address, the key and nothing else', async () => {
  await asked('a house as it is')
  expect(server.heard.at(-1)).toMatchObject({
    url: '/Cleansing/International/Batch/v1.00/json4.ws',
    body: {
      Key: 'AA11-SECRET',
      Options: { Process: 'Verify' },
      Addresses: [
        {
          ...{ Address1: '14 Larkspur Lane', Address2: '', Locality: 'Quillford', AdministrativeArea: 'OR' },
          ...{ PostalCode: '97999', Country: 'US' },
        },
      ],
    },
  })
})

test.each<[name: string, blame: Blame]>([
  ['a key that is unknown', 'access'],
  ['a day that is used up', 'quota'],
  ['nothing that is known', 'provider'],
])('%s: it failed by %s, and no secret is told', async (name, blame) => {
  const said = await asked(name)
  expect(said).toMatchObject({ kind: 'failed', blame })
  expect(JSON.stringify(said)).not.toContain('SECRET')
})

test.each<[status: number, blame: Blame]>([
  [401, 'access'],
  [402, 'quota'],
  [422, 'address'],
  [429, 'quota'],
  [500, 'provider'],
  [503, 'provider'],
])('status %i is laid to %s', async (code, blame) => {
  status = code
  expect(await asked('a house as it is')).toMatchObject({ kind: 'failed', blame })
  status = 200
})
