import { z } from 'zod'
import { compareIds } from '../../model/ids.ts'
import type { Place } from '../../model/moment.ts'
import { RELATION_NAMES } from '../../model/relation.ts'
import type { Measure } from '../../model/roll-up.ts'
import type { Tx } from '../graph/driver.ts'
import { maybe, query, rowsOf } from '../graph/query.ts'
import { feedHead } from '../write/changes.ts'
import { hierarchyTree, hierarchyTreeAt } from '../write/hierarchies.ts'

/** A moment to sum as of. Without `past` it is the present, which needs no history. */
export type SumMoment = Place & { past: boolean }

const ids = { ids: rowsOf<string>() }
const then = { ...ids, seq: z.number(), at: z.string(), day: z.string() }
const spendRow = { id: z.string(), currency: maybe(z.string()), orders: z.int(), amount: z.number() }
const spend = query('roll-ups/spend', ids, spendRow)
const spendAt = query('roll-ups/spend-at', then, spendRow)
const productRow = {
  id: z.string(),
  product: z.string(),
  name: maybe(z.string()),
  currency: maybe(z.string()),
  orders: z.int(),
  quantity: z.number(),
  amount: z.number(),
}
const products = query('roll-ups/products', ids, productRow)
const productsAt = query('roll-ups/products-at', then, productRow)
const chargeBacks = query('roll-ups/charge-backs', then, {
  id: z.string(),
  currency: maybe(z.string()),
  items: z.int(),
  amount: z.number(),
})
const contracts = query('roll-ups/contracts', then, {
  id: z.string(),
  contract: z.string(),
  currency: maybe(z.string()),
  amount: maybe(z.number()),
})
const contacts = query('roll-ups/contacts', ids, { id: z.string(), contact: z.string() })
const standingRow = { id: z.string(), name: maybe(z.string()), status: maybe(z.string()), reasons: z.array(z.string()) }
const standing = query('roll-ups/standing', ids, standingRow)
const standingAt = query('roll-ups/standing-at', { ...ids, seq: z.number() }, standingRow)
const parents = query('roll-ups/parents', {}, { id: z.string(), name: maybe(z.string()), parent: maybe(z.string()) })
const below = query(
  'roll-ups/below',
  { id: z.string() },
  { id: z.string(), name: maybe(z.string()), parent: maybe(z.string()) },
)
const relationLines = query(
  'roll-ups/relation-lines',
  { seq: z.number(), entity: z.string(), relation: z.string() },
  { golden: z.string(), body: z.string() },
)
const goldensAt = query(
  'roll-ups/goldens-at',
  { entity: z.string(), seq: z.number() },
  { id: z.string(), name: maybe(z.string()), records: z.int() },
)

export const dayOf = (at: string): string => at.slice(0, 10)

export async function presentMoment(tx: Tx): Promise<SumMoment> {
  const { seq, at } = (await feedHead.run(tx, {}))[0] ?? { seq: 0, at: '' }
  return { seq, at, past: false }
}

/** A present moment's facts may be dated until today, whatever the feed's last line is of. */
const FOREVER = '9999-12-31T23:59:59.999Z'

function window(list: readonly string[], moment: SumMoment, today: string) {
  const { seq, at, past } = moment
  return { ids: list, seq, at: past ? at : FOREVER, day: past ? dayOf(at) : today }
}

export function readSpend(tx: Tx, list: readonly string[], moment: SumMoment) {
  return moment.past ? spendAt.run(tx, window(list, moment, '')) : spend.run(tx, { ids: list })
}

export function readProducts(tx: Tx, list: readonly string[], moment: SumMoment) {
  return moment.past ? productsAt.run(tx, window(list, moment, '')) : products.run(tx, { ids: list })
}

export function readStanding(tx: Tx, list: readonly string[], moment: SumMoment) {
  return moment.past ? standingAt.run(tx, { ids: list, seq: moment.seq }) : standing.run(tx, { ids: list })
}

export function readGoldensAt(tx: Tx, entity: string, seq: number) {
  return goldensAt.run(tx, { entity, seq })
}

