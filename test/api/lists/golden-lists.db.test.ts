import { parse as parseCsv } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { GoldenList } from '../../../server/model/lists/golden-list.ts'
import { type Sent, type Served, serve } from '../../kit/served.ts'

const person = (source: string, id: string, givenName: string, familyName: string, more: object = {}): Sent => ({
  ...{ source, sourceId: id, entity: 'person', updatedAt: '2024-01-01T00:00:00Z', givenName, familyName },
  ...{ email: `${givenName}.${familyName}@example.com`.toLowerCase(), birthDate: '1980-02-03' },
  ...more,
})
const home = (line1: string, city: string, region: string) => ({
  address: { line1, city, region, postcode: '68102', country: 'US' },
})
const OMAHA = home('8 Millrace Lane', 'Omaha', 'NE')
const company = (id: string, name: string, parent?: string): Sent => ({
  ...{ source: 'crm', sourceId: id, entity: 'company', updatedAt: '2024-01-01T00:00:00Z', name },
  ...(parent === undefined ? {} : { 'parent.id': parent }),
})

/** Rosamund is in both sources, Élodie twice in one; Ignatius lives with Rosamund, Zoë nowhere that is known. */
const WORLD: Sent[] = [
  person('shop', 'p1', 'Rosamund', 'Vane', OMAHA),
  person('erp', 'p1', 'Rosamund', 'Vane', OMAHA),
  person('shop', 'p2', 'Ignatius', 'Vane', OMAHA),
  person('shop', 'p3', 'Élodie', 'Marchetti', home('1 Elm Street', 'Lincoln', 'NE')),
  person('shop', 'p4', 'Élodie', 'Marchetti', home('1 Elm Street', 'Lincoln', 'NE')),
  person('erp', 'p5', 'Zoë', 'Abernathy', { email: 'nobody' }),
  company('T', 'Oakhaven Trading Group Inc.'),
  company('M', 'Lanternfish Books LLC', 'T'),
  company('L', 'Vellum Antiquarian Ltd.'),
]

let kith: Served
/** The feed before somebody changed. */
let before: number
beforeAll(async () => {
  kith = await serve()
  await kith.send(WORLD)
  before = (await kith.get('/changes?after=0&limit=1', z.object({ head: z.int() }))).head
  await kith.send([
    person('shop', 'p2', 'Ignatius', 'Vane', { ...OMAHA, phone: '+1 402 555 0177', updatedAt: '2024-02-01T00:00:00Z' }),
  ])
}, 120_000)
afterAll(() => kith?.close())

const list = (query: string) => kith.get(`/golden?${query}`, GoldenList)
const names = async (query: string) => (await list(query)).rows.map(({ name }) => name)
const ALL = ['Élodie Marchetti', 'Ignatius Vane', 'Rosamund Vane', 'Zoë Abernathy']

