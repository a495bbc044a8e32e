import { ENTITIES } from '../../model/entities/registry.ts'
import type { SourceName } from '../../model/ids.ts'
import { fail } from '../../model/problem.ts'
import type { SourceOutcome } from '../../model/service-views.ts'
import type { Store } from '../../store/graph/driver.ts'
import {
  listSources,
  markRestored,
  markRetired,
  markSettled,
  pendingSources,
  recordsOfSource,
} from '../../store/write/sources.ts'
import { closeLedger } from '../feed/close-ledger.ts'
import { openLedger } from '../feed/ledger.ts'
import { resettle } from '../resolve/resettle.ts'
import type { RunContext } from '../run/context.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'
import { rekeySource } from './rekey.ts'
import { eachPage, type SourceProgress } from './source-pages.ts'

/**
 * Retires a source: its records stay members and keep their history, but what they say wins nothing any more. That holds
 * for every transaction from the first statement on; the golden records that stand follow in batches. One that is cut
 * off is simply asked for again, and the next start of Kith does so by itself.
 * @throws ProblemError `source.unknown`
 */
export async function retireSource(
  store: Store,
  { source, reason }: { source: SourceName; reason: string },
  rules: RulesInForce,
  context: RunContext,
  onProgress?: SourceProgress,
): Promise<SourceOutcome> {
  await demandKnown(store, source)
  const by = context.actor.user ?? context.actor.key
  await store.write((tx) => markRetired.run(tx, { source, reason, by, at: context.now().toISOString() }))
  return followSource(store, source, rules, context, onProgress)
}

/** Lets a retired source win again, in the same way. @throws ProblemError `source.unknown` */
export async function restoreSource(
  store: Store,
  source: SourceName,
  rules: RulesInForce,
  context: RunContext,
  onProgress?: SourceProgress,
): Promise<SourceOutcome> {
  await demandKnown(store, source)
  const by = context.actor.user ?? context.actor.key
  await store.write((tx) => markRestored.run(tx, { source, by, at: context.now().toISOString() }))
  return followSource(store, source, rules, context, onProgress)
}

/** Finishes what was cut off. @returns how many sources there were. */
export async function resumeSources(store: Store, rules: RulesInForce, context: RunContext): Promise<number> {
  const pending = await store.read((tx) => pendingSources.run(tx, {}))
  for (const { source, pending: what, to } of pending) {
    if (what !== 'rekey') await followSource(store, source, rules, context)
    else if (to) await rekeySource(store, { source, to, records: [] }, rules, context)
  }
  return pending.length
}

async function demandKnown(store: Store, source: SourceName): Promise<void> {
  const known = await store.read(listSources)
  if (!known.some((each) => each.source === source)) fail('source.unknown', `there is no source ${source}`)
}

async function followSource(
  store: Store,
  source: SourceName,
  rules: RulesInForce,
  context: RunContext,
  onProgress: SourceProgress = () => {},
): Promise<SourceOutcome> {
  const outcome = { source, records: 0, changes: 0 }
  for (const { name: entity } of ENTITIES) {
    await eachPage(store, source, entity, recordsOfSource, async (ids) => {
      outcome.changes += await store.write(async (tx) => {
        const ledger = openLedger(context)
        await resettle(tx, entity, ids, await rules.engine(tx), ledger)
        await closeLedger(tx, ledger)
        return ledger.changes.size
      })
      outcome.records += ids.length
      onProgress(entity, outcome.records)
    })
  }
  await store.write((tx) => markSettled.run(tx, { source }))
  return outcome
}
