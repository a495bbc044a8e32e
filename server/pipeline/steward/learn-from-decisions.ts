import { labelsOfPairs, toldByDecisions } from '../../learn/labels.ts'
import { type SupervisionReport, supervise } from '../../learn/supervise.ts'
import { trainRules } from '../../learn/train.ts'
import { batchOf } from '../../match/columns.ts'
import { ENTITIES } from '../../model/entities/registry.ts'
import type { RuleSet } from '../../rules/rule-set.ts'
import type { Store } from '../../store/graph/driver.ts'
import { standingDecisions } from '../../store/write/links.ts'
import { allRecords } from '../../store/write/records.ts'
import { rulesInForce } from '../run/rules-in-force.ts'

/**
 * Learns from the decisions that stand in a graph: the rules in force, with the score sections replaced of those entities
 * where the decisions proved others to be better. Nothing is put in force; undefined where nothing would change.
 */
export async function learnFromDecisions(
  store: Store,
  name: string,
  onProgress?: (stage: string, done: number, of: number) => void,
): Promise<{ rules: RuleSet | undefined; reports: Record<string, SupervisionReport> }> {
  const { ruleSet } = await store.read((tx) => rulesInForce().engine(tx))
  const entities = { ...ruleSet.entities }
  const reports: Record<string, SupervisionReport> = {}
  for (const [at, { name: entity }] of ENTITIES.entries()) {
    onProgress?.('learn', at, ENTITIES.length)
    const decisions = await store.read((tx) => standingDecisions.run(tx, { entity }))
    if (decisions.length === 0) continue
    const stored = await store.read((tx) => allRecords(tx, entity))
    const companies = new Map(stored.map(({ id, company }) => [id, company]))
    const batch = batchOf(
      stored.map(({ standard }) => standard),
      entities[entity],
      ({ id }) => companies.get(id),
    )
    const labels = labelsOfPairs(toldByDecisions(decisions))
    const trained = trainRules({ batch })
    const { rules, report } = await supervise({ batch, rules: entities[entity], trained, labels })
    reports[entity] = report
    if (report.kept !== 'nothing') entities[entity] = { ...entities[entity], score: rules }
  }
  const changed = Object.values(reports).some(({ kept }) => kept !== 'nothing')
  return { rules: changed ? { ...ruleSet, name, entities } : undefined, reports }
}
