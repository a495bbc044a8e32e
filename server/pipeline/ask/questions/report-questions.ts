import type { EntityName } from '../../../model/entities/registry.ts'
import type { Moment } from '../../../model/moment.ts'
import type { SharedContactPoints } from '../../../model/relation-views.ts'
import type {
  BestCustomersReport,
  CustomersReport,
  HouseholdsReport,
  OldTermsReport,
  QualityReport,
} from '../../../model/reports.ts'
import type { IssuesReport } from '../../../model/service-views.ts'
import type { CountsReport, OverlapReport } from '../../../model/views.ts'
import { findSharedPoints, type SharedPointFilter } from '../../../store/read/path-reads.ts'
import { readQuality } from '../../../store/read/quality-reads.ts'
import {
  type IssueFilter,
  readCounts,
  readHouseholds,
  readIssues,
  readOverlap,
} from '../../../store/read/report-reads.ts'
import { oldTerms } from '../../../store/read/sales-reads.ts'
import { type Asking, SEARCH_LIMITS } from '../asking.ts'
import { type BestQuery, readBest, readCustomers } from '../customer-reports.ts'

/** Questions over the whole graph. */
export const reportQuestions = ({ read, now }: Asking) => ({
  counts: (): Promise<CountsReport> => read(readCounts),

  /** What sources have in common. */
  overlap: (entity: EntityName): Promise<OverlapReport> => read((tx) => readOverlap(tx, entity)),

  households: (): Promise<HouseholdsReport> => read(readHouseholds),

  /** Findings by policy and source, and a page of the records that have them. */
  issues: (filter: IssueFilter): Promise<IssuesReport> => read((tx) => readIssues(tx, filter)),

  /** How many customers there were at a moment. */
  customers: (asOf: Moment | undefined): Promise<CustomersReport> => read((tx) => readCustomers(tx, asOf, now())),

  /** Who bought most. */
  best: (query: BestQuery): Promise<BestCustomersReport> => read((tx) => readBest(tx, query, now())),

  /** Findings of today against a baseline. */
  quality: (since: string | undefined, limit: number): Promise<QualityReport> =>
    read((tx) => readQuality(tx, since, limit)),

  /** Orders under other terms than those in force on their day, of one golden record or of all. */
  oldTerms: (golden: string | undefined, limit: number): Promise<OldTermsReport> =>
    read(async (tx) => ({ orders: await oldTerms.run(tx, { golden: golden ?? '', limit }) })),

  /** Phone numbers and e-mail addresses that several parties share. */
  sharedPoints: (filter: SharedPointFilter): Promise<SharedContactPoints> =>
    read((tx) => findSharedPoints(tx, filter), SEARCH_LIMITS),
})
