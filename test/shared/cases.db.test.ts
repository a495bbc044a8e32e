import { basename, dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { groupBy } from '../../server/collections/group-by.ts'
import { loadFiles } from '../../server/pipeline/load/load.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { checkInvariants } from '../../server/store/graph/health.ts'
import { serveApp, type TestApp } from '../kit/app.ts'
import { caseFiles, caseRecords } from '../kit/cases.ts'
import { emptyGraph, wipe } from '../kit/graph.ts'
import { FULL } from '../kit/size.ts'
import { TEST_CONTEXT } from '../kit/world.ts'

const cases = [...groupBy(caseFiles(), ({ path }) => dirname(path))]
const calls = caseRecords()

describe.skipIf(cases.length === 0)('after the cases of other systems every invariant holds', () => {
  let store: Store
  let app: TestApp
  beforeAll(async () => {
    store = await emptyGraph()
    app = await serveApp(store, { requestsPerMinute: 1_000_000 })
  })
  afterAll(async () => {
    await app?.close()
    await store?.close()
  })

  const isSound = async () => {
    for (const invariant of await checkInvariants(store)) expect(invariant).toMatchObject({ violations: [] })
  }

  test('all in one graph', async () => {
    await loadFiles(store, caseFiles(), TEST_CONTEXT, { train: false })
    expect((await app.post('/records', { records: calls.flat() })).status).toBeLessThan(400)
    await isSound()
  })

  if (FULL)
    test.each(cases.map(([folder, files]) => [basename(folder), files] as const))('%s alone', async (_name, files) => {
      await wipe(store)
      await loadFiles(store, files, TEST_CONTEXT, { train: false })
      await isSound()
    })
})
