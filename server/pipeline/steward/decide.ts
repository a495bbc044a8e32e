import { EntityName } from '../../model/entities/registry.ts'
import type { Decision } from '../../model/evidence.ts'
import { compareIds, type RecordId } from '../../model/ids.ts'
import { ProblemError } from '../../model/problem.ts'
import type { DecisionCheck } from '../../model/review.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { goldensOfRecords } from '../../store/write/goldens.ts'
import { lockRecords } from '../../store/write/records.ts'
import { effectsOf } from '../feed/effects.ts'
import { type Ledger, openLedger } from '../feed/ledger.ts'
import { transact } from '../resolve/transact.ts'
import type { RunContext } from '../run/context.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'
import { type DecisionInput, endDecision, recordDecision, standingAbout } from './decisions.ts'
import { rehearse } from './enact.ts'
import { trianglesOf, warningsOf } from './triangles.ts'

type Decided = { decision: Decision; goldens: string[]; warnings: string[] }

/**
 * Takes a decision and has its two records matched again under it.
 * @throws ProblemError `decision.conflict` with the path that stands against it, `record.not-found`
 */
export async function decide(
  store: Store,
  input: DecisionInput,
  rules: RulesInForce,
  context: RunContext,
): Promise<Decided> {
  return store.write(async (tx) => (await take(tx, input, rules, context)).decided)
}

type Taken = { readonly decided: Decided; readonly ledger: Ledger }

async function take(tx: Tx, input: DecisionInput, rules: RulesInForce, context: RunContext): Promise<Taken> {
  const rows = [input.low, input.high].sort(compareIds).map((id) => ({ id, create: false }))
  await lockRecords.run(tx, { rows })
  const triangles = await trianglesOf(tx, input)
  const { decision, entity } = await recordDecision(tx, input, context)
  // Opened after it: what follows from a decision is dated no earlier than the decision.
  const ledger = openLedger(context)
  const goldens = await reconsider(tx, [decision.low, decision.high], entity, rules, ledger)
  return { decided: { decision, goldens, warnings: await warningsOf(tx, triangles) }, ledger }
}

/**
 * What a decision would do and run into, found out by taking it and going back: where it leaves what fits both records, and
 * the standing decisions that would refuse it.
 * @throws ProblemError as the decision itself would, but for a conflict
 */
export async function foresee(
  store: Store,
  input: DecisionInput,
  rules: RulesInForce,
  context: RunContext,
): Promise<DecisionCheck> {
  return rehearse(store, async (tx) => {
    try {
      const { decided, ledger } = await take(tx, input, rules, context)
      return { warnings: decided.warnings, effects: await effectsOf(tx, ledger) }
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.code !== 'decision.conflict') throw error
      return { warnings: [], conflict: error.problem }
    }
  })
}

/** Ends a decision: its records are matched again as if it had never been. @throws ProblemError `decision.not-found` */
export async function revoke(
  store: Store,
  id: string,
  rules: RulesInForce,
  context: RunContext,
): Promise<{ goldens: string[] }> {
  return store.write(async (tx) => {
    const { ids, entity } = await endDecision(tx, id, context)
    return { goldens: ids.length === 0 ? [] : await reconsider(tx, ids, entity, rules, openLedger(context)) }
  })
}

/** Ends the decision that stands about two records. @throws ProblemError `decision.not-found` */
export async function undo(
  store: Store,
  { low, high }: { low: RecordId; high: RecordId },
  rules: RulesInForce,
  context: RunContext,
): Promise<{ decision: string; goldens: string[] }> {
  const decision = await store.read((tx) => standingAbout(tx, low, high))
  return { decision, ...(await revoke(store, decision, rules, context)) }
}

/** @returns the golden records of the records afterwards. */
async function reconsider(
  tx: Tx,
  ids: RecordId[],
  entity: string,
  rules: RulesInForce,
  ledger: Ledger,
): Promise<string[]> {
  const batch = { entity: EntityName.parse(entity), put: [], remove: [], touch: ids }
  await transact(tx, [batch], await rules.engine(tx), ledger)
  return [...new Set((await goldensOfRecords.run(tx, { ids })).map((row) => row.golden))].sort(compareIds)
}
