import { z } from 'zod'
import type { EntityName } from '../../model/entities/registry.ts'
import { RecordId } from '../../model/ids.ts'
import { maybe, query, rowsOf } from '../graph/query.ts'

/** One line of an order, or none, with the order it belongs to. `amount` in minor units. */
export type OrderRow = {
  id: string
  properties: { customerRef: string | null; [property: string]: string | null }
  product: string
  productName: string
  /** Its number within the order; null for what is said of the order alone. */
  line: number | null
  quantity: number | null
  amount: number | null
}

export const putOrders = query('orders/put', { rows: rowsOf<OrderRow>() }, {})
export const orderStates = query(
  'orders/states',
  { ids: rowsOf<string>() },
  {
    id: z.string(),
    status: maybe(z.string()),
    date: maybe(z.string()),
    currency: maybe(z.string()),
    channel: maybe(z.string()),
    customerRef: maybe(z.string()),
    terms: maybe(z.string()),
    lines: z.array(z.array(z.string().nullable())),
    placedBy: maybe(RecordId),
  },
)
export type OrderState = Awaited<ReturnType<typeof orderStates.run>>[number]
/** Takes lines beyond so many out of orders. */
export const trimOrders = query('orders/trim', { rows: rowsOf<{ id: string; lines: number }>() }, {})
export const keepOrderVersions = query('orders/keep-versions', { ids: rowsOf<string>(), at: z.string() }, {})
export const dateNewOrders = query('orders/date-new', { ids: rowsOf<string>(), at: z.string() }, {})
export const totalOrders = query('orders/total', { ids: rowsOf<string>() }, {})
export const claimOrders = query(
  'orders/claim',
  { ids: rowsOf<RecordId>(), entities: rowsOf<EntityName>(), at: z.string() },
  {},
)
/** What waits since several records may be its customer. */
export const ambiguousCustomers = query(
  'orders/ambiguous',
  { entities: rowsOf<EntityName>() },
  { id: z.string(), names: z.string(), mayBe: z.array(RecordId) },
)
export const dangling = query(
  'orders/dangling',
  { ids: rowsOf<string>(), entities: rowsOf<EntityName>() },
  { kind: z.enum(['orders', 'contacts', 'companies']), id: z.string(), names: z.string(), mayBe: z.array(RecordId) },
)
