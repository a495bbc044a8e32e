import type { EntityName } from '../../model/entities/registry.ts'
import type { PlanEffects } from '../../model/plan.ts'
import { ProblemError } from '../../model/problem.ts'
import type { Store } from '../../store/graph/driver.ts'
import type { RunContext } from '../run/context.ts'
import { outcomeOf } from './effects.ts'
import { storePlan } from './plan-store.ts'

/** Ids that a load may change whatever the share: a small graph has to be allowed a few merges. */
const ALWAYS = 100

/** Ids that merges and splits of a load may retire and mint, by the records stored before it. */
export function churnAllowed(stored: number, share: number): number {
  return Math.max(ALWAYS, Math.floor(stored * share))
}

/** A load that was stopped before it wrote, with what it would have done. */
export class ChurnExceeded extends ProblemError {
  readonly effects: PlanEffects
  constructor(churn: number, most: number, effects: PlanEffects) {
    super({
      code: 'churn.exceeded',
      detail: `this load would retire or mint ${churn} golden ids by merges and splits, more than the ${most} it may`,
    })
    this.effects = effects
  }
}

/**
 * Leaves a plan of a load that was stopped, for somebody to look at before letting it.
 * @throws ProblemError `churn.exceeded` that names the plan and the way out
 */
export async function stopForApproval(
  store: Store,
  { problem, effects }: ChurnExceeded,
  { reason, entity }: { reason: string; entity: EntityName },
  context: RunContext,
): Promise<never> {
  const plan = await storePlan(
    store,
    { kind: 'load', reason },
    {
      plan: {
        request: { kind: 'load', reason },
        decisions: { put: [], revoke: [] },
        warnings: [problem.detail],
        effects,
      },
      state: { ruleSet: '', records: {}, goldens: {}, decisions: [], links: '' },
      ...{ touch: [], outcome: outcomeOf(effects), minted: [], former: [], put: [], revoked: [] },
    },
    context,
  )
  const detail = `${problem.detail}. No ${entity} was written; plan ${plan.id} says which. Run it again with --approve to let it`
  throw new ProblemError({ ...problem, detail, path: [plan.id] })
}
