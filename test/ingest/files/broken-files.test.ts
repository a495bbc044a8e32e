import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import * as xlsx from '@e965/xlsx'
import { afterAll, expect, test } from 'vitest'
import { kindOf } from '../../../server/ingest/files/file-kind.ts'
import { demandSense } from '../../../server/ingest/files/guarded.ts'
import { ingestFile } from '../../../server/ingest/ingest-file.ts'
import { parseMapping } from '../../../server/ingest/source-mapping.ts'
import { ProblemError } from '../../../server/model/problem.ts'
import { seeded } from '../../kit/seeded.ts'

const folder = mkdtempSync(join(tmpdir(), 'kith-broken-'))
afterAll(() => rmSync(folder, { recursive: true }))

const MAPPING = parseMapping({ source: 'till', entity: 'person', id: 'id', fields: { name: 'fullName' } })

/** How many rows a file gives and how many are refused, and what is noted; or what is said of it. */
async function opened(path: string): Promise<{ rows: number; refused: number; notes: string[] } | string> {
  const found = { rows: 0, refused: 0, notes: [] as string[] }
  try {
    for await (const item of ingestFile(path, MAPPING, { onNote: ({ detail }) => found.notes.push(detail) }))
      'problem' in item ? found.refused++ : found.rows++
    return found
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    expect(error.problem.file).toBe(path)
    return `${error.problem.code}: ${error.problem.detail}`
  }
}

const put = (name: string, content: string | Buffer) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const random = seeded(17)
const noise = (size: number) => Buffer.from(Array.from({ length: size }, () => Math.floor(random() * 256)))
const flipped = (bytes: Buffer, ...places: number[]) => {
  const made = Buffer.from(bytes)
  for (const place of places) {
    const at = place < 0 ? made.length + place : place
    made[at] = 0xff - (made[at] ?? 0)
  }
  return made
}

const LIST = `id,name\n${Array.from({ length: 500 }, (_none, i) => `${i},Ada Reed ${i}`).join('\n')}\n`
const GZIP = gzipSync(LIST)

type Packed = { name: string; content: Buffer; packed?: Buffer; flags?: number; says?: number }

/** A zip, in which each entry may say what is not so. */
function zipOf(...entries: Packed[]): Buffer {
  const [locals, central]: Buffer[][] = [[], []]
  let at = 0
  for (const { name, content, packed = deflateRawSync(content), flags = 0, says = content.length } of entries) {
    const title = Buffer.from(name)
    const sizes = (into: Buffer, from: number) => {
      into.writeUInt16LE(8, from)
      into.writeUInt32LE(crc32(content), from + 6)
      into.writeUInt32LE(packed.length, from + 10)
      into.writeUInt32LE(says, from + 14)
      into.writeUInt16LE(title.length, from + 18)
    }
    const [local, entry] = [Buffer.alloc(30), Buffer.alloc(46)]
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(flags, 6)
    sizes(local, 8)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(flags, 8)
    sizes(entry, 10)
    entry.writeUInt32LE(at, 42)
    locals?.push(local, title, packed)
    central?.push(entry, title)
    at += local.length + title.length + packed.length
  }
  const list = Buffer.concat(central ?? [])
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...(locals ?? []), list, end])
}

const ZIP = zipOf({ name: 'list.csv', content: Buffer.from(LIST) })

function workbook(rows: unknown[][]): Buffer {
  const book = xlsx.utils.book_new()
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(rows), 'People')
  return Buffer.from(xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }))
}
const BOOK = workbook([
  ['id', 'name'],
  ['1', 'Ada Reed'],
])

/** A container of an old office program, with one part. */
function container(part: string, content: Buffer): Buffer {
  const cfb = xlsx.CFB.utils.cfb_new()
  xlsx.CFB.utils.cfb_add(cfb, part, content)
  const whole: unknown = xlsx.CFB.write(cfb, { type: 'buffer' })
  return Buffer.from(whole as Buffer)
}

