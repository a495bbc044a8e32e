import { groupBy } from '../../collections/group-by.ts'
import type { GoldenId } from '../../model/ids.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { recordsOfGoldens } from '../../store/read/searches.ts'
import { type Asked, fitsAll, type Known } from './search-fit.ts'
import { companyOf, type Fitting, type Found } from './search-found.ts'
import type { Named } from './search-named.ts'

/** What makes a golden record fit beside the record that was compared. */
type Finding = { asked: Asked; named: readonly Named[]; review: number }

/** Records of a golden record that are looked through for what one of them does not say alone, and golden records looked through. */
const RECORDS = 30
const GOLDENS = 50

/**
 * How well each golden record fits: what one of its records does not say, another may. That is asked of those which the
 * evidence speaks for, or of all where it speaks for none.
 */
export async function fitting(tx: Tx, found: readonly Found[], { asked, named, review }: Finding): Promise<Fitting[]> {
  const orders = new Map<string, string[]>(
    named.map(({ id, order }) => [id, order === undefined ? [] : [`order ${order}`]]),
  )
  const isFitting = (one: Found) => orders.has(one.row.id) || one.fits()
  const open = found.filter((one) => one.row.brief.size > 1 && one.verdict !== 'same' && !isFitting(one))
  const isBacked = (one: Found) => one.bits >= review
  const likely = found.some((one) => isBacked(one) || isFitting(one)) ? open.filter(isBacked) : open
  const together = await knownOf(tx, likely.slice(0, GOLDENS))
  return found.map((one) => {
    const known = together.get(one.row.golden)
    const fits = isFitting(one) || (known !== undefined && fitsAll(asked, known))
    const fit = one.verdict === 'same' ? 'same' : fits ? 'fits' : 'similar'
    return { ...one, fit, notes: orders.get(one.row.id) ?? [] }
  })
}

async function knownOf(tx: Tx, found: readonly Found[]): Promise<Map<GoldenId, Known>> {
  if (found.length === 0) return new Map()
  const rows = await recordsOfGoldens.run(tx, { ids: found.map(({ row }) => row.golden), most: RECORDS })
  const records = groupBy(rows, ({ golden }) => golden)
  return new Map(
    found.map(({ row }) => [
      row.golden,
      { records: (records.get(row.golden) ?? []).map(({ standard }) => standard), company: companyOf(row)?.name },
    ]),
  )
}
