import type { ChangeDraft } from '../../model/change.ts'
import type { Golden, GoldenValue } from '../../model/golden.ts'
import { compareIds, type GoldenId, type RecordId, splitRecordId } from '../../model/ids.ts'
import type { PlanBody, PlanEffects } from '../../model/plan.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { namesOf } from '../../store/read/history-reads.ts'
import { goldensById } from '../../store/write/goldens.ts'
import { ordersOfRecords, systemsOfRecords } from '../../store/write/plans.ts'
import { hashOf } from '../../text/hash.ts'
import type { Ledger } from './ledger.ts'

/** Names under which relations are noted in changes. */
const RELATIONS = new Set(['company', 'parent', 'parentShare', 'refusedParent', 'samePerson'])

/** Items that a list of effects shows; a change of rules may have a hundred thousand. */
const SHOWN = 1_000
/** Golden records that are told side by side, before and afterwards; of more the lists have to do. */
const SIDES = 20

export type RuleOf = (golden: GoldenId, attribute: string) => string | undefined
export type OrdersOf = Awaited<ReturnType<typeof ordersOfRecords.run>>

/** What the changes of a ledger amount to, read before it is closed, in the transaction that made them. */
export async function effectsOf(tx: Tx, { changes }: Pick<Ledger, 'changes'>): Promise<PlanEffects> {
  const drafts = [...changes.values()]
  const goldens = await goldensById(
    tx,
    drafts.map((draft) => draft.golden),
  )
  const rules = new Map(
    goldens.flatMap(({ id, winners }) => winners.map(({ attribute, rule }) => [`${id} ${attribute}`, rule] as const)),
  )
  const moved = drafts.flatMap((draft) => draft.joined)
  const orders = moved.length === 0 ? [] : await ordersOfRecords.run(tx, { ids: moved })
  const effects = summed(drafts, (golden, attribute) => rules.get(`${golden} ${attribute}`), orders)
  const records = effects.consumers.flatMap((consumer) => consumer.records)
  const sides = sidesOf(drafts, goldens)
  return {
    ...effects,
    sides,
    systems: (await systemsOfRecords.run(tx, { ids: records })).map(({ system }) => system),
    names: await namesIn(tx, effects, sides),
  }
}

/** Names as they were before, where an id is gone; else as they are afterwards. */
async function namesIn(tx: Tx, effects: PlanEffects, sides: PlanEffects['sides']): Promise<PlanEffects['names']> {
  const { created, retired, kept, flips, households, hierarchies, rollUps: orders } = effects
  const ids = [
    ...[...created, ...retired, ...kept, ...flips].map(({ golden }) => golden),
    ...households.flatMap(({ golden, from, to }) => [golden, from, to]),
    ...hierarchies.flatMap(({ golden, from, to }) => [golden, ...from, ...to]),
    ...orders.flatMap(({ from, to }) => [from, to]),
  ]
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  const known = wanted.length === 0 ? [] : await namesOf.run(tx, { ids: wanted })
  return Object.fromEntries([
    ...known.map(({ id, name }) => [id, name]),
    ...sides.flatMap(({ golden, name, after }) => (after === null ? [[golden, name]] : [])),
  ])
}

/** What the golden records whose records move were, and are: a line of the feed tells only what differs. */
function sidesOf(drafts: readonly ChangeDraft[], goldens: readonly Golden[]): PlanEffects['sides'] {
  const now = new Map(goldens.map((golden) => [golden.id, golden]))
  return drafts
    .filter(({ joined, left }) => joined.length + left.length > 0)
    .sort((a, b) => compareIds(a.golden, b.golden))
    .slice(0, SIDES)
    .map((draft) => {
      const { golden, joined, left } = draft
      const { members = [], values = {} } = now.get(golden) ?? {}
      const there = members.length + left.length - joined.length
      const [was, is] = [said({ ...values, ...draft.before }), said(values)]
      return {
        golden,
        name: String(is.name ?? was.name ?? golden),
        before: there > 0 ? { records: there, values: was } : null,
        after: now.has(golden) ? { records: members.length, values: is } : null,
      }
    })
}

/** Values alone: a line of the feed tells the status and relations beside them, and what is gone as null. */
function said(told: Readonly<Record<string, GoldenValue | null>>): Record<string, GoldenValue> {
  return Object.fromEntries(
    Object.entries(told).flatMap(([name, value]) =>
      value === null || name === 'status' || name === 'household' || RELATIONS.has(name) ? [] : [[name, value]],
    ),
  )
}

