import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { PROJECT } from '../../server/env.ts'
import { blockingOf } from '../../server/evaluate/blocking.ts'
import { evaluate } from '../../server/evaluate/evaluate.ts'
import { evaluateNames } from '../../server/evaluate/evaluate-names.ts'
import { parseMapping } from '../../server/ingest/source-mapping.ts'
import { readBatches } from '../../server/learn/read-records.ts'
import { clusterQuality } from '../../server/match/quality.ts'
import { textReader } from '../../server/match/text-table.ts'
import { shipped } from '../kit/build.ts'
import { sized } from '../kit/size.ts'

describe('clusterQuality', () => {
  test('counts pairs and, by B-cubed, records', () => {
    expect(clusterQuality(Uint32Array.of(1, 1, 1, 2, 2), Uint32Array.of(1, 1, 2, 2, 2))).toEqual({
      entities: 2,
      clusters: 2,
      largest: 3,
      pairwise: { precision: 0.5, recall: 0.5, f1: 0.5 },
      bcubed: { precision: 0.7333, recall: 0.7333, f1: 0.7333 },
    })
  })

  test('a record without a truth is left out, and nothing claimed is nothing wrong', () => {
    const { pairwise, entities } = clusterQuality(Uint32Array.of(1, 1, 2), Uint32Array.of(1, 0, 2))
    expect({ pairwise, entities }).toEqual({ pairwise: { precision: 1, recall: 1, f1: 1 }, entities: 2 })
  })
})

test('a file of which no row can be read says what is wrong with the first', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kith-unreadable-'))
  try {
    const file = join(folder, 'nobody.csv')
    writeFileSync(file, 'id,name\n,Ann Lee\n,Bo Diaz\n')
    const mapping = parseMapping({ source: 'x', entity: 'person', id: 'id', fields: { name: 'fullName' } }, 'x')
    const read = readBatches(file, { mapping, rules: shipped, custom: false })
    await expect(read).rejects.toThrow(/none of 2 rows could be read, the first: .*id/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

const DATA = join(PROJECT, '..', 'shared', 'data')

/** Labelled sets with the pairwise F1 that the shipped rules must reach on them, nothing set for any of them but its columns. */
const SETS: [file: string, mapping: string, f1: number][] = [
  ['rldata500.csv', 'rldata500', 0.95],
  ['splink_fake_1000.csv', 'splink_fake_1000', 0.935],
  // Its slips make one given name of another (Hayden, Jayden), which is no slip where people are called both.
  ['febrl3_without_ssn.csv', 'febrl3_without_ssn', 0.994],
  ['senzing_truthset/records.csv', 'records', 0.94],
  ['b2b/companies.csv.gz', 'companies', 0.93],
  ['b2b/contacts.csv.gz', 'contacts', 0.94],
]

describe.skipIf(!existsSync(DATA))(`labelled data in ${DATA}`, () => {
  test.each(SETS)('%s', { timeout: 120_000 }, async (file, mapping, f1) => {
    const rows = JSON.parse(readFileSync(join(PROJECT, 'test', 'mappings', `${mapping}.json`), 'utf8')) as unknown
    const { report: found, assignment } = await evaluate({
      file: join(DATA, file),
      mapping: parseMapping(rows),
      truth: 'true_entity',
      rules: shipped,
      train: true,
    })
    expect(found.problems).toEqual([])
    expect(found.pairwise.f1, JSON.stringify(found.pairwise)).toBeGreaterThanOrEqual(f1)
    expect([...assignment()]).toHaveLength(found.records)
  })

  test('blocking finds the same people as well among many as among few', { timeout: 120_000 }, async () => {
    const lines = gunzipSync(readFileSync(join(DATA, 'gen_100k.csv.gz')))
      .toString()
      .trimEnd()
      .split('\n')
    const [header = '', ...rows] = lines
    const people = new Set(rows.slice(0, 1_000).map(personOf))
    const own = rows.filter((row) => people.has(personOf(row)))
    const others = rows.filter((row) => !people.has(personOf(row)))
    const found: number[] = []
    for (const crowd of [0, sized(12_000, 32_000)])
      found.push(await completenessOf([header, ...own, ...others.slice(0, crowd)], people))
    expect(found[0]).toBeGreaterThan(0.97)
    expect(Math.min(...found), `${found}`).toBeGreaterThan((found[0] ?? 1) - 0.02)
  })

  test('names alone, at one threshold', async () => {
    const { f1, bySchema } = await evaluateNames(join(DATA, 'opensanctions_name_bench.csv'), shipped)
    expect(f1).toBeGreaterThan(0.82)
    expect(bySchema.Person?.f1).toBeGreaterThan(0.78)
    expect(bySchema.Company?.f1).toBeGreaterThan(0.88)
  })
})

const personOf = (row: string) => row.slice(row.lastIndexOf(',') + 1).trim()

/** Share of the true pairs of some people that blocking brings together among all of these rows. */
async function completenessOf(lines: readonly string[], people: ReadonlySet<string>): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'kith-crowd-'))
  try {
    const file = join(folder, 'rows.csv')
    writeFileSync(file, lines.join('\n'))
    const mapping = parseMapping(JSON.parse(readFileSync(join(PROJECT, 'test', 'mappings', 'gen_100k.json'), 'utf8')))
    const { batches } = await readBatches(file, { mapping, rules: shipped, truth: 'true_entity', custom: false })
    const batch = batches.get('person')
    if (!batch) throw new Error('there are persons in it')
    const labelOf = textReader(batch.labels.texts)
    const truths = batch.labels.codes.map((code) => (code > 0 && people.has(labelOf(code - 1)) ? code : 0))
    return blockingOf({ batch, truths, compared: 0 }).completeness
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test.runIf(!existsSync(DATA))('labelled data are not here: quality is not measured', () => {
  console.info(`no ${DATA}: put the labelled sets there to measure quality`)
})
