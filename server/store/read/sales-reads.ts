import { z } from 'zod'
import { maybe, query, rowsOf } from '../graph/query.ts'

const text = maybe(z.string())

export const orderedByCurrency = query(
  'roll-ups/ordered',
  {},
  { currency: text, placed: z.boolean(), orders: z.int(), amount: z.int() },
)
export const ordersOf = query(
  'orders/of-golden',
  { id: z.string(), limit: z.number() },
  {
    id: z.string(),
    orderId: z.string(),
    source: text,
    record: z.string(),
    date: text,
    status: text,
    terms: text,
    currency: text,
    amount: maybe(z.int()),
    products: z.array(z.object({ name: z.string(), quantity: maybe(z.number()) })),
  },
)
export const siblingsBuy = query(
  'roll-ups/siblings-buy',
  { id: z.string(), ids: rowsOf<string>(), limit: z.number() },
  { product: z.string(), name: text, currency: text, buyers: z.array(z.string()), orders: z.int(), amount: z.int() },
)
export const billingCandidates = query(
  'roll-ups/billing',
  { id: z.string(), words: rowsOf<string>() },
  {
    golden: z.string(),
    name: text,
    role: text,
    department: text,
    title: text,
    primary: z.boolean(),
    from: text,
    to: text,
    record: text,
    emails: z.array(z.string()),
    sources: maybe(z.array(z.string())),
    updatedAt: text,
  },
)
export const oldTerms = query(
  'roll-ups/old-terms',
  { golden: z.string(), limit: z.number() },
  {
    orderId: z.string(),
    date: z.string(),
    terms: z.string(),
    golden: z.string(),
    name: text,
    record: z.string(),
    due: z.string(),
    dueFrom: text,
    dueVersion: maybe(z.int()),
    agreed: z.string(),
  },
)
