import { z } from 'zod'
import type { RecordId } from '../model/ids.ts'
import { query, rowsOf } from './query.ts'

/** One line of an order with the order it belongs to. `amount` in minor units. */
export type OrderRow = {
  id: string
  properties: { customerRef: RecordId | null; [property: string]: string | null }
  product: string
  productName: string
  line: number
  quantity: number | null
  amount: number | null
}

export const putOrders = query('orders/put', { rows: rowsOf<OrderRow>() }, {})
export const totalOrders = query('orders/total', { ids: rowsOf<string>() }, {})
export const claimOrders = query('orders/claim', { ids: rowsOf<RecordId>() }, {})
export const dangling = query('orders/dangling', {}, { kind: z.string(), waiting: z.number() })
