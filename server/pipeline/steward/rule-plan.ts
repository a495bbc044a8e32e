import type { ChangeDraft } from '../../model/change.ts'
import { ENTITIES } from '../../model/entities/registry.ts'
import type { GoldenId, RecordId } from '../../model/ids.ts'
import type { Plan, PlanBody, PlanRequest } from '../../model/plan.ts'
import { fail } from '../../model/problem.ts'
import { companyReference } from '../../relate/roles.ts'
import { changedRules } from '../../rules/changed-rules.ts'
import { compileEngine, type Engine } from '../../rules/engine.ts'
import { ENGINE_VERSION, parseRuleSet, type RuleSet } from '../../rules/rule-set.ts'
import type { Store } from '../../store/graph/driver.ts'
import { lostGoldens } from '../../store/write/goldens.ts'
import { markApplied, markReverted, writesOfGraph } from '../../store/write/plans.ts'
import type { WholeRecord } from '../../store/write/records.ts'
import { putRuleSet, ruleSetByHash } from '../../store/write/rule-sets.ts'
import { hashOf } from '../../text/hash.ts'
import { scopeOf } from '../bulk/commit-parcel.ts'
import { parcels } from '../bulk/parcels.ts'
import { rebuild } from '../bulk/rebuild.ts'
import { type GoldensOf, readWhole, resolveWhole, storedGoldens } from '../bulk/whole-entity.ts'
import { formerOf, outcomeOf, summed } from '../feed/effects.ts'
import { refuseStale, shown, takePlan } from '../feed/plan-store.ts'
import { settle } from '../resolve/settle.ts'
import { dayOf, type RunContext } from '../run/context.ts'
import { rulesInForce } from '../run/rules-in-force.ts'
import { recorded, replayed } from './minting.ts'
import { refuseLaterMerges } from './revert.ts'

type RulesRequest = Extract<PlanRequest, { kind: 'rules' }>

/**
 * What another rule set would make of the whole graph: every entity is resolved in memory by the functions that a rebuild
 * settles it with, and nothing is written. Relations follow golden records when it is applied; the plan tells clusters
 * and values.
 */
export async function planRules(store: Store, request: RulesRequest, context: RunContext): Promise<PlanBody> {
  const ruleSet = await wanted(store, request)
  const state = await stateOfGraph(store)
  const { mint, minted } = recorded(context.mint)
  const { drafts, ruleOf } = await wouldBe(store, compileEngine(ruleSet), { ...context, mint })
  const effects = summed(drafts, ruleOf, [])
  const to = await keep(store, ruleSet, context)
  const same = to === state.ruleSet
  return {
    plan: {
      request: { kind: request.kind, hash: to, reason: request.reason },
      decisions: { put: [], revoke: [] },
      warnings: same ? ['these rules are in force already'] : [],
      effects,
    },
    state,
    touch: [],
    outcome: outcomeOf(effects),
    minted,
    former: formerOf(drafts),
    rules: { to, from: state.ruleSet },
    put: [],
    revoked: [],
  }
}

/** Puts the planned rules in force by a rebuild, unless anybody has written since. */
export async function applyRules(store: Store, id: string, context: RunContext): Promise<Plan> {
  const { body } = await store.write((tx) => takePlan(tx, id, 'open'))
  const now = await stateOfGraph(store)
  refuseStale(id, [
    ...(now.ruleSet === body.state.ruleSet ? [] : ['the rules in force are others']),
    ...(now.writes === body.state.writes ? [] : ['somebody wrote to the graph']),
  ])
  const before = await headOf(store)
  await rebuild(
    store,
    { ...context, mint: replayed(body.minted, context.mint) },
    { ruleSet: await rulesOf(store, id, body.rules?.to) },
  )
  const after = await headOf(store)
  return store.write(async (tx) => {
    const at = context.now().toISOString()
    await markApplied.run(tx, { id, at, body: JSON.stringify(body), fromSeq: before.seq, toSeq: after.seq })
    return shown(tx, id)
  })
}

/** Puts the rules from before the plan in force again, and gives golden records their ids back. */
export async function revertRules(store: Store, id: string, context: RunContext): Promise<Plan> {
  const plan = await store.write((tx) => takePlan(tx, id, 'applied'))
  const { rules } = plan.body
  const now = await stateOfGraph(store)
  if (now.ruleSet !== rules?.to)
    fail('plan.blocked', `${id} cannot be reverted: other rules were put in force since (${now.ruleSet})`, {
      path: [now.ruleSet],
    })
  await store.read((tx) => refuseLaterMerges(tx, plan))
  await rebuild(store, { ...context, former: plan.body.former }, { ruleSet: await rulesOf(store, id, rules.from) })
  return store.write(async (tx) => {
    await markReverted.run(tx, { id, at: context.now().toISOString() })
    return shown(tx, id)
  })
}

