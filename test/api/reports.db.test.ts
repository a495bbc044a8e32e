import { parse as parseCsv } from 'csv-parse/sync'
import { type GraphQLOutputType, isListType, isNonNullType, isObjectType } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { graphqlSchema } from '../../server/api/graphql/graphql.ts'
import { isReport } from '../../server/api/report.ts'
import { ROUTES } from '../../server/api/rest/routes.ts'
import { CorrectionOutcome } from '../../server/model/addresses/address-correction.ts'
import { AddressesReport, WorstAddresses } from '../../server/model/addresses/address-report.ts'
import { type Sent, type Served, serve } from '../kit/served.ts'

const site = (line1: string, city: string) => ({
  address: { line1, city, region: 'NE', postcode: '68102', country: 'US' },
})
const company = (sourceId: string, name: string, taxId: string, parent: string | undefined, more: object): Sent => ({
  ...{ source: 'crm', sourceId, entity: 'company', updatedAt: '2024-01-01T00:00:00Z', name, taxId, ...more },
  ...(parent === undefined ? {} : { 'parent.id': parent }),
})
const person = (source: string, sourceId: string, givenName: string, email: string): Sent => ({
  ...{ source, sourceId, entity: 'person', updatedAt: '2024-01-01T00:00:00Z', givenName, familyName: 'Vane', email },
  ...{ phone: '+1 402 555 0177', ...site('8 Millrace Lane', 'Omaha') },
})
const WORLD: Sent[] = [
  company('T', 'Oakhaven Trading Group Inc.', '41-7000001', undefined, site('1 Oakhaven Plaza', 'Omaha')),
  company('M', 'Lanternfish Books LLC', '41-7000002', 'T', site('20 Press Street', 'Lincoln')),
  company('L', 'Vellum Antiquarian Ltd.', '41-7000003', 'M', { ...site('3 Vellum Row', 'Kearney'), email: 'nobody' }),
  {
    ...{ source: 'crm', sourceId: 'c1', entity: 'contact', updatedAt: '2024-01-01T00:00:00Z', 'company.id': 'M' },
    ...{ givenName: 'Lucinda', familyName: 'Farrow', email: 'ap@lanternfish.example', department: 'Accounts payable' },
  },
  person('shop', 'p1', 'Rosamund', 'rosamund@vane.example'),
  person('erp', 'p1', 'Rosamund', 'rosamund@vane.example'),
  person('shop', 'p2', 'Ignatius', 'ignatius@vane.example'),
]
const NODES = [
  { key: 'west', type: 'territory', name: 'West' },
  { key: 'rep', type: 'position', name: 'A rep' },
  { key: 'm', parent: 'west', record: 'crm:M' },
  { key: 'l', parent: 'west', record: 'crm:L' },
]

let kith: Served
let schema: Awaited<ReturnType<typeof graphqlSchema>>
let ids: Record<'T' | 'M', string>
/** As of when everything is there. */
let then: string
beforeAll(async () => {
  kith = await serve()
  schema = await graphqlSchema()
  await kith.send(WORLD)
  await kith.loadOrders('crm', [
    { id: 'o1', customer: 'M', date: '2024-03-01', product: 'Ink', amount: '1200.50', terms: 'Net 90' },
    { id: 'o2', customer: 'L', date: '2024-03-02', product: 'Paper', amount: '99999999.99' },
    { id: 'o3', customer: 'T', date: '2024-03-03', product: 'Ink', amount: '10.00' },
  ])
  const agreed = {
    kind: 'terms',
    source: 'crm',
    activityId: 't1',
    customerId: 'M',
    subject: 'payment',
    value: 'Net 30',
    from: '2024-01-01',
  }
  expect((await kith.app.post('/activities', { activities: [agreed] })).status).toBe(200)
  const back = { ...site('8 Millrace Lane', 'Omaha'), reason: 'no-such-address', at: '2024-05-01', carrier: 'post' }
  expect((await kith.app.post('/addresses/returned', { events: [back] })).status).toBe(200)
  for (const [path, body] of [
    ['/hierarchies', { name: 'sales', kind: 'sales' }],
    ['/hierarchies/sales/nodes', { nodes: NODES }],
    ['/reports/quality/baseline', {}],
  ] as const)
    expect((await kith.app.post(path, body)).status, path).toBeLessThan(300)
  ids = { T: await kith.goldenIdOf('crm:T'), M: await kith.goldenIdOf('crm:M') }
  then = new Date().toISOString()
}, 120_000)
afterAll(() => kith?.close())

