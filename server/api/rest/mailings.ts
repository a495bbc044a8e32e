import { z } from 'zod'
import { MailingView, Obstacle } from '../../model/relation-views.ts'
import { csvReply, Format, wantsCsv } from '../csv.ts'
import { route } from '../route.ts'

const MailingRequest = z.strictObject({
  purpose: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,100}$/)
    .default('mail')
    .describe('whose `consent.<purpose>` counts'),
  per: z.enum(['household', 'person']).default('household').describe('`person` for what is nobody else’s: a cheque'),
  verifiedOnly: z.boolean().default(false).describe('leave out addresses that nobody made sure of'),
  consentNeeded: z.boolean().default(false).describe('only who has agreed; else everybody who has not refused'),
  refusal: z.enum(['person', 'household']).default('person').describe('whom a refusal speaks for'),
  suppress: z.array(z.string().min(1).max(600)).max(10_000).default([]).describe('golden or record ids to leave out'),
  left: z
    .enum(['any', ...Obstacle.options])
    .optional()
    .describe('answer with who is left out, and why, instead of rows: for whatever reason, or for this one'),
  offset: z.int().min(0).default(0).describe('`next` of the page before'),
  limit: z.int().min(1).max(100_000).default(1_000),
})

const COLUMNS = [
  ...[
    'addressee',
    'name',
    'household',
    'householdName',
    'line1',
    'unit',
    'line2',
    'city',
    'region',
    'postcode',
    'country',
  ],
  ...['verified', 'consent', 'covers', 'reason'],
]

export const mailings = [
  route({
    method: 'post',
    path: '/mailings',
    tag: 'Households',
    summary: 'One row a household: to whom, where, and what that saves',
    description:
      'The head of a household is the addressee, else the next who may be written to; who lives in no household has a row of their own. ' +
      'A refusal on any record of a person counts, whatever the others say. Undeliverable addresses are left out and counted; nothing is ' +
      'stored. `format=csv` answers with the rows alone.',
    right: 'query',
    query: z.strictObject({ format: Format }),
    body: MailingRequest,
    answer: MailingView,
    otherMedia: ['text/csv'],
    handle: async ({ query: { format }, body, req }, { ask }) => {
      const view = await ask.households.mailing(body)
      if (!wantsCsv(format, req)) return view
      if (view.left) return csvReply(['golden', 'name', 'why'], view.left)
      const rows = view.rows.map(({ address, covers, coversNames: _names, ...row }) => ({
        ...{ ...address, ...row },
        covers: covers.join(' '),
      }))
      return csvReply(COLUMNS, rows)
    },
  }),
]
