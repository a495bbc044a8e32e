import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PROJECT } from '../../server/env.ts'
import { ingestFile, isOrder } from '../../server/ingest/ingest-file.ts'
import { parseMapping } from '../../server/ingest/source-mapping.ts'
import { type LoadSummary, loadFiles } from '../../server/pipeline/load/load.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { checkInvariants } from '../../server/store/graph/health.ts'
import { emptyGraph } from '../kit/graph.ts'
import { TEST_CONTEXT } from '../kit/world.ts'

const DATA = join(PROJECT, '..', 'shared', 'data', 'b2b')
const present = existsSync(DATA)
if (!present) process.stderr.write('skipped: the b2b data set is not here\n')

const fileOf = (name: string) => {
  const mapping = join(PROJECT, 'test', 'mappings', `${name}.json`)
  return {
    path: join(DATA, `${name}.csv.gz`),
    mapping: parseMapping(JSON.parse(readFileSync(mapping, 'utf8')), mapping),
  }
}

/** The whole B2B world in one graph: companies, their contacts, their orders, their parents. */
describe.skipIf(!present)('the b2b world', () => {
  let store: Store
  let summary: LoadSummary
  beforeAll(async () => {
    store = await emptyGraph()
    summary = await loadFiles(store, ['companies', 'contacts', 'orders'].map(fileOf), TEST_CONTEXT)
  }, 600_000)
  afterAll(() => store?.close())

  test('is loaded whole, and every invariant holds', async () => {
    expect(summary).toMatchObject({ rejected: 0, orders: 23_670 })
    expect(summary.entities.company?.written).toBe(7_804)
    expect(summary.entities.contact?.written).toBe(13_027)
    for (const invariant of await checkInvariants(store)) expect(invariant).toMatchObject({ violations: [] })
  }, 120_000)

  test('its hierarchy is the true one where the records allow it', async () => {
    const entityOf = await truth()
    const rows = await store.autoCommit(
      'MATCH (c:Company) OPTIONAL MATCH (c)-[:SUBSIDIARY_OF]->(p:Company) RETURN c.members AS child, p.members AS parent',
    )
    const found = new Set<string>()
    for (const { child, parent } of rows as { child: string[]; parent: string[] | null }[])
      if (parent) found.add(`${mostly(child, entityOf)} ${mostly(parent, entityOf)}`)
    const lines = readFileSync(join(DATA, 'truth_parents.csv'), 'utf8').trim().split('\n').slice(1)
    const true_ = new Set(lines.map((line) => line.trim().split(',').join(' ')))
    const right = [...found].filter((link) => true_.has(link)).length
    process.stderr.write(`b2b hierarchy: ${right} of ${true_.size} true links found, ${found.size - right} false\n`)
    expect(right / found.size).toBeGreaterThan(0.9)
    expect(right / true_.size).toBeGreaterThan(0.8)
  })

  test('what names a record that is not in the files waits, and is counted', async () => {
    const inputs = []
    const { path, mapping } = fileOf('companies')
    for await (const item of ingestFile(path, mapping))
      if ('value' in item && !isOrder(item.value)) inputs.push(item.value)
    const known = new Set(inputs.map(({ source, sourceId }) => `${source}:${sourceId}`))
    const lost = inputs.filter(
      ({ source, fields }) => fields['parent.id'] && !known.has(`${source}:${fields['parent.id'][0]}`),
    )
    expect(summary.waiting.companies).toBe(lost.length)
  })

  test('contacts work at their companies and orders hang on the records that placed them', async () => {
    const [row] = await store.autoCommit(
      'CALL () { MATCH (:Contact)-[w:WORKS_AT]->(:Company) RETURN count(w) AS jobs } CALL () { MATCH (:SourceRecord)-[p:PLACED]->(:Order) RETURN count(p) AS placed } RETURN jobs, placed',
    )
    expect(row?.jobs).toBeGreaterThan(4_000)
    expect(row?.placed).toBeGreaterThan(20_000)
  })
})

/** True entity of every company record, which the loader never saw. */
async function truth(): Promise<Map<string, string>> {
  const { path, mapping } = fileOf('companies')
  const found = new Map<string, string>()
  for await (const item of ingestFile(path, mapping)) {
    if (!('value' in item) || isOrder(item.value)) continue
    found.set(`${item.value.source}:${item.value.sourceId}`, item.row.true_entity ?? '')
  }
  return found
}

/** The true entity that most records of a cluster belong to. */
function mostly(members: readonly string[], entityOf: ReadonlyMap<string, string>): string {
  const count = new Map<string, number>()
  for (const id of members) count.set(entityOf.get(id) ?? '', (count.get(entityOf.get(id) ?? '') ?? 0) + 1)
  return [...count].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? ''
}
