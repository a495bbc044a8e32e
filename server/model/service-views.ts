import { z } from 'zod'
import { Change } from './change.ts'
import { EntityName } from './entities/registry.ts'
import { Decision } from './evidence.ts'
import { GoldenValue } from './golden.ts'
import { Issue } from './record.ts'

/** Answers of the surface beside the ones of `views.ts`: history, decisions, issues, free queries and the service itself. */

/** How a golden record came to be what it is: its versions and the changes that made them, latest first. */
export const HistoryView = z.object({
  id: z.string(),
  versions: z.array(
    z.object({
      fromSeq: z.int(),
      toSeq: z.int().optional(),
      members: z.array(z.string()),
      values: z.record(z.string(), GoldenValue.nullable()),
    }),
  ),
  changes: z.array(Change),
})
export type HistoryView = z.infer<typeof HistoryView>

/** A page of the feed: `next` is what to pass as `after` for the one that follows, `head` where the feed stands. */
export const ChangesPage = z.object({ changes: z.array(Change), next: z.int(), head: z.int() })
export type ChangesPage = z.infer<typeof ChangesPage>

/** What a decision set in motion. */
export const DecisionOutcome = z.object({
  decision: Decision,
  goldens: z.array(z.string()),
  warnings: z.array(z.string()),
})
export type DecisionOutcome = z.infer<typeof DecisionOutcome>

export const DecisionsPage = z.object({ decisions: z.array(Decision) })
export type DecisionsPage = z.infer<typeof DecisionsPage>

/** Quality findings: how many records break each policy, and the records themselves. */
export const IssuesReport = z.object({
  policies: z.array(z.object({ policy: z.string(), source: z.string(), entity: EntityName, records: z.int() })),
  records: z.array(
    z.object({
      record: z.string(),
      name: z.string(),
      source: z.string(),
      golden: z.string().optional(),
      issues: z.array(Issue),
    }),
  ),
  /** Pass as `after` to read on; absent on the last page. */
  next: z.string().optional(),
})
export type IssuesReport = z.infer<typeof IssuesReport>

/** Answer of a free query. Rows are lists in the order of the columns. */
export const CypherAnswer = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.unknown())),
  /** More rows were there than the limit lets out. */
  truncated: z.boolean(),
  ms: z.int(),
})
export type CypherAnswer = z.infer<typeof CypherAnswer>

export const HealthView = z.object({
  status: z.enum(['ok', 'unavailable']),
  version: z.string(),
  access: z.enum(['loopback', 'keys']),
  /** Edition and version of the Neo4j behind it. */
  neo4j: z.string().optional(),
  /** Last number of the change feed. */
  seq: z.int().optional(),
  migrations: z.object({ applied: z.array(z.string()), pending: z.array(z.string()) }).optional(),
  /** Where Neo4j Browser answers, when it is known. */
  neo4jBrowser: z.string().optional(),
})
export type HealthView = z.infer<typeof HealthView>
