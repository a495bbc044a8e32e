import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Upload } from '../../../server/model/uploads/upload.ts'
import { fileName, keptUntil, Shelf } from '../../../server/pipeline/uploads/shelf.ts'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'kith-shelf-'))
})
afterAll(() => rmSync(home, { recursive: true }))

const NOW = new Date('2026-03-01T12:00:00Z')
const idOf = (n: number) => `upl_0197a5c0-0000-7000-8000-${String(n).padStart(12, '0')}`
const upload = (n: number, own: Partial<Upload> = {}): Upload => ({
  ...{ id: idOf(n), name: 'a.csv', bytes: 3, by: 'ann', at: NOW.toISOString(), stage: 'open' },
  ...{ mapping: { source: 'a' }, columns: [], looked: 1, doubts: [], notes: [], fileUntil: keptUntil(NOW) },
  ...own,
})
async function* bytes(text: string) {
  yield Buffer.from(text)
}

test.each([
  ['customers.csv', 'customers.csv'],
  ['C:\\Users\\ann\\list.xlsx', 'list.xlsx'],
  ['../../keys.json', 'keys.json'],
  ['..', 'file'],
  ['a\u0000b?.csv', 'a b .csv'],
  ['', 'file'],
])('%j is kept as %j', (given, kept) => {
  expect(fileName(given)).toBe(kept)
})

test('a file is for its owner alone, and no name leads out of the folder', async () => {
  const shelf = new Shelf(home)
  expect(await shelf.keep(idOf(1), 'a.csv', bytes('x,y'))).toBe(3)
  expect(statSync(shelf.fileOf(upload(1))).mode & 0o077).toBe(0)
  await expect(shelf.read('../keys')).rejects.toMatchObject({ problem: { code: 'upload.not-found' } })
})

test('after a week files go, what was loaded is remembered without its examples, and what was not is forgotten', async () => {
  const shelf = new Shelf(join(home, 'week'))
  const column = { column: 'mail', filled: 1, distinct: 1, examples: ['ann@example.com'] }
  for (const [n, stage] of [
    [1, 'open'],
    [2, 'loaded'],
    [3, 'undone'],
  ] as const) {
    await shelf.keep(idOf(n), 'a.csv', bytes('x,y'))
    await shelf.write(upload(n, { stage, columns: [column] }))
  }
  await shelf.sweep(NOW)
  expect((await shelf.list()).length).toBe(3)
  await shelf.sweep(new Date('2026-03-09T00:00:00Z'))
  const left = await shelf.list()
  expect(left.map(({ stage }) => stage).sort()).toEqual(['loaded', 'undone'])
  expect(JSON.stringify(left)).not.toContain('ann@example.com')
  expect(left.map(({ fileUntil }) => fileUntil)).toEqual([undefined, undefined])
  expect(existsSync(shelf.fileOf(upload(2)))).toBe(false)
})

test('rejected rows are those of the last run', async () => {
  const shelf = new Shelf(join(home, 'rejects'))
  await shelf.keep(idOf(1), 'a.csv', bytes('x'))
  for (const line of [2, 7]) {
    const book = await shelf.openRejects(idOf(1))
    book.add({ line, detail: 'the id is empty', row: { x: '1' } })
    await book.close()
  }
  expect(await shelf.rejects(idOf(1))).toEqual([{ line: 7, detail: 'the id is empty', row: { x: '1' } }])
})
