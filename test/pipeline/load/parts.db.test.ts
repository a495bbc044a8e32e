import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parseMapping } from '../../../server/ingest/source-mapping.ts'
import { RecordId } from '../../../server/model/ids.ts'
import { loadFiles } from '../../../server/pipeline/load/load.ts'
import type { LoadFile } from '../../../server/pipeline/load/read-files.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { changesAfter } from '../../../server/store/read/change-reads.ts'
import { recordInputs } from '../../../server/store/write/records.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
freshKith((opened) => {
  store = opened.store
})

const folder = mkdtempSync(join(tmpdir(), 'kith-parts-'))
afterAll(() => rmSync(folder, { recursive: true }))

function table(name: string, text: string, mapping: object): LoadFile {
  const path = join(folder, `${name}.csv`)
  writeFileSync(path, text)
  return { path, mapping: parseMapping({ source: 'db', entity: 'person', id: 'id', ...mapping }) }
}
const people = () =>
  table('people', 'id,first,last\n101,Annika,Strom\n102,Milo,Feather\n', {
    part: { name: 'people', rank: 1 },
    fields: { first: 'givenName', last: 'familyName' },
  })
const mail = (text = 'id,mail\n101,annika@db.test\n102,milo@db.test\n') =>
  table('mail', text, { part: { name: 'mail', rank: 2 }, fields: { mail: 'email' } })
const places = () =>
  table('places', 'id,kind,city\n101,Home,Bothell\n101,Work,Kent\n102,Home,Seattle\n', {
    part: { name: 'places', rank: 3 },
    gather: true,
    fields: { kind: 'address.kind', city: 'address.city' },
  })

const load = (...files: LoadFile[]) => loadFiles(store, files, TEST_CONTEXT, { train: false })
const said = async () => {
  const ids = ['db:person:101', 'db:person:102'].map((id) => RecordId.parse(id))
  const rows = await store.read((tx) => recordInputs.run(tx, { ids }))
  return rows.map(({ input }) => [input.fields, input.addresses.map(({ city }) => city)])
}
const lines = async () => (await store.read((tx) => changesAfter(tx, 0, 1_000))).changes.length

const ALL = [
  [{ givenName: ['Annika'], familyName: ['Strom'], email: ['annika@db.test'] }, ['Bothell', 'Kent']],
  [{ givenName: ['Milo'], familyName: ['Feather'], email: ['milo@db.test'] }, ['Seattle']],
]

test('three tables, together or one after the other in any order, make the same records; again they change nothing', async () => {
  await load(places(), people(), mail())
  expect(await said()).toEqual(ALL)
  const before = await lines()
  for (const file of [mail(), places(), people()]) await load(file)
  expect(await said()).toEqual(ALL)
  expect(await lines()).toBe(before)
})

test('a table that comes anew replaces what it said, and nothing else', async () => {
  for (const file of [mail(), people(), places()]) await load(file)
  await load(mail('id,mail\n101,\n102,feather@db.test\n'))
  expect(await said()).toEqual([
    [{ givenName: ['Annika'], familyName: ['Strom'] }, ['Bothell', 'Kent']],
    [{ givenName: ['Milo'], familyName: ['Feather'], email: ['feather@db.test'] }, ['Seattle']],
  ])
})
