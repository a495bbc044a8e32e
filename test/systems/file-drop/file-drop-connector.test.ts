import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FileDropSettings } from '../../../server/systems/file-drop/file-drop-shape.ts'
import { Drops, itemOf, kindsOf, write } from './drops.ts'

let drops: Drops
beforeEach(() => {
  drops = new Drops()
})
afterEach(() => drops.end())

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const FIRST = 'kith-00000001-person'

describe('a drop', () => {
  test('is one file with its manifest', async () => {
    const outcomes = await write(drops.open(), itemOf(1), itemOf(2, { seq: 990 }))
    expect(outcomes).toEqual([
      { kind: 'acknowledged', id: '1' },
      { kind: 'acknowledged', id: '2' },
    ])
    expect(drops.files()).toEqual([`${FIRST}.csv`, `${FIRST}.manifest.json`])
    expect(drops.text(`${FIRST}.csv`)).toBe(
      [
        'id,externalId,seq,key,action,cleared,street',
        '1,cus_1,1001,key-1,update,,1 Main St',
        '2,cus_2,990,key-2,update,,2 Main St',
        '',
      ].join('\r\n'),
    )
    expect(drops.manifests()).toEqual([
      {
        sequence: 1,
        previous: null,
        file: `${FIRST}.csv`,
        sha256: sha256(drops.text(`${FIRST}.csv`)),
        rows: 2,
        entity: 'person',
        seq: { from: 990, to: 1001 },
        columns: ['id', 'externalId', 'seq', 'key', 'action', 'cleared', 'street'],
        nullAs: '',
        acknowledgement: null,
        writtenAt: '2026-03-01T12:00:00.000Z',
        records: [
          { key: 'key-1', record: '1' },
          { key: 'key-2', record: '2' },
        ],
      },
    ])
  })

  test('holds one entity; the numbers go on over all of them', async () => {
    const connector = drops.open()
    await write(connector, itemOf(1), itemOf(2, { entity: 'company' }), itemOf(3))
    await write(connector, itemOf(4, { entity: 'company' }))
    expect(drops.manifests().map(({ sequence, previous, entity, rows }) => [sequence, previous, entity, rows])).toEqual(
      [
        [1, null, 'person', 2],
        [2, 1, 'company', 1],
        [3, 2, 'company', 1],
      ],
    )
  })

  test('says of a record that is to be made what it is for', async () => {
    const [outcome] = await write(drops.open(), itemOf(1, { id: undefined }))
    expect(outcome).toEqual({ kind: 'acknowledged', id: 'cus_1' })
    expect(await drops.rows(`${FIRST}.csv`)).toMatchObject([{ id: '', externalId: 'cus_1', action: 'create' }])
    expect(drops.open().createsOnce('person')).toBe(true)
  })

  test('no drop is made of nothing, or when it is too late', async () => {
    expect(await write(drops.open())).toEqual([])
    const outcomes = await drops.open().write([itemOf(1)], AbortSignal.abort())
    expect(outcomes).toMatchObject([{ kind: 'retry', waiting: true }])
    expect(drops.files()).toEqual([])
  })

  test('writes that come at once are dropped one after another', async () => {
    const connector = drops.open()
    await Promise.all([1, 2, 3, 4, 5].map((number) => write(connector, itemOf(number))))
    expect(drops.manifests().map(({ sequence, rows }) => [sequence, rows])).toEqual([1, 2, 3, 4, 5].map((n) => [n, 1]))
  })

  test('two systems may share a folder, each with its own numbers', async () => {
    await write(drops.open(), itemOf(1))
    await write(drops.open({ name: 'erp' }), itemOf(1))
    await write(drops.open(), itemOf(2))
    expect(
      drops
        .manifests()
        .map(({ file }) => file)
        .toSorted(),
    ).toEqual(['erp-00000001-person.csv', `${FIRST}.csv`, 'kith-00000002-person.csv'])
  })

  test('can be read by its owner and group alone', async () => {
    await write(drops.open(), itemOf(1))
    for (const file of drops.files()) expect(statSync(join(drops.folder, file)).mode & 0o137).toBe(0)
  })

  test('is never seen before it is whole', async () => {
    const items = Array.from({ length: 20_000 }, (_, i) => itemOf(i))
    let isDone = false
    const writing = write(drops.open(), ...items).finally(() => {
      isDone = true
    })
    const seen = new Set<string>()
    const listings = new Set<string>()
    while (!isDone) {
      const files = readdirSync(drops.folder).filter((each) => !each.startsWith('.'))
      listings.add(files.sort().join())
      for (const file of files) seen.add(`${file} ${sha256(readFileSync(join(drops.folder, file), 'utf8'))}`)
      await turn()
    }
    await writing
    expect(listings).toContain('')
    // Rows first: a manifest is never seen without them.
    expect(listings).not.toContain(`${FIRST}.manifest.json`)
    const whole = drops.files().map((file) => `${file} ${sha256(drops.text(file))}`)
    expect([...seen].filter((each) => !whole.includes(each))).toEqual([])
    expect(drops.manifests()[0]).toMatchObject({ rows: 20_000, sha256: sha256(drops.text(`${FIRST}.csv`)) })
  })
})

