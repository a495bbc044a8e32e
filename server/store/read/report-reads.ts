import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { RecordId } from '../../model/ids.ts'
import { Issue } from '../../model/record.ts'
import type { HouseholdsReport } from '../../model/reports.ts'
import type { IssuesReport } from '../../model/service-views.ts'
import type { CountsReport, OverlapReport } from '../../model/views.ts'
import type { Tx } from '../graph/driver.ts'
import { json, maybe, query } from '../graph/query.ts'

const bySource = query(
  'reports/records-by-source',
  {},
  { source: z.string(), entity: EntityName, channel: maybe(z.string()), records: z.int() },
)
const counts = query(
  'reports/counts',
  {},
  {
    seq: z.int(),
    at: z.string(),
    records: z.int(),
    customers: z.int(),
    companies: z.int(),
    contacts: z.int(),
    households: z.int(),
    householdMembers: z.int(),
    orders: z.int(),
    doubtful: z.int(),
  },
)
const groups = query('reports/groups', {}, { groups: z.int() })
const waiting = query('reports/waiting', {}, { held: z.int(), policies: z.int() })

/** The graph in numbers: how many customers there are, and how many records stand behind them. */
export async function readCounts(tx: Tx): Promise<CountsReport> {
  const found = (await counts.run(tx, {}))[0]
  if (!found) throw new Error('the graph has no change counter')
  const { doubtful, ...rest } = found
  const { held = 0, policies = 0 } = (await waiting.run(tx, {}))[0] ?? {}
  return {
    ...rest,
    groups: (await groups.run(tx, {}))[0]?.groups ?? 0,
    review: { doubts: doubtful + held, policies },
    bySource: await bySource.run(tx, {}),
  }
}

const households = query(
  'reports/households',
  {},
  { reason: z.string(), size: z.int(), households: z.int(), members: z.int() },
)

/** Households by why they are one and by size, and the customers who live alone. */
export async function readHouseholds(tx: Tx): Promise<HouseholdsReport> {
  const groups = await households.run(tx, {})
  const members = sum(groups.map((row) => row.members))
  const customers = (await counts.run(tx, {}))[0]?.customers ?? 0
  return { households: sum(groups.map((row) => row.households)), members, single: customers - members, groups }
}

const goldensBySources = query(
  'reports/goldens-by-sources',
  { entity: z.string() },
  { sources: z.array(z.string()), goldens: z.int(), records: z.int() },
)
const recordsOfEntity = query(
  'reports/records-of-entity',
  { entity: z.string() },
  { source: z.string(), records: z.int() },
)

/** Records and customers of each source and what any two have in common. Records = customers + duplicates, everywhere. */
export async function readOverlap(tx: Tx, entity: EntityName): Promise<OverlapReport> {
  const held = await goldensBySources.run(tx, { entity })
  const delivered = await recordsOfEntity.run(tx, { entity })
  const customersOf = (...sources: string[]) =>
    sum(held.filter((row) => sources.every((source) => row.sources.includes(source))).map((row) => row.goldens))
  const records = sum(delivered.map((row) => row.records))
  const customers = sum(held.map((row) => row.goldens))
  return {
    entity,
    records,
    customers,
    duplicates: records - customers,
    duplicateRate: records === 0 ? 0 : (records - customers) / records,
    sources: delivered.map(({ source, records: own }) => ({
      source,
      records: own,
      customers: customersOf(source),
      duplicates: own - customersOf(source),
      only: sum(held.filter((row) => row.sources.length === 1 && row.sources[0] === source).map((row) => row.goldens)),
    })),
    overlaps: delivered.flatMap(({ source: a }, place) =>
      delivered.slice(place + 1).map(({ source: b }) => ({ a, b, customers: customersOf(a, b) })),
    ),
  }
}

const filter = { source: z.string(), policy: z.string() }
const byPolicy = query('reports/issues-by-policy', filter, {
  policy: z.string(),
  source: z.string(),
  entity: EntityName,
  records: z.int(),
})
const withIssues = query(
  'reports/records-with-issues',
  { ...filter, after: z.string(), limit: z.number() },
  {
    record: RecordId,
    name: maybe(z.string()),
    source: z.string(),
    issues: json(z.array(Issue)),
    golden: maybe(z.string()),
  },
)

export type IssueFilter = {
  source?: string | undefined
  policy?: string | undefined
  after?: string | undefined
  limit: number
}

/** Findings by policy and source, and a page of the records that have them. */
export async function readIssues(
  tx: Tx,
  { source = '', policy = '', after = '', limit }: IssueFilter,
): Promise<IssuesReport> {
  const records = await withIssues.run(tx, { source, policy, after, limit })
  const last = records.at(-1)
  return {
    policies: await byPolicy.run(tx, { source, policy }),
    records: records.map((row) => ({ ...row, name: row.name ?? row.record })),
    ...(last && records.length === limit ? { next: last.record } : {}),
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
