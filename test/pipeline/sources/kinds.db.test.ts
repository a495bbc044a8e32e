import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SourceMapping } from '../../../server/ingest/source-mapping.ts'
import type { ActivityInput } from '../../../server/model/activity.ts'
import { SourceName } from '../../../server/model/ids.ts'
import { rebuild } from '../../../server/pipeline/bulk/rebuild.ts'
import type { Kith } from '../../../server/pipeline/kith.ts'
import { loadFiles } from '../../../server/pipeline/load/load.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
let kith: Kith
let folder: string
freshKith((opened) => {
  ;({ store, kith } = opened)
})
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kith-kinds-'))
})
afterAll(() => rm(folder, { recursive: true }))

const { actor } = TEST_CONTEXT

/** The same company in a system, with its own terms. */
async function load(source: string, kind: string | undefined, terms: string, changed: string): Promise<void> {
  const path = join(folder, `${source}.csv`)
  await writeFile(path, `no,name,tax,terms,changed\n1,Pellworm Chandlery,83-4471920,${terms},${changed}\n`)
  const mapping = SourceMapping.parse({
    source,
    ...(kind && { kind }),
    entity: 'company',
    id: 'no',
    defaultCountry: 'US',
    fields: { name: 'name', tax: 'taxId', terms: 'terms.payment', changed: 'updatedAt' },
  })
  await loadFiles(store, [{ path, mapping }], TEST_CONTEXT, { train: false })
}

async function terms(): Promise<[unknown, unknown]> {
  const [row] = await store.autoCommit(
    'MATCH (g:Company) OPTIONAL MATCH (g)-[w:WON {attribute: "terms_payment"}]->() RETURN g.terms_payment AS terms, w.rule AS rule',
  )
  return [row?.terms, row?.rule]
}

test('a mapping says what kind of system its source is, and the rules of that kind hold for it', async () => {
  await load('navision', 'erp', 'net 30', '2020-01-01')
  await load('hub', 'crm', 'net 90', '2024-01-01')
  expect(await terms()).toEqual(['net 30', 'owner'])
  expect((await kith.ask.records.sources()).map(({ source, kind }) => [source, kind])).toEqual([
    ['hub', 'crm'],
    ['navision', 'erp'],
  ])
  expect((await rebuild(store, TEST_CONTEXT)).map(({ changes }) => changes)).toEqual([0, 0, 0])
})

test('where no owner knows the customer the next rule decides, and says so; declared later, the owner counts', async () => {
  await load('navision', undefined, 'net 30', '2020-01-01')
  await load('hub', undefined, 'net 90', '2024-01-01')
  expect(await terms()).toEqual(['net 90', 'noOwner'])
  expect(await kith.declare(SourceName.parse('navision'), 'erp', actor)).toMatchObject({ records: 1, changes: 1 })
  expect(await terms()).toEqual(['net 30', 'owner'])
  expect(await kith.declare(SourceName.parse('navision'), 'erp', actor)).toMatchObject({ records: 0, changes: 0 })
})

test('a kind goes with a source that is given a new name', async () => {
  await load('navision', 'erp', 'net 30', '2020-01-01')
  await load('hub', undefined, 'net 90', '2024-01-01')
  await kith.rekey(
    { source: SourceName.parse('navision'), to: SourceName.parse('business-central'), records: [] },
    actor,
  )
  expect(await terms()).toEqual(['net 30', 'owner'])
})

const agreed = (value: string, version?: number): ActivityInput => ({
  kind: 'terms',
  source: SourceName.parse('hub'),
  activityId: 't1',
  customerId: '1',
  subject: 'payment',
  value,
  ...(version === undefined ? {} : { version }),
})

test.each<[string, ActivityInput[][], string, object]>([
  ['a higher version counts', [[agreed('net 30', 1)], [agreed('net 60', 2)]], 'net 60', { stored: 1 }],
  ['a lower one is stale', [[agreed('net 30', 2)], [agreed('net 60', 1)]], 'net 30', { stored: 0, stale: 1 }],
  ['the same version again is the later word', [[agreed('net 30', 2)], [agreed('net 60', 2)]], 'net 60', { stored: 1 }],
  ['without a version too', [[agreed('net 30', 2)], [agreed('net 60')]], 'net 60', { stored: 1 }],
  ['of two that come together the higher', [[agreed('net 30', 5), agreed('net 60', 4)]], 'net 30', { stored: 2 }],
])('activities obey their version: %s', async (_name, batches, value, outcome) => {
  let last: unknown
  for (const batch of batches) last = await kith.putActivities(batch, actor)
  expect(last).toEqual(outcome)
  expect(await store.autoCommit('MATCH (t:Terms) RETURN t.value AS value')).toEqual([{ value }])
})
