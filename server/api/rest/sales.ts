import { z } from 'zod'
import { Moment } from '../../model/moment.ts'
import {
  BestCustomersReport,
  BillingContactView,
  CrossSellReport,
  CustomersReport,
  ExportPage,
  ExportRow,
  OldTermsReport,
  QualityReport,
} from '../../model/reports.ts'
import { csvReply, Format, wantsCsv } from '../csv.ts'
import { report } from '../report.ts'
import { Reply, route } from '../route.ts'
import { Entity, GoldenParams, limitOf, Seq } from './shapes.ts'

const tag = 'Reports'
const asOf = Moment.optional().describe('a number of the feed, an instant, a day (its end, UTC) or now')

export const sales = [
  report({
    field: 'customers',
    path: '/reports/customers',
    tag,
    summary: 'How many customers there were at a moment, by type, and the raw records behind them',
    args: z.strictObject({ asOf }),
    answer: CustomersReport,
    problems: ['history.pruned'],
    lists: ['types'],
    read: (ask, { asOf: then }) => ask.reports.customers(then),
  }),
  report({
    field: 'bestCustomers',
    path: '/reports/best-customers',
    tag,
    summary: 'Who bought most, and what: each golden record, or each ultimate parent with all below it',
    description: 'Per currency, in minor units. `reconciles` holds the sums against the orders themselves.',
    args: z.strictObject({
      by: z.enum(['golden', 'top']).default('golden'),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional()
        .describe('without it the one that most orders are in'),
      asOf,
      limit: limitOf(20, 1_000),
    }),
    answer: BestCustomersReport,
    problems: ['history.pruned'],
    lists: ['customers'],
    tables: {
      customers: {
        columns: ['golden', 'name', 'entity', 'currency', 'orders', 'amount', 'products'],
        rows: ({ customers, currency }) =>
          customers.map(({ products, ...row }) => ({ ...row, currency, products: products.map(({ name }) => name) })),
      },
    },
    read: (ask, query) => ask.reports.best(query),
  }),
  report({
    field: 'quality',
    path: '/reports/quality',
    tag,
    summary: 'Broken policies by source against a stored baseline, and the trend',
    description: 'GET /reports/issues lists the records behind each.',
    args: z.strictObject({
      since: z.iso.datetime().optional().describe('against the baseline that stood then; else against the latest'),
      limit: limitOf(100, 1_000),
    }),
    answer: QualityReport,
    lists: ['policies', 'trend'],
    read: (ask, { since, limit }) => ask.reports.quality(since, limit),
  }),
  route({
    method: 'post',
    path: '/reports/quality/baseline',
    tag,
    summary: 'Keep today’s findings as a baseline',
    description: 'A running Kith keeps one a day by itself.',
    right: 'decide',
    answer: QualityReport,
    statuses: { 201: 'Kept' },
    handle: async ({ caller }, { kith, ask }) => {
      await kith.keepBaseline(caller.actor)
      return new Reply(201, await ask.reports.quality(undefined, 100))
    },
  }),
  report({
    field: 'oldTerms',
    path: '/reports/old-terms',
    tag,
    summary: 'Orders entered under other payment terms than those in force on their day',
    description:
      'An order’s `terms` against the terms (`POST /activities`) of its customer, over all records, by their own dates and versions.',
    args: z.strictObject({ golden: z.string().max(100).optional(), limit: limitOf(100, 1_000) }),
    answer: OldTermsReport,
    lists: ['orders'],
    read: (ask, { golden, limit }) => ask.reports.oldTerms(golden, limit),
  }),
  report({
    field: 'crossSell',
    path: '/companies/{id}/cross-sell',
    tag: 'Companies',
    summary: 'What the rest of the group buys and this company does not',
    args: GoldenParams.extend({ limit: limitOf(50, 500) }),
    answer: CrossSellReport,
    problems: ['golden.not-found'],
    lists: ['products'],
    read: (ask, { id, limit }) => ask.companies.crossSell(id, limit),
  }),
  report({
    field: 'billingContact',
    path: '/companies/{id}/billing-contact',
    tag: 'Companies',
    summary: 'The one current contact for a company’s invoices, or that there is none, or that there are several',
    description:
      'Current ones whose role, department or title says so; where several do, the one that is primary. Former ones with their dates beside them.',
    args: GoldenParams,
    answer: BillingContactView,
    problems: ['golden.not-found'],
    lists: ['current', 'former'],
    read: (ask, { id }) => ask.companies.billingContact(id),
  }),
  route({
    method: 'get',
    path: '/export',
    tag,
    summary: 'Golden records as rows of one typed schema, with completeness and lineage, incremental',
    description:
      'Pass `next` as `after` the next time: what changed since then comes again, retired ids with their heirs. As CSV the cursor is in the header X-Kith-Next.',
    right: 'read',
    query: z.strictObject({ after: Seq.default(0), entity: Entity, limit: limitOf(1_000, 10_000), format: Format }),
    answer: ExportPage,
    otherMedia: ['text/csv'],
    handle: async ({ query: { after, entity, limit, format }, req }, { ask }) => {
      const page = await ask.changes.exported(after, entity, limit)
      if (!wantsCsv(format, req)) return page
      return csvReply(Object.keys(ExportRow.shape), page.rows, { 'X-Kith-Next': String(page.next) })
    },
  }),
]
