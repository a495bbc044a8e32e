import { expect, test } from 'vitest'
import { answering, crmWith, GO, item, newItem, personsAt } from './rest-kit.ts'

const kinds = (outcomes: readonly { kind: string }[]) => outcomes.map(({ kind }) => kind)

test('several changes in one request, each with an outcome of its own; what is made goes alone', async () => {
  const { crm, connector } = await crmWith({}, {}, { batch: 10 })
  for (const lastName of ['A', 'B', 'C']) crm.add('person', { lastName })
  crm.edit('person', 'P1002', { lastName: 'Be' })
  const outcomes = await connector.write(
    [
      item({ id: 'P1001' }),
      newItem(),
      item({ id: 'P1002', version: '1' }),
      item({ id: 'P1003', set: { email: 'none' } }),
      item({ id: 'P9' }),
      item({ id: 'P1001', set: { newsletter: 'perhaps' } }),
    ],
    GO,
  )
  expect(outcomes).toMatchObject([
    { kind: 'acknowledged', id: 'P1001', version: '2', stored: { firstName: 'Ann', lastName: 'A' } },
    { kind: 'acknowledged', stored: { externalId: 'cus-1' } },
    { kind: 'conflict', current: { version: '2', row: { lastName: 'Be' } } },
    { kind: 'rejected', column: 'email' },
    { kind: 'gone' },
    { kind: 'rejected', column: 'newsletter', reason: '"perhaps" is no boolean' },
  ])
  expect(crm.requests.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
    'POST /persons',
    'POST /persons/batch',
  ])
})

test('no more in one request than the pace allows, and no more requests at once', async () => {
  const { crm, connector } = await crmWith({ delayMs: 20 }, {}, { batch: 2, atOnce: 2 })
  const ids = ['A', 'B', 'C', 'D', 'E'].map((lastName) => crm.add('person', { lastName }).id)
  expect(
    kinds(
      await connector.write(
        ids.map((id) => item({ id })),
        GO,
      ),
    ),
  ).toEqual(ids.map(() => 'acknowledged'))
  expect(crm.requests).toHaveLength(3)
})

const BATCH = { path: '/batch', item: { id: '{id}', values: '{set}' }, body: { inputs: '{items}' } }
const results = [
  { list: 'results', id: 'id', stored: '' },
  { list: 'errors', id: 'context.id', means: 'rejected' },
]
const person = { read: { path: '/p/{id}' }, update: { path: '/p/{id}', batch: { ...BATCH, results } } }

test('results and errors in lists of their own; what no list names may have been written', async () => {
  const { url, heard } = await answering(() => ({
    status: 207,
    body: { results: [{ id: '1', firstName: 'Ann' }], errors: [{ context: { id: '2' }, message: 'is odd' }] },
  }))
  const outcomes = await personsAt(url, person, {}, { batch: 9 }).write(
    ['1', '2', '3'].map((id) => item({ id })),
    GO,
  )
  expect(outcomes).toMatchObject([
    { kind: 'acknowledged', id: '1', stored: { firstName: 'Ann' } },
    { kind: 'rejected', reason: 'is odd' },
    { kind: 'retry', applied: true },
  ])
  expect(JSON.parse(heard[0]?.body ?? '')).toEqual({
    inputs: ['1', '2', '3'].map((id) => ({ id, values: { firstName: 'Ann' } })),
  })
})

test('a request that is refused as a whole: each is sent alone, so that one fault is one item’s', async () => {
  const { url } = await answering(({ url }) =>
    url === '/batch' || url === '/p/2' ? { status: 400, body: { message: 'is odd' } } : { body: {} },
  )
  const connector = personsAt(url, person, {}, { batch: 9 })
  const outcomes = await connector.write(
    ['1', '2', '3'].map((id) => item({ id })),
    GO,
  )
  expect(kinds(outcomes)).toEqual(['acknowledged', 'rejected', 'acknowledged'])
})

test.each<[why: string, status: number, expected: object]>([
  ['too many', 429, { kind: 'retry', applied: undefined }],
  ['broken', 500, { kind: 'retry', applied: true }],
])('%s is said of each, and nothing is sent again', async (_why, status, expected) => {
  const { url, heard } = await answering(() => ({ status }))
  const outcomes = await personsAt(url, person, {}, { batch: 9 }).write([item({ id: '1' }), item({ id: '2' })], GO)
  expect(outcomes).toMatchObject([expected, expected])
  expect(heard).toHaveLength(1)
})

test('a dry run shows the request of a batch with the one item in it', async () => {
  const connector = personsAt('http://127.0.0.1:9', person, {}, { batch: 9 })
  expect(connector.render(item({ id: '1' })).request).toMatchObject({
    method: 'POST',
    path: '/batch',
    body: { inputs: [{ id: '1', values: { firstName: 'Ann' } }] },
  })
})
