import type { Actor } from '../../model/change.ts'
import type { GoldenId } from '../../model/ids.ts'
import type { Plan, PlanBody, PlanRequest } from '../../model/plan.ts'
import { fail } from '../../model/problem.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { goldensOfRecords } from '../../store/write/goldens.ts'
import { decisionById } from '../../store/write/links.ts'
import { markApplied, type StoredPlan } from '../../store/write/plans.ts'
import { closeLedger } from '../feed/close-ledger.ts'
import { effectsOf, formerOf, outcomeOf } from '../feed/effects.ts'
import { openLedger } from '../feed/ledger.ts'
import { getPlan, refuseStale, shown, storePlan, takePlan } from '../feed/plan-store.ts'
import type { RunContext } from '../run/context.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'
import { enact, lockTouched, rehearse } from './enact.ts'
import { recorded, replayed } from './minting.ts'
import { type Draft, recipeOf, said } from './recipe.ts'
import { revertClusters } from './revert.ts'
import { applyRules, planRules, revertRules } from './rule-plan.ts'
import { movedSince, stateOf } from './state.ts'

/** Changes of identity that are looked at before they are made, made exactly so, and taken back in one call. */
export interface Plans {
  make(request: PlanRequest, actor: Actor): Promise<Plan>
  /** @throws ProblemError `plan.not-found`; `plan.state` when it is not open; `plan.stale` naming what has moved since */
  apply(id: string, actor: Actor): Promise<Plan>
  /** @throws ProblemError `plan.not-found`; `plan.state` when it is not applied; `plan.blocked` naming the later change */
  revert(id: string, actor: Actor): Promise<Plan>
}

export function openPlans(store: Store, rules: RulesInForce, contextOf: (actor: Actor) => RunContext): Plans {
  return {
    make: (request, actor) => make(request, contextOf(actor)),
    apply: (id, actor) => apply(id, contextOf(actor)),
    revert: (id, actor) => revert(id, contextOf(actor)),
  }

  async function make(request: PlanRequest, context: RunContext): Promise<Plan> {
    if (request.kind === 'rules') return storePlan(store, request, await planRules(store, request, context), context)
    const found = await planClusters(request, context)
    return storePlan(store, request, found, context)
  }

  /** Rehearses until what has to come out together does: evidence alone may leave a named part in pieces. */
  async function planClusters(
    request: Exclude<PlanRequest, { kind: 'rules' }>,
    context: RunContext,
  ): Promise<PlanBody> {
    let extra: Draft['put'] = []
    for (let round = 0; ; round++) {
      const { body, missing } = await rehearse(store, (tx) => rehearsal(tx, request, extra, context))
      if (missing.length === 0) return body
      if (round === 3)
        return fail(
          'decision.conflict',
          'standing decisions keep these records in pieces that no further decision joins',
        )
      extra = [...extra, ...missing]
    }
  }

  async function rehearsal(
    tx: Tx,
    request: Exclude<PlanRequest, { kind: 'rules' }>,
    extra: Draft['put'],
    context: RunContext,
  ): Promise<{ body: PlanBody; missing: Draft['put'] }> {
    const engine = await rules.engine(tx)
    const draft = await recipeOf(tx, request)
    const recipe = { ...draft, put: [...draft.put, ...extra] }
    await lockTouched(tx, recipe)
    const state = await stateOf(tx, recipe.touch, engine.hash)
    const revoked = await Promise.all(recipe.revoke.map(async (id) => (await decisionById.run(tx, { id }))[0]))
    const { mint, minted } = recorded(context.mint)
    const ledger = openLedger({ ...context, mint })
    await enact(tx, recipe, engine, ledger)
    const effects = await effectsOf(tx, ledger)
    const { totals } = effects
    const nothing = totals.created + totals.retired + totals.kept === 0
    const body: PlanBody = {
      plan: {
        request,
        decisions: {
          put: recipe.put.map(({ low, high, verdict }) => ({ low, high, verdict })),
          revoke: [...recipe.revoke],
        },
        warnings: nothing ? [idle(request)] : [],
        effects,
      },
      state,
      entity: recipe.entity,
      touch: [...recipe.touch],
      outcome: outcomeOf(effects),
      minted,
      former: formerOf(ledger.changes.values()),
      put: [],
      revoked: revoked.flatMap((each) =>
        each ? [{ low: each.low, high: each.high, verdict: each.verdict, reason: each.reason }] : [],
      ),
    }
    return { body, missing: await inPieces(tx, draft, request.reason) }
  }

  async function apply(id: string, context: RunContext): Promise<Plan> {
    const kind = (await getPlan(store, id)).kind
    if (kind === 'rules') return applyRules(store, id, context)
    return store.write(async (tx) => {
      const plan = await takePlan(tx, id, 'open')
      const { body } = plan
      const engine = await rules.engine(tx)
      const recipe = recipeFrom(plan)
      const live = new Set(await lockTouched(tx, recipe))
      const gone = recipe.touch.find((record) => !live.has(record))
      if (gone) refuseStale(id, [`record ${gone} is gone`])
      refuseStale(id, movedSince(body.state, await stateOf(tx, recipe.touch, engine.hash)))
      const ledger = openLedger({ ...context, mint: replayed(body.minted, context.mint) })
      const decisions = await enact(tx, recipe, engine, ledger)
      const effects = await effectsOf(tx, ledger)
      if (outcomeOf(effects) !== body.outcome) refuseStale(id, surroundings(body.plan.effects, effects))
      await closeLedger(tx, ledger)
      const done: PlanBody = { ...body, put: decisions.map((decision) => decision.id) }
      const { after, upTo } = ledger.seqs
      await markApplied.run(tx, { id, at: ledger.at, body: JSON.stringify(done), fromSeq: after, toSeq: upTo })
      return shown(tx, id)
    })
  }

  async function revert(id: string, context: RunContext): Promise<Plan> {
    const kind = (await getPlan(store, id)).kind
    if (kind === 'rules') return revertRules(store, id, context)
    return store.write(async (tx) => {
      await revertClusters(tx, await takePlan(tx, id, 'applied'), await rules.engine(tx), context)
      return shown(tx, id)
    })
  }
}

