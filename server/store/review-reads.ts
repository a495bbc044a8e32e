import { z } from 'zod'
import { EntityName } from '../model/entities/registry.ts'
import { Decision } from '../model/evidence.ts'
import { RecordId } from '../model/ids.ts'
import type { ReviewItem } from '../model/views.ts'
import type { Tx } from './driver.ts'
import { maybe, query } from './query.ts'

const pairRow = {
  lowRecord: RecordId,
  lowGolden: z.string(),
  lowName: maybe(z.string()),
  lowCity: maybe(z.string()),
  lowSource: z.string(),
  highRecord: RecordId,
  highGolden: z.string(),
  highName: maybe(z.string()),
  highCity: maybe(z.string()),
  highSource: z.string(),
  entity: EntityName,
  bits: z.number(),
  probability: z.number(),
  impact: z.number(),
}
const PairRow = z.object(pairRow)
type PairRow = z.output<typeof PairRow>

const wanted = { entity: z.string(), limit: z.number() }
const pairs = query('review/pairs', { ...wanted, below: z.number() }, pairRow)
const cuts = query('review/cuts', wanted, pairRow)
const goldens = query(
  'review/goldens',
  { ...wanted, owner: z.string() },
  {
    golden: z.string(),
    name: maybe(z.string()),
    entity: EntityName,
    status: z.enum(['held', 'flagged', 'blocked']),
    reasons: maybe(z.array(z.string())),
    impact: z.number(),
    owners: z.array(z.string()),
  },
)

/** How wrong it may be to leave a golden record as it is: a held one is doubtful by itself, a blocked one nobody gets. */
const STATUS_RISK = { held: 0.5, blocked: 0.9, flagged: 0.2 } as const

/** Bits no pair stays below: the lower bound that lets the index hand pairs out in order. */
const ANY_BITS = -1_000

export type ReviewFilter = {
  kind?: ReviewItem['kind'] | undefined
  entity?: EntityName | undefined
  /** Only what breaks this owner's policies. */
  owner?: string | undefined
  limit: number
}

/** What a steward should look at, the most harmful first: risk times the records it affects. Evidence is left to the caller. */
export async function reviewItems(
  tx: Tx,
  { kind, entity = '' as EntityName, owner = '', limit }: ReviewFilter,
): Promise<ReviewItem[]> {
  const ofOwner = (each: ReviewItem['kind']) => owner === '' || each === 'policy' || each === 'held'
  const asks = (each: ReviewItem['kind']) => (kind === undefined || kind === each) && ofOwner(each)
  const filter = { entity, limit }
  const items = [
    ...(asks('pair') ? (await pairs.run(tx, { ...filter, below: ANY_BITS })).map((row) => pairItem('pair', row)) : []),
    ...(asks('cut') ? (await cuts.run(tx, filter)).map((row) => pairItem('cut', row)) : []),
    ...(asks('held') || asks('policy') ? (await goldens.run(tx, { ...filter, owner })).map(goldenItem) : []),
  ]
  return items
    .filter((item) => asks(item.kind))
    .sort((a, b) => b.risk * b.impact - a.risk * a.impact || (a.id < b.id ? -1 : 1))
    .slice(0, limit)
}

function pairItem(kind: 'pair' | 'cut', row: PairRow): ReviewItem {
  const { entity, bits, probability, impact } = row
  const [low, high] = [sideOf(row, 'low'), sideOf(row, 'high')]
  const words =
    kind === 'pair'
      ? `${low.name} and ${high.name} may be one: ${percent(probability)} by their values`
      : `${low.name} and ${high.name} look like one (${percent(probability)}), but joining them makes a doubtful cluster`
  const id = `${kind}|${low.record}|${high.record}`
  return { id, kind, entity, risk: probability, impact, low, high, bits, probability, words, evidence: [] }
}

function sideOf(row: PairRow, side: 'low' | 'high'): NonNullable<ReviewItem['low']> {
  const record = row[`${side}Record`]
  const summary = [row[`${side}City`], row[`${side}Source`]].filter(Boolean).join(', ')
  return { record, golden: row[`${side}Golden`], name: row[`${side}Name`] ?? record, summary }
}

function goldenItem({
  golden,
  name,
  entity,
  status,
  reasons,
  impact,
  owners,
}: Awaited<ReturnType<typeof goldens.run>>[number]): ReviewItem {
  const kind = status === 'held' ? 'held' : 'policy'
  const words = `${name ?? golden} is ${status}${reasons?.length ? `: ${reasons.join('; ')}` : ''}`
  const risk = STATUS_RISK[status]
  return { id: `${kind}|${golden}`, kind, entity, risk, impact, golden, words, owners, evidence: [] }
}

function percent(probability: number): string {
  return `${Math.round(probability * 100)} %`
}

const decisions = query(
  'decisions/list',
  { record: z.string(), revoked: z.boolean(), limit: z.number() },
  { ...Decision.shape, revokedAt: maybe(z.string()) },
)

/** Decisions, latest first. */
export function listDecisions(
  tx: Tx,
  { record = '', revoked, limit }: { record?: string | undefined; revoked: boolean; limit: number },
): Promise<Decision[]> {
  return decisions.run(tx, { record, revoked, limit })
}
