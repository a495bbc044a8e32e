import { EntityName } from '../../model/entities/registry.ts'
import { customerRefOf, customersOf } from '../../model/ids.ts'
import type { OrderInput } from '../../model/record.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import {
  claimOrders,
  dateNewOrders,
  keepOrderVersions,
  type OrderRow,
  orderStates,
  putOrders,
  totalOrders,
} from '../../store/write/orders.ts'
import { fold } from '../../text/fold.ts'

/** Order lines a transaction takes. */
const BATCH = 1_000

/**
 * Stores orders. Rows that share an order id are the lines of one order, numbered in the order they come in, so that
 * loading the same file again changes nothing. An order whose customer's record has not come yet waits for it.
 */
export async function loadOrders(
  store: Store,
  orders: readonly OrderInput[],
  now: () => Date,
  onProgress: (done: number, of: number) => void,
): Promise<void> {
  const rows = orderRows(orders)
  const at = now().toISOString() // one instant for a load: an order whose lines lie in two batches is no change
  for (let i = 0; i < rows.length; i += BATCH) {
    const batch = rows.slice(i, i + BATCH)
    const ids = [...new Set(batch.map((row) => row.id))]
    const customers = [...new Set(batch.flatMap((row) => row.properties.customerRef ?? []))]
    await store.write(async (tx) => {
      await keepChanged(tx, batch, ids, at)
      await putOrders.run(tx, { rows: batch })
      await totalOrders.run(tx, { ids })
      await dateNewOrders.run(tx, { ids, at })
      await claimOrders.run(tx, { ids: customers.flatMap(customersOf), entities: EntityName.options, at })
    })
    onProgress(Math.min(i + BATCH, rows.length), rows.length)
  }
}

/** An order that is about to say something else keeps what it said, so that a sum as of a past day repeats. */
async function keepChanged(tx: Tx, batch: readonly OrderRow[], ids: readonly string[], at: string): Promise<void> {
  const states = new Map((await orderStates.run(tx, { ids })).map((state) => [state.id, state]))
  const changed = batch.filter(({ id, properties, product, line, quantity, amount }) => {
    const state = states.get(id)
    if (!state) return false
    const own = state.lines.find(([number, key]) => number === String(line) && key === product)
    return (
      (['status', 'date', 'currency', 'channel', 'customerRef'] as const).some(
        (name) => (state[name] ?? null) !== (properties[name] ?? null),
      ) ||
      !own ||
      numberOf(own[2]) !== quantity ||
      numberOf(own[3]) !== amount
    )
  })
  const kept = [...new Set(changed.map((row) => row.id))]
  if (kept.length > 0) await keepOrderVersions.run(tx, { ids: kept, at })
}

function numberOf(text: string | null | undefined): number | null {
  return text === null || text === undefined ? null : Number(text)
}

const OF_THE_ORDER = ['customerId', 'date', 'status', 'channel', 'terms', 'currency'] as const
type Said = Pick<OrderInput, (typeof OF_THE_ORDER)[number]>

/**
 * What the lines of an order say of it together: many exports name date, status and customer on its first line alone, and
 * an empty cell of a later line takes nothing back. Where two lines say different things, the later does.
 */
function saidOfOrders(orders: readonly OrderInput[]): Map<string, Said> {
  const said = new Map<string, Said>()
  for (const order of orders) {
    const id = orderIdOf(order)
    const own = said.get(id) ?? {}
    for (const name of OF_THE_ORDER) if (order[name] !== undefined) own[name] = order[name]
    said.set(id, own)
  }
  return said
}

function orderIdOf({ source, orderId }: OrderInput): string {
  return `${source}:${orderId}`
}

/** Order lines as they are stored, numbered within their order. */
export function orderRows(orders: readonly OrderInput[]): OrderRow[] {
  const lines = new Map<string, number>()
  const said = saidOfOrders(orders)
  return orders.map((line) => {
    const id = orderIdOf(line)
    const order = { ...line, ...said.get(id) }
    const number = (lines.get(id) ?? 0) + 1
    lines.set(id, number)
    const product = order.product ?? 'unknown'
    return {
      id,
      properties: {
        source: order.source,
        orderId: order.orderId,
        customerRef: order.customerId === undefined ? null : customerRefOf(order.source, order.customerId),
        date: order.date ?? null,
        status: order.status ?? null,
        channel: order.channel ?? null,
        ...(order.terms === undefined ? {} : { terms: order.terms }),
        currency: order.currency ?? null,
      },
      product: fold(product),
      productName: product,
      line: number,
      quantity: order.quantity ?? null,
      amount: order.amount ?? null,
    }
  })
}
