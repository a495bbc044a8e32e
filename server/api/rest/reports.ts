import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { HouseholdsReport } from '../../model/reports.ts'
import { IssuesReport } from '../../model/service-views.ts'
import { CountsReport, OverlapReport } from '../../model/views.ts'
import { report } from '../report.ts'
import { limitOf } from './shapes.ts'

const tag = 'Reports'

export const reports = [
  report({
    field: 'counts',
    path: '/reports/counts',
    tag,
    summary: 'How many customers there are, and how many records stand behind them',
    args: z.strictObject({}),
    answer: CountsReport,
    lists: ['bySource'],
    read: (ask) => ask.reports.counts(),
  }),
  report({
    field: 'overlap',
    path: '/reports/overlap',
    tag,
    summary: 'Records, customers and duplicates of each source, and what any two sources have in common',
    description: 'Totals reconcile: records = customers + duplicates, for each source and for all.',
    args: z.strictObject({ entity: EntityName.default('person') }),
    answer: OverlapReport,
    lists: ['sources', 'overlaps'],
    read: (ask, { entity }) => ask.reports.overlap(entity),
  }),
  report({
    field: 'households',
    path: '/reports/households',
    tag,
    summary: 'How many households there are, of what size and why, and how many customers live in none',
    args: z.strictObject({}),
    answer: HouseholdsReport,
    lists: ['groups'],
    read: (ask) => ask.reports.households(),
  }),
  report({
    field: 'issues',
    path: '/reports/issues',
    tag,
    summary: 'Which policies are broken, by source, and by which records',
    args: z.strictObject({
      source: z.string().max(200).optional(),
      policy: z.string().max(200).optional(),
      after: z.string().max(600).optional().describe('`next` of the page before'),
      limit: limitOf(100, 1_000),
    }),
    answer: IssuesReport,
    lists: ['policies', 'records'],
    tables: {
      records: {
        columns: ['record', 'name', 'source', 'golden', 'policies'],
        rows: ({ records }) =>
          records.map(({ issues, ...row }) => ({ ...row, policies: issues.map(({ policy }) => policy) })),
      },
    },
    read: (ask, filter) => ask.reports.issues(filter),
  }),
]
