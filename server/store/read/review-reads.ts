import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { Decision } from '../../model/evidence.ts'
import { RecordId } from '../../model/ids.ts'
import { EVENT_WORDS, type LifeEventOf } from '../../model/life-event.ts'
import type { ReviewItem } from '../../model/review.ts'
import type { Tx } from '../graph/driver.ts'
import { maybe, query, rowsOf } from '../graph/query.ts'
import { listLifeEvents } from '../write/life-events.ts'

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
}
const PairRow = z.object(pairRow)
type PairRow = z.output<typeof PairRow>

const wanted = { entity: z.string(), limit: z.number() }
const pairs = query('review/pairs', { ...wanted, below: z.number() }, pairRow)
const cuts = query('review/cuts', wanted, pairRow)
const staleRow = { ...pairRow, decision: z.string(), verdict: Decision.shape.verdict, changedAt: z.string() }
const StaleRow = z.object(staleRow)
const stale = query('review/stale', wanted, staleRow)
const goldens = query(
  'review/goldens',
  { ...wanted, owner: z.string() },
  {
    golden: z.string(),
    anchor: RecordId,
    name: maybe(z.string()),
    entity: EntityName,
    status: z.enum(['held', 'flagged', 'blocked']),
    reasons: maybe(z.array(z.string())),
    owners: z.array(z.string()),
  },
)
const CircleRow = z.object({
  golden: z.string(),
  name: maybe(z.string()),
  record: RecordId,
  parent: z.string(),
  path: z.array(z.object({ id: z.string(), name: z.string() })),
})
/** Owners that stand in a circle. */
export const circles = query('review/circles', { limit: z.number() }, CircleRow.shape)
const impacts = query(
  'review/impact',
  { ids: rowsOf<string>() },
  {
    id: z.string(),
    records: z.int(),
    orders: z.int(),
    relations: z.int(),
    spend: z.array(z.object({ currency: z.string(), amount: z.int() })),
  },
)
const tasks = query('review/tasks', { items: rowsOf<string>() }, { item: z.string(), assignee: z.string() })

/** How wrong it may be to leave a golden record as it is: a held one is doubtful by itself, a blocked one nobody gets. */
const STATUS_RISK = { held: 0.5, blocked: 0.9, flagged: 0.2 } as const

/** A decision whose records changed is worth a look even where the score agrees with it. */
const LEAST_STALE = 0.1

/** A group whose owners stand in a circle has a wrong parent somewhere, and sums that end at the wrong company. */
const CIRCLE_RISK = 0.5

/** Bits no pair stays below: the lower bound that lets the index hand pairs out in order. */
const ANY_BITS = -1_000

/** Items of each kind that are ranked: the likeliest ones of a queue that is longer. */
const WINDOW = 1_000

export type ReviewFilter = {
  kind?: ReviewItem['kind'] | undefined
  entity?: EntityName | undefined
  /** Only what breaks this owner's policies. */
  owner?: string | undefined
  /** Only what this person was given; `none`: what nobody was. */
  assignee?: string | undefined
  offset: number
  limit: number
}

export type ReviewPage = { items: ReviewItem[]; total: number; next?: number }

type Draft = Omit<ReviewItem, 'impact' | 'touches'> & { on: readonly string[] }

/** What a steward should look at, the most harmful first: risk times what hangs on it. Evidence is left to the caller. */
export async function reviewItems(tx: Tx, filter: ReviewFilter): Promise<ReviewPage> {
  const { assignee, offset, limit } = filter
  const drafts = await draftsOf(tx, filter)
  const given = new Map(
    (await tasks.run(tx, { items: drafts.map(({ id }) => id) })).map((task) => [task.item, task.assignee]),
  )
  const own = drafts.filter(({ id }) => assignee === undefined || (given.get(id) ?? 'none') === assignee)
  const touched = new Map(
    (await impacts.run(tx, { ids: [...new Set(own.flatMap(({ on }) => on))] })).map(({ id, ...sums }) => [id, sums]),
  )
  const items = own
    .map(({ on, ...item }): ReviewItem => {
      const touches = summed([...new Set(on)].flatMap((id) => touched.get(id) ?? []))
      const who = given.get(item.id)
      const impact = touches.records + touches.orders + touches.relations
      return { ...item, impact, touches, ...(who === undefined ? {} : { assignee: who }) }
    })
    .sort((a, b) => b.risk * b.impact - a.risk * a.impact || (a.id < b.id ? -1 : 1))
  const next = offset + limit < items.length ? { next: offset + limit } : {}
  return { items: items.slice(offset, offset + limit), total: items.length, ...next }
}

