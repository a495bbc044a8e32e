import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PROJECT } from '../../server/env.ts'
import { ingestFile, isOrder } from '../../server/ingest/ingest-file.ts'
import { parseMapping } from '../../server/ingest/source-mapping.ts'
import { idOfRecord, recordIdOf } from '../../server/model/ids.ts'
import { type LoadSummary, loadFiles } from '../../server/pipeline/load/load.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { checkInvariants } from '../../server/store/graph/health.ts'
import { emptyGraph } from '../kit/graph.ts'
import { FULL } from '../kit/size.ts'
import { TEST_CONTEXT } from '../kit/world.ts'

const DATA = join(PROJECT, '..', 'shared', 'data', 'b2b')
const present = existsSync(DATA)
if (!present) process.stderr.write('skipped: the b2b data set is not here\n')

let folder: string
const fileOf = (name: string) => {
  const mapping = join(PROJECT, 'test', 'mappings', `${name}.json`)
  return {
    path: join(folder, `${name}.csv`),
    mapping: parseMapping(JSON.parse(readFileSync(mapping, 'utf8')), mapping),
  }
}

/** True parent links of the groups that are loaded: in a gate a tenth of them, with all their companies, people and orders. */
const SHARE = FULL ? 1 : 10
let parents: Map<string, string>

/** The B2B world in one graph: companies, their contacts, their orders, their parents. */
describe.skipIf(!present)('the b2b world', () => {
  let store: Store
  let summary: LoadSummary
  let sizes: { companies: number; contacts: number; orders: number }
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kith-b2b-'))
    sizes = writeGroups()
    store = await emptyGraph()
    summary = await loadFiles(store, ['companies', 'contacts', 'orders'].map(fileOf), TEST_CONTEXT)
  }, 600_000)
  afterAll(async () => {
    await store?.close()
    if (folder) rmSync(folder, { recursive: true })
  })

  test('is loaded whole, and every invariant holds', async () => {
    expect(Math.min(...Object.values(sizes))).toBeGreaterThan(7_000 / SHARE / 2)
    expect(summary).toMatchObject({ rejected: 0, orders: sizes.orders })
    expect(summary.entities.company?.written).toBe(sizes.companies)
    expect(summary.entities.contact?.written).toBe(sizes.contacts)
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
    const true_ = new Set([...parents].map((link) => link.join(' ')))
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
    const known = new Set(inputs.map(idOfRecord))
    const lost = inputs.filter(
      ({ source, fields }) =>
        fields['parent.id'] && !known.has(recordIdOf(source, 'company', fields['parent.id'][0] ?? '')),
    )
    expect(summary.waiting.companies).toBe(lost.length)
  })

  test('contacts work at their companies and orders hang on the records that placed them', async () => {
    const [row] = await store.autoCommit(
      'CALL () { MATCH (:Contact)-[w:WORKS_AT]->(:Company) RETURN count(w) AS jobs } CALL () { MATCH (:SourceRecord)-[p:PLACED]->(:Order) RETURN count(p) AS placed } RETURN jobs, placed',
    )
    expect(row?.jobs).toBeGreaterThan(sizes.contacts * 0.3)
    expect(row?.placed).toBeGreaterThan(sizes.orders * 0.85)
  })
})

const rowsOf = (file: string) =>
  gunzipSync(readFileSync(join(DATA, file)))
    .toString()
    .trimEnd()
    .split(/\r?\n/)

/** Writes the files of some groups of companies, whole groups, and says how many rows each has. */
function writeGroups(): { companies: number; contacts: number; orders: number } {
  const links = readFileSync(join(DATA, 'truth_parents.csv'), 'utf8').trim().split(/\r?\n/).slice(1)
  const parentOf = new Map(links.map((line) => line.split(',') as [string, string]))
  const isIn = (company: string) => Number(topOf(company, parentOf).replace(/\D/g, '')) % SHARE === 0
  parents = new Map([...parentOf].filter(([child]) => isIn(child)))
  const write = (name: string, keeps: (row: string) => boolean) => {
    const [header = '', ...rows] = rowsOf(`${name}.csv.gz`)
    const kept = rows.filter(keeps)
    writeFileSync(join(folder, `${name}.csv`), [header, ...kept].join('\n'))
    return kept
  }
  const lastOf = (row: string) => row.slice(row.lastIndexOf(',') + 1)
  const idOf = (row: string) => row.split(',', 2)[1]
  const companies = write('companies', (row) => isIn(lastOf(row)))
  const ids = new Set(companies.map(idOf))
  const contacts = write('contacts', (row) => isIn(lastOf(row)))
  const orders = write('orders', (row) => ids.has(row.split(',', 3)[2]))
  return { companies: companies.length, contacts: contacts.length, orders: orders.length }
}

function topOf(company: string, parentOf: ReadonlyMap<string, string>): string {
  const parent = parentOf.get(company)
  return parent === undefined ? company : topOf(parent, parentOf)
}

/** True entity of every company record, which the loader never saw. */
async function truth(): Promise<Map<string, string>> {
  const { path, mapping } = fileOf('companies')
  const found = new Map<string, string>()
  for await (const item of ingestFile(path, mapping)) {
    if (!('value' in item) || isOrder(item.value)) continue
    found.set(idOfRecord(item.value), item.row.true_entity ?? '')
  }
  return found
}

/** The true entity that most records of a cluster belong to. */
function mostly(members: readonly string[], entityOf: ReadonlyMap<string, string>): string {
  const count = new Map<string, number>()
  for (const id of members) count.set(entityOf.get(id) ?? '', (count.get(entityOf.get(id) ?? '') ?? 0) + 1)
  return [...count].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? ''
}
