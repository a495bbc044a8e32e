import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as xlsx from '@e965/xlsx'
import { afterAll, describe, expect, test } from 'vitest'
import type { FileNote } from '../../../server/ingest/files/note.ts'
import { openRows, type ReadOptions, type Row } from '../../../server/ingest/readers.ts'

const folder = mkdtempSync(join(tmpdir(), 'kith-forms-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Read = { header: readonly string[] | undefined; rows: (Row | string)[]; notes: FileNote[] }

let files = 0
async function read(content: string | Buffer, options: ReadOptions = {}, ending = 'csv'): Promise<Read> {
  const path = join(folder, `${++files}.${ending}`)
  writeFileSync(path, content)
  const notes: FileNote[] = []
  const { header, rows } = await openRows(path, { ...options, onNote: (note) => notes.push(note) })
  const found: (Row | string)[] = []
  for await (const item of rows) found.push('row' in item ? item.row : `${item.line}: ${item.problem.detail}`)
  return { header, rows: found, notes }
}

/** Rows as their cells, problems as their words. */
const cells = ({ rows }: Read) => rows.map((row) => (typeof row === 'string' ? row : Object.values(row)))
const BOTH = [
  ['1', 'Ada', 'a@x.test'],
  ['2', 'Bo', 'b@x.test'],
]

/** A zip of texts or bytes by name. */
function zipOf(entries: Record<string, string | Buffer>): Buffer {
  const cfb = xlsx.CFB.utils.cfb_new()
  for (const [name, content] of Object.entries(entries)) xlsx.CFB.utils.cfb_add(cfb, name, Buffer.from(content))
  const whole: unknown = xlsx.CFB.write(cfb, { fileType: 'zip', type: 'buffer' })
  return Buffer.from(whole as Uint8Array)
}

function workbookOf(sheets: Record<string, unknown[][]>, bookType: xlsx.BookType = 'xlsx'): Buffer {
  const book = xlsx.utils.book_new()
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = xlsx.utils.aoa_to_sheet(rows, { cellDates: false })
    xlsx.utils.book_append_sheet(book, sheet, name)
  }
  return Buffer.from(xlsx.write(book, { type: 'buffer', bookType }))
}

describe('one list in many forms', () => {
  const TABLE = [['id', 'name', 'mail'], ...BOTH]
  const text = TABLE.map((row) => row.join(',')).join('\n')
  test.each<[why: string, content: string | Buffer, options?: ReadOptions]>([
    ['commas', text],
    ['CRLF', text.replaceAll('\n', '\r\n')],
    ['carriage returns alone', text.replaceAll('\n', '\r')],
    ['carriage returns alone, one at the end', `${text.replaceAll('\n', '\r')}\r`],
    ['what tells Excel the delimiter', `sep=;\r\n${text.replaceAll(',', ';')}`],
    ['the same in quotes and with a byte order mark', `\uFEFF"sep=|"\n${text.replaceAll(',', '|')}`],
    ['a delimiter that nothing tells', text.replaceAll(',', '^')],
    ['the control character of Hive', text.replaceAll(',', '\u0001')],
    ['a delimiter of several characters', text.replaceAll(',', '||'), { delimiter: '||' }],
    ['a byte order mark before quotes', `\uFEFF${text.replaceAll(/[^,\n]+/g, '"$&"')}`],
    ['single quotes', text.replaceAll(/[^,\n]+/g, "'$&'"), { quote: "'" }],
    ['a delimiter at the end of every row', text.replaceAll('test', 'test,')],
    ['delimiters at the end of the header too', text.replaceAll('\n', ',,\n').replace('mail,,', 'mail')],
    ['blank lines and lines of delimiters', text.replaceAll('\n', '\n\n , ,\n')],
    ['title lines', `Acme Ltd\nCustomers\n"January, 2025"\n\n${text}`],
    ['title lines filled up by Excel', `Acme Ltd,,\nAs of 1 May,,\n,,\n${text}`],
    ['comments before the header and among the rows', `# made by crm\n${text.replace('\n2', '\n# part B\n2')}`],
    ['a comment sign of its own', `-- made by crm, v2\n${text}`, { comment: '--' }],
    ['the header by its line', `a,b,c\nd,e,f\n${text}`, { header: 3 }],
    ['the header once more', `${text}\nid,name,mail\n`],
    ['a total and a remark at the end', `${text}\n\nTotal,,2\nFriday 7 Feb 2025\n`],
    ['UTF-16 without a byte order mark', Buffer.from(text, 'utf16le')],
    ['UTF-16 the other way round', Buffer.from(text, 'utf16le').swap16()],
    ['gzip that is not called so', gzipSync(text)],
    ['a zip', zipOf({ 'list.csv': text, '__MACOSX/._list.csv': 'x', 'readme.txt': 'x' })],
    ['a zip with several', zipOf({ 'a/list_1.csv': text, 'other.csv': 'x' }), { entry: 'list*.csv' }],
    ['a gzip in a zip', zipOf({ 'list.csv.gz': gzipSync(text) })],
    ['a workbook', workbookOf({ List: TABLE })],
    ['a workbook with titles', workbookOf({ List: [['Acme Ltd'], [], ...TABLE] })],
    ['another sheet', workbookOf({ About: [['x', 'y']], List: TABLE }), { sheet: 'List' }],
    ['the sheet with the columns', workbookOf({ About: [['x', 'y']], List: TABLE }), { expected: ['id', 'mail'] }],
    ['an old workbook', workbookOf({ List: TABLE }, 'biff8')],
    ['an open document', workbookOf({ List: TABLE }, 'ods')],
    ['a web page', workbookOf({ List: TABLE }, 'html')],
    ['a workbook in a zip', zipOf({ 'list.xlsx': workbookOf({ List: TABLE }) })],
    ['a JSON list', JSON.stringify(BOTH.map(([id, name, mail]) => ({ id, name, mail })))],
    [
      'a JSON list in lines',
      JSON.stringify(
        BOTH.map(([id, name, mail]) => ({ id, name, mail })),
        null,
        2,
      ),
    ],
    [
      'a JSON list in an object',
      JSON.stringify({ count: 2, data: BOTH.map(([id, name, mail]) => ({ id, name, mail })) }),
    ],
    [
      'a list at a place',
      JSON.stringify({ a: { b: BOTH.map(([id, name, mail]) => ({ id, name, mail })) }, c: [{}] }),
      { list: 'a.b' },
    ],
    [
      'JSON lines that are not called so',
      BOTH.map(([id, name, mail]) => JSON.stringify({ id, name, mail })).join('\n'),
    ],
  ])('%s', async (_why, content, options) => expect(cells(await read(content, options))).toEqual(BOTH))

  test('no header: columns by number, or by the names given', async () => {
    const rows = '1,Ada\n2,Bo\n'
    expect(await read(rows, { header: false })).toMatchObject({
      header: ['column 1', 'column 2'],
      rows: [{ 'column 1': '1', 'column 2': 'Ada' }, { 'column 1': '2' }],
    })
    expect(await read(rows, { header: ['id', 'name'] })).toMatchObject({
      rows: [{ id: '1', name: 'Ada' }, { id: '2' }],
    })
  })
})

describe('cells', () => {
  test.each<[why: string, text: string, expected: (string[] | string)[], options?: ReadOptions]>([
    [
      'quotes escaped by a backslash',
      'id,a,b\n1,"B \\"Bob\\"",x\n2,"5\\" pipe",y\n',
      [
        ['1', 'B "Bob"', 'x'],
        ['2', '5" pipe', 'y'],
      ],
    ],
    ['with a delimiter behind one', 'id,a\n1,"say \\"hi\\", Bo"\n', [['1', 'say "hi", Bo']]],
    ['a backslash that ends a cell', 'id,a,b\n1,"C:\\",x\n', [['1', 'C:\\', 'x']]],
    [
      'both ways in one file',
      'id,a\n1,"\\"A\\" x"\n2,"say ""hi"""\n',
      [
        ['1', '"A" x'],
        ['2', 'say "hi"'],
      ],
    ],
    [
      'escapes everywhere, as it is said',
      'id,a\n1,O\\,Hara\n2,"a \\\\"\n',
      [
        ['1', 'O,Hara'],
        ['2', 'a \\'],
      ],
      { escape: '\\' },
    ],
    [
      'quotes that are letters',
      'id\ta\n1\t"open\n2\t5" x\n',
      [
        ['1', '"open'],
        ['2', '5" x'],
      ],
      { quote: '' },
    ],
    ['a quote inside', 'id,a\n1,Alice 5" Heel\n', [['1', 'Alice 5" Heel']]],
    [
      'an unclosed quote costs its row',
      'id,a,b\n1,"Eve,x,y\n2,Fay,z\n',
      ['2: a quote that is never closed', ['2', 'Fay', 'z']],
    ],
    [
      'a short row is filled up',
      'id,a,b,c\n1,x,y\n2,x\n3,x,y,z\n',
      [
        ['1', 'x', 'y', ''],
        ['2', 'x', '', ''],
        ['3', 'x', 'y', 'z'],
      ],
    ],
    [
      'a row that broke in two is none',
      'id,a,b\n1,12 Main St\nApt 4,y\n2,x,y\n',
      [
        '2: a record of 3 columns over two lines, without quotes around the cell that holds the line end',
        '3: a record of 3 columns over two lines, without quotes around the cell that holds the line end',
        ['2', 'x', 'y'],
      ],
    ],
    ['a cell too many is told', 'id,a\n1,x,y\n', ['2: 3 columns where the header has 2']],
    [
      'a line of words among the rows is told',
      'id,a,b\nsection A\n1,x,y\n',
      ['2: 1 columns where the header has 3', ['1', 'x', 'y']],
    ],
    [
      'a customer called Total stays',
      'id,a,b\nTotal,Ann,a@x.test\n1,x,y\n',
      [
        ['Total', 'Ann', 'a@x.test'],
        ['1', 'x', 'y'],
      ],
    ],
    ['order numbers are no comments', '# list\nName,b\n#1001,x\n', [['#1001', 'x']]],
  ])('%s', async (_why, text, expected, options) => expect(cells(await read(text, options))).toEqual(expected))

  test('of a workbook: numbers in full, dates as dates, zeros that a format keeps, errors, holes', async () => {
    const sheet = xlsx.utils.aoa_to_sheet([['phone', 'day', 'zip', 'sum', 'x', 'y'], []])
    Object.assign(sheet, {
      A2: { t: 'n', v: 447911555014 },
      B2: { t: 'n', v: 31048, z: 'dd/mm/yyyy' },
      C2: { t: 'n', v: 2139, z: '00000' },
      D2: { t: 'n', v: 1204.5, z: '#,##0.00' },
      E2: { t: 'e', v: 42, w: '#N/A' },
      '!ref': 'A1:F2',
    })
    const book = { SheetNames: ['S'], Sheets: { S: sheet } }
    const found = await read(Buffer.from(xlsx.write(book, { type: 'buffer', bookType: 'xlsx' })), {}, 'xlsx')
    expect(cells(found)).toEqual([['447911555014', '1985-01-01', '02139', '1204.5', '#N/A', '']])
  })
})

describe('encodings that nobody names', () => {
  test.each([
    ['Western', 'id,name\n1,Jürgen Weißhäupl\n2,André\n', 'latin1', 'windows-1252'],
    ['a single letter', 'id,name\n1,Müller\n', 'latin1', 'windows-1252'],
  ] as const)('%s', async (_why, text, encoding, told) => {
    const found = await read(Buffer.from(text, encoding))
    expect(cells(found)[0]?.[1]).toBe(text.split('\n')[1]?.split(',')[1])
    expect(found.notes).toEqual([{ about: 'file', count: 1, detail: expect.stringContaining(`read as ${told}`) }])
  })

  test.each([
    ['Cyrillic', 'windows-1251', 'Иван Петров, Мария Сидорова, Казань и Москва, улица Ленина'],
    ['Polish', 'windows-1250', 'Małgorzata Wiśniewska, Łukasz Żółkiewski, Świętokrzyska, Łódź, Kraków'],
  ] as const)('%s', async (_why, encoding, words) => {
    const table = new Map(
      Array.from({ length: 128 }, (_, i) => [new TextDecoder(encoding).decode(Buffer.from([i + 128])), i + 128]),
    )
    const bytes = Buffer.from([...`id;name\n1;${words}\n`].map((letter) => table.get(letter) ?? letter.charCodeAt(0)))
    const found = await read(bytes)
    expect(cells(found)).toEqual([['1', words]])
    expect(found.notes[0]?.detail).toContain(`read as ${encoding}`)
  })
})

describe('what is no list is named for what it is', () => {
  test.each<[what: string, content: string | Buffer, ending?: string]>([
    ['a PDF document', '%PDF-1.7\n…'],
    ['a 7-Zip archive', Buffer.from('7z\xbc\xaf\x27\x1c\x00\x04', 'latin1')],
    ['a Parquet file', Buffer.from('PAR1\x15\x04\x15\x00', 'latin1')],
    ['a SQLite database', 'SQLite format 3\u0000x', 'csv'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'csv'],
    ['XML', '<?xml version="1.0"?><customers><customer/></customers>', 'csv'],
    ['a list of vCards', 'BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nEND:VCARD\n', 'txt'],
    ['an SQL script', '-- MySQL dump\nCREATE TABLE customers (id int);\n', 'csv'],
    ['a Word document', zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' })],
    ['a zip with 2 lists, a.csv, b.csv', zipOf({ 'a.csv': 'x', 'b.csv': 'y' })],
    ['a zip without a list', zipOf({ 'readme.txt': 'x' })],
    ['a tar archive', Buffer.concat([Buffer.alloc(257, 'a'), Buffer.from('ustar\u0000'), Buffer.alloc(300)])],
  ])('%s', async (what, content, ending) => {
    await expect(read(content, {}, ending)).rejects.toMatchObject({
      problem: { code: 'request.invalid', detail: expect.stringContaining(what) },
    })
  })

  test('a list whose first letters are those of a format is a list', async () => {
    expect(cells(await read('PAR1,name\n1,Ada\n'))).toEqual([['1', 'Ada']])
  })

  test('a damaged JSON list gives what comes before the damage', async () => {
    const found = await read('[{"id":1},{"id":2},{"id":', {}, 'json')
    expect(cells(found)).toEqual([['1'], ['2'], expect.stringContaining('no JSON')])
  })
})
