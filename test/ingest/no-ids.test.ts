import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import { afterAll, describe, expect, test } from 'vitest'
import { ingestFile } from '../../server/ingest/ingest-file.ts'
import type { Ingested } from '../../server/ingest/ingested.ts'
import { parseMapping } from '../../server/ingest/source-mapping.ts'

const folder = mkdtempSync(join(tmpdir(), 'kith-no-ids-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function read(name: string, content: string | Buffer, mapping: object = {}): Promise<Ingested[]> {
  const path = join(folder, name)
  writeFileSync(path, content)
  const whole = { source: 'till', entity: 'person', id: 'id', fields: { name: 'fullName' }, ...mapping }
  const items: Ingested[] = []
  for await (const item of ingestFile(path, parseMapping(whole))) items.push(item)
  return items
}

const told = (items: readonly Ingested[]) =>
  items.map((item) =>
    'problem' in item
      ? [item.problem.line, item.problem.column, item.problem.detail]
      : 'value' in item && 'sourceId' in item.value
        ? item.value.sourceId
        : item,
  )

const BAD: [string, string, RegExp][] = [
  ['false', 'false', /the id is false, which is no id/],
  ['true', 'true', /the id is true, which is no id/],
  ['an object', '{"value":7}', /the id is an object/],
  ['an empty object', '{}', /the id is an object/],
  ['a list', '["7"]', /the id is a list/],
  ['an empty list', '[]', /the id is a list/],
  ['a fraction', '17.5', /a number with a fraction/],
  ['a small fraction', '-0.25', /a number with a fraction/],
  ['a number too large to be exact', '1.2e17', /not exact/],
  ['a number beyond all', '1e400', /fraction|not exact/],
]

describe.each([
  [
    'JSON lines',
    'a.jsonl',
    (id: string) => `{"id":1,"name":"Ada Reed"}\n{"id":${id},"name":"Ben Reed"}\n{"id":"3","name":"Cleo Reed"}`,
  ],
  [
    'a JSON list',
    'a.json',
    (id: string) => `[{"id":1,"name":"Ada Reed"},\n{"id":${id},"name":"Ben Reed"},\n{"id":"3","name":"Cleo Reed"}]`,
  ],
])('in %s', (_what, name, text) => {
  test.each(BAD)('%s is no id: its row alone is refused, with line and column', async (_kind, id, words) => {
    const items = await read(name, text(id))
    expect(told(items)).toEqual(['1', [2, 'id', expect.stringMatching(words)], '3'])
    expect(items[1]).toMatchObject({ problem: { code: 'record.invalid', file: join(folder, name) } })
  })

  test.each([
    ['0', '0'],
    ['17', '17'],
    ['17.0', '17'],
    ['-4', '-4'],
    ['9007199254740993', '9007199254740993'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['"false"', 'false'],
    ['"17.5"', '17.5'],
    ['"  9 "', '9'],
  ])('%s is the id %s', async (id, expected) => {
    expect(told(await read(name, text(id)))).toEqual(['1', expected, '3'])
  })
})

test('in a workbook too; a date is what it shows', async () => {
  const book = utils.book_new()
  const rows = [
    ['id', 'name', 'paid'],
    [1, 'Ada Reed', true],
    [false, 'Ben Reed', 0.5],
    [17.25, 'Cleo Reed', 1],
    [1.5e17, 'Dan Reed', 1],
    ['false', 'Eve Reed', 1],
  ]
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'People')
  expect(told(await read('a.xlsx', write(book, { type: 'buffer', bookType: 'xlsx' })))).toEqual([
    '1',
    [3, 'id', expect.stringContaining('false')],
    [4, 'id', expect.stringContaining('fraction')],
    [5, 'id', expect.stringContaining('not exact')],
    'false',
  ])
})

test.each([
  ['a column that is cleaned', { column: 'id', clean: 'digits' }],
  ['one of several columns', { from: ['name', 'id'], with: '-' }],
])('%s is held to it', async (_what, id) => {
  expect(told(await read('b.jsonl', '{"id":true,"name":"Ada"}', { id }))).toEqual([
    [1, 'id', expect.stringContaining('true')],
  ])
})

test('content may be anything, a row that is passed over is passed over, and other cells may be what they like', async () => {
  const line = '{"id":false,"name":true}'
  expect(told(await read('c.jsonl', line, { id: { content: ['id', 'name'] } }))).toEqual([
    expect.stringMatching(/^content-/),
  ])
  expect(await read('d.jsonl', line, { skip: { name: 'true' } })).toEqual([])
  expect(told(await read('e.jsonl', '{"id":5,"name":true,"paid":2.5}'))).toEqual(['5'])
})

test('a further record whose id is false is none; another that is no id is told with its row', async () => {
  const also = [{ entity: 'company', as: 'company.id', id: 'firm', fields: { firmName: 'name' } }]
  const items = await read(
    'f.jsonl',
    ['false', 'true', '12']
      .map((firm, i) => `{"id":${i},"name":"Ada","firm":${firm},"firmName":"Reed Ltd"}`)
      .join('\n'),
    { also, entity: 'contact' },
  )
  expect(
    items.map((item) => 'value' in item && 'fields' in item.value && [item.value.entity, item.value.unread]),
  ).toEqual([
    ['contact', undefined],
    ['contact', { 'company.id': 'true' }],
    ['contact', undefined],
    ['company', undefined],
  ])
})
