import { ENTITIES } from '../../model/entities/registry.ts'
import type { RuleSet } from '../../rules/rule-set.ts'
import type { Store } from '../../store/graph/driver.ts'
import { dropUnusedKeys } from '../../store/graph/reset.ts'
import type { RunContext } from '../run/context.ts'
import { activate, rulesInForce } from '../run/rules-in-force.ts'
import { type BulkSummary, bulkResolve, type Progress } from './bulk-resolve.ts'
import { placeAnew } from './place-anew.ts'

/**
 * Derives every link, cluster, golden record and relation anew from the records and the decisions. Under the rules in
 * force it finds nothing to change; with a rule set it puts that in force first, and the feed tells what it changed.
 */
export async function rebuild(
  store: Store,
  context: RunContext,
  options: { ruleSet?: RuleSet; onProgress?: (entity: string, ...progress: Parameters<Progress>) => void } = {},
): Promise<BulkSummary[]> {
  const { ruleSet, onProgress } = options
  if (ruleSet) await activate(store, ruleSet, context.now())
  const { places } = (await store.read((tx) => rulesInForce().engine(tx))).ruleSet.relate
  await placeAnew(store, places, context)
  const summaries: BulkSummary[] = []
  for (const { name } of ENTITIES) {
    const engine = await store.read((tx) => rulesInForce().engine(tx))
    summaries.push(
      await bulkResolve(store, name, [], engine, context, {
        everything: true,
        onProgress: (...progress) => onProgress?.(name, ...progress),
      }),
    )
  }
  await dropUnusedKeys(store)
  return summaries
}
