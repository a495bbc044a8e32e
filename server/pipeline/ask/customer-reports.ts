import { EntityName } from '../../model/entities/registry.ts'
import { compareIds } from '../../model/ids.ts'
import type { Moment } from '../../model/moment.ts'
import type { BestCustomersReport, CustomersReport } from '../../model/reports.ts'
import { subtrees } from '../../relate/roll-up.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { readGoldensAt, readLegal, readProducts, readSpend, readStanding } from '../../store/read/roll-up-reads.ts'
import { orderedByCurrency } from '../../store/read/sales-reads.ts'
import { sumMoment } from './roll-up.ts'

/** How many customers there were at a moment, by type, and how many records stood behind them. */
export async function readCustomers(tx: Tx, asOf: Moment | undefined, now: Date): Promise<CustomersReport> {
  const { seq, at } = await sumMoment(tx, asOf, now)
  const types: CustomersReport['types'] = []
  for (const entity of EntityName.options) {
    const goldens = await readGoldensAt(tx, entity, seq)
    const records = goldens.reduce((sum, row) => sum + row.records, 0)
    types.push({ entity, customers: goldens.length, records })
  }
  return { asOf: { seq, at }, types }
}

export type BestQuery = {
  by: 'golden' | 'top'
  currency?: string | undefined
  asOf?: Moment | undefined
  limit: number
}

/** Who bought most, each golden record or each ultimate parent with all below it, and what. */
export async function readBest(
  tx: Tx,
  { by, currency: asked, asOf, limit }: BestQuery,
  now: Date,
): Promise<BestCustomersReport> {
  const moment = await sumMoment(tx, asOf, now)
  const everyOrder = await orderedByCurrency.run(tx, {})
  const currencies = currenciesOf(everyOrder)
  const currency = asked ?? currencies[0] ?? ''
  const companies = await readGoldensAt(tx, 'company', moment.seq)
  const persons = await readGoldensAt(tx, 'person', moment.seq)
  const entityOf = new Map([
    ...companies.map(({ id }) => [id, 'company'] as const),
    ...persons.map(({ id }) => [id, 'person'] as const),
  ])
  const topOf = new Map<string, string>()
  if (by === 'top')
    for (const { node, depth, companies: below } of subtrees(await readLegal(tx, moment)))
      if (depth === 0) for (const id of below) topOf.set(id, node.key)
  const spent = (await readSpend(tx, [...entityOf.keys()], moment)).filter((row) => row.currency === currency)
  const sums = new Map<string, { orders: number; amount: number; members: string[] }>()
  for (const { id, orders, amount } of spent) {
    const key = topOf.get(id) ?? id
    const sum = sums.get(key) ?? { orders: 0, amount: 0, members: [] }
    sums.set(key, { orders: sum.orders + orders, amount: sum.amount + amount, members: [...sum.members, id] })
  }
  const best = [...sums].sort(([a, x], [b, y]) => y.amount - x.amount || compareIds(a, b)).slice(0, limit)
  const names = new Map(
    (
      await readStanding(
        tx,
        best.map(([id]) => id),
        moment,
      )
    ).map(({ id, name }) => [id, name]),
  )
  const bought = await readProducts(
    tx,
    best.flatMap(([, { members }]) => members),
    moment,
  )
  const ordered = everyOrder.filter((row) => row.currency === currency)
  const total = (rows: readonly { amount: number }[]) => rows.reduce((sum, { amount }) => sum + amount, 0)
  return {
    asOf: { seq: moment.seq, at: moment.at },
    currency,
    currencies,
    customers: best.map(([golden, { orders, amount, members }]) => ({
      golden,
      name: names.get(golden) ?? golden,
      entity: entityOf.get(golden) ?? 'company',
      orders,
      amount,
      products: productsOf(bought.filter((row) => members.includes(row.id) && row.currency === currency)),
    })),
    reconciles: {
      customers: total(spent),
      waiting: total(ordered.filter(({ placed }) => !placed)),
      orders: total(ordered),
    },
  }
}

/** Most orders first. */
function currenciesOf(ordered: readonly { currency?: string | undefined; orders: number }[]): string[] {
  const counts = new Map<string, number>()
  for (const { currency, orders } of ordered)
    if (currency !== undefined) counts.set(currency, (counts.get(currency) ?? 0) + orders)
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([currency]) => currency)
}

function productsOf(
  rows: Awaited<ReturnType<typeof readProducts>>,
): BestCustomersReport['customers'][number]['products'] {
  const sums = new Map<string, BestCustomersReport['customers'][number]['products'][number]>()
  for (const { product, name = product, orders, quantity, amount } of rows) {
    const sum = sums.get(product) ?? { product, name, orders: 0, quantity: 0, amount: 0 }
    sums.set(product, {
      ...sum,
      orders: sum.orders + orders,
      quantity: sum.quantity + quantity,
      amount: sum.amount + amount,
    })
  }
  return [...sums.values()].sort((a, b) => b.amount - a.amount || compareIds(a.product, b.product))
}
