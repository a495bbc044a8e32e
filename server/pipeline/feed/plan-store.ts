import type { Plan, PlanBody } from '../../model/plan.ts'
import { fail } from '../../model/problem.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { lockPlan, planById, planView, putPlan, type StoredPlan } from '../../store/write/plans.ts'
import { hashOf } from '../../text/hash.ts'
import type { RunContext } from '../run/context.ts'

/** @throws ProblemError `plan.not-found` */
export async function getPlan(store: Store, id: string): Promise<StoredPlan> {
  const plan = (await store.read((tx) => planById.run(tx, { id })))[0]
  return plan ?? fail('plan.not-found', `there is no plan ${id}`)
}

/** The plan under its lock. @throws ProblemError `plan.state` when it is not in the state that is needed. */
export async function takePlan(tx: Tx, id: string, status: 'open' | 'applied'): Promise<StoredPlan> {
  await lockPlan.run(tx, { id })
  const plan = (await planById.run(tx, { id }))[0]
  if (!plan) return fail('plan.not-found', `there is no plan ${id}`)
  if (plan.kind === 'load')
    fail('plan.state', `${id} says what a load would have done; run the load again with --approve to let it`)
  if (plan.status !== status)
    fail(
      'plan.state',
      status === 'open' ? `${id} was applied before` : `${id} is ${plan.status}; nothing is there to revert`,
    )
  return plan
}

export async function shown(tx: Tx, id: string): Promise<Plan> {
  const plan = (await planById.run(tx, { id }))[0]
  return plan ? planView(plan) : fail('plan.not-found', `there is no plan ${id}`)
}

export async function storePlan(
  store: Store,
  { kind, reason }: { kind: string; reason: string },
  body: PlanBody,
  context: RunContext,
): Promise<Plan> {
  const id = context.mint('pla')
  const { key, user } = context.actor
  await store.write((tx) =>
    putPlan.run(tx, {
      ...{ id, kind, reason, key, status: 'open', by: user ?? key, at: context.now().toISOString() },
      ...{ hash: hashOf([body.state, body.outcome]), body: JSON.stringify(body) },
    }),
  )
  return store.read((tx) => shown(tx, id))
}

/** @throws ProblemError `plan.stale` */
export function refuseStale(id: string, moved: readonly string[]): void {
  if (moved.length === 0) return
  const more = moved.length > 5 ? ` and ${moved.length - 5} more` : ''
  fail(
    'plan.stale',
    `the graph has moved since ${id} was made: ${moved.slice(0, 5).join('; ')}${more}. Make the plan anew`,
    {
      path: [...moved],
    },
  )
}
