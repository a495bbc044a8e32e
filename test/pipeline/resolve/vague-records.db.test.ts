import { describe, expect, test } from 'vitest'
import { SearchQuery } from '../../../server/model/arriving/search-query.ts'
import { type RecordInput, RecordInput as RecordInputShape } from '../../../server/model/record.ts'
import { rebuild } from '../../../server/pipeline/bulk/rebuild.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import type { Kith } from '../../../server/pipeline/kith.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { personInput, TEST_CONTEXT } from '../../kit/world.ts'

// Records that say so little that they fit two people.
let store: Store
let kith: Kith
freshKith((fresh) => {
  ;({ store, kith } = fresh)
})

const { actor } = TEST_CONTEXT
const sum = async () => (await store.read((tx) => checksum(tx))).parts

/** Records of each golden record, by their numbers. */
const groups = async () =>
  ((await store.autoCommit('MATCH (g:Golden) RETURN g.members AS members')) as { members: string[] }[])
    .map(({ members }) => members.map((id) => id.replace(/^.*:/, '')).join(' '))
    .sort()

/** Pairs that wait for somebody, by their numbers. */
const waiting = async () =>
  (await kith.ask.review.items({ offset: 0, limit: 100 })).items
    .flatMap(({ low, high }) =>
      low && high ? [`${low.record.replace(/^.*:/, '')} ${high.record.replace(/^.*:/, '')}`] : [],
    )
    .sort()

const HOME = { 'address.line1': '7 Mill Lane', 'address.city': 'Waco', 'address.postcode': '76701' }
const people = (common: Record<string, string>, own: Record<string, string>[]): RecordInput[] =>
  own.map((fields, i) => personInput(`crm:person:${i + 1}`, { ...common, ...fields }))
const companies = (own: Record<string, string>[]): RecordInput[] =>
  own.map((fields, i) => RecordInputShape.parse({ ...personInput(`crm:company:${i + 1}`, fields), entity: 'company' }))

describe('a vague record is a doubt between the two that it fits', () => {
  const cases: [what: string, records: RecordInput[]][] = [
    [
      'twins and an initial',
      people({ familyName: 'Okonjo', birthDate: '2011-03-09', ...HOME }, [
        { givenName: 'Tunde' },
        { givenName: 'Temilade' },
        { givenName: 'T' },
      ]),
    ],
    [
      'father, son and nobody’s birthday',
      people({ givenName: 'Alfred', familyName: 'Brockhurst', phone: '254-555-0142', ...HOME }, [
        { birthDate: '1940-02-17' },
        { birthDate: '1968-09-30' },
        {},
      ]),
    ],
    [
      'senior, junior and neither',
      people({ givenName: 'Alfred', familyName: 'Brockhurst', phone: '254-555-0142', ...HOME }, [
        { suffix: 'Sr' },
        { suffix: 'Jr' },
        {},
      ]),
    ],
    [
      'two companies of one domain in two towns and a bare name',
      companies([
        {
          name: 'Zwick Ironworks',
          website: 'zwick.example',
          'address.line1': '3 Dock Rd',
          'address.city': 'Waco',
          'address.postcode': '76701',
        },
        {
          name: 'Zwick Ironworks',
          website: 'zwick.example',
          'address.line1': '90 Pine St',
          'address.city': 'Boise',
          'address.postcode': '83702',
        },
        { name: 'Zwick Ironworks', website: 'zwick.example' },
      ]),
    ],
  ]

  test.each(cases)(
    '%s',
    async (_what, records) => {
      for (const record of [...records].reverse()) await kith.upsert([record], actor)
      expect(await groups()).toEqual(['1', '2', '3'])
      expect(await waiting()).toEqual(expect.arrayContaining(['1 3', '2 3']))
      const online = await sum()
      await rebuild(store, TEST_CONTEXT, {})
      expect(await sum()).toEqual(online)
      expect(await waiting()).toEqual(expect.arrayContaining(['1 3', '2 3']))
    },
    300_000,
  )

  test('until it says more than fits the one', async () => {
    const records = people({ givenName: 'Alfred', familyName: 'Brockhurst', phone: '254-555-0142', ...HOME }, [
      { birthDate: '1940-02-17', email: 'ab40@example.org' },
      { birthDate: '1968-09-30' },
      {},
    ])
    await kith.upsert(records, actor)
    expect(await groups()).toEqual(['1', '2', '3'])
    const [, , bare] = records
    if (!bare) throw new Error('there are three')
    await kith.upsert([{ ...bare, fields: { ...bare.fields, email: ['ab40@example.org'] } }], actor)
    expect(await groups()).toEqual(['1 3', '2'])
    // Her link to the son was cut: somebody should know.
    expect(await waiting()).toContain('2 3')
    expect(await waiting()).not.toContain('1 3')
  })
})

test('a customer who married stays one when a record comes with the old name and the mail box', async () => {
  const born = { givenName: 'Ingrid', birthDate: '1984-12-01' }
  const [old, ...rest] = people({}, [
    { ...born, familyName: 'Halloran', email: 'ingrid@example.org', phone: '254-555-0161' },
    { ...born, familyName: 'Castellano', phone: '254-555-0161', ...HOME },
    { ...born, familyName: 'Castellano', phone: '254-555-0161', ...HOME, employer: 'Acme' },
    { givenName: 'Ingrid', familyName: 'Halloran', email: 'ingrid@example.org' },
  ])
  const late = rest.pop()
  if (!old || !late) throw new Error('there are four')
  await kith.upsert([old, ...rest], actor)
  expect(await groups()).toEqual(['1 2 3'])
  const query = SearchQuery.parse({ entity: 'person', fields: late.fields })
  const [hit] = await kith.ask.golden.search(query)
  expect(hit?.verdict).toBe('same')
  const [outcome] = await kith.upsert([late], actor)
  expect(outcome).toMatchObject({ golden: hit?.golden })
  expect(await groups()).toEqual(['1 2 3 4'])
})
