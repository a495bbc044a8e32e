import { describe, expect, test } from 'vitest'
import { RecordInput } from '../../server/model/record.ts'
import type { SystemView } from '../../server/model/sync/delivery.ts'
import { type DryLine, readOn, requestText } from '../../web/api/dry-run.ts'
import { recordFields, writtenAddress } from '../../web/words/record-fields.ts'
import { ago, ahead, standing } from '../../web/words/sync-words.ts'

const VIEW: SystemView = {
  ...{ system: 'shop', mode: 'coexistence', connector: 'rest', fileDiffers: false, faults: [], cursor: 9, head: 9 },
  ...{ behind: 0, copies: { current: 5 }, writes: 2 },
}
const pause = { at: '2026-01-01T00:00:00Z', by: 'susie', reason: 'import' }

test.each<[word: string, than: Partial<SystemView>]>([
  ['current', {}],
  ['catching up', { behind: 3, copies: { due: 1, dead: 2 } }],
  ['catching up', { cursor: 8 }],
  ['needs somebody', { behind: 2, copies: { dead: 2 } }],
  ['paused', { paused: pause, unavailable: { reason: 'x', until: pause.at } }],
  ['unavailable', { unavailable: { reason: 'x', until: pause.at }, behind: 1, copies: { due: 1 } }],
  ['not applied', { mode: undefined }],
  ['nothing is sent', { mode: 'consolidation', copies: {} }],
  ['current', { mode: 'consolidation' }],
])('a system is %s: %j', (word, than) => {
  expect(standing({ ...VIEW, ...than } as SystemView).word).toBe(word)
})

test.each([
  [0, 'just now', 'now'],
  [59_000, '59 s ago', 'now'],
  [61_000, '1 min ago', 'now'],
  [7_300_000, '2 h ago', 'now'],
  [2 * 86_400_000, '2 days ago', 'now'],
  [-12_000, 'just now', 'in 12 s'],
])('%i ms later it was %s, and comes %s', (later, was, comes) => {
  const at = '2026-01-01T00:00:00Z'
  expect([ago(at, Date.parse(at) + later), ahead(at, Date.parse(at) + later)]).toEqual([was, comes])
})

describe('lines of a dry run', () => {
  /** Only every hundredth record would be written. */
  const lineOf = (n: number): DryLine => ({
    ...{ record: String(n).padStart(5, '0'), golden: `g${n}`, not: {}, refused: [] },
    attributes: n % 100 === 0 ? ['email'] : [],
  })
  const pages = (all: number) => async (after: string, limit: number) =>
    Array.from({ length: all }, (_, n) => lineOf(n + 1))
      .filter(({ record }) => record > after)
      .slice(0, limit)
  const recordsOf = (lines: readonly DryLine[]) => lines.map(({ record }) => Number(record))

  test('what stays as it is is passed over, and it is read on from where it was left', async () => {
    const first = await readOn(pages(1_050), '', 3)
    expect([recordsOf(first.lines), first.looked, first.after]).toEqual([[100, 200, 300], 300, '00300'])
    const rest = await readOn(pages(1_050), first.after ?? '', 20)
    expect([recordsOf(rest.lines), rest.looked, rest.after]).toEqual([
      [400, 500, 600, 700, 800, 900, 1000],
      750,
      undefined,
    ])
  })

  test('it does not look without end', async () => {
    const page = await readOn(pages(5_000), '00001', 90)
    expect([page.lines.length, page.looked, page.after]).toEqual([10, 1_000, '01001'])
  })
})

test.each<[kind: string, request: Record<string, unknown>, text: string]>([
  [
    'HTTP',
    { method: 'PATCH', path: '/persons/1', headers: { 'if-match': '"3"' }, body: { email: 'a@example.com' } },
    'PATCH /persons/1\nif-match: "3"\n\n{\n  "email": "a@example.com"\n}',
  ],
  ['SQL', { sql: 'UPDATE t SET a = $1', parameters: ['x'] }, 'UPDATE t SET a = $1\n\nparameters: [\n  "x"\n]'],
  ['a file', { file: 'drop-1.csv', row: 'a;b' }, 'file: drop-1.csv\n\nrow: a;b'],
])('a request as %s is readable', (_kind, request, text) => {
  expect(requestText(request)).toBe(text)
})

test('what Kith wrote stands beside the own word of a source, also where it said nothing', () => {
  const own = { ...{ source: 'shop', sourceId: '1', entity: 'person' }, fields: { phone: ['555 0100'] }, addresses: [] }
  const at = '2026-01-01T00:00:00Z'
  const input = RecordInput.parse({
    ...own,
    written: [
      {
        attribute: 'phone',
        change: 7,
        at,
        fields: { phone: { stored: ['5550199'], own: ['555 0100'], asked: ['555-0199'] } },
      },
      { attribute: 'email', change: 8, at, fields: { email: { stored: ['a@example.com'], own: [] } } },
      {
        attribute: 'address',
        change: 9,
        at,
        fields: {},
        address: { stored: { line1: '1 Oak', city: 'Boise' }, own: null },
      },
    ],
  })
  expect(recordFields({ input, values: {} })).toMatchObject([
    { field: 'phone', raw: ['555 0100'], written: { stored: ['5550199'], asked: ['555-0199'], change: 7 } },
    { field: 'email', raw: [], written: { stored: ['a@example.com'], change: 8 } },
  ])
  expect(writtenAddress(input)).toEqual({ stored: ['1 Oak, Boise'], asked: undefined, change: 9, at })
})
