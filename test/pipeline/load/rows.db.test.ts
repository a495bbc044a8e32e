import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { parseMapping } from '../../../server/ingest/source-mapping.ts'
import { openKith } from '../../../server/pipeline/kith.ts'
import type { Importer } from '../../../server/pipeline/load/import/import-load.ts'
import { type LoadSummary, loadFiles } from '../../../server/pipeline/load/load.ts'
import type { LoadOptions } from '../../../server/pipeline/load/load-options.ts'
import { type LoadFile, readFiles } from '../../../server/pipeline/load/read-files.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { checkInvariants } from '../../../server/store/graph/health.ts'
import { emptyGraph, wipe } from '../../kit/graph.ts'
import { MARK, randomFiles, written } from '../../kit/random-files.ts'
import { seeded } from '../../kit/seeded.ts'
import { sized } from '../../kit/size.ts'
import { crowdedTown, TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
const folder = mkdtempSync(join(tmpdir(), 'kith-rows-'))
beforeAll(async () => {
  store = await emptyGraph()
})
beforeEach(() => wipe(store))
afterAll(async () => {
  await store?.close()
  rmSync(folder, { recursive: true })
})

type Rejected = Parameters<NonNullable<LoadOptions['onReject']>>[0]

async function load(into: Store, files: LoadFile[], options: LoadOptions = {}) {
  const rejects: Rejected[] = []
  const onReject = (rejected: Rejected) => void rejects.push(rejected)
  const summary = await loadFiles(into, files, TEST_CONTEXT, { train: false, onReject, ...options })
  return { summary, rejects }
}

/** A graph that refuses what holds the mark, as one refuses a value that is too long for an index. */
function refusing(own: Store): Store {
  return {
    ...own,
    write: (work, limits) =>
      own.write(
        (tx) =>
          work({
            run: async (text, params) => {
              if (JSON.stringify(params).includes(MARK)) throw new Error('Property value is too large to index')
              return tx.run(text, params)
            },
          }),
        limits,
      ),
  }
}

function expectEachOnce({ rows, rejected, became }: LoadSummary, rejects: readonly Rejected[]): void {
  expect(Object.values(became).reduce((sum, count) => sum + count, 0)).toBe(rows)
  expect(rejected).toBe(became.rejected)
  for (const { problem } of rejects)
    expect(problem).toMatchObject({ file: expect.any(String), line: expect.any(Number) })
  expect(new Set(rejects.map(({ problem }) => `${problem.file}:${problem.line}`)).size).toBe(rejected)
}

async function expectSound(): Promise<void> {
  for (const invariant of await checkInvariants(store)) expect(invariant).toMatchObject({ violations: [] })
}

/** An import up to the files for its tool, which is not run. */
const staging: Importer = {
  folder: join(folder, 'staged'),
  from: 0,
  demandRoom: async () => {},
  put: async () => {
    rmSync(join(folder, 'staged'), { recursive: true })
    return undefined as never
  },
}

test('every row is in exactly one count, and the counts are the rows, whichever way a load goes', async () => {
  await fc.assert(
    fc.asyncProperty(randomFiles, fc.boolean(), async (random, refuses) => {
      const files = written(random, folder)
      const own = refuses ? refusing(store) : store
      await wipe(store)
      const staged = await load(store, files, { importer: staging })
      expectEachOnce(staged.summary, staged.rejects)
      const bulk = await load(own, files)
      expectEachOnce(bulk.summary, bulk.rejects)
      if (!refuses) expect(bulk.summary.became).toEqual(staged.summary.became)
      const again = await load(own, files)
      expectEachOnce(again.summary, again.rejects)
    }),
    { numRuns: sized(2, 60) },
  )
  await expectSound()
}, 600_000)

test('nor is a row lost or counted twice where records come one by one', async () => {
  await openKith(store, TEST_CONTEXT).upsert(crowdedTown(120, seeded(3)), TEST_CONTEXT.actor)
  let runs = 0
  await fc.assert(
    fc.asyncProperty(randomFiles, fc.boolean(), async (random, refuses) => {
      const files = written(random, folder, `till-${runs++}`)
      const { summary, rejects } = await load(refuses ? refusing(store) : store, files)
      expectEachOnce(summary, rejects)
      for (const { path } of Object.values(summary.entities)) expect(path).not.toBe('import')
    }),
    { numRuns: sized(5, 60) },
  )
  await expectSound()
}, 600_000)

test('every record of a request has its outcome, whatever the graph refuses', async () => {
  await fc.assert(
    fc.asyncProperty(randomFiles, async (random) => {
      await wipe(store)
      const { records } = await readFiles(written(random, folder), {})
      const inputs = [...records.values()].flatMap((arriving) => arriving.inputs)
      const outcomes = await openKith(refusing(store), TEST_CONTEXT).upsert(inputs, TEST_CONTEXT.actor)
      expect(outcomes.map(({ record }) => record)).toEqual(
        inputs.map(({ source, entity, sourceId }) => `${source}:${entity}:${sourceId}`),
      )
      inputs.forEach((input, at) => {
        const { outcome, problem } = outcomes[at] ?? {}
        if (outcome === 'rejected') expect(JSON.stringify(input)).toContain(MARK)
        expect(outcome === 'rejected').toBe(problem !== undefined)
      })
    }),
    { numRuns: sized(5, 40) },
  )
})

/** People in a file, the third of whom cannot be written. */
function people(count: number, unwritable = 3): LoadFile {
  const path = join(folder, 'people.csv')
  const line = (i: number) => `${i},Ada${i},${i === unwritable ? MARK : `Reed${i}`},ada${i}@example.org`
  writeFileSync(path, ['id,first,last,mail', ...Array.from({ length: count }, (_none, i) => line(i + 1))].join('\n'))
  const fields = { first: 'givenName', last: 'familyName', mail: 'email' }
  return { path, mapping: parseMapping({ source: 'till', entity: 'person', id: 'id', fields }) }
}

const idsOf = async () => {
  const rows = await store.autoCommit(
    "MATCH (r:SourceRecord {source: 'till'}) RETURN r.sourceId AS id ORDER BY toInteger(id)",
  )
  return rows.map(({ id }) => Number(id))
}

test.each([
  ['as a whole', 700],
  ['one by one', 12],
])(
  'what only the graph refuses is rejected with file, line and reason, loaded %s; the others are there',
  async (_how, count) => {
    if (count < 100) await openKith(store, TEST_CONTEXT).upsert(crowdedTown(120, seeded(3)), TEST_CONTEXT.actor)
    const file = people(count)
    const { summary, rejects } = await load(refusing(store), [file])
    expect(rejects).toMatchObject([
      {
        file: file.path,
        problem: {
          file: file.path,
          line: 4,
          record: 'till:person:3',
          detail: expect.stringContaining('too large to index'),
        },
        row: { id: '3', last: MARK },
      },
    ])
    expect(summary.became).toMatchObject({ written: count - 1, rejected: 1 })
    expect(summary.entities.person).toMatchObject({ records: count, written: count - 1, rejected: 1 })
    expect(await idsOf()).toEqual(Array.from({ length: count }, (_none, i) => i + 1).filter((id) => id !== 3))
    await expectSound()
  },
)

test('an order that the graph refuses is rejected, the others are written', async () => {
  const path = join(folder, 'orders.csv')
  writeFileSync(path, `id,what\n1,Tea\n2,${MARK}\n2,Tea\n3,Tea\n`)
  const mapping = parseMapping({ source: 'till', entity: 'order', id: 'id', fields: { what: 'product' } })
  const { summary, rejects } = await load(refusing(store), [{ path, mapping }])
  expect(summary.became).toMatchObject({ written: 2, rejected: 2 })
  expect(rejects.map(({ problem }) => problem.line)).toEqual([3, 4])
})

test('strictly, the first that is refused ends a load, and the book of its rows tells what is written', async () => {
  const arrived = readFiles([people(700)], {})
  const onReject = ({ problem }: Rejected) => {
    throw new Error(`${problem.line}: ${problem.detail}`)
  }
  const strictly = loadFiles(refusing(store), [], TEST_CONTEXT, { train: false, strict: true, onReject, arrived })
  await expect(strictly).rejects.toThrow(/^4: .*too large to index/)
  const { written: told } = (await arrived).rows.counts()
  const there = await idsOf()
  expect(there).toHaveLength(told)
  expect(there.length).toBeLessThan(699)
})

test('a graph that fails for all is no fault of any record', async () => {
  const away: Store = {
    ...store,
    write: () => Promise.reject(Object.assign(new Error('gone'), { code: 'ServiceUnavailable' })),
  }
  await expect(load(away, [people(20)])).rejects.toThrow('gone')
})
