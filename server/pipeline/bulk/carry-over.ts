import { ownActor } from '../../model/change.ts'
import { ENTITIES } from '../../model/entities/registry.ts'
import { type RuleSet, ruleSetFromBefore } from '../../rules/rule-set.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { countRecords } from '../../store/write/records.ts'
import { activeRuleSet } from '../../store/write/rule-sets.ts'
import { mintId } from '../run/mint.ts'
import { rebuild } from './rebuild.ts'

/**
 * Brings a graph that an earlier Kith resolved under today's ways: what its rule set says in a shape that still holds stays,
 * the rest is taken from the shipped rules; records are prepared anew from what was sent, and every cluster is derived from
 * them. Golden ids and decisions stay, the feed tells what changed. Running it again changes nothing.
 */
export async function carryOver(store: Store, log: (line: string) => void = () => {}): Promise<void> {
  const stored = await store.read(countAll)
  if (stored > 0)
    log(`${stored} records were resolved by an earlier Kith: they are resolved anew, once, under today's ways`)
  const [active] = await store.read((tx) => activeRuleSet.run(tx, {}))
  const ruleSet: RuleSet | undefined = active && ruleSetFromBefore(JSON.parse(active.body))
  const context = { actor: ownActor('upgrade'), now: () => new Date(), mint: mintId }
  await rebuild(store, context, ruleSet ? { ruleSet } : {})
}

async function countAll(tx: Tx): Promise<number> {
  let count = 0
  for (const { name } of ENTITIES) count += await countRecords(tx, name)
  return count
}