/** Effects of changes, the whole graph's or one cluster's. */
export function summed(all: readonly ChangeDraft[], ruleOf: RuleOf, orders: OrdersOf): PlanEffects {
  const drafts = [...all].sort((a, b) => compareIds(a.golden, b.golden))
  const created = drafts.filter((draft) => isNew(draft))
  const retired = drafts.filter((draft) => draft.kind === 'retired')
  const kept = drafts.filter((draft) => !isNew(draft) && draft.kind !== 'retired')
  const flips = kept.flatMap((draft) => flipsOf(draft, ruleOf))
  const attributes: Record<string, number> = {}
  for (const { attribute } of flips) attributes[attribute] = (attributes[attribute] ?? 0) + 1
  return {
    created: created.slice(0, SHOWN).map(({ golden, entity, joined }) => ({ golden, entity, members: joined })),
    retired: retired
      .slice(0, SHOWN)
      .map(({ golden, entity, left, heirs }) => ({ golden, entity, members: left, heirs })),
    kept: kept.slice(0, SHOWN).map(({ golden, entity, joined, left }) => ({ golden, entity, joined, left })),
    flips: flips.slice(0, SHOWN),
    households: drafts.flatMap(householdOf).slice(0, SHOWN),
    hierarchies: drafts.flatMap(relationsOf).slice(0, SHOWN),
    rollUps: rollUps(drafts, orders).slice(0, SHOWN),
    consumers: consumersOf(drafts),
    ...{ systems: [], sides: [], names: {} },
    totals: {
      created: created.length,
      retired: retired.length,
      kept: kept.length,
      flips: flips.length,
      merges: drafts.filter(({ kind }) => kind === 'merged').length,
      splits: drafts.filter(({ kind, heirs }) => heirs.length > (kind === 'retired' ? 1 : 0)).length,
      attributes,
    },
  }
}

/** Hash of what happens to golden records and what hangs on them: what a plan promises. */
export function outcomeOf({ created, retired, kept, flips, households, hierarchies, totals }: PlanEffects): string {
  return hashOf({ created, retired, kept, flips, households, hierarchies, totals })
}

/** The golden records that changes start from, as they were. */
export function formerOf(drafts: Iterable<ChangeDraft>): PlanBody['former'] {
  return [...drafts]
    .filter((draft) => !isNew(draft) && (draft.joined.length > 0 || draft.left.length > 0))
    .map((draft) => ({ id: draft.golden, members: membersBefore(draft) }))
    .sort((a, b) => compareIds(a.id, b.id))
}

function membersBefore({ members = [], joined, left }: ChangeDraft): RecordId[] {
  const fresh = new Set(joined)
  return [...members.filter((id) => !fresh.has(id)), ...left].sort(compareIds)
}

/** A golden record that absorbs others may be new too: all its records came from elsewhere. */
function isNew(draft: ChangeDraft): boolean {
  return draft.kind !== 'retired' && membersBefore(draft).length === 0
}

function flipsOf({ golden, attributes, before, after }: ChangeDraft, ruleOf: RuleOf): PlanEffects['flips'] {
  return attributes
    .filter((name) => name !== 'members' && name !== 'household' && !RELATIONS.has(name))
    .map((attribute) => {
      const rule = ruleOf(golden, attribute)
      const [from, to] = [before[attribute] ?? null, after[attribute] ?? null]
      return { golden, attribute, from, to, ...(rule === undefined ? {} : { rule }) }
    })
}

function householdOf({ golden, attributes, before, after }: ChangeDraft): PlanEffects['households'] {
  if (!attributes.includes('household')) return []
  return [{ golden, from: one(before.household), to: one(after.household) }]
}

function relationsOf({ golden, attributes, before, after }: ChangeDraft): PlanEffects['hierarchies'] {
  return attributes
    .filter((name) => RELATIONS.has(name))
    .map((relation) => ({ golden, relation, from: many(before[relation]), to: many(after[relation]) }))
}

function one(value: string | string[] | null | undefined): string | null {
  return many(value)[0] ?? null
}

function many(value: string | string[] | null | undefined): string[] {
  return value === null || value === undefined ? [] : [value].flat()
}

/** Spend follows its record: from the golden record that loses it to the one that gets it. Never across currencies. */
function rollUps(drafts: readonly ChangeDraft[], orders: OrdersOf): PlanEffects['rollUps'] {
  const from = new Map(drafts.flatMap(({ golden, left }) => left.map((id) => [id, golden] as const)))
  const to = new Map(drafts.flatMap(({ golden, joined }) => joined.map((id) => [id, golden] as const)))
  const sums = new Map<string, PlanEffects['rollUps'][number]>()
  for (const { id, currency, orders: count, amount } of orders) {
    const [a, b] = [from.get(id), to.get(id)]
    if (a === undefined || b === undefined) continue
    const key = `${a} ${b} ${currency ?? ''}`
    const known = sums.get(key) ?? { from: a, to: b, orders: 0, amount: 0, ...(currency ? { currency } : {}) }
    sums.set(key, { ...known, orders: known.orders + count, amount: known.amount + amount })
  }
  return [...sums].sort(([a], [b]) => compareIds(a, b)).map(([, sum]) => sum)
}

function consumersOf(drafts: readonly ChangeDraft[]): PlanEffects['consumers'] {
  const records = new Set(drafts.flatMap(({ members = [], left }) => [...members, ...left]))
  const bySource = new Map<string, string[]>()
  for (const id of [...records].sort(compareIds)) {
    const { source } = splitRecordId(id)
    const known = bySource.get(source)
    if (known) known.push(id)
    else bySource.set(source, [id])
  }
  return [...bySource]
    .sort(([a], [b]) => compareIds(a, b))
    .map(([source, own]) => ({ source, records: own.slice(0, SHOWN) }))
}
