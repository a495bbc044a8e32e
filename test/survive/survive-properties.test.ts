import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StandardRecord } from '../../server/model/record.ts'
import { compileSurvivor } from '../../server/survive/survive.ts'
import { seeded, shuffle } from '../kit/seeded.ts'
import { address, governRules, record } from './records.ts'

const year = fc.option(fc.integer({ min: 2018, max: 2022 }), { nil: undefined })
const values = fc.record({
  givenName: fc.constantFrom('Ann', 'Anne', 'Marlowe', 'Ben', 'A'),
  familyName: fc.constantFrom('Marlowe', 'Marlow', 'Brandt', 'Brant', 'Brandt Marlowe', 'n/a|'),
  email: fc.subarray(['a@example.org', 'b@example.org', 'none@none.com|']),
  gender: fc.constantFrom('f', 'm'),
  formerName: fc.subarray(['Brandt', 'Okafor']),
  'consent.mail': fc.constantFrom('true', 'false'),
})
const places = fc.subarray([address('1 Elm', 'York', 'YO1'), address('2 Oak', 'Bath'), address('', 'Leeds')])
const cluster: fc.Arbitrary<StandardRecord[]> = fc
  .array(fc.tuple(fc.constantFrom('crm', 'erp', 'shop'), year, values, places), { minLength: 1, maxLength: 7 })
  .map((rows) =>
    rows.map(([source, y, v, addresses], i) =>
      record(`${source}:person:${i}`, v, { addresses, ...(y && { updatedAt: `${y}-01-01T00:00:00Z` }) }),
    ),
  )

const survivor = compileSurvivor(governRules('person').survive, 'person')
const survive = (records: readonly StandardRecord[]) =>
  survivor(
    records.map((r) => ({ record: r, issues: [] })),
    { status: 'active', reasons: [] },
  )

test('the order of the records changes nothing, byte for byte', () => {
  fc.assert(
    fc.property(cluster, fc.integer(), (records, seed) => {
      expect(JSON.stringify(survive(shuffle(records, seeded(seed))))).toBe(JSON.stringify(survive(records)))
    }),
    { numRuns: 300 },
  )
})

test('every value comes from its winner, and every value has one', () => {
  fc.assert(
    fc.property(cluster, (records) => {
      const { values: golden, winners } = survive(records)
      expect(winners.map(({ attribute }) => attribute)).toEqual(
        Object.keys(golden).filter((key) => key !== 'name' || winners.some(({ attribute }) => attribute === 'name')),
      )
      for (const { record: id } of winners) expect(records.map((r) => r.id)).toContain(id)
      const winner = winners.find(({ attribute }) => attribute === 'gender')
      const said = records.find((r) => r.id === winner?.record)?.values.gender?.map((c) => c.value)
      expect(said).toContain(golden.gender)
    }),
    { numRuns: 200 },
  )
})

test('no value is a placeholder, none appears twice, and no former name is the present one', () => {
  const seen = { emails: 0, formerNames: 0 }
  fc.assert(
    fc.property(cluster, (records) => {
      const { values: golden } = survive(records)
      const emails = [golden.emails ?? []].flat()
      expect(emails).not.toContain('none@none.com')
      expect(new Set(emails).size).toBe(emails.length)
      const formerNames = [golden.formerNames ?? []].flat()
      expect(formerNames).not.toContain(golden.familyName)
      seen.emails += emails.length
      seen.formerNames += formerNames.length
    }),
    { numRuns: 200 },
  )
  expect(Math.min(seen.emails, seen.formerNames)).toBeGreaterThan(100)
})

test('twenty thousand small clusters take a second or so, not a minute', () => {
  const two = [
    record(
      'crm:person:1',
      { givenName: 'Ann', familyName: 'Brandt', email: 'a@example.org', phone: '+15125550100' },
      { addresses: [address('1 Elm', 'York', 'YO1')], updatedAt: '2020-01-01T00:00:00Z' },
    ),
    record(
      'erp:person:1',
      { givenName: 'Anne', familyName: 'Marlowe', email: 'b@example.org' },
      { addresses: [address('2 Oak', 'Bath', 'BA1')] },
    ),
  ]
  const started = performance.now()
  for (let i = 0; i < 20_000; i++) survive(two)
  expect(performance.now() - started).toBeLessThan(15_000)
})