/** What the measures need of companies, by company. */
export async function readFacts(
  tx: Tx,
  list: readonly string[],
  measures: ReadonlySet<Measure>,
  moment: SumMoment,
  today: string,
) {
  const when = window(list, moment, today)
  const asks = (...any: Measure[]) => list.length > 0 && any.some((measure) => measures.has(measure))
  const spent = asks('revenue', 'orders', 'bonusBase') ? await readSpend(tx, list, moment) : []
  const back = asks('bonusBase') ? await chargeBacks.run(tx, when) : []
  const bought = asks('products') ? await readProducts(tx, list, moment) : []
  const people = asks('contacts') ? await readContacts(tx, list, moment) : []
  const agreed = asks('contracts') ? await contracts.run(tx, when) : []
  return {
    spend: byId(spent, ({ currency, orders, amount }) => ({ currency, count: orders, amount })),
    chargeBacks: byId(back, ({ currency, items, amount }) => ({ currency, count: items, amount })),
    products: byId(bought, ({ product }) => product),
    contacts: byId(people, ({ contact }) => contact),
    contracts: byId(agreed, ({ contract, currency, amount }) => ({ contract, currency, amount })),
  }
}

/** Companies with a contract that runs. */
export async function readContracted(tx: Tx, list: readonly string[], moment: SumMoment, today: string) {
  return new Set((await contracts.run(tx, window(list, moment, today))).map((row) => row.id))
}

async function readContacts(tx: Tx, list: readonly string[], moment: SumMoment) {
  if (!moment.past) return contacts.run(tx, { ids: list })
  const there = await targetsAt(tx, 'contact', RELATION_NAMES.WORKS_AT, moment.seq, async () => {
    const rows = await contacts.run(tx, { ids: (await parents.run(tx, {})).map(({ id }) => id) })
    return rows.map(({ id, contact }) => ({ id: contact, target: id }))
  })
  const wanted = new Set(list)
  return [...there].flatMap(([contact, targets]) =>
    targets.filter((id) => wanted.has(id)).map((id) => ({ id, contact })),
  )
}

/** One relation of an entity as of a line of the feed: the present ones, undone back to it. */
async function targetsAt(
  tx: Tx,
  entity: string,
  relation: string,
  seq: number,
  present: () => Promise<readonly { id: string; target: string }[]>,
): Promise<Map<string, string[]>> {
  const now = byId(await present(), ({ target }) => target)
  const first = new Set<string>()
  for (const { golden, body } of await relationLines.run(tx, { seq, entity, relation })) {
    if (first.has(golden)) continue
    first.add(golden)
    now.set(golden, Targets.parse(JSON.parse(body)).before[relation] ?? [])
  }
  return now
}
const Target = z.union([z.string().transform((one) => [one]), z.array(z.string())]).nullish()
const Targets = z.object({ before: z.record(z.string(), z.unknown()) }).transform(({ before }) => ({
  before: Object.fromEntries(
    Object.entries(before).flatMap(([name, value]) => {
      const read = Target.safeParse(value)
      return read.success && read.data ? [[name, read.data] as const] : []
    }),
  ) as Record<string, string[]>,
}))

export type HierarchyRow = {
  key: string
  name: string
  type: string
  parent?: string | undefined
  company?: string | undefined
  record?: string | undefined
  companyName?: string | undefined
}

/** The legal hierarchy, or the part of it below a company. */
export async function readLegal(tx: Tx, moment: SumMoment, root?: string): Promise<HierarchyRow[]> {
  const rowOf = ({ id, name, parent }: { id: string; name?: string | undefined; parent?: string | undefined }) => ({
    key: id,
    name: name ?? id,
    type: 'company',
    company: id,
    ...(parent === undefined ? {} : { parent }),
  })
  if (!moment.past && root !== undefined) return (await below.run(tx, { id: root })).map(rowOf)
  if (!moment.past) return (await parents.run(tx, {})).map(rowOf)
  const there = await goldensAt.run(tx, { entity: 'company', seq: moment.seq })
  const above = await targetsAt(tx, 'company', RELATION_NAMES.SUBSIDIARY_OF, moment.seq, async () =>
    (await parents.run(tx, {})).flatMap(({ id, parent }) => (parent === undefined ? [] : [{ id, target: parent }])),
  )
  return there.map(({ id, name }) => rowOf({ id, name, parent: above.get(id)?.[0] }))
}

export async function readHierarchy(tx: Tx, name: string, moment: SumMoment): Promise<HierarchyRow[]> {
  const { at, seq, past } = moment
  return past ? hierarchyTreeAt.run(tx, { name, at, seq }) : hierarchyTree.run(tx, { name })
}

function byId<T extends { id: string }, V>(rows: readonly T[], value: (row: T) => V): Map<string, V[]> {
  const found = new Map<string, V[]>()
  for (const row of [...rows].sort((a, b) => compareIds(a.id, b.id))) {
    const known = found.get(row.id)
    if (known) known.push(value(row))
    else found.set(row.id, [value(row)])
  }
  return found
}
