import { z } from 'zod'
import { Change, type FeedFilter, type FeedLine, lineFor } from '../../model/change.ts'
import { compareIds, RecordId } from '../../model/ids.ts'
import { fail } from '../../model/problem.ts'
import type { ChangesPage } from '../../model/service-views.ts'
import type { Tx } from '../graph/driver.ts'
import { maybe, query, rowsOf } from '../graph/query.ts'
import { feedHead } from '../write/changes.ts'

/** A line of the feed as stored: lists that only code reads lie in one JSON property. */
export const storedChange = {
  seq: z.int(),
  at: z.string(),
  kind: z.string(),
  entity: z.string(),
  golden: z.string(),
  attributes: z.array(z.string()),
  sources: z.array(z.string()),
  actor: z.string(),
  user: maybe(z.string()),
  body: z.string().transform((text) => z.record(z.string(), z.unknown()).parse(JSON.parse(text))),
}
const StoredChange = z.object(storedChange)

const window = { after: z.number(), upto: z.number(), limit: z.number() }
const after = query('changes/after', window, storedChange)
const scan = query(
  'changes/scan',
  {
    ...window,
    entity: z.string().nullable(),
    source: z.string().nullable(),
    attributes: z.array(z.string()).readonly().nullable(),
  },
  { seq: z.number(), wanted: z.boolean() },
)
const lines = query('changes/lines', { seqs: z.array(z.number()) }, storedChange)

const membersAt = query(
  'golden/members-at',
  { rows: rowsOf<Pick<Change, 'golden' | 'seq'>>() },
  { golden: z.string(), seq: z.number(), members: z.array(RecordId) },
)

const recordCount = query('records/count', {}, { records: z.number() })

/** Lines that a filtered reader looks through for one page: enough to be quick, few enough to stay so. */
const SCAN = 5_000

/** A line of the feed. Those that an earlier Kith wrote list all records; they are served alike. */
export function changeOf({ body: { members: _listed, ...body }, ...row }: z.output<typeof StoredChange>): Change {
  return Change.parse({ ...row, ...body })
}

/** Where the feed stands. */
export async function headOfFeed(tx: Tx): Promise<{ seq: number; at: string }> {
  return (await feedHead.run(tx, {}))[0] ?? { seq: 0, at: '' }
}

/** How far the feed is, and how many ids came and went since the graph began. */
export type FeedFigures = {
  seq: number
  pruned: number
  /** Source records there are. */
  records: number
  created: number
  retired: number
  /** Ids that came and went because clusters merged or split. */
  churned: number
}

/** Figures of the feed for the metrics. */
export async function feedFigures(tx: Tx): Promise<FeedFigures> {
  const [head] = await feedHead.run(tx, {})
  const records = (await recordCount.run(tx, {}))[0]?.records ?? 0
  const { seq = 0, pruned = 0, idsCreated: created = 0, idsRetired: retired = 0, churn: churned = 0 } = head ?? {}
  return { seq, pruned, records, created, retired, churned }
}

/**
 * The feed after a number. A reader may see parts of a commit that is being applied, later lines before earlier ones;
 * numbers are gapless, so what follows a gap waits for the next page.
 * @throws ProblemError `feed.resync` for a cursor from which nothing can be read on.
 */
export async function changesAfter(
  tx: Tx,
  start: number,
  limit: number,
  filter: FeedFilter = {},
): Promise<ChangesPage> {
  const { seq: head, pruned } = (await feedHead.run(tx, {}))[0] ?? { seq: 0, pruned: 0 }
  refuseLost(start, head, pruned)
  if (start === head) return { changes: [], next: start, head }
  const { entity, source, attributes, members = false } = filter
  if (entity === undefined && source === undefined && attributes === undefined) {
    const rows = gapless(start, await after.run(tx, { after: start, upto: head, limit }))
    return { changes: await asked(tx, rows.map(changeOf), { members }), next: rows.at(-1)?.seq ?? start, head }
  }
  const wish = { entity: entity ?? null, source: source ?? null, attributes: attributes ?? null }
  const seen = gapless(start, await scan.run(tx, { after: start, upto: head, limit: SCAN, ...wish }))
  const wanted = seen.filter((row) => row.wanted).map((row) => row.seq)
  const told = wanted.slice(0, limit)
  const changes = told.length === 0 ? [] : (await lines.run(tx, { seqs: told })).map(changeOf)
  const next = (wanted.length > limit ? told.at(-1) : seen.at(-1)?.seq) ?? start
  return { changes: await asked(tx, changes, { members, source }), next, head }
}

/** Lines with what has to be looked up for them, where a consumer wants to see it. */
async function asked(
  tx: Tx,
  changes: readonly Change[],
  { members, source }: Pick<FeedFilter, 'members' | 'source'>,
): Promise<FeedLine[]> {
  if (changes.length === 0 || (!members && source === undefined)) return [...changes]
  const rows = await membersAt.run(tx, { rows: changes.map(({ golden, seq }) => ({ golden, seq })) })
  const had = new Map(rows.map((row) => [row.seq, row.members.sort(compareIds)]))
  return changes.map((change) => {
    const now = had.get(change.seq) ?? []
    const line: FeedLine = members ? { ...change, members: now } : change
    return source === undefined ? line : lineFor(line, source, now)
  })
}

function refuseLost(start: number, head: number, pruned: number): void {
  const way = 'resync from a snapshot (GET /api/v1/snapshot, or kith export) and read on from its seq'
  if (start > head)
    fail(
      'feed.resync',
      `the feed stands at ${head}, before your ${start}: the graph is another one, or was restored; ${way}`,
    )
  if (start < pruned)
    fail('feed.resync', `the feed keeps what follows ${pruned}; what followed ${start} was pruned: ${way}`)
}

function gapless<T extends { seq: number }>(start: number, rows: T[]): T[] {
  const gap = rows.findIndex((row, place) => row.seq !== start + place + 1)
  return gap < 0 ? rows : rows.slice(0, gap)
}