describe('a list of golden records', () => {
  test.each<[query: string, found: string[]]>([
    ['', ALL],
    ['text=vane', ['Ignatius Vane', 'Rosamund Vane']],
    ['text=VANE%20rosamund', ['Rosamund Vane']],
    ['text=lincoln', ['Élodie Marchetti']],
    ['text=ignatius.vane%40example', ['Ignatius Vane']],
    ['source=erp', ['Rosamund Vane', 'Zoë Abernathy']],
    ['source=erp,shop', ['Rosamund Vane']],
    ['source=erp&only=true', ['Zoë Abernathy']],
    ['twice=shop', ['Élodie Marchetti']],
    ['city=omaha', ['Ignatius Vane', 'Rosamund Vane']],
    ['region=ne&country=us', ['Élodie Marchetti', 'Ignatius Vane', 'Rosamund Vane']],
    ['least=2', ['Élodie Marchetti', 'Rosamund Vane']],
    ['most=1', ['Ignatius Vane', 'Zoë Abernathy']],
    ['household=in', ['Ignatius Vane', 'Rosamund Vane']],
    ['household=none', ['Élodie Marchetti', 'Zoë Abernathy']],
    ['issue=any&source=erp', ['Zoë Abernathy']],
    ['issueSource=shop', []],
    ['entity=company&group=in', ['Lanternfish Books LLC', 'Oakhaven Trading Group Inc.']],
    ['entity=company&group=none', ['Vellum Antiquarian Ltd.']],
    ['entity=contact', []],
  ])('with %s has %j, and says how many', async (query, found) => {
    const { rows, total } = await list(query)
    expect(rows.map(({ name }) => name).sort()).toEqual(found.toSorted())
    expect(total).toBe(found.length)
  })

  test.each([
    ['', 6],
    ['source=shop', 4],
    ['source=erp,shop', 2],
    ['least=2', 4],
    ['twice=shop', 2],
    ['issue=any', 1],
    ['issueSource=shop', 0],
  ])('with %s is about %i records', async (query, records) => expect((await list(query)).records).toBe(records))

  test('tells who changed, and who is new, since a line of the feed', async () => {
    expect(await names(`changed=${before}`)).toEqual(['Ignatius Vane'])
    expect(await names(`created=${before}`)).toEqual([])
    expect(await names('created=0')).toHaveLength(4)
    expect(await names('changed=2099-01-01')).toEqual([])
  })

  test.each<[sort: string, first: string]>([
    ['name', 'Élodie Marchetti'],
    ['-name', 'Zoë Abernathy'],
    ['-records', 'Rosamund Vane'],
    ['-sources', 'Rosamund Vane'],
    ['-changed', 'Ignatius Vane'],
    ['-city', 'Ignatius Vane'],
    ['city', 'Zoë Abernathy'],
    ['country', 'Zoë Abernathy'],
  ])('sorted by %s begins with %s, page by page the same as at once', async (sort, first) => {
    const query = `sort=${sort}`
    const atOnce = (await list(query)).rows.map(({ id }) => id)
    const paged: string[] = []
    let after = ''
    do {
      const page = await list(`${query}&limit=1${after}`)
      paged.push(...page.rows.map(({ id }) => id))
      expect(page.total).toBe(4)
      after = page.next === undefined ? '' : `&after=${page.next}`
    } while (after !== '')
    expect(paged).toEqual(atOnce)
    // Whoever has as many, or is in the same town, comes in the order of ids.
    const tied =
      sort === '-records'
        ? ['Rosamund Vane', 'Élodie Marchetti']
        : sort === '-city'
          ? ['Ignatius Vane', 'Rosamund Vane']
          : [first]
    expect(tied).toContain((await names(`${query}&limit=1`))[0])
  })

  test('a row says what is best known', async () => {
    const [row] = (await list('text=rosamund')).rows
    expect(row).toMatchObject({
      ...{ name: 'Rosamund Vane', email: 'rosamund.vane@example.com', line1: '8 Millrace Lane', city: 'Omaha' },
      ...{ household: 'Vane household', records: 2, sources: ['erp', 'shop'], issues: 0, orders: 0, status: 'active' },
    })
    expect(Date.parse(row?.changedAt ?? '')).toBeGreaterThan(Date.parse(row?.createdAt ?? '') - 1)
    const [books] = (await list('entity=company&text=lanternfish')).rows
    expect(books?.parent).toBe('Oakhaven Trading Group Inc.')
  })

  test('comes as a file with all that match, in the columns asked for', async () => {
    const answer = await kith.app.get('/golden?format=csv&least=2&limit=1&columns=name,records,sources')
    expect(answer.headers.get('content-type')).toContain('text/csv')
    const rows: unknown = parseCsv(String(answer.body.text), { columns: true })
    expect(rows).toEqual([
      { name: 'Élodie Marchetti', records: '2', sources: 'shop' },
      { name: 'Rosamund Vane', records: '2', sources: 'erp; shop' },
    ])
  })

  test('as of a moment it has who there was then, as they were called then', async () => {
    await kith.send([person('erp', 'p5', 'Zoë', 'Quill', { email: 'nobody', updatedAt: '2024-03-01T00:00:00Z' })])
    expect(await names('text=quill')).toEqual(['Zoë Quill'])
    expect((await names(`asOf=${before}`)).sort()).toEqual(ALL.toSorted())
    const { rows, next, total, records } = await list(`asOf=${before}&sort=-records&limit=1&least=2`)
    expect({ total, records, has: rows[0]?.records }).toEqual({ total: 2, records: 4, has: 2 })
    const [second] = (await list(`asOf=${before}&sort=-records&limit=1&least=2&after=${next}`)).rows
    expect([rows[0]?.name, second?.name].sort()).toEqual(['Rosamund Vane', 'Élodie Marchetti'])
    const { body } = await kith.app.get(`/golden?format=csv&columns=name,records&asOf=${before}&text=abernathy`)
    expect(body.text).toBe('name,records\r\nZoë Abernathy,1\r\n')
    expect((await kith.app.get(`/golden?asOf=${before}&source=erp`)).status).toBe(400)
    expect((await kith.app.get(`/golden?asOf=${before}&sort=city`)).status).toBe(400)
  })

  test.each(['after=x', 'sort=size', 'columns=secret', 'least=0', 'entity=ghost', 'source=,'])(
    'with %s is refused',
    async (query) => {
      expect((await kith.app.get(`/golden?${query}`)).status).toBe(400)
    },
  )
})
