import { expect, test } from 'vitest'
import { Moment } from '../../../server/model/moment.ts'
import type { Tx } from '../../../server/store/graph/driver.ts'
import { whenOf } from '../../../server/store/read/moments.ts'

/** Lines of a feed; a clock ran ahead from the third on, and those after it are dated as it was. */
const LINES = [
  '2026-03-01T10:00:00.000Z',
  '2026-03-02T10:00:00.000Z',
  '2028-05-01T10:00:00.000Z',
  '2028-05-01T10:00:00.000Z',
]
const NOW = new Date('2026-03-04T12:00:00.000Z')

const tx: Tx = {
  run: async (text, params) => {
    const lines = LINES.map((at, i) => ({ seq: i + 1, at }))
    if (text.includes('Counter')) return [{ ...lines.at(-1), pruned: 0, idsCreated: 0, idsRetired: 0, churn: 0 }]
    if (text.includes('$seqs')) return lines.filter(({ seq }) => (params.seqs as number[]).includes(seq))
    return lines.filter(({ at }) => at <= String(params.at)).slice(-1)
  },
}

test.each([
  ['an instant before the clock ran ahead', '2026-03-01T12:00:00Z', 1],
  ['the day before', '2026-03-02', 2],
  ['today, which ends later', '2026-03-04', 4],
  ['this instant', NOW.toISOString(), 4],
  ['an instant to come', '2026-12-01', 4],
  ['now', 'now', 4],
  ['a line that is dated ahead', '3', 3],
  ['the last line', '4', 4],
])('as of %s nothing that was told by then is missing', async (_what, text, seq) => {
  const when = await whenOf(tx, { asOf: Moment.parse(text) }, NOW)
  expect(when?.known.seq).toBe(seq)
  const known = await whenOf(tx, { asOf: Moment.parse('2026-03-01'), knownAt: Moment.parse(text) }, NOW)
  expect(known).toMatchObject({ known: { seq }, world: '2026-03-01T23:59:59.999Z' })
})
