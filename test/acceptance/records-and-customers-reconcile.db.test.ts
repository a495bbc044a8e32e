// Acceptance O1

import { afterAll, beforeAll, expect, test } from 'vitest'
import { CountsReport, OverlapReport } from '../../server/model/views.ts'
import { type Sent, type Served, serve } from '../kit/served.ts'

type Person = { name: [string, string]; born: string; email: string; home: [string, string, string, string] }

const PEOPLE: Record<string, Person> = {
  wren: {
    name: ['Wren', 'Hollis'],
    born: '1981-02-14',
    email: 'wren.hollis@example.com',
    home: ['5 Elm Close', 'Salem', 'OR', '97301'],
  },
  amadou: {
    name: ['Amadou', 'Traore'],
    born: '1975-07-21',
    email: 'amadou.t@example.net',
    home: ['88 Birch Lane', 'Mobile', 'AL', '36602'],
  },
  ingeborg: {
    name: ['Ingeborg', 'Solheim'],
    born: '1992-12-05',
    email: 'ingsol@example.org',
    home: ['301 Fjord Drive', 'Fargo', 'ND', '58102'],
  },
  casimir: {
    name: ['Casimir', 'Dubrovnik'],
    born: '1968-03-30',
    email: 'casimir@dubrovnik.example',
    home: ['12 Garnet Street', 'Reno', 'NV', '89501'],
  },
  philippa: {
    name: ['Philippa', 'Achterberg'],
    born: '1999-09-09',
    email: 'pip.achterberg@example.com',
    home: ['9 Tollgate Road', 'Dover', 'DE', '19901'],
  },
  yusuf: {
    name: ['Yusuf', 'Kaplan'],
    born: '1988-11-17',
    email: 'y.kaplan@example.net',
    home: ['640 Pecan Court', 'Macon', 'GA', '31201'],
  },
}
/** Who is known where; a person twice in one list has two records there. */
const LOADS: Record<string, string[]> = {
  shop: ['wren', 'amadou', 'ingeborg', 'wren'],
  erp: ['wren', 'casimir', 'philippa'],
  crm: ['wren', 'amadou', 'casimir', 'yusuf'],
  loyalty: ['ingeborg', 'yusuf'],
}

const recordOf = (source: string, key: string, place: number): Sent => {
  const { name, born, email, home } = PEOPLE[key] as Person
  const [line1, city, region, postcode] = home
  return {
    source,
    sourceId: `${place + 1}`,
    entity: 'person',
    updatedAt: `2024-0${place + 1}-01T00:00:00Z`,
    givenName: name[0],
    familyName: name[1],
    birthDate: born,
    email,
    address: { line1, city, region, postcode, country: 'US' },
  }
}

let kith: Served
let report: OverlapReport
beforeAll(async () => {
  kith = await serve()
  for (const [source, people] of Object.entries(LOADS))
    await kith.send(people.map((key, place) => recordOf(source, key, place)))
  report = await kith.get('/reports/overlap?entity=person', OverlapReport)
})
afterAll(() => kith?.close())

const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0)

test('records per source, distinct customers, overlap of every pair of sources and the duplicate rate', () => {
  expect(report.sources.map(({ source, records, customers }) => [source, records, customers])).toEqual([
    ['crm', 4, 4],
    ['erp', 3, 3],
    ['loyalty', 2, 2],
    ['shop', 4, 3],
  ])
  expect(report).toMatchObject({ records: 13, customers: 6, duplicates: 7 })
  expect(report.duplicateRate).toBeCloseTo(7 / 13, 10)
  const known = (source: string) => new Set(LOADS[source])
  for (const { a, b, customers } of report.overlaps)
    expect(customers, `${a} and ${b}`).toBe([...known(a)].filter((key) => known(b).has(key)).length)
  expect(report.overlaps).toHaveLength(6)
})

test('totals reconcile with each other, with the records and with the graph', async () => {
  expect(report.records).toBe(report.customers + report.duplicates)
  expect(sum(report.sources.map(({ records }) => records))).toBe(report.records)
  for (const { records, customers, duplicates, only } of report.sources) {
    expect(records).toBe(customers + duplicates)
    expect(only).toBeLessThanOrEqual(customers)
  }
  // Every customer is known to one source alone, or to several; inclusion and exclusion must agree.
  const several = Object.keys(PEOPLE).filter((key) => Object.values(LOADS).filter((l) => l.includes(key)).length > 1)
  expect(sum(report.sources.map(({ only }) => only)) + several.length).toBe(report.customers)
  const counts = await kith.get('/reports/counts', CountsReport)
  expect(counts).toMatchObject({ records: report.records, customers: report.customers })
  for (const { source, records } of report.sources)
    expect(sum(counts.bySource.filter((row) => row.source === source).map((row) => row.records))).toBe(records)
  expect(
    await kith.rows('MATCH (r:SourceRecord)-[:MEMBER_OF]->(g:Customer) RETURN count(r), count(DISTINCT g)'),
  ).toEqual([[report.records, report.customers]])
})
