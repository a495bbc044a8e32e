import { groupBy } from '../../collections/group-by.ts'
import { EntityName } from '../../model/entities/registry.ts'
import { customerRefOf, customersOf } from '../../model/ids.ts'
import type { OrderArrival, OrderInput } from '../../model/record.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { isOfRecord } from '../../store/graph/refusal.ts'
import { goldensOfRecords } from '../../store/write/goldens.ts'
import {
  claimOrders,
  dateNewOrders,
  keepOrderVersions,
  type OrderRow,
  type OrderState,
  orderStates,
  putOrders,
  totalOrders,
  trimOrders,
} from '../../store/write/orders.ts'
import { fold } from '../../text/fold.ts'

/** Order lines a transaction takes. */
const BATCH = 1_000

export type OrderOutcome = 'created' | 'updated' | 'unchanged'

type LoadOrdersOptions = {
  onProgress?: (done: number, of: number) => void
  /** Hears of an order that the graph refuses; the others go on. */
  onReject?: (id: string, error: unknown) => void
}

/**
 * Stores orders. Rows that share an order id are the lines of one order, numbered in the order they come in, so that
 * loading the same file again changes nothing; what a row leaves empty stays as it is. An order whose customer's record
 * has not come yet waits for it.
 */
export async function loadOrders(
  store: Store,
  orders: readonly OrderInput[],
  now: () => Date,
  { onProgress = () => {}, onReject }: LoadOrdersOptions = {},
): Promise<Map<string, OrderOutcome>> {
  const rows = orderRows(orders)
  const outcomes = new Map<string, OrderOutcome>()
  const at = now().toISOString() // one instant for a load: an order whose lines lie in two batches is no change
  for (let i = 0; i < rows.length; i += BATCH) {
    await put(rows.slice(i, i + BATCH))
    onProgress(Math.min(i + BATCH, rows.length), rows.length)
  }
  return outcomes

  /** A batch that fails as a whole is tried again order by order. */
  async function put(batch: readonly OrderRow[]): Promise<void> {
    try {
      // An order that an earlier batch has made or changed stays what it is.
      for (const [id, outcome] of await store.write((tx) => putBatch(tx, batch, at)))
        if ((outcomes.get(id) ?? 'unchanged') === 'unchanged') outcomes.set(id, outcome)
    } catch (error) {
      if (!onReject || !isOfRecord(error)) throw error
      const byOrder = groupBy(batch, ({ id }) => id)
      for (const [id, own] of byOrder)
        if (byOrder.size === 1) onReject(id, error)
        else await put(own)
    }
  }
}

/** What became of an order that arrived, and the golden record of whoever placed it. */
export type OrderTaken = { outcome: OrderOutcome; golden?: string }

/** Stores orders that arrive at a server, in one transaction; of those that gave all of their lines, others go. */
export function takeOrders(
  store: Store,
  arrived: readonly OrderArrival[],
  now: () => Date,
): Promise<Map<string, OrderTaken>> {
  const rows = orderRows(arrived.flatMap(({ lines }) => lines))
  const whole = arrived.filter(({ isWhole }) => isWhole).flatMap(({ lines }) => lines)
  const ids = new Set(whole.map(orderIdOf))
  return store.write(async (tx) => {
    const outcomes = await putBatch(tx, rows, now().toISOString(), ids)
    const stored = await orderStates.run(tx, { ids: [...outcomes.keys()] })
    const customers = new Map(stored.map(({ id, placedBy }) => [id, placedBy]))
    const placed = await goldensOfRecords.run(tx, { ids: stored.flatMap(({ placedBy }) => placedBy ?? []) })
    const goldens = new Map<string, string>(placed.map(({ id, golden }) => [id, golden]))
    return new Map(
      [...outcomes].map(([id, outcome]) => {
        const golden = goldens.get(customers.get(id) ?? '')
        return [id, golden === undefined ? { outcome } : { outcome, golden }]
      }),
    )
  })
}

