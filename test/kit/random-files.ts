import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import fc from 'fast-check'
import { parseMapping } from '../../server/ingest/source-mapping.ts'
import type { LoadFile } from '../../server/pipeline/load/read-files.ts'

/** What is wrong or special with a row, as far as reading it tells. */
type Kind = 'sound' | 'no id' | 'long id' | 'ill-formed' | 'long value' | 'bad time' | 'skipped' | 'gone'

type Cells = { id: string; first: string; last: string; mail: string; status: string; changed: string; firm: string }
type RandomRow = { kind: Kind; cells: Cells }
type Format = 'csv' | 'tsv' | 'json' | 'jsonl' | 'xlsx'
type Shape = 'plain' | 'part' | 'gather' | 'also' | 'orders' | 'contacts'
export type RandomFile = { format: Format; shape: Shape; rows: RandomRow[] }

/** Of a name that holds it, a test may say that the graph refuses it. */
export const MARK = 'Unwritable'

const COLUMNS: (keyof Cells)[] = ['id', 'first', 'last', 'mail', 'status', 'changed', 'firm']

const row = fc
  .record({
    kind: fc.oneof(
      { weight: 6, arbitrary: fc.constant<Kind>('sound') },
      {
        weight: 4,
        arbitrary: fc.constantFrom<Kind>('no id', 'long id', 'ill-formed', 'long value', 'bad time', 'skipped', 'gone'),
      },
    ),
    id: fc.integer({ min: 1, max: 6 }).map(String),
    first: fc.constantFrom('Ada', 'Ben', 'Cleo'),
    last: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom('Reed', 'Stone') },
      { weight: 1, arbitrary: fc.constant(MARK) },
    ),
    mail: fc.constantFrom('', 'a@example.org', 'b@example.org'),
    changed: fc.constantFrom('', '2024-01-01T00:00:00Z', '2024-02-01T00:00:00Z', '2024-03-01T00:00:00Z'),
    firm: fc.constantFrom('', 'Reed Ltd'),
  })
  .map(({ kind, ...said }): RandomRow => {
    const cells: Cells = { ...said, status: kind === 'skipped' ? 'skip' : kind === 'gone' ? 'gone' : 'on' }
    if (kind === 'no id') cells.id = ''
    if (kind === 'long id') cells.id = 'x'.repeat(600)
    if (kind === 'long value') cells.mail = `${'m'.repeat(2_000)}@example.org`
    if (kind === 'bad time') cells.changed = 'the other day'
    if (kind === 'ill-formed') cells.first = 'half \ud83d'
    return { kind, cells }
  })

/** Files of every format and shape, whose rows repeat, correct, delete and refer to one another. */
export const randomFiles: fc.Arbitrary<RandomFile[]> = fc.array(
  fc.record({
    format: fc.constantFrom<Format>('csv', 'tsv', 'json', 'jsonl', 'xlsx'),
    shape: fc.constantFrom<Shape>('plain', 'plain', 'part', 'gather', 'also', 'orders', 'contacts'),
    rows: fc.array(row, { minLength: 1, maxLength: 8 }),
  }),
  { minLength: 1, maxLength: 3 },
)

const FIELDS = { first: 'givenName', last: 'familyName', mail: 'email', changed: 'updatedAt' }

function mappingOf(shape: Shape, at: number, source: string): object {
  const base = { source, id: 'id', skip: { status: 'skip' }, delete: { status: 'gone' } }
  const person = { ...base, entity: 'person', fields: FIELDS, defaultCountry: 'US' }
  switch (shape) {
    case 'plain':
      return person
    case 'part':
      return { ...person, part: { name: `table ${at}`, rank: at + 1 } }
    case 'gather':
      return { ...person, gather: true }
    case 'also':
      return { ...person, also: [{ entity: 'company', id: { content: ['firm'] }, fields: { firm: 'name' } }] }
    case 'contacts':
      return { ...person, entity: 'contact', fields: { ...FIELDS, firm: 'company.name' } }
    case 'orders':
      return { ...base, entity: 'order', fields: { first: 'product', changed: 'date', mail: 'customer.id' } }
  }
}

/** Formats whose text can hold half of a character. */
const HOLDS_HALVES = new Set<Format>(['json', 'jsonl'])

/** Writes files for real. A half of a character that a format cannot hold is another character there. */
export function written(files: readonly RandomFile[], folder: string, source = 'till'): LoadFile[] {
  return files.map(({ format, shape, rows }, at) => {
    const path = join(folder, `file-${at}.${format}`)
    const cells = rows.map((one) => one.cells)
    writeFileSync(path, bytesOf(format, cells))
    return { path, mapping: parseMapping(mappingOf(shape, at, source)) }
  })
}

function bytesOf(format: Format, cells: readonly Cells[]): string | Buffer {
  if (format === 'json') return JSON.stringify(cells)
  if (format === 'jsonl') return cells.map((one) => JSON.stringify(one)).join('\n')
  const table = [COLUMNS, ...cells.map((one) => COLUMNS.map((column) => one[column].replace('\ud83d', 'of it')))]
  if (format !== 'xlsx') return table.map((line) => line.join(format === 'csv' ? ',' : '\t')).join('\n')
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(table), 'People')
  return write(book, { type: 'buffer', bookType: 'xlsx' })
}

/** What reading alone must find: every row, those passed over by a rule, and those that cannot be read. */
export function foundByReading(files: readonly RandomFile[]): { rows: number; passed: number; rejected: number } {
  const found = { rows: 0, passed: 0, rejected: 0 }
  for (const { format, shape, rows } of files)
    for (const { kind } of rows) {
      found.rows++
      if (kind === 'ill-formed' && HOLDS_HALVES.has(format)) found.rejected++
      else if (kind === 'skipped' || (kind === 'gone' && shape === 'orders')) found.passed++
      else if (shape === 'orders' && (kind === 'bad time' || kind === 'long value')) found.rejected++
      else if (kind === 'long id' || (kind === 'no id' && shape !== 'gather')) found.rejected++
    }
  return found
}
