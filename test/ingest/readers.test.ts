import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { formatOf, type ReadOptions, type ReadRow, readHeader, readRows } from '../../server/ingest/readers.ts'

const folder = mkdtempSync(join(tmpdir(), 'kith-readers-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function read(path: string, options?: ReadOptions): Promise<ReadRow[]> {
  const rows: ReadRow[] = []
  for await (const row of readRows(path, options)) rows.push(row)
  return rows
}

const GOOD = [
  { line: 2, row: { id: '1', name: 'Müller' } },
  { line: 3, row: { id: '2', name: 'Yu' } },
]
const TEXT = 'id,name\n1,Müller\n2,Yu\n'

describe('CSV', () => {
  test.each([
    ['UTF-8', 'a.csv', Buffer.from(TEXT), {}],
    ['a byte order mark', 'b.csv', Buffer.from(`\uFEFF${TEXT}`), {}],
    ['gzip', 'c.csv.gz', gzipSync(TEXT), {}],
    ['semicolons', 'd.csv', Buffer.from(TEXT.replaceAll(',', ';')), {}],
    ['UTF-16 by its mark', 'e.csv', Buffer.from(`\uFEFF${TEXT}`, 'utf16le'), {}],
    ['UTF-16 by name', 'f.csv', Buffer.from(TEXT, 'utf16le'), { encoding: 'utf-16le' }],
    ['windows-1252 by name', 'g.csv', Buffer.from(TEXT, 'latin1'), { encoding: 'windows-1252' }],
    ['a format by name', 'h.data', Buffer.from(TEXT), { format: 'csv' as const }],
  ])('%s', async (_why, name, content, options) => expect(await read(file(name, content), options)).toEqual(GOOD))

  test('damage in what is UTF-8 otherwise costs the rows it breaks and says how to name an encoding', async () => {
    const path = file(
      'latin1.csv',
      Buffer.concat([Buffer.from('id,name\n0,Łódź\n'), Buffer.from(TEXT.slice(8), 'latin1')]),
    )
    expect((await read(path)).slice(1)).toEqual([
      {
        line: 3,
        problem: {
          code: 'row.unreadable',
          detail: expect.stringContaining('--encoding windows-1252'),
          file: path,
          line: 3,
          column: 'name',
        },
      },
      { ...GOOD[1], line: 4 },
    ])
  })

  test('a character that a chunk of bytes cuts in two is whole', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `${i},é€𝄞\n`).join('')
    const found = await read(file('cut.csv', `id,name\n${rows}`))
    expect(found).toHaveLength(60_000)
    expect(found.every((r) => 'row' in r && r.row.name === 'é€𝄞')).toBe(true)
  })

  test('columns without a name, or with one that is taken, get one', async () => {
    const path = file('header.csv', 'id, mail ,mail,\n1,a,b,c\n')
    expect(await readHeader(path)).toEqual(['id', 'mail', 'mail#2', 'column 4'])
    expect(await read(path)).toEqual([{ line: 2, row: { id: '1', mail: 'a', 'mail#2': 'b', 'column 4': 'c' } }])
  })

  test('an empty file has no columns, a missing one throws', async () => {
    expect(await readHeader(file('empty.csv', ''))).toEqual([])
    await expect(read(join(folder, 'nowhere.csv'))).rejects.toThrow('ENOENT')
    await expect(read(join(folder, 'nowhere.csv.gz'))).rejects.toThrow('ENOENT')
  })

  test('an encoding that is none is refused', async () => {
    await expect(read(file('z.csv', TEXT), { encoding: 'klingon' })).rejects.toThrow('"klingon" is no encoding')
  })

  test('a file that only claims to be gzip throws', async () => {
    await expect(read(file('fake.csv.gz', TEXT))).rejects.toThrow('this is no gzip')
  })
})

describe('JSON lines', () => {
  test('nested objects become dotted columns', async () => {
    const path = file(
      'a.jsonl',
      '{"id":1,"name":{"first":"Cat","last":null},"mails":["a","b"],"vip":true}\n\n{"id":2}\n',
    )
    expect(await readHeader(path)).toBeUndefined()
    expect(await read(path)).toEqual([
      { line: 1, row: { id: '1', 'name.first': 'Cat', 'mails.0': 'a', 'mails.1': 'b', vip: 'true' } },
      { line: 3, row: { id: '2' } },
    ])
  })

  test('bad lines are told and the rest goes on', async () => {
    const lines = [
      '{"id":1}',
      '{"id":',
      '[1]',
      '7',
      `{"id":"${'x'.repeat(1_100_000)}"}`,
      '{"id":"a\\u0000"}',
      '{"id":2}',
    ]
    const path = file('bad.ndjson.gz', gzipSync(lines.join('\n')))
    const found = await read(path)
    expect(found.map((r) => ('row' in r ? r.row.id : [r.problem.code, r.problem.line]))).toEqual([
      '1',
      ['row.unreadable', 2],
      ['row.unreadable', 3],
      ['row.unreadable', 4],
      ['row.too-large', 5],
      ['row.unreadable', 6],
      '2',
    ])
  })

  test('a key that is special to the language is a column like others', async () => {
    const [found] = await read(file('proto.jsonl', '{"__proto__":{"polluted":"x"},"id":1}\n'))
    expect(found && 'row' in found ? Object.entries(found.row) : []).toEqual([
      ['__proto__.polluted', 'x'],
      ['id', '1'],
    ])
    expect({}).not.toHaveProperty('polluted')
  })
})

describe('JSON gives what is written', () => {
  test.each([
    ['a line', 'a.jsonl', '{"id":9007199254740993,"n":1.5}\n', { id: '9007199254740993', n: '1.5' }],
    ['a list', 'a.json', '[{"id":9007199254740993,"n":1.5}]', { id: '9007199254740993', n: '1.5' }],
    ['below zero', 'b.json', '[{"id":-12345678901234567890}]', { id: '-12345678901234567890' }],
    [
      'within a text',
      'b.jsonl',
      String.raw`{"id":"no 9007199254740993 \" 1234567890123456789"}`,
      {
        id: 'no 9007199254740993 " 1234567890123456789',
      },
    ],
    ['a fraction', 'c.jsonl', '{"n":0.1234567890123456}\n', { n: '0.1234567890123456' }],
  ])('%s', async (_what, name, text, row) => {
    expect((await read(file(name, text)))[0]).toEqual({ line: 1, row })
  })

  test.each([
    ['a value', 'd.jsonl', String.raw`{"id":1,"name":"a\ud83d"}`, 'name'],
    ['a name', 'e.jsonl', String.raw`{"id":1,"\ude00":"a"}`, '\ude00'],
    ['of a list', 'f.json', String.raw`[{"id":1,"name":"a\ud83d"}]`, 'name'],
  ])('half a character is a row that cannot be read: %s', async (_what, name, text, column) => {
    const [found, next] = await read(file(name, text))
    expect(found).toMatchObject({ problem: { code: 'row.unreadable', column } })
    expect(next).toBeUndefined()
  })
})

test.each([
  ['a.csv', 'csv'],
  ['a.csv.gz', 'csv'],
  ['a.jsonl', 'jsonl'],
  ['a.NDJSON.gz', 'jsonl'],
  ['a.txt', 'csv'],
])('%s holds %s', (path, format) => expect(formatOf(path)).toBe(format))