/** What each report is asked here; a report without a line of its own fails the first test. */
const asked = (): Record<string, Record<string, string | number | boolean | string[]>> => ({
  sharedContactPoints: { least: 2 },
  companyRollUp: { id: ids.T, asOf: then, measure: ['revenue', 'orders'] },
  hierarchyRollUp: { name: 'sales', asOf: then, released: false },
  hierarchyComparison: { b: 'sales', asOf: then },
  territories: { asOf: then },
  counts: {},
  overlap: { entity: 'person' },
  households: {},
  issues: { limit: 50 },
  addresses: { costOfReturn: 450, costOfPiece: 68, currency: 'USD' },
  worstAddresses: { country: 'US', limit: 50 },
  customers: { asOf: then },
  bestCustomers: { by: 'top', currency: 'USD', asOf: then },
  quality: {},
  oldTerms: {},
  crossSell: { id: ids.M },
  billingContact: { id: ids.M },
})

const REPORTS = ROUTES.filter(isReport)

test('every report is asked here', () => {
  expect(Object.keys(asked()).sort()).toEqual(REPORTS.map(({ report }) => report.field).sort())
})

/** Every field of a type, as deep as it goes. */
function selection(type: GraphQLOutputType): string {
  const bare = isNonNullType(type) ? type.ofType : type
  if (isListType(bare)) return selection(bare.ofType as GraphQLOutputType)
  if (!isObjectType(bare)) return ''
  const inner = Object.values(bare.getFields()).map((field) => `${field.name} ${selection(field.type)}`)
  return `{ ${inner.join(' ')} }`
}

/** GraphQL has null where REST has nothing. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  const said = Object.entries(value).filter(([, inside]) => inside !== null)
  return Object.fromEntries(said.map(([name, inside]) => [name, withoutNulls(inside)]))
}

/** Where a report lies: what its path names in braces is put there, the rest asked for. */
function address(path: string, args: Record<string, unknown>, more: Record<string, string> = {}): string {
  const rest = Object.entries(args).filter(([name]) => !path.includes(`{${name}}`))
  const query = new URLSearchParams({
    ...Object.fromEntries(rest.map(([name, value]) => [name, String(value)])),
    ...more,
  })
  return `${path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(String(args[name])))}?${query}`
}

const Lists = z.record(z.string(), z.unknown())

test.each(REPORTS.map((each) => [each.report.field, each] as const))(
  '%s says the same over GraphQL, and its CSV has a row a row with the same sums',
  async (field, { path, report }) => {
    const args = asked()[field] ?? {}
    const rest = await kith.get(address(path, args), report.answer)
    const type = schema.getQueryType()?.getFields().reports?.type
    const reports = type && isNonNullType(type) && isObjectType(type.ofType) ? type.ofType.getFields() : {}
    const given = Object.entries(args).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    const fields = reports[field] ? selection(reports[field].type) : ''
    const query = `{ reports { ${field}${given.length > 0 ? `(${given.join(', ')})` : ''} ${fields} } }`
    const { body } = await kith.app.post('/graphql', { query })
    expect(body).not.toHaveProperty('errors')
    expect(withoutNulls(body)).toEqual({ data: { reports: { [field]: withoutNulls(rest) } } })

    const { lists } = report
    for (const list of lists) {
      const csv = await fetch(`${kith.app.url}${address(path, args, lists.length > 1 ? { list } : {})}`, {
        headers: { accept: 'text/csv' },
      })
      expect(csv.headers.get('content-type')).toContain('text/csv')
      const rows = z.array(z.record(z.string(), z.string())).parse(parseCsv(await csv.text(), { columns: true }))
      const told = z.array(Lists).parse(rest[list])
      expect(rows).toHaveLength(told.length)
      for (const name of Object.keys(rows[0] ?? {})) {
        const amounts = told.map((row) => row[name]).filter((value) => typeof value === 'number')
        if (amounts.length === 0) continue
        const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
        expect([name, sum(rows.map((row) => Number(row[name])))]).toEqual([name, sum(amounts)])
      }
    }
  },
)

test('the reports are about something', async () => {
  for (const { path, report } of REPORTS) {
    const answer = await kith.get(address(path, asked()[report.field] ?? {}), report.answer)
    const [list] = report.lists
    if (report.field !== 'overlap') expect([report.field, answer[list]]).not.toEqual([report.field, []])
  }
})

