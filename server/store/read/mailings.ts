import { z } from 'zod'
import type { Tx } from '../graph/driver.ts'
import { maybe, query, rowsOf } from '../graph/query.ts'
import { pages } from '../write/records.ts'
import { PLACE } from './place.ts'

const text = maybe(z.string())
const customers = query(
  'mailings/customers',
  { consent: z.string(), properties: rowsOf<string>(), after: z.string(), limit: z.number() },
  {
    golden: z.string(),
    name: text,
    status: z.string(),
    members: z.array(z.string()),
    household: text,
    householdName: text,
    head: text,
    headReason: text,
    address: maybe(z.object(PLACE)),
    verified: maybe(z.boolean()),
    undeliverable: maybe(z.boolean()),
    consents: z.array(z.string()),
    /** What each record says of each of the properties. */
    said: z.array(z.array(z.unknown())),
  },
)

/** Every customer with what a mailing has to know. */
export function mailingCustomers(tx: Tx, about: { consent: string; properties: readonly string[] }) {
  return pages(
    5_000,
    (after, limit) => customers.run(tx, { ...about, after, limit }),
    (row) => row.golden,
  )
}
