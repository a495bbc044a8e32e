import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AddressVerdict, ProvedLevel } from '../../../server/model/addresses/address-check.ts'
import { meaningIn, openGoogle } from '../../../server/verify/providers/google.ts'
import type { AddressProvider, SentAddress } from '../../../server/verify/providers/provider.ts'
import { type JsonServer, jsonServer } from '../../kit/json-server.ts'
import { recorded } from './recorded.ts'

const ANSWERS = recorded('google')
const US: SentAddress = { line1: '200 Plover Street', city: 'Quillford', region: 'OR', country: 'US' }
const GERMAN: SentAddress = { line1: 'Möwnweg 9', city: 'Quellstedt', country: 'DE' }

let answer: unknown
let server: JsonServer
let google: AddressProvider
beforeAll(async () => {
  server = await jsonServer(() => ({ json: answer }))
  const settings = { kind: 'google' as const, url: server.url, key: { env: 'KEY' }, usps: true }
  google = openGoogle(settings, { key: 'secret', data: '', patienceMs: 2_000 })
})
afterAll(() => server?.close())

const asked = (name: string, sent: SentAddress) => {
  answer = ANSWERS[name]
  return google.ask(sent, new AbortController().signal)
}

type Granularity = Parameters<typeof meaningIn>[0]['verdict']['validationGranularity']

describe('verdict flags', () => {
  test.each<
    [
      to: Granularity,
      complete: boolean,
      open: boolean,
      dpv: string,
      verdict: AddressVerdict,
      proved: ProvedLevel | undefined,
    ]
  >([
    ['SUB_PREMISE', true, false, '', 'deliverable', 'unit'],
    ['PREMISE', true, false, '', 'deliverable', 'house'],
    ['PREMISE', false, false, '', 'plausible', 'house'],
    ['PREMISE', true, true, '', 'plausible', 'house'],
    ['PREMISE_PROXIMITY', true, false, '', 'plausible', 'street'],
    ['BLOCK', true, false, '', 'plausible', 'street'],
    ['ROUTE', false, true, '', 'plausible', 'street'],
    ['OTHER', false, true, '', 'plausible', 'city'],
    ['GRANULARITY_UNSPECIFIED', false, true, '', 'plausible', undefined],
    // Where the postal service knows better, its word holds.
    ['PREMISE', true, false, 'N', 'undeliverable', 'street'],
    ['PREMISE', false, true, 'Y', 'deliverable', 'house'],
    ['SUB_PREMISE', true, false, 'Y', 'deliverable', 'unit'],
    ['SUB_PREMISE', true, true, 'S', 'plausible', 'house'],
    ['PREMISE', false, false, 'D', 'plausible', 'house'],
  ])('to %s, complete %s, unconfirmed %s, dpv %s: %s', (to, complete, open, dpv, verdict, proved) => {
    const flags = { hasInferredComponents: false, hasReplacedComponents: false }
    const said = { validationGranularity: to, addressComplete: complete, hasUnconfirmedComponents: open, ...flags }
    const meaning = meaningIn({ verdict: said, uspsData: { dpvConfirmation: dpv } })
    expect(meaning.verdict).toBe(verdict)
    expect(meaning.proved).toBe(proved)
  })
})

test.each<[name: string, sent: SentAddress, finding: object]>([
  [
    'a house as it is',
    GERMAN,
    {
      verdict: 'deliverable',
      code: 'PREMISE complete inferred',
      found: { line1: 'Möwenweg 9', postcode: '39999', country: 'DE' },
    },
  ],
  ['a flat that is not named', US, { verdict: 'incomplete', missing: ['unit'], next: 'ask-for-unit' }],
  ['a flat in a house', US, { verdict: 'deliverable', found: { line1: '200 Plover St', unit: 'Apt 12' } }],
  [
    'a street that it does not know',
    GERMAN,
    { verdict: 'plausible', doubtful: ['street', 'houseNumber'], next: 'fix' },
  ],
])('%s', async (name, sent, finding) => {
  expect(await asked(name, sent)).toMatchObject({ kind: 'found', finding })
})

test('an answer of another form says nothing', async () => {
  expect(await asked('nothing that is known', US)).toMatchObject({ kind: 'failed', blame: 'provider' })
})

test('the postal service is asked where it delivers; the key is in a header', async () => {
  await asked('a flat in a house', US)
  await asked('a house as it is', GERMAN)
  const [us, german] = server.heard.slice(-2)
  expect(us).toMatchObject({
    url: '/v1:validateAddress',
    body: {
      enableUspsCass: true,
      address: {
        regionCode: 'US',
        administrativeArea: 'OR',
        locality: 'Quillford',
        addressLines: ['200 Plover Street'],
      },
    },
  })
  expect(german?.body).toEqual({ address: { regionCode: 'DE', locality: 'Quellstedt', addressLines: ['Möwnweg 9'] } })
  expect(us?.headers['x-goog-api-key']).toBe('secret')
})