async function draftsOf(tx: Tx, { kind, entity = '' as EntityName, owner = '' }: ReviewFilter): Promise<Draft[]> {
  const ofOwner = (each: ReviewItem['kind']) => owner === '' || each === 'policy' || each === 'held'
  const asks = (each: ReviewItem['kind']) => (kind === undefined || kind === each) && ofOwner(each)
  const window = { entity, limit: WINDOW }
  const drafts = [
    ...(asks('pair') ? (await pairs.run(tx, { ...window, below: ANY_BITS })).map((row) => pairItem('pair', row)) : []),
    ...(asks('cut') ? (await cuts.run(tx, window)).map((row) => pairItem('cut', row)) : []),
    ...(asks('stale') ? (await stale.run(tx, window)).map(staleItem) : []),
    ...(asks('circle') && ['', 'company'].includes(entity)
      ? (await circles.run(tx, { limit: WINDOW })).map(circleItem)
      : []),
    ...(asks('held') || asks('policy') ? (await goldens.run(tx, { ...window, owner })).map(goldenItem) : []),
  ]
  // Not among what is asked about identity: who wants to judge events asks for them.
  if (kind === 'event' && owner === '' && entity !== 'company')
    for (const event of (await listLifeEvents(tx, { status: 'uncertain', limit: WINDOW })).events)
      if ([entityOfEvent(event), ''].includes(entity)) drafts.push(eventItem(event))
  return drafts.filter((item) => asks(item.kind))
}

/** Known by the records of the claim, so that it stays itself when golden ids change. */
function circleItem({ golden, name = golden, record, parent, path }: z.output<typeof CircleRow>): Draft {
  const way = path.map((step) => step.name).join(', which stands under ')
  return {
    id: `circle:${record}`,
    kind: 'circle',
    entity: 'company',
    risk: CIRCLE_RISK,
    golden,
    name,
    path,
    words: `${record} states a parent of ${name} that was refused, since it stands under ${name}: ${way}`,
    evidence: [],
    on: [golden, parent],
  }
}

type Touches = NonNullable<ReviewItem['touches']>

/** Spend is summed per currency, never across. */
function summed(parts: readonly Touches[]): Touches {
  const spend = new Map<string, number>()
  for (const part of parts)
    for (const { currency, amount } of part.spend) spend.set(currency, (spend.get(currency) ?? 0) + amount)
  const sum = (of: 'records' | 'orders' | 'relations') => parts.reduce((total, part) => total + part[of], 0)
  return {
    records: sum('records'),
    orders: sum('orders'),
    relations: sum('relations'),
    spend: [...spend].map(([currency, amount]) => ({ currency, amount })),
  }
}

function pairItem(kind: 'pair' | 'cut', row: PairRow): Draft {
  const { entity, bits, probability } = row
  const [low, high] = [sideOf(row, 'low'), sideOf(row, 'high')]
  const words =
    kind === 'pair'
      ? `${low.name} and ${high.name} may be one: ${percent(probability)} by their values`
      : `${low.name} and ${high.name} look like one (${percent(probability)}), but joining them makes a doubtful cluster`
  const id = `${kind}|${low.record}|${high.record}`
  const on = [low.golden, high.golden]
  return { id, kind, entity, risk: probability, low, high, bits, probability, words, evidence: [], on }
}

function staleItem(row: z.output<typeof StaleRow>): Draft {
  const { verdict, changedAt, probability } = row
  const { low, high, ...item } = pairItem('pair', row)
  const risk = Math.max(LEAST_STALE, verdict === 'distinct' ? probability : 1 - probability)
  const said = verdict === 'distinct' ? 'two' : 'one'
  const words = `${low?.name} and ${high?.name} were decided to be ${said}; their values have changed since`
  const id = `stale|${row.lowRecord}|${row.highRecord}`
  return { ...item, id, kind: 'stale', risk, low, high, words, decision: { id: row.decision, verdict, changedAt } }
}

function sideOf(row: PairRow, side: 'low' | 'high'): NonNullable<ReviewItem['low']> {
  const record = row[`${side}Record`]
  const summary = [row[`${side}City`], row[`${side}Source`]].filter(Boolean).join(', ')
  return { record, golden: row[`${side}Golden`], name: row[`${side}Name`] ?? record, summary }
}

function goldenItem(row: Awaited<ReturnType<typeof goldens.run>>[number]): Draft {
  const { golden, anchor, name, entity, status, reasons, owners } = row
  const kind = status === 'held' ? 'held' : 'policy'
  const words = `${name ?? golden} is ${status}${reasons?.length ? `: ${reasons.join('; ')}` : ''}`
  const [id, risk] = [`${kind}|${anchor}`, STATUS_RISK[status]]
  return { id, kind, entity, risk, golden, name: name ?? golden, words, owners, evidence: [], on: [golden] }
}

function entityOfEvent({ golden }: LifeEventOf): EntityName {
  return golden.startsWith('con_') ? 'contact' : 'person'
}

function eventItem(event: LifeEventOf): Draft {
  const { id, golden, name, kind, at, certainty, evidence } = event
  const words = `${name}: ${EVENT_WORDS[kind]} on ${at}? ${evidence.join('; ')}`
  const item = { id: `event|${id}`, kind: 'event' as const, entity: entityOfEvent(event), risk: 1 - certainty }
  return { ...item, golden, name, words, probability: certainty, evidence: [], on: [golden] }
}

function percent(probability: number): string {
  return `${Math.round(probability * 100)} %`
}

const decisions = query(
  'decisions/list',
  { record: z.string(), revoked: z.boolean(), stale: z.boolean(), limit: z.number() },
  { ...Decision.shape, revokedAt: maybe(z.string()), changedAt: maybe(z.string()) },
)

/** Decisions, latest first. */
export function listDecisions(
  tx: Tx,
  filter: { record?: string | undefined; revoked: boolean; stale: boolean; limit: number },
): Promise<Decision[]> {
  return decisions.run(tx, { ...filter, record: filter.record ?? '' })
}
