import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseMapping } from '../../../server/ingest/source-mapping.ts'
import { RecordId } from '../../../server/model/ids.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import { loadFiles } from '../../../server/pipeline/load/load.ts'
import type { LoadFile } from '../../../server/pipeline/load/read-files.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { changesAfter } from '../../../server/store/read/change-reads.ts'
import { recordInputs, standardRecords } from '../../../server/store/write/records.ts'
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

describe('versions of parts', () => {
  const at = (name: 'people' | 'mail', day: number, value: string) =>
    table(`${name}-${day}`, `id,value,at\n101,${value},2024-05-0${day}\n`, {
      part: { name, rank: name === 'people' ? 1 : 2 },
      fields: { value: name === 'people' ? 'fullName' : 'email', at: 'updatedAt' },
    })
  const VERSIONS = [
    at('people', 1, 'Annika Strom'),
    at('people', 3, 'Annika Feather'),
    at('people', 6, 'Annika Feather'),
    at('mail', 2, 'annika@db.test'),
    at('mail', 5, 'annika@strom.test'),
    at('mail', 8, 'annika@strom.test'),
  ]
  const told = async () => {
    const ids = [RecordId.parse('db:person:101')]
    const [row] = await store.read((tx) => standardRecords.run(tx, { ids }))
    const since = (field: string) => row?.standard.values[field]?.map((claim) => [claim.value, claim.since])
    return { mail: since('email'), name: since('familyName'), sum: (await store.read((tx) => checksum(tx))).parts }
  }
  const wanted = {
    mail: [['annika@strom.test', '2024-05-05T00:00:00.000Z']],
    name: [['Feather', '2024-05-03T00:00:00.000Z']],
  }
  let sum: unknown

  test.each([
    ['in their order', [0, 3, 1, 4, 2, 5]],
    ['the newest first', [5, 4, 3, 2, 1, 0]],
    ['the changes last', [5, 2, 0, 3, 4, 1]],
    ['the oldest last', [2, 1, 5, 4, 0, 3]],
  ])('one load each, %s: they end in the same graph', async (_order, order) => {
    for (const i of order) await load(...[VERSIONS[i] ?? people()])
    const { sum: own, ...said } = await told()
    expect(said).toEqual(wanted)
    sum ??= own
    expect(own).toEqual(sum)
  })

  test('all in one load, and then again', async () => {
    const all = [4, 0, 5, 3, 1, 2].map((i) => VERSIONS[i] ?? people())
    await load(...all)
    const { sum: own, ...said } = await told()
    expect(said).toEqual(wanted)
    sum ??= own
    expect(own).toEqual(sum)
    const versions = () => store.autoCommit('MATCH (v:RecordVersion) RETURN count(v) AS versions')
    const [known, published] = [await versions(), await lines()]
    expect(known).not.toEqual([{ versions: 0 }])
    await load(...all)
    expect([await versions(), await lines()]).toEqual([known, published])
  })

  test('a late one is history: it is kept, and the present record says what it said', async () => {
    await load(at('people', 6, 'Annika Feather'), at('mail', 5, 'annika@strom.test'))
    const published = await lines()
    await load(at('mail', 2, 'annika@db.test'))
    const versions = await store.autoCommit(
      'MATCH (:SourceRecord {id: "db:person:101"})-[:HAD]->(v) RETURN v.input AS input, v.late AS late',
    )
    expect(versions.filter(({ late }) => late)).toEqual([
      { input: expect.stringContaining('annika@db.test'), late: true },
    ])
    expect((await told()).mail).toEqual([['annika@strom.test', expect.any(String)]])
    expect(await lines()).toBe(published)
  })
})
