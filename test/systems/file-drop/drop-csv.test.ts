import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ProblemError } from '../../../server/model/problem.ts'
import type { RowPatch } from '../../../server/systems/connector.ts'
import { cellsOf, columnsOf, dropText } from '../../../server/systems/file-drop/drop-csv.ts'
import { Drops, itemOf, write } from './drops.ts'

const FILE = 'kith-00000001-person.csv'

let drops: Drops
beforeEach(() => {
  drops = new Drops()
})
afterEach(() => drops.end())

/** What a reader makes of a row: cells that are written, and those that are to be emptied. */
function patchOf({ id, externalId, seq, key, action, cleared, ...cells }: Record<string, string>): RowPatch {
  const emptied: string[] = cleared ? JSON.parse(cleared) : []
  const written = Object.entries(cells).filter(([column, value]) => value !== '' && !emptied.includes(column))
  return Object.fromEntries([...written, ...emptied.map((column) => [column, null])])
}

describe('values are read back as they are', () => {
  test.each([
    'plain',
    'a "quoted" word',
    '"',
    'comma, and; semicolon',
    'two\nlines',
    'two\r\nlines of Windows',
    'a lone\rreturn',
    '\ttab\t',
    '  blanks around  ',
    '=1+1',
    "=cmd|'/c calc'!A1",
    '+49 30 1234567',
    '-5',
    '@SUM(A1)',
    "'apostrophe",
    'Łódź, Ø, 東京, \u{1F600}, e\u0301',
    'ﷺ\u200Fright to left',
    '007',
    '1e5',
    'NULL',
    '\\N',
    'back\\slash',
  ])('%j', async (value) => {
    await write(drops.open(), itemOf(1, { set: { street: value, city: value } }))
    const [row] = await drops.rows(FILE)
    expect(row).toMatchObject({ street: value, city: value })
  })

  test('also by readers that take off blanks outside of quotes', async () => {
    await write(drops.open(), itemOf(1, { set: { street: ' 1 Main St', city: 'Ulm\t' } }))
    expect(drops.text(FILE)).toContain(',," 1 Main St","Ulm\t"\r\n')
  })

  test('whatever they are', async () => {
    const text = fc.stringMatching(/^[\w"',;|=\t\r\n\\ é東\u{1F600}-]{0,12}$/u)
    const column = fc.constantFrom('street', 'city', 'a "b"', 'c,d', 'e;f', 'zip code')
    const set = fc.dictionary(column, fc.option(text, { nil: null }), { minKeys: 1, noNullPrototype: true })
    await fc.assert(
      fc.asyncProperty(fc.array(set, { minLength: 1, maxLength: 6 }), async (sets) => {
        const own = new Drops()
        try {
          await write(own.open(), ...sets.map((each, i) => itemOf(i, { set: each })))
          const rows = await own.rows(FILE)
          const meant = sets.map((each) =>
            Object.fromEntries(Object.entries(each).map(([name, value]) => [name, value === '' ? null : value])),
          )
          expect(rows.map(patchOf)).toEqual(meant)
        } finally {
          own.end()
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('an empty cell', () => {
  test('that is to be emptied is told apart from one that nothing is said of', async () => {
    const items = [
      itemOf(1, { set: { street: '1 Main St', fax: null } }),
      itemOf(2, { set: { phone: '030 1', fax: '' } }),
      itemOf(3, { set: { street: null, phone: null } }),
    ]
    await write(drops.open(), ...items)
    const rows = await drops.rows(FILE)
    expect(rows.map(({ street, fax, phone, cleared }) => [street, fax, phone, cleared])).toEqual([
      ['1 Main St', '', '', '["fax"]'],
      ['', '', '030 1', '["fax"]'],
      ['', '', '', '["street","phone"]'],
    ])
  })

  test('may also say so itself; a value that looks the same is refused, the rest goes', async () => {
    const outcomes = await write(
      drops.open({ nullAs: '\\N' }),
      itemOf(1, { set: { street: '1 Main St', fax: null } }),
      itemOf(2, { set: { street: '\\N' } }),
    )
    expect(outcomes).toMatchObject([{ kind: 'acknowledged' }, { kind: 'rejected', column: 'street' }])
    expect(await drops.rows(FILE)).toMatchObject([{ street: '1 Main St', fax: '\\N', cleared: '["fax"]' }])
    expect(drops.manifests()[0]).toMatchObject({ nullAs: '\\N', rows: 1 })
  })
})

describe('columns', () => {
  const own = ['id', 'externalId', 'seq', 'key', 'action', 'cleared']
  const settings = { prefix: '', nullAs: '' }

  test('are all that a drop writes, as they come', () => {
    const items = [itemOf(1, { set: { b: '1' } }), itemOf(2, { set: { a: '1', b: '2' } })]
    expect(columnsOf(items, settings)).toEqual([...own, 'b', 'a'])
  })

  test('are those of the settings, whatever is written; another one is refused', async () => {
    const connector = drops.open({ columns: ['city', 'street'] })
    const outcomes = await write(connector, itemOf(1), itemOf(2, { set: { fax: '1' } }))
    expect(outcomes).toMatchObject([{ kind: 'acknowledged' }, { kind: 'rejected', column: 'fax' }])
    expect(drops.manifests()[0]?.columns).toEqual([...own, 'city', 'street'])
  })

  test("that are called like Kith's own are refused, unless a prefix tells them apart", async () => {
    const item = itemOf(1, { set: { key: 'of theirs' } })
    expect(await write(drops.open(), item)).toMatchObject([{ kind: 'rejected', column: 'key' }])
    expect(drops.files()).toEqual([])
    expect(await write(drops.open({ prefix: 'kith_' }), item)).toMatchObject([{ kind: 'acknowledged' }])
    expect(await drops.rows(FILE)).toMatchObject([{ kith_key: 'key-1', key: 'of theirs' }])
  })

  test.each([[['street', 'id']], [['street', 'street']]])('%j would hide each other', (columns) => {
    expect(() => drops.open({ columns })).toThrow(ProblemError)
    if (!columns.includes('id')) return
    expect(() => drops.open({ columns, prefix: 'kith.' })).not.toThrow()
  })

  test('are quoted like cells', () => {
    const item = itemOf(1, { set: { 'a "b", c': '1' } })
    expect(dropText(columnsOf([item], settings), [cellsOf(item, settings)])).toBe(
      'id,externalId,seq,key,action,cleared,"a ""b"", c"\r\n1,cus_1,1001,key-1,update,,1\r\n',
    )
  })
})
