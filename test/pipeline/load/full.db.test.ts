import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SourceMapping } from '../../../server/ingest/source-mapping.ts'
import type { Full } from '../../../server/pipeline/load/full.ts'
import { loadFiles } from '../../../server/pipeline/load/load.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
freshKith((fresh) => {
  store = fresh.store
})

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'kith-full-'))
})
afterAll(() => rmSync(home, { recursive: true }))

const people = (ids: readonly number[]) =>
  ['id,first,last', ...ids.map((id) => `${id},Ada${'bcdefghijklmnop'.charAt(id)},Lovelock`)].join('\n')
const range = (count: number) => Array.from({ length: count }, (_none, i) => i + 1)

async function load(text: string, options: { source?: string; entity?: string; full?: Full } = {}) {
  const { source = 'club', entity = 'person', full } = options
  const path = join(home, `${source}.csv`)
  writeFileSync(path, text)
  const fields = entity === 'order' ? { first: 'status' } : { first: 'givenName', last: 'familyName' }
  const mapping = SourceMapping.parse({ source, entity, id: 'id', fields })
  return loadFiles(store, [{ path, mapping }], TEST_CONTEXT, { train: false, ...(full ? { full } : {}) })
}
const stored = async () =>
  ((await store.autoCommit('MATCH (r:SourceRecord) RETURN r.id AS id ORDER BY id')) as { id: string }[]).map(
    ({ id }) => id,
  )

test('what a complete export no longer holds is deleted; other sources stay', async () => {
  await load(people(range(10)))
  await load(people([1, 2]), { source: 'shop' })
  const left = range(10).filter((id) => id !== 4)
  const before = await stored()
  const tried = await load(people(left), { full: { most: 0.1, dryRun: true } })
  expect(tried.gone).toEqual([{ source: 'club', entity: 'person', stored: 10, gone: ['club:person:4'] }])
  expect(await stored()).toEqual(before)
  const { deleted } = await load(people(left), { full: { most: 0.1, dryRun: false } })
  expect(deleted).toBe(1)
  expect(await stored()).toEqual(before.filter((id) => id !== 'club:person:4'))
  expect((await load(people(left), { full: { most: 0.1, dryRun: false } })).deleted).toBe(0)
  // Whoever is in the next export is back.
  await load(people(range(10)), { full: { most: 0, dryRun: false } })
  expect(await stored()).toEqual(before)
}, 180_000)

test.each<[why: string, text: string, options: Parameters<typeof load>[1], code: string]>([
  ['too much is gone', people([1, 2, 3]), {}, 'churn.exceeded'],
  ['an empty export', 'id,first,last', {}, 'churn.exceeded'],
  ['a row that cannot be read may be any record', `${people(range(10))}\n,Nobody,Known`, {}, 'request.invalid'],
  ['orders are never deleted', 'id,first\n1,open', { entity: 'order' }, 'request.invalid'],
])('nothing is written where %s', async (_why, text, options, code) => {
  await load(people(range(10)))
  const before = await stored()
  await expect(load(text, { ...options, full: { most: 0.1, dryRun: false } })).rejects.toMatchObject({
    problem: { code },
  })
  expect(await stored()).toEqual(before)
})

test('told to, any share is deleted', async () => {
  await load(people(range(10)))
  expect((await load(people([1]), { full: { most: 1, dryRun: false } })).deleted).toBe(9)
  expect(await stored()).toEqual(['club:person:1'])
})

test('what waits is of this load, and is named', async () => {
  const orders = (source: string, customer: string) => {
    const path = join(home, `${source}-orders.csv`)
    writeFileSync(path, `id,who\n1,${customer}\n2,`)
    const mapping = SourceMapping.parse({ source, entity: 'order', id: 'id', fields: { who: 'customer.id' } })
    return loadFiles(store, [{ path, mapping }], TEST_CONTEXT, { train: false })
  }
  expect(await orders('shop', '77')).toMatchObject({
    waiting: { orders: 1 },
    waits: [{ kind: 'orders', id: 'shop:1', names: 'shop:77' }],
  })
  expect(await load(people([1, 2]))).toMatchObject({ waiting: {}, waits: [] })
  expect((await orders('club', '1')).waiting).toEqual({})
  expect((await orders('shop', '77')).waiting).toEqual({ orders: 1 })
})
