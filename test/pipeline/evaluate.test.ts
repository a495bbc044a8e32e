import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PROJECT } from '../../server/env.ts'
import { parseMapping } from '../../server/ingest/source-mapping.ts'
import { evaluate } from '../../server/pipeline/evaluate.ts'
import { evaluateNames } from '../../server/pipeline/evaluate-names.ts'
import { clusterQuality } from '../../server/pipeline/quality.ts'
import { shipped } from '../kit/build.ts'

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

const DATA = join(PROJECT, '..', 'shared', 'data')

/** Labelled sets with the pairwise F1 that the shipped rules must reach on them, nothing set for any of them but its columns. */
const SETS: [file: string, mapping: string, f1: number][] = [
  ['rldata500.csv', 'rldata500', 0.95],
  ['splink_fake_1000.csv', 'splink_fake_1000', 0.935],
  ['febrl3_without_ssn.csv', 'febrl3_without_ssn', 0.995],
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

  test('names alone, at one threshold', async () => {
    const { f1, bySchema } = await evaluateNames(join(DATA, 'opensanctions_name_bench.csv'), shipped)
    expect(f1).toBeGreaterThan(0.82)
    expect(bySchema.Person?.f1).toBeGreaterThan(0.78)
    expect(bySchema.Company?.f1).toBeGreaterThan(0.88)
  })
})

test.runIf(!existsSync(DATA))('labelled data are not here: quality is not measured', () => {
  console.info(`no ${DATA}: put the labelled sets there to measure quality`)
})
