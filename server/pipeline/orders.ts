import { recordIdOf } from '../model/ids.ts'
import type { OrderInput } from '../model/record.ts'
import { fold } from '../standardise/fold.ts'
import type { Store } from '../store/driver.ts'
import { claimOrders, type OrderRow, putOrders, totalOrders } from '../store/orders.ts'

/** Order lines a transaction takes. */
const BATCH = 1_000

/**
 * Stores orders. Rows that share an order id are the lines of one order, numbered in the order they come in, so that
 * loading the same file again changes nothing. An order whose customer's record has not come yet waits for it.
 */
export async function loadOrders(
  store: Store,
  orders: readonly OrderInput[],
  onProgress: (done: number, of: number) => void,
): Promise<void> {
  const rows = orderRows(orders)
  for (let i = 0; i < rows.length; i += BATCH) {
    const batch = rows.slice(i, i + BATCH)
    const ids = [...new Set(batch.map((row) => row.id))]
    const customers = [...new Set(batch.flatMap((row) => row.properties.customerRef ?? []))]
    await store.write(async (tx) => {
      await putOrders.run(tx, { rows: batch })
      await totalOrders.run(tx, { ids })
      await claimOrders.run(tx, { ids: customers })
    })
    onProgress(Math.min(i + BATCH, rows.length), rows.length)
  }
}

/** Order lines as they are stored, numbered within their order. */
export function orderRows(orders: readonly OrderInput[]): OrderRow[] {
  const lines = new Map<string, number>()
  return orders.map((order) => {
    const id = recordIdOf(order.source, order.orderId)
    const line = (lines.get(id) ?? 0) + 1
    lines.set(id, line)
    const product = order.product ?? 'unknown'
    return {
      id,
      properties: {
        source: order.source,
        orderId: order.orderId,
        customerRef: order.customerId === undefined ? null : recordIdOf(order.source, order.customerId),
        date: order.date ?? null,
        status: order.status ?? null,
        channel: order.channel ?? null,
        currency: order.currency ?? null,
      },
      product: fold(product),
      productName: product,
      line,
      quantity: order.quantity ?? null,
      amount: order.amount ?? null,
    }
  })
}
