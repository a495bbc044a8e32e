import type { SourceName } from '../../model/ids.ts'
import { fail } from '../../model/problem.ts'
import type { SourceOutcome } from '../../model/service-views.ts'
import type { Store } from '../../store/graph/driver.ts'
import { listSources, markRestored, markRetired, pendingSources } from '../../store/write/sources.ts'
import { followSource } from '../arrive/follow-source.ts'
import type { SourceProgress } from '../arrive/source-pages.ts'
import type { RunContext } from '../run/context.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'
import { rekeySource } from './rekey.ts'

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
