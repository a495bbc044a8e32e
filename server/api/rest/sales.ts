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
import { readBest, readCustomers } from '../../pipeline/ask/sales.ts'
import { findTree } from '../../store/read/company-reads.ts'
import { readExport } from '../../store/read/export-reads.ts'
import { keepBaseline, readQuality } from '../../store/read/quality-reads.ts'
import { billingCandidates, oldTerms, siblingsBuy } from '../../store/read/sales-reads.ts'
import { BILLING_WORDS } from '../../text/company-words.ts'
import { csvReply, Format, wantsCsv } from '../csv.ts'
import { heirOf } from '../heir-of.ts'
import { report } from '../report.ts'
import { Reply, route } from '../route.ts'
import { Entity, found, GoldenParams, limitOf, Seq } from './shapes.ts'

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
    read: (tx, { asOf: then }) => readCustomers(tx, then),
  }),
  report({
    field: 'bestCustomers',
    path: '/reports/best-customers',
    tag,
    summary: 'Who bought most, and what: each golden record, or each ultimate parent with all below it',
    description: 'Per currency, in minor units. `reconciles` holds the sums against the orders themselves.',
    args: z.strictObject({
      by: z.enum(['golden', 'top']).default('golden'),
      currency: z.string().regex(/^[A-Z]{3}$/),
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
    read: readBest,
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
    read: (tx, { since, limit }) => readQuality(tx, since, limit),
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
    handle: async ({ caller }, { store }) => {
      const at = new Date().toISOString()
      await store.write((tx) => keepBaseline(tx, at, caller.actor.key))
      return new Reply(201, await store.read((tx) => readQuality(tx, undefined, 100)))
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
    read: async (tx, { golden = '', limit }) => ({ orders: await oldTerms.run(tx, { golden, limit }) }),
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
    read: async (tx, { id, limit }) => {
      const company = await heirOf(tx, id)
      const { nodes } = found(await findTree(tx, company), 'golden.not-found', `company ${id}`)
      const group = nodes.map((node) => node.id).filter((other) => other !== company)
      return { company, group, products: await siblingsBuy.run(tx, { id: company, ids: group, limit }) }
    },
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
    read: async (tx, { id }) => {
      const company = await heirOf(tx, id)
      found(await findTree(tx, company), 'golden.not-found', `company ${id}`)
      const today = new Date().toISOString()
      const all = await billingCandidates.run(tx, { id: company, words: [...BILLING_WORDS] })
      const current = all.filter(({ to }) => to === undefined || to > today)
      const primary = current.filter((each) => each.primary)
      const [one, ...others] = primary.length === 1 ? primary : current
      const former = all.filter((each) => !current.includes(each))
      if (!one) return { company, status: 'none' as const, current, former }
      if (others.length > 0) return { company, status: 'ambiguous' as const, current, former }
      return { company, status: 'one' as const, contact: one, current, former }
    },
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
    handle: async ({ query: { after, entity = '', limit, format }, req }, { store }) => {
      const page = await store.read((tx) => readExport(tx, after, entity, limit))
      if (!wantsCsv(format, req)) return page
      return csvReply(Object.keys(ExportRow.shape), page.rows, { 'X-Kith-Next': String(page.next) })
    },
  }),
]
