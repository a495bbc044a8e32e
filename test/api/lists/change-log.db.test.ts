import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ChangeLog } from '../../../server/model/lists/change-log.ts'
import { type Sent, type Served, serve } from '../../kit/served.ts'

const person = (source: string, id: string, more: object = {}): Sent => ({
  ...{ source, sourceId: id, entity: 'person', updatedAt: '2024-01-01T00:00:00Z', givenName: 'Rosamund' },
  ...{ familyName: 'Vane', birthDate: '1980-02-03', ...more },
})
const MAIL = { email: 'rosamund@vane.example' }

let kith: Served
beforeAll(async () => {
  kith = await serve()
  // Two strangers of one name turn out to be one; the one who went is known by what she went into.
  await kith.send([person('shop', 'p1', MAIL)])
  await kith.send([person('erp', 'p1', { familyName: 'Yu', birthDate: '1991-07-08' })])
  await kith.send([person('erp', 'p1', { ...MAIL, updatedAt: '2024-02-01T00:00:00Z' })])
  await kith.send([
    { source: 'crm', sourceId: 'T', entity: 'company', updatedAt: '2024-01-01T00:00:00Z', name: 'Oakhaven Inc.' },
  ])
  expect((await kith.app.ask('DELETE', '/records/crm/company/T')).status).toBeLessThan(300)
}, 120_000)
afterAll(() => kith?.close())

const log = (query = '') => kith.get(`/changes/latest?${query}`, ChangeLog)

describe('the feed as people read it', () => {
  test('has the latest first, with names, also of whom it has no more', async () => {
    const { changes, kinds, since, head } = await log()
    expect(changes.map(({ seq }) => seq)).toEqual(Array.from({ length: head }, (_, i) => head - i))
    expect(since).toEqual({ seq: 0 })
    expect(Object.values(kinds).reduce((sum, lines) => sum + lines, 0)).toBe(head)
    const told = changes.map(({ kind, name, leads }) => ({ kind, name, leads }))
    expect(told).toContainEqual({ kind: 'erased', name: 'Oakhaven Inc.', leads: false })
    expect(told.at(-1)).toEqual({ kind: 'created', name: 'Rosamund Vane', leads: true })
    const [retired] = changes.filter(({ kind }) => kind === 'retired')
    expect(retired).toMatchObject({ leads: true, heirs: [{ name: 'Rosamund Vane' }] })
    const [merged] = changes.filter(({ kind }) => kind === 'merged')
    expect(merged).toMatchObject({ name: 'Rosamund Vane', joined: 1, from: [{ id: retired?.golden }] })
  })

  test('page by page is the same as at once', async () => {
    const paged: number[] = []
    let before = ''
    do {
      const page = await log(`limit=2${before}`)
      paged.push(...page.changes.map(({ seq }) => seq))
      before = page.next === undefined ? '' : `&before=${page.next}`
    } while (before !== '')
    expect(paged).toEqual((await log()).changes.map(({ seq }) => seq))
  })

  test.each<[query: string, kinds: string[]]>([
    ['kind=merged', ['merged']],
    ['entity=company', ['erased', 'created']],
    ['source=crm', ['erased', 'created']],
    ['entity=company&kind=created', ['created']],
    ['entity=contact', []],
    ['since=now', []],
    ['since=2099-01-01', []],
    ['since=999999', []],
  ])('%s lets through %j', async (query, kinds) => {
    expect((await log(query)).changes.map(({ kind }) => kind)).toEqual(kinds)
  })

  test('a moment is where it begins, a line of the feed or a time', async () => {
    const { changes, head } = await log()
    const second = changes.at(-2)
    expect((await log(`since=${second?.seq}`)).changes).toHaveLength(head - 2)
    expect((await log('since=2001-01-01')).changes).toHaveLength(head)
    expect((await log(`since=${second?.seq}`)).since).toMatchObject({ seq: second?.seq, at: second?.at })
  })
})