async function wanted(store: Store, { ruleSet, hash, change }: RulesRequest): Promise<RuleSet> {
  if ([ruleSet, hash, change].filter((given) => given !== undefined).length !== 1)
    fail('request.invalid', 'a plan of rules takes a ruleSet, the hash of one, or a change', { field: 'ruleSet' })
  if (change) return changedRules((await store.read((tx) => rulesInForce().engine(tx))).ruleSet, change)
  return ruleSet === undefined ? rulesOf(store, 'the plan', hash) : parseRuleSet(ruleSet)
}

async function rulesOf(store: Store, id: string, hash: string | undefined): Promise<RuleSet> {
  const row = (await store.read((tx) => ruleSetByHash.run(tx, { hash: hash ?? '' })))[0]
  return row
    ? parseRuleSet(JSON.parse(row.body))
    : fail('rules.invalid', `${id} needs the rules ${hash}, which this graph does not hold`)
}

/** Stores a rule set without putting it in force, so that the plan has it when it is applied. */
async function keep(store: Store, ruleSet: RuleSet, context: RunContext): Promise<string> {
  const hash = hashOf(ruleSet)
  const row = {
    hash,
    name: ruleSet.name,
    body: JSON.stringify(ruleSet),
    at: context.now().toISOString(),
    engine: ENGINE_VERSION,
  }
  await store.write((tx) => putRuleSet.run(tx, row))
  return hash
}

/** A graph that has no rules of its own gets the shipped ones stored, so that a revert finds them. */
async function stateOfGraph(store: Store): Promise<PlanBody['state']> {
  const { ruleSet, hash } = await store.read((tx) => rulesInForce().engine(tx))
  const { writes } = await headOf(store)
  const row = {
    hash,
    name: ruleSet.name,
    body: JSON.stringify(ruleSet),
    at: new Date(0).toISOString(),
    engine: ENGINE_VERSION,
  }
  await store.write((tx) => putRuleSet.run(tx, row))
  return { ruleSet: hash, records: {}, goldens: {}, decisions: [], links: '', writes }
}

async function headOf(store: Store): Promise<{ writes: number; seq: number }> {
  return (await store.read((tx) => writesOfGraph.run(tx, {})))[0] ?? { writes: 0, seq: 0 }
}

/** What a rebuild under an engine would change. Contacts are compared as people of the companies that would be. */
async function wouldBe(store: Store, engine: Engine, context: RunContext) {
  const drafts: ChangeDraft[] = []
  const rules = new Map<string, string>()
  const companies = new Map<RecordId, GoldenId>()
  for (const { name } of ENTITIES) {
    const own = engine.entities[name]
    const stored = await store.read((tx) => readWhole(tx, name))
    if (name === 'contact') stored.records = stored.records.map((record) => placedAnew(record, companies, engine))
    const whole = await store.read((tx) => {
      const standing = storedGoldens(tx)
      const goldensOf: GoldensOf = async (ids) => new Map([...(await standing(ids)), ...companies])
      return resolveWhole(goldensOf, stored, [], own, dayOf(context.now()))
    })
    for (const parcel of parcels(stored, whole, true)) {
      const lost = await store.read((tx) => lostGoldens.run(tx, { ids: parcel.records }))
      const { put, changes, moved } = settle({ ...scopeOf(parcel, whole), lost }, own, context)
      if (name === 'company') for (const [record, golden] of moved) companies.set(record, golden)
      for (const change of changes) drafts.push(change)
      for (const { after } of put)
        for (const { attribute, rule } of after.winners) rules.set(`${after.id} ${attribute}`, rule)
    }
  }
  return { drafts, ruleOf: (golden: string, attribute: string) => rules.get(`${golden} ${attribute}`) }
}

/** A contact's record with the golden record that its company would have, where that is another one than today. */
function placedAnew(record: WholeRecord, companies: ReadonlyMap<RecordId, GoldenId>, { ruleSet }: Engine): WholeRecord {
  const reference = companyReference(record.standard, ruleSet.relate.roles)
  const company = reference && companies.get(reference)
  return company ? { ...record, company } : record
}
