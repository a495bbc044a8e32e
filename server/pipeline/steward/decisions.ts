import type { Decision } from '../../model/evidence.ts'
import { pairOf, type RecordId } from '../../model/ids.ts'
import { fail } from '../../model/problem.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { cannotLinks, mustLinks } from '../../store/read/searches.ts'
import {
  confirmDecision,
  decisionById,
  decisionsAbout,
  putDecision,
  revokeDecision,
  showDecisions,
} from '../../store/write/links.ts'
import { recordStates } from '../../store/write/records.ts'
import { hashOf } from '../../text/hash.ts'
import { evidenceNow } from '../resolve/decided-evidence.ts'
import type { RunContext } from '../run/context.ts'

export type DecisionInput = { low: RecordId; high: RecordId; verdict: 'same' | 'distinct'; reason: string }

/**
 * Records a person's word about two records, unless it contradicts standing ones. The same word said twice is one.
 * @throws ProblemError `record.not-found`, `request.invalid`, or `decision.conflict` with the path that stands against it.
 */
export async function recordDecision(
  tx: Tx,
  input: DecisionInput,
  context: RunContext,
): Promise<{ decision: Decision; entity: string; repeated: boolean }> {
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
  const evidence = await evidenceNow(tx, [low, high])
  const [lowHash, highHash] = [evidence.get(low) ?? '', evidence.get(high) ?? '']
  const seen = { lowHash, highHash, evidenceHash: hashOf([lowHash, highHash]) }
  const repeated = standing.find((decision) => decision.verdict === input.verdict)
  if (repeated && repeated.evidenceHash !== seen.evidenceHash) await confirm(tx, repeated, seen, context)
  if (repeated) return { decision: repeated, entity: a.entity ?? '', repeated: true }
  // What a source says of its own records gives way to a person.
  const said = isSource(context.actor.key) ? [] : standing.filter(({ by }) => isSource(by))
  for (const { id } of said) await endDecision(tx, id, context)
  await refuseContradiction(tx, low, high, input.verdict)
  const decision: Decision = {
    id: context.mint('dec'),
    low,
    high,
    verdict: input.verdict,
    by: context.actor.user ?? context.actor.key,
    reason: input.reason,
    at: context.now().toISOString(),
    evidenceHash: seen.evidenceHash,
  }
  await putDecision.run(tx, { ...decision, ...seen, by: context.actor.key, user: context.actor.user ?? null })
  await showDecisions.run(tx, { ids: [low, high] })
  return { decision, entity: a.entity ?? '', repeated: false }
}

const SOURCE = 'source:'

/** Who speaks where a source says that two of its records are one. */
export function sourceActor(source: string): string {
  return `${SOURCE}${source}`
}

function isSource(by: string): boolean {
  return by.startsWith(SOURCE)
}

/** The decision that stands about two records. @throws ProblemError `decision.not-found` */
export async function standingAbout(tx: Tx, one: RecordId, other: RecordId): Promise<string> {
  const [low, high] = pairOf(one, other)
  const standing = (await decisionsAbout.run(tx, { ids: [low, high] })).find((d) => d.low === low && d.high === high)
  return standing?.id ?? fail('decision.not-found', `no decision stands about ${low} and ${high}`)
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

/** Said again: it counts from what the records say now. */
async function confirm(
  tx: Tx,
  { id }: Decision,
  seen: { lowHash: string; highHash: string; evidenceHash: string },
  { actor, now }: RunContext,
): Promise<void> {
  await confirmDecision.run(tx, { id, ...seen, at: now().toISOString(), by: actor.user ?? actor.key })
}
