import { type TrainReport, trainRules } from '../../learn/train.ts'
import { batchOf } from '../../match/columns.ts'
import { spareKeys } from '../../match/spare-keys.ts'
import { ENTITIES } from '../../model/entities/registry.ts'
import { type RuleSet, shippedRuleSet } from '../../rules/rule-set.ts'
import { withCustomFields } from '../../score/custom-fields.ts'
import type { Store } from '../../store/graph/driver.ts'
import { allRecords } from '../../store/write/records.ts'
import { rulesInForce } from '../run/rules-in-force.ts'

/**
 * Learns anew from every record that is stored, starting from the shipped shares: the rules in force with the score and block
 * sections of those entities that have records. Nothing is put in force.
 */
export async function learnFromGraph(
  store: Store,
  name: string,
  onProgress?: (stage: string, done: number, of: number) => void,
): Promise<{ rules: RuleSet; reports: Record<string, TrainReport> }> {
  const { ruleSet } = await store.read((tx) => rulesInForce().engine(tx))
  const shipped = shippedRuleSet()
  const entities = { ...ruleSet.entities }
  const reports: Record<string, TrainReport> = {}
  for (const [at, { name: entity }] of ENTITIES.entries()) {
    onProgress?.('learn', at, ENTITIES.length)
    const stored = await store.read((tx) => allRecords(tx, entity))
    if (stored.length === 0) continue
    const records = stored.map(({ standard }) => standard)
    const companies = new Map(stored.map(({ id, company }) => [id, company]))
    const { block, score } = shipped.entities[entity]
    const own = { block, score: withCustomFields(score, records) }
    const batch = batchOf(records, own, ({ id }) => companies.get(id))
    const { rules, report } = trainRules({ batch })
    reports[entity] = report
    entities[entity] = { ...entities[entity], block: spareKeys(batch, { block, score: rules }).block, score: rules }
  }
  return { rules: { ...ruleSet, name, entities }, reports }
}