test('what came back counts once, in every source that writes its address, and costs what it costs', async () => {
  const report = await kith.get('/reports/addresses?costOfReturn=450&costOfPiece=68', AddressesReport)
  const { total, rows, months, sourceMonths } = report
  expect(total).toMatchObject({ returned: 1, returnCost: 450, addresses: 4, complete: 4, verdicts: { none: 4 } })
  expect(
    rows.map(({ source, country, records, addresses, returned }) => [source, country, records, addresses, returned]),
  ).toEqual([
    ['crm', 'US', 3, 3, 0],
    ['erp', 'US', 1, 1, 1],
    ['shop', 'US', 2, 1, 1],
  ])
  expect(total).toMatchObject({ duplicates: 1, duplicateCost: 68 })
  expect(months).toEqual([{ month: '2024-05', returned: 1, confirmed: 0, verdicts: 0, undeliverable: 0 }])
  expect(sourceMonths.map(({ source, ...month }) => [source, month])).toEqual([
    ['erp', months[0]],
    ['shop', months[0]],
  ])
  const { addresses, next } = await kith.get('/reports/addresses/worst?limit=1', WorstAddresses)
  expect([addresses[0]?.address, next]).toEqual(['8 Millrace Lane, Omaha, NE 68102, US', 1])
  const rest = await kith.get('/reports/addresses/worst?limit=1&offset=1', WorstAddresses)
  expect([rest.addresses[0]?.name, addresses[0]?.name].sort()).toEqual(['Ignatius Vane', 'Rosamund Vane'])
  expect(rest.next).toBeUndefined()
})

test('the worst show what a verifier proposes; accepted it is theirs, and no longer counted as it was', async () => {
  const worst = async () => (await kith.get('/reports/addresses/worst?limit=9', WorstAddresses)).addresses
  const [{ key = '' } = {}] = await worst()
  const parts = { line1: '8 Millrace Lane North', city: 'Omaha', region: 'NE', postcode: '68102', country: 'US' }
  const body = JSON.stringify({ proposal: { parts, lines: [] } })
  const verdict = { key, verdict: 'correctable', at: '2024-06-01T00:00:00.000Z', provider: 'double', body } as const
  await kith.app.kith.noteVerdicts([verdict], { key: 'test' })
  const [bad] = await worst()
  expect(bad).toMatchObject({ state: 'returned', proposal: { address: '8 Millrace Lane North, Omaha, NE 68102, US' } })
  const accepted = await kith.app.post('/addresses/corrections', {
    corrections: [{ word: bad?.proposal?.word }, { word: 'wrd_none' }],
  })
  expect(accepted.status).toBe(207)
  const [outcome, refused] = z.object({ outcomes: z.array(CorrectionOutcome) }).parse(accepted.body).outcomes
  expect(outcome).toMatchObject({ outcome: 'kept', key, goldens: [expect.any(String), expect.any(String)] })
  expect(refused).toMatchObject({ outcome: 'rejected', problem: { code: 'address-word.not-found' } })
  expect(await worst()).toEqual([])
  const report = await kith.get('/reports/addresses', AddressesReport)
  expect(report.total).toMatchObject({ addresses: 4, verdicts: { none: 4 } })
  expect((await kith.app.ask('DELETE', `/addresses/words/${outcome?.word}`)).status).toBe(200)
  expect(await worst()).toHaveLength(2)
})

test('format=csv is the same as asking for it in the header, and a report asked wrongly is a problem in GraphQL too', async () => {
  const url = `${kith.app.url}/reports/customers`
  const [byFormat, byHeader] = await Promise.all([
    fetch(`${url}?format=csv&asOf=${then}`),
    fetch(`${url}?asOf=${then}`, { headers: { accept: 'text/csv' } }),
  ])
  expect(await byFormat.text()).toBe(await byHeader.text())
  expect((await fetch(url, { headers: { accept: '*/*' } })).headers.get('content-type')).toContain('json')
  const errors = async (query: string) => (await kith.app.post('/graphql', { query })).body.errors
  expect(await errors('{ reports { customers(asOf: "yesterday") { types { entity } } } }')).toMatchObject([
    { extensions: { code: 'request.invalid' } },
  ])
  expect(await errors('{ reports { companyRollUp(id: "com_gone") { hash } } }')).toHaveLength(1)
})
