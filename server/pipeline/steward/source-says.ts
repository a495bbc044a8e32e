import { EntityName } from '../../model/entities/registry.ts'
import type { Decision } from '../../model/evidence.ts'
import { compareIds, pairKey, type RecordId, splitRecordId } from '../../model/ids.ts'
import { ProblemError } from '../../model/problem.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { decisionsAbout, decisionsTakenBack } from '../../store/write/links.ts'
import { lockRecords, recordStates } from '../../store/write/records.ts'
import { noteStatements, statementsClaimed } from '../../store/write/sources.ts'
import { openLedger } from '../feed/ledger.ts'
import type { SourceMerges, SourceMergesDone } from '../load/load-options.ts'
import { transact } from '../resolve/transact.ts'
import type { RunContext } from '../run/context.ts'
import { rulesInForce } from '../run/rules-in-force.ts'
import { endDecision, recordDecision, sourceActor } from './decisions.ts'

/** Statements that one transaction takes. */
const BATCH = 100

/**
 * Puts in force what sources say of their own records: that one was merged into another. It stands above what records
 * look like and below every person's word: a pair that somebody decided about is left alone, and so is a statement that
 * somebody took back. A record that no longer says so is matched as if it never had. One that was merged into a record that
 * has not come waits for it: what others bring ends that as well.
 */
export async function heedSources(store: Store, merges: SourceMerges, context: RunContext): Promise<SourceMergesDone> {
  const done = { merged: 0, ended: 0, waiting: 0 }
  const claimed = await store.read((tx) => statementsClaimed.run(tx, {}))
  const all = [...new Map([...claimed.map(({ id, master }) => [id, master] as const), ...merges])].sort(([a], [b]) =>
    compareIds(a, b),
  )
  for (let i = 0; i < all.length; i += BATCH) {
    const batch = all.slice(i, i + BATCH)
    const found = await store.write((tx) => heed(tx, batch, context))
    done.merged += found.merged
    done.ended += found.ended
    done.waiting += found.waiting
  }
  return done
}

type Said = readonly (readonly [RecordId, RecordId | undefined])[]

async function heed(tx: Tx, batch: Said, context: RunContext): Promise<SourceMergesDone> {
  const ids = [...new Set(batch.flatMap(([id, master]) => (master ? [id, master] : [id])))].sort(compareIds)
  await lockRecords.run(tx, { rows: ids.map((id) => ({ id, create: false })) })
  const states = new Map((await recordStates.run(tx, { ids })).map((state) => [state.id, state]))
  const isThere = (id: RecordId) => states.get(id)?.hash !== undefined && !states.get(id)?.deleted
  const standing = await decisionsAbout.run(tx, { ids: ids.filter(isThere) })
  const touched = new Set<RecordId>()
  const done = { merged: 0, ended: 0, waiting: 0 }
  const waits = batch.map(([id, master]) => ({ id, master: master && !isThere(master) ? master : null }))
  await noteStatements.run(tx, { rows: waits })
  for (const [id, master] of batch) {
    const own = { ...context, actor: { key: sourceActor(splitRecordId(id).source) } }
    const former = standing.filter((decision) => decision.by === own.actor.key && isFormer(decision, id, master))
    for (const { id: decision } of former)
      for (const end of (await endDecision(tx, decision, own)).ids) touched.add(end)
    done.ended += former.length
    if (!master) continue
    if (!isThere(id) || !isThere(master)) {
      done.waiting++
      continue
    }
    const isDecided = standing.some(({ low, high }) => pairKey(low, high) === pairKey(id, master))
    if (isDecided || (await isTakenBack(tx, id, master, own)) || !(await say(tx, id, master, own))) continue
    done.merged++
    touched.add(id).add(master)
  }
  const batches = EntityName.options.map((entity) => ({
    entity,
    put: [],
    remove: [],
    touch: [...touched].filter((id) => states.get(id)?.entity === entity),
  }))
  if (touched.size > 0) await transact(tx, batches, await rulesInForce().engine(tx), openLedger(context))
  return done
}

/** How the reason of a statement begins: it tells which of the two records it is of. */
function saidOf(id: RecordId): string {
  return `${splitRecordId(id).source} says that ${id} was merged into `
}

/** Whether a decision is what a record said before: that it was merged into another than now. */
function isFormer({ reason }: Pick<Decision, 'reason'>, id: RecordId, master: RecordId | undefined): boolean {
  return reason.startsWith(saidOf(id)) && reason !== saidOf(id) + master
}

async function isTakenBack(tx: Tx, id: RecordId, master: RecordId, { actor }: RunContext): Promise<boolean> {
  const ended = await decisionsTakenBack.run(tx, { ids: [id], by: actor.key })
  return ended.some(({ low, high }) => pairKey(low, high) === pairKey(id, master))
}

/** False where decisions of people stand against it. */
async function say(tx: Tx, id: RecordId, master: RecordId, context: RunContext): Promise<boolean> {
  const [low, high] = id < master ? [id, master] : [master, id]
  const reason = saidOf(id) + master
  try {
    await recordDecision(tx, { low, high, verdict: 'same', reason }, context)
    return true
  } catch (error) {
    if (error instanceof ProblemError && ['decision.conflict', 'request.invalid'].includes(error.problem.code))
      return false
    throw error
  }
}
