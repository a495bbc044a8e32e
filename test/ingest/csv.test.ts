import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { type CsvRecord, csvRecords, MAX_FIELD } from '../../server/ingest/csv.ts'
import { UNREADABLE } from '../../server/ingest/decode.ts'
import { sniffDelimiter } from '../../server/ingest/files/layout.ts'

/** Records of a text that arrives in pieces of `size` characters. */
async function read(text: string, size = 1 << 16): Promise<CsvRecord[]> {
  async function* chunks() {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
  }
  const found: CsvRecord[] = []
  for await (const record of csvRecords(chunks())) found.push(record)
  return found
}

/** Fields of good records and words of broken ones, each with its line. */
async function told(text: string, size?: number): Promise<(readonly [number, ...unknown[]])[]> {
  return (await read(text, size)).map((r) => ('fields' in r ? [r.line, ...r.fields] : [r.line, { broken: r.broken }]))
}

const broken = (words: string) => ({ broken: expect.stringContaining(words) })

describe('well-formed text', () => {
  test.each([1, 2, 7, 1 << 16])(
    'quotes, doubled quotes, line ends in fields, CRLF (%i characters a chunk)',
    async (size) => {
      const text = 'id,name,note\r\n1,"Smith, John","said ""hi"""\r\n2,,"two\nlines"\r\n\r\n3,x,"" \r\n'
      expect(await told(text, size)).toEqual([
        [1, 'id', 'name', 'note'],
        [2, '1', 'Smith, John', 'said "hi"'],
        [3, '2', '', 'two\nlines'],
        [6, '3', 'x', ''],
      ])
    },
  )

  test.each([
    [',', 'a,b;c,d\n1,2;3,4\n'],
    [';', 'a;b\n"1,5,6";2\n'],
    ['\t', 'a\tb\n1\t2,5\n'],
    ['|', 'a|b|c\n1|2|3\n'],
    [',', 'lonely\n1\n'],
  ])('the delimiter is %j', (delimiter, text) => expect(sniffDelimiter(text)).toBe(delimiter))

  test('no line end at the end, a quote inside an unquoted field', async () => {
    expect(await told('a,b\n5" pipe,"x"')).toEqual([
      [1, 'a', 'b'],
      [2, '5" pipe', 'x'],
    ])
  })

  test('empty text has no records', async () => expect(await told('')).toEqual([]))
})

describe('broken text: the record is told and the rest goes on', () => {
  test('wrong number of columns', async () => {
    expect(await told('a,b\n1\n2,3\n4,5,6\n7,8\n')).toEqual([
      [1, 'a', 'b'],
      [2, broken('1 columns where the header has 2')],
      [3, '2', '3'],
      [4, broken('3 columns')],
      [5, '7', '8'],
    ])
  })

  test.each([3, 1 << 16])('a quote that is never closed (%i characters a chunk)', async (size) => {
    expect(await told('a,b\n1,"x\n2,y\n3,z\n', size)).toEqual([
      [1, 'a', 'b'],
      [2, broken('never closed')],
      [3, '2', 'y'],
      [4, '3', 'z'],
    ])
  })

  test('a quote that only the next row closes', async () => {
    expect(await told('a,b\n1,"x\n2,"y"\n3,z\n')).toEqual([
      [1, 'a', 'b'],
      [2, broken('after a closing quote')],
      [3, '2', 'y'],
      [4, '3', 'z'],
    ])
  })

  test('rows swallowed by an open quote are read after all', async () => {
    expect(await told('a,b\n1,"x\n2,y"\n,"z\n3,w\n')).toEqual([
      [1, 'a', 'b'],
      [2, '1', 'x\n2,y'],
      [4, broken('never closed')],
      [5, '3', 'w'],
    ])
  })

  test('text behind a closing quote', async () => {
    expect(await told('a,b\n"ACME "West"",1\n2,3\n')).toEqual([
      [1, 'a', 'b'],
      [2, broken('after a closing quote')],
      [3, '2', '3'],
    ])
  })

  test('NUL bytes and unreadable bytes name their column', async () => {
    const records = await read(`a,b\n1,x\u0000\n${UNREADABLE},2\n3,4\n`)
    expect(records.slice(1)).toEqual([
      { line: 2, column: 2, ...broken('NUL') },
      { line: 3, column: 1, ...broken('--encoding') },
      { line: 4, fields: ['3', '4'] },
    ])
  })

  test('a field that is too large, quoted or not', async () => {
    const large = 'x'.repeat(MAX_FIELD + 1)
    expect(await told(`a,b\n1,${large}\n2,"${large}"\n3,y\n`)).toEqual([
      [1, 'a', 'b'],
      [2, broken(`${MAX_FIELD + 1} characters`)],
      [3, broken(`${MAX_FIELD + 1} characters`)],
      [4, '3', 'y'],
    ])
  })

  test('a field of 100 MB does not stay in memory', async () => {
    const collect = collector()
    const kept = () => {
      collect() // what nobody holds any more is not in memory, whenever it is swept up
      return process.memoryUsage().heapUsed
    }
    const before = kept()
    let most = 0
    async function* chunks() {
      yield 'a,b\n1,"'
      for (let i = 0; i < 400; i++) {
        yield 'x'.repeat(1 << 18)
        if (i % 100 === 99) most = Math.max(most, kept() - before)
      }
      yield '"\n2,y\n'
    }
    const found: CsvRecord[] = []
    for await (const record of csvRecords(chunks())) found.push(record)
    expect(found.map((r) => ('fields' in r ? r.fields : r.broken))).toEqual([
      ['a', 'b'],
      expect.stringContaining('more than'),
      ['2', 'y'],
    ])
    expect(most).toBeLessThan(64e6)
  })
})

/** The garbage collector, which Node offers on request only. */
function collector(): () => void {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc')
}
