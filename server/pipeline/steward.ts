import type { Decision } from '../model/evidence.ts'
import { pairOf, type RecordId } from '../model/ids.ts'
import { fail } from '../model/problem.ts'
import type { Tx } from '../store/driver.ts'
import { decisionById, decisionsAbout, putDecision, revokeDecision, showDecisions } from '../store/links.ts'
import { recordStates } from '../store/records.ts'
import { cannotLinks, commonNeighbours, mustLinks } from '../store/searches.ts'
import type { RunContext } from './context.ts'
import { hashOf } from './hash.ts'

export type DecisionInput = { low: RecordId; high: RecordId; verdict: 'same' | 'distinct'; reason: string }

/**
 * Records a person's word about two records, unless it contradicts standing ones. The same word said twice is one.
 * @throws ProblemError `record.not-found`, `request.invalid`, or `decision.conflict` with the path that stands against it.
 */
export async function recordDecision(
  tx: Tx,
  input: DecisionInput,
  context: RunContext,
): Promise<{ decision: Decision; warnings: string[]; entity: string; repeated: boolean }> {
  if (input.low === input.high)
    fail('request.invalid', 'a decision is about two different records', { record: input.low })
  const [low, high] = pairOf(input.low, input.high)
  const states = new Map((await recordStates.run(tx, { ids: [low, high] })).map((state) => [state.id, state]))
  const [a, b] = [low, high].map((id) => {
    const state = states.get(id)
    return state?.hash === undefined ? fail('record.not-found', `there is no record ${id}`, { record: id }) : state
  })
  if (!a || !b || a.entity !== b.entity) return fail('request.invalid', `${low} and ${high} are not of one kind`)
  const standing = (await decisionsAbout.run(tx, { ids: [low, high] })).filter((d) => d.low === low && d.high === high)
  const warnings = input.verdict === 'distinct' ? await triangles(tx, low, high) : []
  const repeated = standing.find((decision) => decision.verdict === input.verdict)
  if (repeated) return { decision: repeated, warnings, entity: a.entity ?? '', repeated: true }
  await refuseContradiction(tx, low, high, input.verdict)
  const decision: Decision = {
    id: context.mint('dec'),
    low,
    high,
    verdict: input.verdict,
    by: context.actor.user ?? context.actor.key,
    reason: input.reason,
    at: context.now().toISOString(),
    evidenceHash: hashOf([a.hash, b.hash]),
  }
  await putDecision.run(tx, { ...decision, by: context.actor.key, user: context.actor.user ?? null })
  await showDecisions.run(tx, { ids: [low, high] })
  return { decision, warnings, entity: a.entity ?? '', repeated: false }
}

/** Ends a decision. @throws ProblemError `decision.not-found` when there is none, or it was ended before. */
export async function endDecision(
  tx: Tx,
  id: string,
  context: RunContext,
): Promise<{ ids: RecordId[]; entity: string }> {
  const decision = (await decisionById.run(tx, { id }))[0]
  if (!decision) return fail('decision.not-found', `there is no decision ${id}`)
  const ids = [decision.low, decision.high]
  await revokeDecision.run(tx, { id, at: context.now().toISOString(), by: context.actor.user ?? context.actor.key })
  await showDecisions.run(tx, { ids })
  const states = await recordStates.run(tx, { ids })
  return { ids: states.filter((state) => !state.deleted).map((state) => state.id), entity: states[0]?.entity ?? '' }
}

/** `same` must not tie two records that stand apart, directly or through chains; `distinct` must not part a chain. */
async function refuseContradiction(tx: Tx, low: RecordId, high: RecordId, verdict: 'same' | 'distinct'): Promise<void> {
  const fromLow = await chainFrom(tx, low)
  if (verdict === 'distinct') {
    if (fromLow.has(high))
      fail('decision.conflict', `${low} and ${high} are tied by decisions that stand; revoke one of them first`, {
        path: pathTo(fromLow, high),
      })
    return
  }
  const fromHigh = await chainFrom(tx, high)
  const apart = await cannotLinks.run(tx, { ids: [...fromLow.keys()] })
  const conflict = apart.find(({ other }) => fromHigh.has(other))
  if (conflict)
    fail(
      'decision.conflict',
      `${conflict.id} and ${conflict.other} were decided to be distinct (${conflict.decision}); revoke that first`,
      {
        path: [...pathTo(fromLow, conflict.id), ...pathTo(fromHigh, conflict.other).reverse()],
      },
    )
}

/** Records reached by must-links, each with the one it was reached from. */
async function chainFrom(tx: Tx, start: RecordId): Promise<Map<RecordId, RecordId | undefined>> {
  const from = new Map<RecordId, RecordId | undefined>([[start, undefined]])
  for (let open = [start]; open.length > 0; ) {
    const rows = await mustLinks.run(tx, { ids: open })
    open = []
    for (const { id, other } of rows) {
      if (from.has(other)) continue
      from.set(other, id)
      open.push(other)
    }
  }
  return from
}

function pathTo(from: ReadonlyMap<RecordId, RecordId | undefined>, end: RecordId): RecordId[] {
  const path: RecordId[] = []
  for (let at: RecordId | undefined = end; at !== undefined; at = from.get(at)) path.unshift(at)
  return path
}

/** A third record that fits both: one of its links will have to give way. */
async function triangles(tx: Tx, low: RecordId, high: RecordId): Promise<string[]> {
  const rows = await commonNeighbours.run(tx, { low, high })
  return rows.map(({ id }) => `${id} is linked to both ${low} and ${high}; it will stay with the one it fits better`)
}
