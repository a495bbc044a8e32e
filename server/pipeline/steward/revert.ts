import type { RecordId } from '../../model/ids.ts'
import type { PlanBody } from '../../model/plan.ts'
import { fail } from '../../model/problem.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { goldensOfRecords } from '../../store/write/goldens.ts'
import { decisionById } from '../../store/write/links.ts'
import { laterMerges, markReverted, retiredAmong, type StoredPlan } from '../../store/write/plans.ts'
import { recordStates } from '../../store/write/records.ts'
import { closeLedger } from '../feed/close-ledger.ts'
import { openLedger } from '../feed/ledger.ts'
import type { RunContext } from '../run/context.ts'
import { enact, lockTouched } from './enact.ts'

/**
 * Takes an applied merge, split or unmerge back: its decisions are withdrawn, those it withdrew are said again, and the
 * golden records it changed get their records back under their ids.
 * @throws ProblemError `plan.blocked` naming the later change that stands in the way
 */
export async function revertClusters(tx: Tx, plan: StoredPlan, engine: Engine, context: RunContext): Promise<void> {
  const { id, body } = plan
  await refuseLaterMerges(tx, plan)
  const known = await lockTouched(tx, { touch: body.touch, put: [] })
  const live = new Set(known)
  const members = await goldensOfRecords.run(tx, { ids: known })
  const entity = body.entity ?? members[0]?.entity ?? 'person'
  const recipe = {
    entity,
    touch: known,
    put: body.revoked
      .filter(({ low, high }) => live.has(low) && live.has(high))
      .map((word) => ({ ...word, reason: `${word.reason} (said again: ${id} was reverted)` })),
    revoke: await standing(tx, body.put),
  }
  const ledger = openLedger({ ...context, former: body.former })
  await enact(tx, recipe, engine, ledger)
  await refuseOtherwise(tx, plan)
  await closeLedger(tx, ledger)
  await markReverted.run(tx, { id, at: ledger.at })
}

async function standing(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const id of ids) {
    const decision = (await decisionById.run(tx, { id }))[0]
    if (decision && decision.revokedAt === undefined) found.push(id)
  }
  return found
}

/** Ids that went into others since, or took others in that are still in them: these merges have to go first. */
export async function refuseLaterMerges(tx: Tx, { id, body, toSeq = 0 }: StoredPlan): Promise<void> {
  const { created, kept } = body.plan.effects
  const ids = [
    ...created.map(({ golden }) => golden),
    ...kept.map(({ golden }) => golden),
    ...body.former.map((f) => f.id),
  ]
  const lines = await laterMerges.run(tx, { ids: [...new Set(ids)], seq: toSeq })
  const concerned = lines.flatMap((line) => (line.kind === 'merged' ? line.body.from : [line.golden]))
  const retired = new Set(
    concerned.length === 0 ? [] : (await retiredAmong.run(tx, { ids: concerned })).map((r) => r.id),
  )
  for (const line of lines) {
    const taken = line.kind === 'merged' ? line.body.from.find((from) => retired.has(from)) : undefined
    const went = line.kind === 'retired' && line.body.heirs.length > 0 && retired.has(line.golden)
    if (taken === undefined && !went) continue
    const what = went ? `${line.golden} went into ${line.body.heirs.join(', ')}` : `${taken} went into ${line.golden}`
    const by = line.plan === undefined ? '' : ` (plan ${line.plan}; revert that first)`
    fail('plan.blocked', `${id} cannot be reverted: since then, in change ${line.seq} of ${line.at}, ${what}${by}`, {
      path: [
        line.plan ?? `change ${line.seq}`,
        ...(went ? [line.golden, ...line.body.heirs] : [`${taken}`, line.golden]),
      ],
    })
  }
}

/** What is left of each golden record has to be one again, and of two of them two. */
async function refuseOtherwise(tx: Tx, { id, body }: StoredPlan): Promise<void> {
  const owners = await ownersOf(tx, body.former)
  const taken = new Map<string, string>()
  for (const { id: golden, members } of body.former) {
    const now = [...new Set(members.flatMap((record) => owners.get(record) ?? []))]
    const other = now.map((owner) => taken.get(owner)).find((found) => found !== undefined)
    for (const owner of now) taken.set(owner, golden)
    if (now.length <= 1 && other === undefined) continue
    const why =
      other === undefined
        ? `the records of ${golden} would be ${now.length} golden records`
        : `${golden} and ${other} would be one`
    fail(
      'plan.blocked',
      `${id} cannot be reverted: records or decisions have changed since, and ${why}; make a new plan instead`,
      {
        path: [golden, ...now],
      },
    )
  }
}

async function ownersOf(tx: Tx, former: PlanBody['former']): Promise<Map<RecordId, string>> {
  const ids = former.flatMap(({ members }) => members)
  const deleted = new Set(
    (await recordStates.run(tx, { ids })).filter((state) => state.deleted).map((state) => state.id),
  )
  const rows = await goldensOfRecords.run(tx, { ids: ids.filter((id) => !deleted.has(id)) })
  return new Map(rows.map((row) => [row.id, row.golden]))
}