async function putBatch(
  tx: Tx,
  batch: readonly OrderRow[],
  at: string,
  whole: ReadonlySet<string> = new Set(),
): Promise<Map<string, OrderOutcome>> {
  const ids = [...new Set(batch.map((row) => row.id))]
  const customers = [...new Set(batch.flatMap((row) => row.properties.customerRef ?? []))]
  const states = new Map((await orderStates.run(tx, { ids })).map((state) => [state.id, state]))
  const rows = batch.map((row) => ofKnownProduct(row, states.get(row.id)))
  const rowsOf = groupBy(rows, ({ id }) => id)
  const outcomeOf = (id: string): OrderOutcome => {
    const state = states.get(id)
    if (!state) return 'created'
    return saysOtherwise(state, rowsOf.get(id) ?? [], whole.has(id)) ? 'updated' : 'unchanged'
  }
  const outcomes = new Map(ids.map((id) => [id, outcomeOf(id)]))
  // An order that is about to say something else keeps what it said, so that a sum as of a past day repeats.
  const changed = ids.filter((id) => outcomes.get(id) === 'updated')
  if (changed.length > 0) await keepOrderVersions.run(tx, { ids: changed, at })
  await putOrders.run(tx, { rows: rows.map(stated) })
  const trimmed = ids.filter((id) => whole.has(id)).map((id) => ({ id, lines: linesIn(rowsOf.get(id) ?? []) }))
  if (trimmed.length > 0) await trimOrders.run(tx, { rows: trimmed })
  await totalOrders.run(tx, { ids })
  await dateNewOrders.run(tx, { ids, at })
  await claimOrders.run(tx, { ids: customers.flatMap(customersOf), entities: EntityName.options, at })
  return outcomes
}

/** A row without what it does not state: that takes nothing back. */
function stated(row: OrderRow): OrderRow {
  const properties = Object.fromEntries(Object.entries(row.properties).filter(([, value]) => value !== null))
  return { ...row, properties: properties as OrderRow['properties'] }
}

/** A line that names no product is of the product that it was of. */
function ofKnownProduct(row: OrderRow, state: OrderState | undefined): OrderRow {
  if (row.productName !== UNKNOWN) return row
  const [, product] = state?.lines.find(([number]) => number === String(row.line)) ?? []
  return product ? { ...row, product, productName: product } : row
}

/** What a product is called that nobody has named. */
const UNKNOWN = 'unknown'

function linesIn(rows: readonly OrderRow[]): number {
  return rows.filter(({ line }) => line !== null).length
}

/** Whether rows of an order say something else than is stored of it. */
function saysOtherwise(state: OrderState, rows: readonly OrderRow[], isWhole: boolean): boolean {
  if (isWhole && state.lines.length > linesIn(rows)) return true
  return rows.some(({ properties, product, line, quantity, amount }) => {
    const isNew = (name: (typeof OF_THE_ORDER_STORED)[number]) =>
      (properties[name] ?? null) !== null && properties[name] !== (state[name] ?? null)
    if (OF_THE_ORDER_STORED.some(isNew)) return true
    if (line === null) return false
    const own = state.lines.find(([number, key]) => number === String(line) && key === product)
    const isOther = (said: number | null, text: string | null | undefined) => said !== null && said !== numberOf(text)
    return !own || isOther(quantity, own[2]) || isOther(amount, own[3])
  })
}

const OF_THE_ORDER_STORED = ['status', 'date', 'currency', 'channel', 'customerRef', 'terms'] as const

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

/** Id of an order among those of all sources. */
export function orderIdOf({ source, orderId }: OrderInput): string {
  return `${source}:${orderId}`
}

/** Order lines as they are stored, numbered within their order. A row that names no product, quantity or amount is no line of it. */
export function orderRows(orders: readonly OrderInput[]): OrderRow[] {
  const lines = new Map<string, number>()
  const said = saidOfOrders(orders)
  return orders.map((line) => {
    const id = orderIdOf(line)
    const order = { ...line, ...said.get(id) }
    const isLine = [line.product, line.quantity, line.amount].some((said) => said !== undefined)
    const number = isLine ? (lines.get(id) ?? 0) + 1 : null
    if (number !== null) lines.set(id, number)
    const product = order.product ?? UNKNOWN
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
