import type { EntityName } from '../../../server/model/entities/registry.ts'
import { idOfRecord, pairKey, type RecordId, SourceName } from '../../../server/model/ids.ts'
import type { Plan, PlanRequest } from '../../../server/model/plan.ts'
import { type ProblemCode, ProblemError } from '../../../server/model/problem.ts'
import type { RecordInput } from '../../../server/model/record.ts'
import { bulkResolve } from '../../../server/pipeline/bulk/bulk-resolve.ts'
import { dayOf } from '../../../server/pipeline/run/context.ts'
import { rulesInForce } from '../../../server/pipeline/run/rules-in-force.ts'
import { prepare } from '../../../server/rules/prepare.ts'
import type { Next, Step } from './steps.ts'
import { rulesNamed, type World } from './world.ts'

/** What a step did, as far as it decides what must hold after it. */
export type Played = {
  /** All of it in one transaction, and no ids given back: the rule of which ids survive can be looked at. */
  once?: boolean
  /** Nothing of it may be seen. */
  idle?: boolean
  /** What a plan that was applied had promised. */
  promised?: Plan
  /** The graph is as it was before: ids, values, relations. */
  undone?: boolean
}

const actor = { key: 'history' }
const ORDER: EntityName[] = ['company', 'contact', 'person']

/** Refusals that a step may meet in a history. Any other is a fault. */
const MAY_REFUSE: Partial<Record<Step['do'], readonly ProblemCode[]>> = {
  delete: ['record.not-found'],
  decide: ['decision.conflict', 'record.not-found', 'request.invalid'],
  merge: ['decision.conflict', 'request.invalid'],
  split: ['decision.conflict', 'request.invalid'],
  unmerge: ['decision.conflict', 'request.invalid', 'record.not-found'],
  apply: ['plan.stale', 'decision.conflict'],
  revert: ['plan.blocked', 'decision.conflict'],
  pin: ['request.invalid'],
  retire: ['source.unknown'],
  restore: ['source.unknown'],
}

/** Does a step; a refusal is an answer, and leaves everything as it was. @returns undefined where there was nothing to do it to. */
export async function play(world: World, step: Step): Promise<Played | undefined> {
  try {
    return await act(world, step)
  } catch (error) {
    if (!(error instanceof ProblemError) || !MAY_REFUSE[step.do]?.includes(error.problem.code)) throw error
    return { idle: true }
  }
}

async function act(world: World, step: Step): Promise<Played | undefined> {
  const { kith } = world
  switch (step.do) {
    case 'load':
      return load(world, step.records, step.way)
    case 'send again':
      return sendAgain(world)
    case 'delete':
      await kith.remove(step.record, actor)
      world.bury(step.record)
      return { once: true }
    case 'decide': {
      const { decision } = await kith.decide(
        { low: step.low, high: step.high, verdict: step.verdict, reason: 'looked' },
        actor,
      )
      world.decided.set(pairKey(decision.low, decision.high), decision)
      return { once: true }
    }
    case 'undo': {
      const found = nthOf([...world.decided.values()], step.nth)
      if (!found) return undefined
      await kith.revoke(found.id, actor)
      world.decided.delete(pairKey(found.low, found.high))
      return { once: true }
    }
    case 'merge': {
      const goldens = await Promise.all(step.records.map((id) => ownerOf(world, id)))
      const [a, b] = goldens
      if (!a || !b) return undefined
      return planned(
        world,
        { kind: 'merge', goldens: [a, b], overrule: step.overrule, reason: 'one' } as PlanRequest,
        step.next,
      )
    }
    case 'split': {
      const golden = await ownerOf(world, step.record)
      if (!golden) return undefined
      const members = (
        await world.store.autoCommit('MATCH (g:Golden {id: $golden}) RETURN g.members AS members', { golden })
      )[0]?.members as RecordId[]
      const part = [...new Set(step.away.map((place) => members[place % members.length]))]
      return planned(world, { kind: 'split', golden, parts: [part], reason: 'two' } as PlanRequest, step.next)
    }
    case 'unmerge':
      return planned(
        world,
        {
          kind: 'unmerge',
          record: step.record,
          scope: step.tree ? 'tree' : 'single',
          allowAgain: step.again,
          reason: 'not they',
        },
        step.next,
      )
    case 'rules':
      return planned(world, { kind: 'rules', ruleSet: rulesNamed(step.rules), reason: step.rules }, step.next)
    case 'apply': {
      const open = nthOf(
        world.plans.filter(({ state }) => state === 'open'),
        step.nth,
      )
      return open && apply(world, open.id)
    }
    case 'revert': {
      const applied = nthOf(
        world.plans.filter(({ state }) => state === 'applied'),
        step.nth,
      )
      return applied && revert(world, applied.id)
    }
    case 'pin':
      return pin(world, step)
    case 'unpin': {
      const standing = nthOf(world.pins, step.nth)
      if (!standing) return undefined
      await kith.unpin(standing.id, actor)
      world.pins.splice(world.pins.indexOf(standing), 1)
      return { once: true }
    }
    case 'wait':
      world.wait(step.days)
      await kith.sweep(actor)
      return {}
    case 'retire':
      await kith.retire(SourceName.parse(step.source), 'sold', actor)
      world.retired.add(step.source)
      return {}
    case 'restore':
      await kith.restore(SourceName.parse(step.source), actor)
      world.retired.delete(step.source)
      return {}
    case 'restart':
      await world.restart()
      return { idle: true }
  }
}

