import { z } from 'zod'
import { EntityName } from './entities/registry.ts'

const AsOf = z.object({ seq: z.int(), at: z.string() })

/** How many customers there were, by type, and the records behind them. */
export const CustomersReport = z.object({
  asOf: AsOf,
  types: z.array(z.object({ entity: EntityName, customers: z.int(), records: z.int() })),
})
export type CustomersReport = z.infer<typeof CustomersReport>

/** Households by why they are one and by size. The members of all groups are the customers who live in a household. */
export const HouseholdsReport = z.object({
  households: z.int(),
  members: z.int(),
  /** Customers who live in none. */
  single: z.int(),
  groups: z.array(z.object({ reason: z.string(), size: z.int(), households: z.int(), members: z.int() })),
})
export type HouseholdsReport = z.infer<typeof HouseholdsReport>

const Bought = z.object({
  product: z.string(),
  name: z.string(),
  orders: z.int(),
  quantity: z.number(),
  amount: z.int(),
})

/** Best customers. `reconciles` holds the sums against the orders themselves: customers and waiting orders make all of them. */
export const BestCustomersReport = z.object({
  asOf: AsOf,
  currency: z.string(),
  /** Currencies that there are orders in, most orders first. */
  currencies: z.array(z.string()),
  customers: z.array(
    z.object({
      golden: z.string(),
      name: z.string(),
      entity: z.string(),
      orders: z.int(),
      /** Minor units. */
      amount: z.int(),
      products: z.array(Bought),
    }),
  ),
  reconciles: z.object({ customers: z.int(), waiting: z.int(), orders: z.int() }),
})
export type BestCustomersReport = z.infer<typeof BestCustomersReport>

export const CrossSellReport = z.object({
  company: z.string(),
  group: z.array(z.string()),
  products: z.array(
    z.object({
      product: z.string(),
      name: z.string().optional(),
      currency: z.string().optional(),
      buyers: z.array(z.string()),
      orders: z.int(),
      amount: z.int(),
    }),
  ),
})
export type CrossSellReport = z.infer<typeof CrossSellReport>

const BillingCandidate = z.object({
  golden: z.string(),
  name: z.string().optional(),
  role: z.string().optional(),
  department: z.string().optional(),
  title: z.string().optional(),
  primary: z.boolean(),
  from: z.string().optional(),
  to: z.string().optional(),
  record: z.string().optional(),
  emails: z.array(z.string()),
  sources: z.array(z.string()).optional(),
  updatedAt: z.string().optional(),
})

export const BillingContactView = z.object({
  company: z.string(),
  status: z.enum(['one', 'none', 'ambiguous']),
  /** Present exactly when there is one. */
  contact: BillingCandidate.optional(),
  current: z.array(BillingCandidate),
  former: z.array(BillingCandidate),
})
export type BillingContactView = z.infer<typeof BillingContactView>
export const OldTermsReport = z.object({
  orders: z.array(
    z.object({
      orderId: z.string(),
      date: z.string(),
      /** What it was entered under. */
      terms: z.string(),
      golden: z.string(),
      name: z.string().optional(),
      record: z.string(),
      /** What was in force on its day. */
      due: z.string(),
      dueFrom: z.string().optional(),
      dueVersion: z.int().optional(),
      agreed: z.string(),
    }),
  ),
})
export type OldTermsReport = z.infer<typeof OldTermsReport>

const Finding = z.object({ policy: z.string(), source: z.string(), entity: EntityName, records: z.int() })
export const Findings = z.array(Finding)

/** Findings today, against the first baseline and the last, and every baseline there is. */
export const QualityReport = z.object({
  records: z.int(),
  findings: z.int(),
  policies: z.array(Finding.extend({ baseline: z.int(), change: z.int() })),
  baseline: z.object({ at: z.string(), by: z.string() }).optional(),
  trend: z.array(z.object({ at: z.string(), by: z.string(), records: z.int(), findings: z.int() })),
})
export type QualityReport = z.infer<typeof QualityReport>

/** One typed row a golden record, whatever systems say of it. The same columns for all entities; absent values are null. */
export const ExportRow = z.object({
  id: z.string(),
  entity: EntityName,
  /** `retired` ids went into others, their heirs. */
  state: z.enum(['current', 'retired']),
  seq: z.int(),
  name: z.string().nullable(),
  status: z.string().nullable(),
  givenName: z.string().nullable(),
  familyName: z.string().nullable(),
  birthDate: z.string().nullable(),
  legalForm: z.string().nullable(),
  taxId: z.string().nullable(),
  kind: z.string().nullable(),
  industry: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  line1: z.string().nullable(),
  unit: z.string().nullable(),
  line2: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  postcode: z.string().nullable(),
  country: z.string().nullable(),
  parent: z.string().nullable(),
  records: z.int(),
  sources: z.array(z.string()),
  heirs: z.array(z.string()),
  /** Share of the columns of its entity that have a value. */
  completeness: z.number(),
  missing: z.array(z.string()),
  /** `attribute=record`: whose value each is. */
  lineage: z.array(z.string()),
})
export type ExportRow = z.infer<typeof ExportRow>

export const ExportPage = z.object({ rows: z.array(ExportRow), next: z.int(), head: z.int() })
export type ExportPage = z.infer<typeof ExportPage>
