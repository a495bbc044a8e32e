import { compareIds } from '../../../model/ids.ts'
import { type GoldenList, type GoldenListQuery, type GoldenListRow, orderOf } from '../../../model/lists/golden-list.ts'
import type { Moment } from '../../../model/moment.ts'
import { fail } from '../../../model/problem.ts'
import type { Tx } from '../../graph/driver.ts'
import { whenOf } from '../moments.ts'
import { readGoldensAt } from '../roll-up-reads.ts'

/** What a list of another moment can be asked for: what is known of each golden record then. */
const ASKABLE = new Set(['entity', 'asOf', 'text', 'least', 'most', 'sort'])

/**
 * A page of the golden records that there were at a moment, as they were called then. Like the number of them, it is found by
 * going through all that ever were.
 * @throws ProblemError `history.pruned`; `request.invalid` for filters and orders of the present
 */
export async function readGoldensThen(
  tx: Tx,
  asked: GoldenListQuery & { asOf: Moment },
  { after = '0', limit }: { after?: string | undefined; limit: number },
  now: Date,
): Promise<GoldenList> {
  const { by, down } = orderOf(asked.sort)
  const unknown = Object.entries(asked).flatMap(([name, value]) => (value && !ASKABLE.has(name) ? name : []))
  if (by !== 'name' && by !== 'records') unknown.push(`sort by ${by}`)
  if (unknown.length > 0) fail('request.invalid', `not known of another moment: ${unknown.join(', ')}`)
  if (!/^\d{1,9}$/.test(after)) fail('request.invalid', '`after` is the `next` of the page before', { field: 'after' })
  const seq = (await whenOf(tx, { asOf: asked.asOf }, now))?.known.seq ?? 0
  const words = asked.text?.toLowerCase().split(/\s+/) ?? []
  const { entity, least = 1, most = Number.POSITIVE_INFINITY } = asked
  const found = (await readGoldensAt(tx, entity, seq))
    .filter(({ records }) => records >= least && records <= most)
    .map(({ id, name, records }): GoldenListRow => ({ id, entity, name: name ?? id, records }))
    .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
  const sign = down ? -1 : 1
  found.sort((a, b) => {
    const order = by === 'records' ? a.records - b.records : a.name.localeCompare(b.name, 'en')
    return order * sign || compareIds(a.id, b.id)
  })
  const end = Number(after) + limit
  return {
    total: found.length,
    records: found.reduce((sum, { records }) => sum + records, 0),
    rows: found.slice(Number(after), end),
    ...(end < found.length ? { next: String(end) } : {}),
  }
}