function recipeFrom({ body, reason }: StoredPlan) {
  const { decisions } = body.plan
  return {
    entity: body.entity ?? fail('internal', 'a plan of clusters without its entity'),
    touch: body.touch,
    put: decisions.put.map((word) => ({ ...word, reason })),
    revoke: decisions.revoke,
  }
}

/** Same clusters, other surroundings: golden records whose relations would come out differently. */
function surroundings(planned: PlanBody['plan']['effects'], found: PlanBody['plan']['effects']): string[] {
  const told = (effects: typeof planned) => {
    const { created, retired, kept, flips, households, hierarchies } = effects
    const lines = [created, retired, kept, flips, households, hierarchies].flat()
    return new Map(lines.map((line) => [JSON.stringify(line), line.golden]))
  }
  const [then, now] = [told(planned), told(found)]
  const differing = [...then, ...now].filter(([line]) => then.has(line) !== now.has(line)).map(([, golden]) => golden)
  return [...new Set(differing)].sort().map((golden) => `the surroundings of ${golden} are others`)
}

function idle(request: PlanRequest): string {
  return request.kind === 'unmerge' && request.allowAgain
    ? 'nothing would change: no decision ties this record, its values do; without allowAgain it would be kept apart'
    : 'nothing would change'
}

/** What the request wants in one golden record and is not: a decision more for each piece. Also refuses what stays together. */
async function inPieces(tx: Tx, { groups, apart }: Draft, reason: string): Promise<Draft['put']> {
  const ids = [...new Set([...groups.flat(), ...apart.flat()])]
  const owner = new Map((await goldensOfRecords.run(tx, { ids })).map((row) => [row.id, row.golden]))
  const together = apart.find(([a, b]) => owner.get(a) === owner.get(b))
  if (together)
    fail('decision.conflict', `standing decisions tie ${together[0]} and ${together[1]}; undo them first`, {
      path: together,
    })
  return groups.flatMap((group) => {
    const [anchor] = group
    const heads = new Map<GoldenId | undefined, (typeof group)[number]>()
    for (const record of group) if (!heads.has(owner.get(record))) heads.set(owner.get(record), record)
    return [...heads.values()].filter((head) => head !== anchor).map((head) => said(anchor, head, 'same', reason))
  })
}
