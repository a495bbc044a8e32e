import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { IssuesReport } from '../../model/service-views.ts'
import { CountsReport, OverlapReport } from '../../model/views.ts'
import { readCounts, readIssues, readOverlap } from '../../store/report-reads.ts'
import { route } from '../route.ts'
import { limitOf } from './shapes.ts'

const tag = 'Reports'

export const reports = [
  route({
    method: 'get',
    path: '/reports/counts',
    tag,
    summary: 'How many customers there are, and how many records stand behind them',
    right: 'read',
    answer: CountsReport,
    handle: async (_input, { store }) => store.read(readCounts),
  }),
  route({
    method: 'get',
    path: '/reports/overlap',
    tag,
    summary: 'Records and customers of each source, and what any two sources have in common',
    description: 'Totals reconcile: records = customers + duplicates, for each source and for all.',
    right: 'read',
    query: z.strictObject({ entity: EntityName.default('person') }),
    answer: OverlapReport,
    handle: async ({ query: { entity } }, { store }) => store.read((tx) => readOverlap(tx, entity)),
  }),
  route({
    method: 'get',
    path: '/reports/issues',
    tag,
    summary: 'Which policies are broken, by source, and by which records',
    right: 'read',
    query: z.strictObject({
      source: z.string().max(200).optional(),
      policy: z.string().max(200).optional(),
      after: z.string().max(600).optional().describe('`next` of the page before'),
      limit: limitOf(100, 1_000),
    }),
    answer: IssuesReport,
    handle: async ({ query }, { store }) => store.read((tx) => readIssues(tx, query)),
  }),
]
