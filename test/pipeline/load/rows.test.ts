import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { rowOf } from '../../../server/model/arriving/row.ts'
import { readFiles } from '../../../server/pipeline/load/read-files.ts'
import { RowBook } from '../../../server/pipeline/load/row-book.ts'
import { foundByReading, randomFiles, written } from '../../kit/random-files.ts'
import { sized } from '../../kit/size.ts'

const folder = mkdtempSync(join(tmpdir(), 'kith-rows-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('every row of random files is passed over, rejected, part of another, or goes on with a record that knows it', async () => {
  await fc.assert(
    fc.asyncProperty(randomFiles, async (files) => {
      const expected = foundByReading(files)
      const told: (number | undefined)[] = []
      const { rows, records, orders, removed } = await readFiles(written(files, folder), {
        onReject: ({ problem }) => told.push(problem.line),
      })
      const { passed, rejected } = rows.counts()
      expect(rows.size).toBe(expected.rows)
      expect(passed).toBe(expected.passed)
      // Rows without an id are gathered with the one before; where there is none, they are rejected.
      if (files.every(({ shape }) => shape !== 'gather')) expect(rejected).toBe(expected.rejected)
      expect(told.filter((line) => line !== undefined)).toHaveLength(rejected)
      const values = [...[...records.values()].flatMap(({ inputs }) => inputs), ...orders, ...removed.values()]
      expect(values.filter((value) => rowOf(value) === undefined)).toEqual([])
      for (const value of values) rows.noteOf(value, 'written')
      expect(Object.values(rows.counts()).reduce((sum, count) => sum + count, 0)).toBe(expected.rows)
    }),
    { numRuns: sized(150, 1_500) },
  )
})

test('a row is counted once, as the strongest that is known of it', () => {
  const book = new RowBook()
  book.begin('a.csv')
  const rows = Array.from({ length: 3_000 }, (_none, i) => book.add(i + 2))
  book.begin('b.csv')
  rows.push(book.add(2, 'passed'))
  for (const row of rows.slice(0, 3_000)) book.note(row, 'part')
  for (const row of rows.slice(0, 2_000)) book.note(row, 'staged')
  book.putStaged()
  for (const row of rows.slice(0, 1_000)) book.note(row, 'unchanged')
  for (const row of rows.slice(0, 10)) book.note(row, 'rejected')
  expect(book.counts()).toEqual({
    ...{ written: 1_990, unchanged: 0, late: 0, deleted: 0, passed: 1, part: 1_000, rejected: 10 },
  })
})
