// Acceptance O5

import { afterAll, beforeAll, expect, test } from 'vitest'
import { CountsReport, OverlapReport } from '../../server/model/views.ts'
import { type Sent, type Served, serve } from '../kit/served.ts'

const company = (source: string, sourceId: string, fields: Record<string, unknown>): Sent => ({
  source,
  sourceId,
  entity: 'company',
  updatedAt: '2024-01-01T00:00:00Z',
  ...fields,
})
/** One retailer as three territories know it: spelt three ways, with what each of them happens to have. */
const RETAILER = [
  company('crm-east', 'R1', {
    name: 'Marlow & Finch Outfitters, Inc.',
    taxId: '62-5518204',
    phone: '(919) 555-0140',
    address: { line1: '1700 Glenwood Avenue', city: 'Raleigh', region: 'NC', postcode: '27608', country: 'US' },
  }),
  company('crm-central', 'R2', {
    name: 'Marlow and Finch Outfitters',
    taxId: '62-5518204',
    website: 'https://www.marlowfinch.example',
    address: { full: '1700 Glenwood Ave, Raleigh, NC 27608' },
  }),
  company('crm-west', 'R3', {
    name: 'MARLOW FINCH OUTFITTERS INC',
    phone: '919.555.0140',
    website: 'marlowfinch.example',
    address: { houseNumber: '1700', street: 'Glenwood Av', city: 'Raleigh', region: 'NC', postcode: '27608' },
  }),
]
const OTHERS = [
  company('crm-east', 'X1', {
    name: 'Finch Hardware Co.',
    taxId: '62-1100023',
    address: { line1: '40 Depot Street', city: 'Durham', region: 'NC', postcode: '27701', country: 'US' },
  }),
  company('crm-west', 'X2', {
    name: 'Redfern Cycles LLC',
    taxId: '93-4471120',
    address: { line1: '8 Canyon Road', city: 'Bend', region: 'OR', postcode: '97701', country: 'US' },
  }),
]

let kith: Served
beforeAll(async () => {
  kith = await serve()
  for (const record of [...RETAILER, ...OTHERS]) await kith.send([record])
})
afterAll(() => kith?.close())

test('a retailer in three territory CRMs is one golden company with three crosswalks', async () => {
  const golden = await kith.goldenOf('crm-east:R1')
  expect(golden.entity).toBe('company')
  expect(golden.records.map((record) => record.id).sort()).toEqual([
    'crm-central:company:R2',
    'crm-east:company:R1',
    'crm-west:company:R3',
  ])
  for (const id of ['crm-east:R1', 'crm-central:R2', 'crm-west:R3']) expect(await kith.goldenIdOf(id)).toBe(golden.id)
})

test('it counts once in the total and once in each territory', async () => {
  const report = await kith.get('/reports/overlap?entity=company', OverlapReport)
  expect(report).toMatchObject({ records: 5, customers: 3, duplicates: 2 })
  expect(report.sources).toEqual([
    { source: 'crm-central', records: 1, customers: 1, duplicates: 0, only: 0 },
    { source: 'crm-east', records: 2, customers: 2, duplicates: 0, only: 1 },
    { source: 'crm-west', records: 2, customers: 2, duplicates: 0, only: 1 },
  ])
  expect(report.overlaps.map(({ customers }) => customers)).toEqual([1, 1, 1])
  expect(await kith.get('/reports/counts', CountsReport)).toMatchObject({ records: 5, companies: 3 })
  const golden = await kith.goldenIdOf('crm-east:R1')
  const under = await kith.rows(
    'MATCH (r:SourceRecord)-[:MEMBER_OF]->(c:Company {id: $golden}) RETURN r.source AS territory, count(DISTINCT c) AS times ORDER BY territory',
    { golden },
  )
  expect(under).toEqual([
    ['crm-central', 1],
    ['crm-east', 1],
    ['crm-west', 1],
  ])
})
