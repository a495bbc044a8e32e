import { daysAfter, TODAY } from './dates.ts'
import type { Draft, FileName } from './draft.ts'
import { recordOf } from './draft.ts'
import type { Random } from './random.ts'

/** What ACME sells, with its list price in cents. */
const PRODUCTS: readonly (readonly [string, number])[] = [
  ['Harborline Rain Jacket', 12900],
  ['Ridgeway Fleece', 7900],
  ['Everyday Oxford Shirt', 5900],
  ['Quarry Work Pant', 6900],
  ['Lakeside Linen Dress', 8900],
  ['Trail Runner Shoe', 11900],
  ['Merino Crew Sweater', 9900],
  ['Canvas Belt', 2900],
  ['Wool Beanie', 2400],
  ['Denim Jacket', 9500],
  ['Straight Leg Jean', 7500],
  ['Cotton Tee 3-Pack', 3900],
  ['Down Vest', 10900],
  ['Silk Scarf', 4900],
  ['Kids Puddle Boot', 3500],
  ['Flannel Pajama Set', 6500],
]

/** A hand-written order line: who bought what, when, and for how much in all. */
export type OrderLine = {
  id: string
  date: string
  product: string
  quantity: number
  amount: string
  status?: string
  currency?: string
}

const CHANNEL: Record<string, string> = { 'web-shop': 'web', crm: 'store', erp: 'phone' }

/** Draft of one order line placed by a record. */
export function order(placedBy: Draft, line: OrderLine): Draft {
  const { source } = placedBy
  return {
    file: `${source}-orders` as FileName,
    source,
    id: line.id,
    entity: recordOf(placedBy),
    values: {
      'customer.id': placedBy.id,
      date: line.date,
      status: line.status ?? 'delivered',
      channel: CHANNEL[source],
      currency: line.currency ?? 'USD',
      product: line.product,
      quantity: String(line.quantity),
      amount: line.amount,
    },
  }
}

/** Orders of the background population: one to three lines an order, dozens a line where a company buys. */
export function backgroundOrders(random: Random, drafts: readonly Draft[]): Draft[] {
  let number = 50_000
  return drafts
    .flatMap((draft) => {
      const buys = APPETITE[draft.file]
      if (buys === undefined || !random.chance(buys)) return []
      const business = draft.file === 'erp-companies'
      const orders = business ? random.int(1, 4) : random.count({ 1: 75, 2: 25 })
      return random.times(orders, () => {
        number += random.int(1, 3)
        return orderLines(random, draft, `${draft.source.charAt(0).toUpperCase()}O${number}`, business)
      })
    })
    .flat()
}

/** How likely a record of a file has orders. */
const APPETITE: Partial<Record<FileName, number>> = {
  'web-shop-customers': 0.55,
  'crm-customers': 0.25,
  'erp-customers': 0.25,
  'erp-companies': 0.8,
}

function orderLines(random: Random, buyer: Draft, number: string, business: boolean): Draft[] {
  const country = buyer.values['address.country']
  const currency = country === 'CA' ? 'CAD' : country === 'MX' ? 'MXN' : 'USD'
  const created = String(buyer.values.createdAt ?? TODAY).slice(0, 10)
  const date = daysAfter(created, random.int(0, Math.max(0, days(created, TODAY))))
  const share = (business ? 0.6 : 1) * (currency === 'MXN' ? 18 : 1)
  return random.times(random.count({ 1: 70, 2: 22, 3: 8 }), (i) => {
    const [product, cents] = random.pick(PRODUCTS)
    const quantity = business ? random.pick([6, 12, 12, 24, 24, 48, 96]) : random.count({ 1: 80, 2: 20 })
    const amount = ((cents * quantity * share) / 100).toFixed(2)
    const status = random.weighted({ delivered: 88, returned: 7, open: 5 })
    return order(buyer, { id: `${number}-${i + 1}`, date, product, quantity, amount, status, currency })
  })
}

function days(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
