import { z } from 'zod'
import type { Moment, Place, When } from '../../model/moment.ts'
import { fail } from '../../model/problem.ts'
import type { Tx } from '../graph/driver.ts'
import { query } from '../graph/query.ts'
import { feedHead } from '../write/changes.ts'

const lastBy = query('changes/last-by', { at: z.string() }, { seq: z.number() })
const times = query('changes/times', { seqs: z.array(z.number()) }, { seq: z.number(), at: z.string() })

const BEGINNING = '1970-01-01T00:00:00.000Z'

/**
 * What a question is about: `asOf` a moment as it was known then, unless `knownAt` says otherwise. Undefined when it is
 * about the present.
 */
export async function whenOf(
  tx: Tx,
  { asOf, knownAt }: { asOf?: Moment | undefined; knownAt?: Moment | undefined },
  now: Date,
): Promise<When | undefined> {
  const moment = knownAt ?? asOf
  if (!moment) return undefined
  const known = await placeOf(tx, moment, now)
  if (!asOf || !knownAt) return { known }
  return { known, world: asOf.kind === 'at' ? asOf.at : (await placeOf(tx, asOf, now)).at }
}

/** @throws ProblemError `history.pruned` for a moment before the feed starts, `request.invalid` for a line still to come. */
async function placeOf(tx: Tx, moment: Moment, now: Date): Promise<Place> {
  const { seq: head, at: headAt, pruned, prunedAt = BEGINNING } = (await feedHead.run(tx, {}))[0] ?? NO_FEED
  const gone = () =>
    fail('history.pruned', `history is kept from line ${pruned} on, ${prunedAt}; what was before was pruned`)
  if (moment.kind === 'now') return { seq: head, at: headAt }
  if (moment.kind === 'seq') {
    const { seq } = moment
    if (seq > head) return fail('request.invalid', `the feed stands at ${head}; there is no line ${seq} yet`)
    if (seq < pruned) return gone()
    return { seq, at: (await times.run(tx, { seqs: [seq] }))[0]?.at ?? prunedAt }
  }
  const { at } = moment
  // Whatever was told was told by now: a line that is dated later tells of a clock that ran ahead.
  if (at >= headAt || at >= now.toISOString()) return { seq: head, at }
  if (at < prunedAt) return gone()
  return { seq: (await lastBy.run(tx, { at }))[0]?.seq ?? pruned, at }
}

const NO_FEED = { seq: 0, at: BEGINNING, pruned: 0, prunedAt: undefined }

/** When lines of the feed were told; of the beginning and of pruned ones nothing is known. */
export async function timesOf(tx: Tx, seqs: readonly number[]): Promise<Map<number, string>> {
  const rows = seqs.length === 0 ? [] : await times.run(tx, { seqs: [...new Set(seqs)] })
  return new Map(rows.map(({ seq, at }) => [seq, at]))
}

/**
 * The last line that was told by a moment, wherever it lies: the first one kept for a moment before the feed starts, the last
 * one for one still to come. For whoever asks what is new since then.
 */
export async function lineBy(tx: Tx, moment: Moment, now: Date): Promise<Place> {
  const { seq: head, at: headAt, pruned, prunedAt = BEGINNING } = (await feedHead.run(tx, {}))[0] ?? NO_FEED
  if (moment.kind === 'seq' && moment.seq >= head) return { seq: head, at: headAt }
  if (moment.kind === 'seq' ? moment.seq < pruned : moment.kind === 'at' && moment.at < prunedAt)
    return { seq: pruned, at: prunedAt }
  return placeOf(tx, moment, now)
}
