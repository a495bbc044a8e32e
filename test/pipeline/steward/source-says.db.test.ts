import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parseMapping } from '../../../server/ingest/source-mapping.ts'
import { GoldenId, RecordId } from '../../../server/model/ids.ts'
import { heirOf } from '../../../server/pipeline/ask/heir-of.ts'
import type { Kith } from '../../../server/pipeline/kith.ts'
import { type LoadSummary, loadFiles } from '../../../server/pipeline/load/load.ts'
import { heedSources } from '../../../server/pipeline/steward/source-says.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { changesAfter } from '../../../server/store/read/change-reads.ts'
import { goldensOfRecords } from '../../../server/store/write/goldens.ts'
import { recordStates } from '../../../server/store/write/records.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
let kith: Kith
freshKith((opened) => {
  store = opened.store
  kith = opened.kith
})

const folder = mkdtempSync(join(tmpdir(), 'kith-says-'))
afterAll(() => rmSync(folder, { recursive: true }))

const MAPPING = parseMapping({
  source: 'crm',
  entity: 'person',
  id: 'id',
  fields: { first: 'givenName', last: 'familyName', mail: 'email', at: 'updatedAt' },
  delete: { gone: '1' },
  sameAs: 'into',
})

/** Loads rows of id, first, last, mail, gone, into, at. */
async function load(...rows: string[]): Promise<LoadSummary> {
  const path = join(folder, 'rows.csv')
  writeFileSync(path, `id,first,last,mail,gone,into,at\n${rows.join('\n')}\n`)
  return loadFiles(store, [{ path, mapping: MAPPING }], TEST_CONTEXT, { train: false, heedMerges: heedSources })
}

const id = (sourceId: string) => RecordId.parse(`crm:person:${sourceId}`)
const goldenOf = async (sourceId: string) =>
  (await store.read((tx) => goldensOfRecords.run(tx, { ids: [id(sourceId)] })))[0]?.golden
const changes = async () => (await store.read((tx) => changesAfter(tx, 0, 1_000))).changes
const lines = async () => (await changes()).length
const isGone = async (sourceId: string) =>
  (await store.read((tx) => recordStates.run(tx, { ids: [id(sourceId)] })))[0]?.deleted

const ADA = '1,Ada,Lovelock,ada@lovelock.test,,,2024-01-01'
const HER = '2,Augusta,King,countess@king.test,,1,2024-01-01'

test('two records that nothing else joins are one where their source says so, and again that changes nothing', async () => {
  expect((await load(ADA, HER)).merges).toEqual({ merged: 1, ended: 0, waiting: 0 })
  expect(await goldenOf('2')).toBe(await goldenOf('1'))
  const before = await lines()
  expect((await load(ADA, HER)).merges).toEqual({ merged: 0, ended: 0, waiting: 0 })
  expect(await lines()).toBe(before)
})

test('a record that no longer says so is itself again; one that says another goes there', async () => {
  await load(ADA, HER, '3,Bo,Quill,bo@quill.test,,,2024-01-01')
  expect((await load('2,Augusta,King,countess@king.test,,,2024-02-01')).merges).toMatchObject({ ended: 1 })
  expect(await goldenOf('2')).not.toBe(await goldenOf('1'))
  await load('2,Augusta,King,countess@king.test,,3,2024-03-01')
  expect(await goldenOf('2')).toBe(await goldenOf('3'))
  // The master says nothing of its own: that takes nobody's statement back.
  await load('3,Bo,Quill,bo@quill.test,,,2024-04-01')
  expect(await goldenOf('2')).toBe(await goldenOf('3'))
})

test("a person's word goes before it, also when it comes later, and a statement that was taken back stays so", async () => {
  await load(ADA, HER)
  await kith.decide({ low: id('1'), high: id('2'), verdict: 'distinct', reason: 'mother and daughter' }, { key: 'eve' })
  expect(await goldenOf('2')).not.toBe(await goldenOf('1'))
  expect((await load(ADA, HER)).merges).toMatchObject({ merged: 0 })
  expect(await goldenOf('2')).not.toBe(await goldenOf('1'))
})

test('a record that was merged away and deleted leads to the one it was merged into', async () => {
  await load('2,Augusta,King,countess@king.test,,,2023-01-01')
  const former = await goldenOf('2')
  const summary = await load(ADA, '2,Augusta,King,countess@king.test,1,1,2024-01-01')
  expect(summary).toMatchObject({ merges: { merged: 1 }, deleted: 1 })
  expect(await isGone('2')).toBe(true)
  const master = await goldenOf('1')
  expect(await store.read((tx) => heirOf(tx, GoldenId.parse(former)))).toBe(master)
  const before = await lines()
  await load(ADA, '2,Augusta,King,countess@king.test,1,1,2024-01-01')
  expect(await lines()).toBe(before)
})

test('a deletion is heeded unless the record changed since; a later row brings it back', async () => {
  await load(ADA, '3,Bo,Quill,bo@quill.test,,,2024-05-01')
  expect(await load('1,,,,1,,2024-02-01', '3,,,,1,,2024-02-01')).toMatchObject({ deleted: 1 })
  expect([await isGone('1'), await isGone('3')]).toEqual([true, false])
  await load('1,,,,1,,2024-02-01', '1,Ada,Lovelock,ada@lovelock.test,,,2024-06-01')
  expect(await isGone('1')).toBe(false)
})

test('one that was merged into a record which has not come waits', async () => {
  expect((await load('2,Augusta,King,countess@king.test,,9,2024-01-01')).merges).toEqual({
    merged: 0,
    ended: 0,
    waiting: 1,
  })
})
