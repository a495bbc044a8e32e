import { z } from 'zod'
import { AddressesReport, WorstAddresses } from '../../../model/addresses/address-report.ts'
import { report } from '../../report.ts'
import { limitOf } from '../shapes.ts'

const tag = 'Reports'

const price = (what: string) =>
  z.coerce.number().int().min(0).max(1_000_000).default(0).describe(`what ${what} costs, in minor units`)

export const addressReports = [
  report({
    field: 'addresses',
    path: '/reports/addresses',
    tag,
    summary:
      'How good addresses are by source and country, what came back, what that and duplicates cost, month by month and source by source',
    description:
      'Each piece that came back or arrived counts once, in every source whose records write its address. Duplicates are records more than customers: what one piece a record would send twice.',
    args: z.strictObject({
      costOfReturn: price('a piece that comes back'),
      costOfPiece: price('a piece that is sent'),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .default('USD'),
    }),
    answer: AddressesReport,
    lists: ['rows', 'months', 'sourceMonths'],
    read: (ask, prices) => ask.addresses.report(prices),
  }),
  report({
    field: 'worstAddresses',
    path: '/reports/addresses/worst',
    tag,
    summary: 'Golden records with an address that mail came back from or that a verifier doubts, the worst first',
    args: z.strictObject({
      source: z.string().max(100).default(''),
      country: z.string().max(100).default(''),
      offset: z.coerce.number().int().min(0).default(0).describe('`next` of the page before'),
      limit: limitOf(100, 1_000),
    }),
    answer: WorstAddresses,
    lists: ['addresses'],
    read: (ask, filter) => ask.addresses.worst(filter),
  }),
]
