import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { CorrectionOutcome } from '../../../server/model/addresses/address-correction.ts'
import type { AddressInput } from '../../../server/model/record.ts'
import { ExplainView, GoldenView, RecordView } from '../../../server/model/views.ts'
import { cleanAddress } from '../../../server/rules/clean-address.ts'
import { compileEngine } from '../../../server/rules/engine.ts'
import { shippedRuleSet } from '../../../server/rules/rule-set.ts'
import { attribute, recordPath, type Sent, type Served, serve } from '../../kit/served.ts'

let kith: Served
beforeAll(async () => {
  kith = await serve()
})
beforeEach(() => kith.empty())
afterAll(() => kith?.close())

const READ = { line1: '14 Larkspr Lane', city: 'Boise', region: 'ID', postcode: '83702', country: 'US' }
const MEANT = { line1: '9 Birch Row', city: 'Dayton', region: 'OH', postcode: '45402', country: 'US' }
const { standardise } = compileEngine(shippedRuleSet())
const keyOf = (address: AddressInput) => cleanAddress(standardise, address)?.key ?? ''
const person = (source: string, address: AddressInput, more = {}): Sent => ({
  ...{ source, sourceId: '1', entity: 'person', givenName: 'Ada', familyName: 'Lindqvist' },
  ...Object.fromEntries(Object.entries(address).map(([part, text]) => [`address.${part}`, text])),
  ...more,
})
const head = async () => Number((await kith.app.get('/health')).body.seq)

async function accept(): Promise<string> {
  const { status, body } = await kith.app.post('/addresses/corrections', {
    corrections: [{ key: keyOf(READ), meant: MEANT }],
  })
  expect(status, JSON.stringify(body)).toBe(200)
  return CorrectionOutcome.parse([body.outcomes].flat()[0]).word ?? ''
}

/** Of a record and its golden record, the streets that they had as of a line of the feed. */
async function streetsAt(id: string, seq: number): Promise<unknown[]> {
  const { golden, addresses } = await kith.get(`${recordPath(id)}?asOf=${seq}`, RecordView)
  const view = await kith.get(`/golden/${golden}?asOf=${seq}`, GoldenView)
  return [addresses[0]?.line1, attribute(view, 'line1').value]
}

test('as of a moment corrections count as they were known then: none before, that one until it was withdrawn', async () => {
  await kith.send([person('erp', READ)])
  const before = await head()
  const word = await accept()
  const accepted = await head()
  await kith.app.ask('DELETE', `/addresses/words/${word}`)
  const withdrawn = await head()
  await accept()
  const again = await head()
  const id = 'erp:person:1'
  expect(await streetsAt(id, before)).toEqual([READ.line1, READ.line1])
  expect(await streetsAt(id, accepted)).toEqual([MEANT.line1, MEANT.line1])
  expect(await streetsAt(id, withdrawn)).toEqual([READ.line1, READ.line1])
  expect(await streetsAt(id, again)).toEqual([MEANT.line1, MEANT.line1])
})

test('why two are one as of then goes by what was accepted by then; a version that was overwritten since too', async () => {
  await kith.send([person('crm', MEANT), person('erp', READ, { updatedAt: '2024-01-01T00:00:00Z' })])
  const golden = await kith.goldenIdOf('crm:person:1')
  const before = await head()
  const word = await accept()
  const accepted = await head()
  const one = await kith.goldenIdOf('erp:person:1')
  expect(one).toBe(await kith.goldenIdOf('crm:person:1'))
  await kith.app.ask('DELETE', `/addresses/words/${word}`)
  const elsewhere = { ...READ, line1: '3 Quarry Road' }
  await kith.send([person('erp', elsewhere, { updatedAt: '2025-01-01T00:00:00Z' })])

  const why = await kith.get(`/golden/${one}/explain?asOf=${accepted}`, ExplainView)
  expect(why.links).toMatchObject([{ low: 'crm:person:1', high: 'erp:person:1', verdict: 'same' }])
  const alone = await kith.get(`/golden/${golden}/explain?asOf=${before}`, ExplainView)
  expect(alone.links).toEqual([])
  expect(await streetsAt('erp:person:1', accepted)).toEqual([MEANT.line1, MEANT.line1])
  expect(await streetsAt('erp:person:1', before)).toEqual([READ.line1, READ.line1])
  expect(await streetsAt('erp:person:1', await head())).toEqual([elsewhere.line1, elsewhere.line1])
})
