import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RecordInput } from '../../../server/model/record.ts'
import { openKith } from '../../../server/pipeline/kith.ts'
import { loadFiles } from '../../../server/pipeline/load/load.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { checkInvariants } from '../../../server/store/graph/health.ts'
import { emptyGraph } from '../../kit/graph.ts'
import { TEST_CONTEXT } from '../../kit/world.ts'

// Two tables of one system that both count from 1: neither record may take the place of the other.

let store: Store
beforeAll(async () => {
  store = await emptyGraph()
})
afterAll(() => store.close())

const record = (entity: RecordInput['entity'], sourceId: string, fields: Record<string, string[]>): RecordInput =>
  ({ source: 'desk', entity, sourceId, fields, addresses: [] }) as unknown as RecordInput
const company = (id: string, name: string) => record('company', id, { name: [name] })
const contact = (id: string, given: string) => record('contact', id, { givenName: [given], familyName: ['Pascoe'] })
const load = (companies: RecordInput[], contacts: RecordInput[], told: string[]) =>
  loadFiles(store, [], TEST_CONTEXT, {
    arrived: Promise.resolve({
      ...{
        rows: companies.length + contacts.length,
        rejected: 0,
        orders: [],
        removed: new Map(),
        merges: new Map(),
        notes: [],
      },
      records: new Map([
        ['company', { inputs: companies, prepared: [] }],
        ['contact', { inputs: contacts, prepared: [] }],
      ]),
    }),
    onReject: ({ problem }) => told.push(`${problem.code} ${problem.record} ${problem.path}`),
  })
const entities = () => store.autoCommit('MATCH (r:SourceRecord) RETURN r.id AS id, r.entity AS entity ORDER BY id')

test('in one load, in the next one and over the API: it is told, and the rest goes on', async () => {
  const told: string[] = []
  const summary = await load([company('1', 'Mistral Pumps'), company('2', 'Lark Foods')], [contact('1', 'Hetty')], told)
  expect(summary.rejected).toBe(1)
  expect(told).toEqual(['record.conflict desk:1 company'])
  const again = await load([], [contact('2', 'Rupert'), contact('3', 'Hetty')], told)
  expect(again).toMatchObject({ rejected: 1, entities: { contact: { written: 1 } } })
  const [taken, free] = await openKith(store, TEST_CONTEXT).upsert(
    [company('3', 'Hollow Mills'), company('4', 'Alder Press')],
    TEST_CONTEXT.actor,
  )
  expect(taken).toMatchObject({ record: 'desk:3', outcome: 'rejected', problem: { code: 'record.conflict' } })
  expect(free?.outcome).toBe('created')
  expect(await entities()).toEqual([
    { id: 'desk:1', entity: 'company' },
    { id: 'desk:2', entity: 'company' },
    { id: 'desk:3', entity: 'contact' },
    { id: 'desk:4', entity: 'company' },
  ])
  for (const invariant of await checkInvariants(store)) expect(invariant).toMatchObject({ violations: [] })
})
