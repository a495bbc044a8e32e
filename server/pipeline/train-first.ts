import type { EntityName } from '../model/entities/registry.ts'
import type { RecordId } from '../model/ids.ts'
import { withCustomFields } from '../score/custom-fields.ts'
import type { Store } from '../store/driver.ts'
import { batchOf } from './batch/columns.ts'
import type { Spared } from './batch/spare.ts'
import type { RunContext } from './context.ts'
import { compileEngine, type Engine } from './engine.ts'
import type { Prepared } from './prepare.ts'
import { shippedRuleSet } from './rule-set.ts'
import { activate } from './rules-in-force.ts'
import { spareKeys } from './spare-keys.ts'
import { type TrainReport, trainRules } from './train.ts'
import type { GoldensOf } from './whole.ts'

/** Rule sets that nobody chose: a load may learn its own in their place. */
const TRAINED = 'trained'
const AUTOMATIC = new Set(['shipped', TRAINED])

/**
 * Before an entity's first records are loaded, its weights are learned from them, frozen and put in force: from then on
 * clusters are a function of records and this rule set, whatever comes later. Nothing stored was decided by the rules
 * that go, because the entity has no records yet. Rules that somebody put in force stay as they are.
 */
export async function trainFirst(
  store: Store,
  entity: EntityName,
  prepared: readonly Prepared[],
  goldensOf: GoldensOf,
  engine: Engine,
  context: RunContext,
  onTrained: (report: TrainReport, spared: readonly Spared[]) => void = () => {},
): Promise<Engine> {
  if (!AUTOMATIC.has(engine.ruleSet.name)) return engine
  const companies = await companiesOf(goldensOf, prepared)
  // From the shipped priors, not from what a load that was cut off may have learned: the same records, the same rules.
  const { block, score } = shippedRuleSet().entities[entity]
  const records = prepared.map((row) => row.standard)
  const own = { block, score: withCustomFields(score, records) }
  const batch = batchOf(records, own, (record) => companies.get(record.id))
  const { rules, report } = trainRules({ batch })
  const spare = spareKeys(batch, { block, score: rules })
  onTrained(report, spare.spared)
  const trained = { ...engine.ruleSet.entities[entity], block: spare.block, score: rules }
  const entities = { ...engine.ruleSet.entities, [entity]: trained }
  const ruleSet = { ...engine.ruleSet, name: TRAINED, entities }
  await activate(store, ruleSet, context.now())
  return compileEngine(ruleSet)
}

async function companiesOf(goldensOf: GoldensOf, prepared: readonly Prepared[]): Promise<Map<RecordId, string>> {
  const goldenOf = await goldensOf([...new Set(prepared.flatMap((row) => row.companyRef ?? []))])
  return new Map(
    prepared.flatMap(({ id, companyRef }) => {
      const golden = companyRef && goldenOf.get(companyRef)
      return golden ? [[id, golden] as const] : []
    }),
  )
}
