import { LONGEST_ID, tooLongInWords } from '../model/arriving/lengths.ts'
import type { SourceName } from '../model/ids.ts'
import type { Result } from '../model/problem.ts'
import type { OrderInput } from '../model/record.ts'
import { readDate } from '../text/date-text.ts'
import { readDecimalText } from '../text/decimal-text.ts'
import { currencyIn } from './cells/plain-amount.ts'
import type { MappingPlan } from './compile-mapping.ts'
import { minorUnits } from './money.ts'

/** Longest text of each field of an order. Who placed it may be named with source and entity. */
const LONGEST: Readonly<Record<string, number>> = {
  'customer.id': LONGEST_ID + 120,
  date: 200,
  currency: 100,
  amount: 200,
  quantity: 200,
  status: 300,
  channel: 300,
  terms: 500,
  product: 500,
}

type Bad = { readonly detail: string; readonly field: string }
type Made = Extract<Result<OrderInput>, { ok: true }> | { readonly ok: false; readonly problem: Bad }

function bad(field: string, what: string, text: string): Made {
  return { ok: false, problem: { field, detail: `${field} is ${what}: ${JSON.stringify(text.slice(0, 60))}` } }
}

/** Makes the fields of a row an order. Money becomes whole minor units of its currency, so it needs one. */
export function orderOf(
  fields: Record<string, string[]>,
  id: { source: SourceName; orderId: string },
  plan: Pick<MappingPlan, 'hints'>,
): Made {
  const text = (name: string) => fields[name]?.[0]?.trim()
  for (const [name, longest] of Object.entries(LONGEST)) {
    const length = text(name)?.length ?? 0
    if (length > longest)
      return { ok: false, problem: { field: name, detail: `${name} has ${tooLongInWords(length, longest)}` } }
  }
  const order: OrderInput = { ...id }
  const date = text('date')
  if (date !== undefined) {
    const read = readDate(date, { format: plan.hints?.dateFormats?.date, order: plan.hints?.dateOrder })
    if (read?.precision !== 'day') return bad('date', 'no date', date)
    order.date = read.value
  }
  const amount = text('amount')
  // Many exports write it beside the amount and nowhere else.
  const currency = text('currency')?.toUpperCase() ?? (amount === undefined ? undefined : currencyIn(amount))
  if (currency !== undefined) {
    if (!/^[A-Z]{3}$/.test(currency)) return bad('currency', 'no ISO 4217 code', currency)
    order.currency = currency
  }
  if (amount !== undefined) {
    if (currency === undefined) return bad('amount', 'without a currency (map one, or set it in constants)', amount)
    const units = minorUnits(amount, currency)
    if (units === undefined) return bad('amount', 'no decimal number', amount)
    order.amount = units
  }
  const quantity = text('quantity')
  if (quantity !== undefined) {
    const read = readDecimalText(quantity)
    if (read === undefined) return bad('quantity', 'no number', quantity)
    order.quantity = Number(read)
  }
  const customerId = text('customer.id')
  if (customerId !== undefined) order.customerId = customerId
  for (const name of ['status', 'channel', 'terms', 'product'] as const) {
    const value = text(name)
    if (value !== undefined) order[name] = value
  }
  return { ok: true, value: order }
}
