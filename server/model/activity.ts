import { z } from 'zod'
import { SourceName } from './ids.ts'
import { Instant, PlainDate } from './record.ts'

/** What hangs on a customer beside orders. Each is linked to the source record that has it, and goes where that goes. */
export const ActivityKind = z.enum(['contract', 'chargeBack', 'terms', 'web', 'social', 'other'])
export type ActivityKind = z.infer<typeof ActivityKind>

/** Label and relationship of each kind. */
export const ACTIVITY_NODES = {
  contract: { label: 'Contract', type: 'HAS_CONTRACT' },
  chargeBack: { label: 'ChargeBack', type: 'CHARGED_BACK' },
  terms: { label: 'Terms', type: 'AGREED' },
  web: { label: 'Activity', type: 'DID' },
  social: { label: 'Activity', type: 'DID' },
  other: { label: 'Activity', type: 'DID' },
} as const satisfies Record<ActivityKind, { label: string; type: string }>

export const ActivityInput = z.strictObject({
  kind: ActivityKind,
  source: SourceName,
  /** The source's own id of it. */
  activityId: z.string().trim().min(1).max(500),
  /** Record of the same source whose it is; may arrive later. */
  customerId: z.string().trim().min(1).max(500),
  /** A contract's or terms' first and last day; without a last one it runs on. */
  from: PlainDate.optional(),
  to: PlainDate.optional(),
  /** Day of a charge-back. */
  date: PlainDate.optional(),
  /** When something was done. */
  doneAt: Instant.optional(),
  status: z.string().max(100).optional(),
  /** Payment or delivery for terms; a page, a campaign or a network for activity. */
  subject: z.string().max(500).optional(),
  /** What the terms are: `net 30`. */
  value: z.string().max(500).optional(),
  version: z.int().optional(),
  /** Order that a charge-back is about. */
  orderId: z.string().max(500).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** In minor units of the currency. */
  amount: z.int().optional(),
})
export type ActivityInput = z.infer<typeof ActivityInput>

const text = z.string().optional()
/** Orders of a golden record over all of its records. Money is in minor units of the order's currency. */
export const OrdersView = z.object({
  golden: z.string(),
  orders: z.array(
    z.object({
      id: z.string(),
      orderId: z.string(),
      source: text,
      record: z.string(),
      date: text,
      status: text,
      terms: text,
      currency: text,
      amount: z.int().optional(),
      products: z.array(z.object({ name: z.string(), quantity: z.number().optional() })),
    }),
  ),
})
export type OrdersView = z.infer<typeof OrdersView>

/** An activity as it is shown, with the record that has it. */
export const ActivityView = z.object({
  id: z.string(),
  kind: ActivityKind,
  record: z.string(),
  from: text,
  to: text,
  date: text,
  doneAt: text,
  status: text,
  subject: text,
  value: text,
  version: z.int().optional(),
  orderId: text,
  currency: text,
  amount: z.int().optional(),
})
export type ActivityView = z.infer<typeof ActivityView>