async function load(world: World, records: RecordInput[], way: 'at once' | 'one by one' | 'in bulk'): Promise<Played> {
  if (way === 'in bulk') {
    await inBulk(world, records)
    world.arrive(records)
    return {}
  }
  const parts = way === 'at once' ? [records] : records.map((record) => [record])
  for (const part of parts) {
    const outcomes = await world.kith.upsert(part, actor)
    const rejected = outcomes.filter(({ outcome }) => outcome === 'rejected')
    if (rejected.length > 0) throw new Error(`rejected: ${JSON.stringify(rejected)}`)
  }
  world.arrive(records)
  const ids = new Set(records.map(idOfRecord))
  return { once: parts.length === 1 && ids.size === records.length }
}

/** What `kith load` does with a file that is large beside the graph. */
export async function inBulk(
  { store, context }: Pick<World, 'store' | 'context'>,
  records: readonly RecordInput[],
): Promise<void> {
  for (const entity of ORDER) {
    const inputs = records.filter((record) => record.entity === entity)
    if (inputs.length === 0) continue
    const engine = await store.read((tx) => rulesInForce().engine(tx))
    const prepared = inputs.map((input) => prepare(input, engine, dayOf(context.now())))
    await bulkResolve(store, entity, prepared, engine, context)
  }
}

/** The same records again, those that are still as they were sent: nothing is new. */
async function sendAgain(world: World): Promise<Played> {
  const same = world.sent.filter((input) => world.said.get(idOfRecord(input)) === input)
  const outcomes = await world.kith.upsert(same, actor)
  const other = outcomes.filter(({ outcome }) => outcome !== 'unchanged')
  if (other.length > 0) throw new Error(`sent again and not unchanged: ${JSON.stringify(other)}`)
  return { idle: true }
}

async function planned(world: World, request: PlanRequest, next: Next): Promise<Played> {
  const { id } = await world.kith.plans.make(request, actor)
  world.plans.push({ id, state: 'open' })
  if (next === 'leave open') return { idle: true }
  const applied = await apply(world, id)
  if (next === 'apply') return applied
  await revert(world, id)
  return { undone: true }
}

async function apply(world: World, id: string): Promise<Played> {
  const plan = await world.kith.plans.apply(id, actor)
  world.plans.splice(
    world.plans.findIndex((each) => each.id === id),
    1,
    { id, state: 'applied' },
  )
  await world.heedDecisions()
  return { promised: plan, once: plan.kind !== 'rules' }
}

async function revert(world: World, id: string): Promise<Played> {
  await world.kith.plans.revert(id, actor)
  world.plans.splice(
    world.plans.findIndex((each) => each.id === id),
    1,
  )
  await world.heedDecisions()
  return {}
}

async function pin(world: World, step: Extract<Step, { do: 'pin' }>): Promise<Played | undefined> {
  const golden = await ownerOf(world, step.record)
  if (!golden) return undefined
  const until =
    step.days === undefined ? undefined : new Date(world.now().getTime() + step.days * 86_400_000).toISOString()
  const { pin: made } = await world.kith.pin(
    { golden, attribute: step.attribute, value: step.value, record: step.record, reason: 'asked', until } as Parameters<
      World['kith']['pin']
    >[0],
    actor,
  )
  const standing = await world.store.autoCommit('MATCH (p:Pin) WHERE p.endedAt IS NULL RETURN p.id AS id')
  const stand = new Set(standing.map(({ id }) => id))
  world.pins.push({ id: made.id, until })
  world.pins.splice(0, world.pins.length, ...world.pins.filter(({ id }) => stand.has(id)))
  return { once: true }
}

async function ownerOf({ store }: World, record: RecordId): Promise<string | undefined> {
  const [row] = await store.autoCommit('MATCH (:SourceRecord {id: $record})-[:MEMBER_OF]->(g) RETURN g.id AS golden', {
    record,
  })
  return row && String(row.golden)
}

function nthOf<T>(items: readonly T[], nth: number): T | undefined {
  return items.length === 0 ? undefined : items[nth % items.length]
}