describe('what was dropped', () => {
  test('is not dropped again: not at once, not later, not after a restart', async () => {
    const connector = drops.open()
    expect(kindsOf(await write(connector, itemOf(1), itemOf(1)))).toEqual(['acknowledged', 'acknowledged'])
    expect(kindsOf(await write(connector, itemOf(1), itemOf(2)))).toEqual(['acknowledged', 'acknowledged'])
    expect(kindsOf(await write(drops.open(), itemOf(1), itemOf(2)))).toEqual(['acknowledged', 'acknowledged'])
    expect(drops.manifests().map(({ records }) => records.map(({ key }) => key))).toEqual([['key-1'], ['key-2']])
  })

  test('is known to another Kith that took over, and to the first when it comes back', async () => {
    const [one, other] = [drops.open(), drops.open()]
    await write(one, itemOf(1))
    await write(other, itemOf(2))
    await write(one, itemOf(2), itemOf(3))
    await write(other, itemOf(1), itemOf(3), itemOf(4))
    expect(drops.manifests().map(({ sequence, records }) => [sequence, records.map(({ key }) => key)])).toEqual(
      [1, 2, 3, 4].map((number) => [number, [`key-${number}`]]),
    )
  })

  test('may be taken away, but the newest manifest', async () => {
    const connector = drops.open()
    for (const number of [1, 2, 3]) await write(connector, itemOf(number))
    for (const file of drops.files()) if (file !== 'kith-00000003-person.manifest.json') drops.remove(file)
    await write(drops.open(), itemOf(4))
    expect(drops.manifests().map(({ sequence, previous }) => [sequence, previous])).toEqual([
      [3, 2],
      [4, 3],
    ])
  })
})

describe('a Kith that is killed', () => {
  test.each<[where: string, leave: () => void]>([
    ['while it writes the rows', () => drops.put('.kith-00000002-person.csv.tmp', 'id,ext')],
    ['between rows and manifest', () => drops.put('kith-00000002-person.csv', 'id\r\n1\r\n')],
    [
      'while it writes the manifest',
      () => {
        drops.put('kith-00000002-person.csv', 'id\r\n1\r\n')
        drops.put('.kith-00000002-person.manifest.json.tmp', '{"seq')
      },
    ],
    ['in the drop of another entity', () => drops.put('kith-00000002-company.csv', 'id\r\n1\r\n')],
  ])('%s leaves no gap and nothing behind', async (_where, leave) => {
    await write(drops.open(), itemOf(1))
    leave()
    expect(kindsOf(await write(drops.open(), itemOf(2)))).toEqual(['acknowledged'])
    expect(drops.files()).toEqual([
      `${FIRST}.csv`,
      `${FIRST}.manifest.json`,
      'kith-00000002-person.csv',
      'kith-00000002-person.manifest.json',
    ])
    expect(drops.manifests()[1]).toMatchObject({ previous: 1, sha256: sha256(drops.text('kith-00000002-person.csv')) })
  })

  test('loses no other file of the folder', async () => {
    for (const file of ['notes.txt', '.kith.tmp', 'kith-export.csv', 'erp-00000009-person.csv']) drops.put(file, 'ours')
    await write(drops.open(), itemOf(1))
    expect(drops.files().filter((file) => !file.startsWith(FIRST))).toHaveLength(4)
  })
})

describe('a folder', () => {
  test('that is not there is not made: a share may not be mounted', async () => {
    const folder = join(drops.folder, 'away')
    const connector = drops.open({ folder })
    expect(await connector.probe(new AbortController().signal)).toMatchObject({ ok: false })
    await expect(write(connector, itemOf(1))).rejects.toMatchObject({ problem: { code: 'system.unavailable' } })
    expect(existsSync(folder)).toBe(false)
  })

  test('that answers says how far it is', async () => {
    const connector = drops.open()
    await write(connector, itemOf(1))
    const probed = await connector.probe(new AbortController().signal)
    expect(probed).toEqual({ ok: true, detail: `${drops.folder} can be written to; drops so far: 1` })
    expect(drops.files()).toHaveLength(2)
  })

  test('with a damaged manifest is not written to', async () => {
    await write(drops.open(), itemOf(1))
    drops.put(`${FIRST}.manifest.json`, '{"sequence":')
    const connector = drops.open()
    await expect(write(connector, itemOf(2))).rejects.toMatchObject({ problem: { code: 'system.unavailable' } })
    expect(await connector.probe(new AbortController().signal)).toMatchObject({ ok: false })
  })

  test('whose other side links a name to elsewhere is not written through', async () => {
    const elsewhere = join(drops.folder, 'elsewhere')
    writeFileSync(elsewhere, 'theirs')
    symlinkSync(elsewhere, join(drops.folder, `.${FIRST}.csv.tmp`))
    await write(drops.open(), itemOf(1))
    expect(readFileSync(elsewhere, 'utf8')).toBe('theirs')
    expect(drops.text(`${FIRST}.csv`)).toContain('1 Main St')
  })
})

test('render shows the row that is written', async () => {
  const item = itemOf(1, { set: { street: '1 Main St', fax: null } })
  const connector = drops.open()
  const rendered = connector.render(item)
  expect(rendered).toMatchObject({ action: 'update', record: 'person:1' })
  expect(connector.render(item)).toEqual(rendered)
  expect(drops.files()).toEqual([])
  await write(connector, item)
  expect(await drops.rows(`${FIRST}.csv`)).toEqual([{ ...(rendered.request.row as object), fax: '' }])
})

test('the shipped settings wait for nothing, and a folder is a path from the root', () => {
  const settings = FileDropSettings.parse({ kind: 'file', folder: '/var/drops' })
  expect(settings).toMatchObject({ acknowledgement: 'none', name: 'kith', prefix: '', nullAs: '' })
  for (const wrong of [{ folder: 'drops' }, { folder: '/drops', name: '../x' }])
    expect(FileDropSettings.safeParse({ kind: 'file', ...wrong }).success).toBe(false)
})
