import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { recordIdOf, SourceName } from '../../model/ids.ts'
import { failed, ok, type Problem, type Result } from '../../model/problem.ts'
import type { OrderArrival, OrderInput } from '../../model/record.ts'
import { flawIn } from '../../text/sound-json.ts'
import { contentId } from '../cells/read-id.ts'
import { flatten } from '../flatten.ts'
import { orderOf } from '../order-input.ts'

const Scalar = z.union([z.string(), z.number(), z.boolean()])
const Line = z.strictObject({
  product: z.string().optional(),
  quantity: Scalar.nullish(),
  amount: Scalar.nullish(),
})

/** An order as people write it by hand: what is said of it beside `fields` or in it, its lines, and who placed it. */
const OrderForm = z
  .object({
    source: SourceName,
    sourceId: z
      .union([z.string(), z.int()], { error: 'an id is text, or a whole number below 2^53; send others as text' })
      .transform((id) => String(id).trim())
      .pipe(z.string().min(1).max(500)),
    entity: z.literal('order'),
    fields: z.record(z.string(), Scalar.nullable()).default({}),
    customer: z.record(z.string(), z.unknown()).optional(),
    lines: z.array(Line).max(500).optional(),
  })
  .catchall(z.unknown())

const FIELDS = ['customer.id', 'date', 'status', 'channel', 'currency', 'amount', 'product', 'quantity', 'terms']

/**
 * Reads the JSON of one order. A customer that comes with it, without an id, is known by the e-mail address, or else by all
 * that is said: the guest who orders again is the same record.
 */
export function parseOrderForm(json: unknown): Result<OrderArrival> {
  const flaw = flawIn(json)
  if (flaw) return invalid({ field: flaw.at, detail: `${flaw.at}: ${flaw.why}` }, undefined)
  const form = OrderForm.safeParse(json)
  if (!form.success) {
    const [issue] = form.error.issues
    return invalid({ field: issue?.path.join('.') ?? '', detail: issue?.message ?? 'no order' }, undefined)
  }
  const { source, sourceId, entity: _entity, fields, customer, lines, ...beside } = form.data
  const name = `${source}:${sourceId}`
  const said = { ...flatten(beside), ...flatten(fields) }
  const unknown = Object.keys(said).filter((field) => !FIELDS.includes(field))
  if (unknown.length > 0)
    return invalid({ field: unknown[0] ?? '', detail: `order has no field ${unknown.join(', ')}` }, name)
  const placedBy = customer && customerOf(customer, source, said['customer.id'])
  if (placedBy) said['customer.id'] = placedBy.name
  const amounts = lines?.filter(({ amount }) => amount !== undefined && amount !== null).length ?? 0
  if (amounts > 0 && said.amount !== undefined)
    return invalid(
      { field: 'amount', detail: 'amount is said of the order and of its lines; the order’s is their sum' },
      name,
    )
  const { amount, ...shared } = said
  const rows = (lines ?? [{}]).map((line, i) => ({
    ...shared,
    // The amount of the whole order stands with its first line, as in files.
    ...(i === 0 && amount !== undefined ? { amount } : {}),
    ...flatten(line),
  }))
  const made: OrderInput[] = []
  for (const row of rows.length > 0 ? rows : [said]) {
    const texts = Object.fromEntries(Object.entries(row).filter(([, text]) => text.trim() !== ''))
    const order = orderOf(
      Object.fromEntries(Object.entries(texts).map(([field, text]) => [field, [text]])),
      { source, orderId: sourceId },
      { hints: undefined },
    )
    if (!order.ok) return invalid(order.problem, name)
    made.push(order.value)
  }
  return ok({ lines: made, isWhole: lines !== undefined, customer: placedBy?.record })
}

/** The record that comes with an order, if it says more than an id. */
function customerOf(
  { id, sourceId = id, ...said }: Record<string, unknown>,
  source: SourceName,
  stated: string | undefined,
): { name: string; record: Record<string, unknown> | undefined } {
  const flat = flatten(said) ?? {}
  const { email = flat['fields.email'] } = flat
  const known = sourceId ?? stated
  const own =
    known === undefined
      ? contentId(email === undefined ? Object.entries(flat).sort().flat() : [email.trim()])
      : String(known).trim()
  if (Object.keys(flat).length === 0) return { name: own, record: undefined }
  const record = { entity: 'person', ...said, source, sourceId: own }
  const entity = EntityName.safeParse(record.entity).data
  return { name: entity && own !== '' ? recordIdOf(source, entity, own) : own, record }
}

function invalid({ field, detail }: { field: string; detail: string }, record: string | undefined): Result<never> {
  const where: Partial<Problem> = { ...(record === undefined ? {} : { record }), ...(field === '' ? {} : { field }) }
  return failed('record.invalid', detail, where)
}