test.each<[what: string, name: string, content: string | Buffer, words: RegExp]>([
  ['an empty file', 'a.csv', '', /^request.invalid: this is an empty file/],
  ['blank lines alone', 'b.csv', '\n  \n\n', /this is an empty file/],
  ['a mark alone', 'c.csv', '\ufeff', /this is an empty file/],
  ['an empty file called gzip', 'd.csv.gz', '', /this is an empty file/],
  ['nothing in a gzip', 'e.csv.gz', gzipSync(''), /this is an empty file/],
  ['nothing in a zip', 'f.zip', zipOf({ name: 'a.csv', content: Buffer.alloc(0) }), /this is an empty file/],
  ['a zip of nothing', 'g.zip', zipOf(), /a zip without a list/],
  ['an empty sheet', 'h.xlsx', workbook([]), /this is an empty file/],
  ['noise', 'i.csv', noise(9_000), /this is a binary file/],
  ['noise called JSON', 'j.json', noise(9_000), /this is a binary file/],
  ['zeros', 'k.csv', Buffer.alloc(3_000), /this is a binary file/],
  ['noise in a gzip', 'l.csv.gz', gzipSync(noise(9_000)), /this is a binary file/],
  ['noise in a zip', 'm.zip', zipOf({ name: 'a.csv', content: noise(9_000) }), /this is a binary file/],
  ['noise called gzip', 'n.csv.gz', noise(900), /this is no gzip/],
  ['text called gzip', 'o.csv.gz', LIST, /this is no gzip/],
  ['a gzip cut off', 'p.csv.gz', GZIP.subarray(0, -20), /a gzip that is cut off/],
  ['a gzip cut off in its head', 'q.csv.gz', GZIP.subarray(0, 7), /a gzip that is cut off/],
  ['a gzip that is damaged', 'r.csv.gz', flipped(GZIP, 40, 44), /a gzip that is damaged/],
  ['a gzip whose sum does not fit', 's.csv.gz', flipped(GZIP, -6), /a gzip that is damaged/],
  ['a gzip with more behind it', 't.csv.gz', Buffer.concat([GZIP, noise(9)]), /a gzip that is damaged/],
  ['a zip cut off', 'u.zip', ZIP.subarray(0, -30), /a zip that is cut off or damaged/],
  ['a zip cut off in its head', 'v.zip', ZIP.subarray(0, 40), /a zip that is cut off or damaged/],
  ['a zip that is damaged', 'w.zip', flipped(ZIP, 60, 63), /an archive that is damaged/],
  [
    'a zip whose sum does not fit',
    'x.zip',
    zipOf({ name: 'a.csv', content: Buffer.from(LIST), packed: deflateRawSync(LIST.replace('Reed', 'Read')) }),
    /an archive that is damaged: its sums/,
  ],
  [
    'a zip that holds more than it says',
    'y.zip',
    zipOf({ name: 'a.csv', content: Buffer.from(LIST), says: 9 }),
    /damaged/,
  ],
  ['a zip with a password', 'z.zip', zipOf({ name: 'a.csv', content: noise(50), flags: 1 }), /protected by a password/],
  ['a workbook cut off', 'a1.xlsx', BOOK.subarray(0, BOOK.length >> 1), /cut off or damaged/],
  ['a workbook that is damaged', 'b1.xlsx', flipped(BOOK, 60, 61, 62), /damaged/],
  ['a workbook with a password', 'c1.xlsx', container('/EncryptedPackage', noise(6_000)), /a password protects/],
  ['an old document', 'd1.doc', container('/WordDocument', noise(6_000)), /document of an office program/],
])('%s is named for what it is', async (_what, name, content, words) => {
  expect(await opened(put(name, content))).toMatch(words)
})

test('a folder is named for what it is', async () => {
  mkdirSync(join(folder, 'folder.csv'))
  expect(await opened(join(folder, 'folder.csv'))).toMatch(/this is a folder/)
})

test.each<[what: string, name: string, content: string | Buffer]>([
  ['an empty list of JSON lines', 'a.jsonl', ''],
  ['an empty list of objects', 'a.json', '[]'],
  ['a header alone', 'header.csv', 'id,name\n'],
])('%s is a list of nobody', async (_what, name, content) => {
  expect(await opened(put(name, content))).toMatchObject({ rows: 0, refused: 0 })
})

test('a text of which a part is damaged gives its other rows', async () => {
  const content = Buffer.concat([Buffer.from('id,name\n1,Ada Reed\n'), noise(700), Buffer.from('\n2,Ben Reed\n')])
  expect(await opened(put('part.csv', content))).toMatchObject({ rows: 2, refused: expect.any(Number) })
})

test.each<[what: string, bytes: Buffer, encoding?: string]>([
  ['UTF-16 with Greek', Buffer.from('id,name\n1,Αδά Ρέντ\n'.repeat(20), 'utf16le')],
  ['UTF-16 that is named', Buffer.from('ид\nимя\n'.repeat(40), 'utf16le'), 'utf-16le'],
  ['cells between the separators of old systems', Buffer.from('id\u0001name\u0001mail\n'.repeat(40))],
  ['a list with a stray control', Buffer.from(`id,name\n${'1,Ada\u0002\n'.repeat(3)}`)],
  ['ISO 2022 with its escapes', Buffer.from('id,name\n1,\x1b$B;3ED\x1b(B\n'.repeat(20))],
])('%s is text', (_what, bytes, encoding) => {
  expect(kindOf(bytes, encoding)).toEqual({ is: 'text' })
})

test('what packs better than any list is refused before it fills memory, and lists are not', async () => {
  const line = `1,${'x'.repeat(500_000)}\n`
  const bomb = gzipSync(Buffer.from(`id,name\n${line.repeat(Math.ceil((280 << 20) / line.length))}`))
  expect(bomb.length).toBeLessThan(2 << 20)
  expect(await opened(put('bomb.csv.gz', bomb))).toMatch(/unpacks to more than 200 times its size/)
  expect(() => demandSense(10 << 20, 1, 'a')).not.toThrow()
  expect(() => demandSense(2 ** 34, 2 ** 28, 'a')).not.toThrow()
}, 60_000)
