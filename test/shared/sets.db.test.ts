import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PROJECT } from '../../server/env.ts'
import { parseMapping } from '../../server/ingest/source-mapping.ts'
import { loadFiles } from '../../server/pipeline/load/load.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { checkInvariants } from '../../server/store/graph/health.ts'
import { resetGraph } from '../../server/store/graph/reset.ts'
import { emptyGraph } from '../kit/graph.ts'
import { FULL } from '../kit/size.ts'
import { TEST_CONTEXT } from '../kit/world.ts'

const DATA = join(PROJECT, '..', 'shared', 'data')
const present = existsSync(DATA)
if (!present) process.stderr.write('skipped: the labelled record sets are not here\n')

/** Loads of the sets that fit into a test run; gen_100k is loaded by `npm run bench`, the B2B world by its own test. */
describe.skipIf(!present)('labelled sets in the graph', () => {
  let store: Store
  beforeAll(async () => {
    store = await emptyGraph()
  })
  afterAll(() => store?.close())

  test.each<[string, string, number]>([
    ['splink_fake_1000.csv', 'splink_fake_1000', 1_000],
    ...(FULL ? [['febrl3_without_ssn.csv', 'febrl3_without_ssn', 5_000] satisfies [string, string, number]] : []),
    ['rldata500.csv', 'rldata500', 500],
    ['senzing_truthset/records.csv', 'records', 159],
  ])(
    '%s is loaded whole, every invariant holds, and loading it again publishes nothing',
    async (file, name, records) => {
      await resetGraph(store)
      const path = join(PROJECT, 'test', 'mappings', `${name}.json`)
      const load = () =>
        loadFiles(
          store,
          [{ path: join(DATA, file), mapping: parseMapping(JSON.parse(readFileSync(path, 'utf8')), path) }],
          TEST_CONTEXT,
        )
      const first = await load()
      expect(first).toMatchObject({ rows: records, rejected: 0 })
      expect(Object.values(first.entities).reduce((sum, entity) => sum + entity.written, 0)).toBe(records)
      const again = await load()
      expect(Object.values(again.entities).map(({ written, changes }) => [written, changes])).toEqual(
        Object.values(again.entities).map(() => [0, 0]),
      )
      for (const invariant of await checkInvariants(store)) expect(invariant).toMatchObject({ violations: [] })
    },
    300_000,
  )
})
