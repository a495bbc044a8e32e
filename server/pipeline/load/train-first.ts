import { type TrainReport, trainRules } from '../../learn/train.ts'
import { batchOf } from '../../match/columns.ts'
import { spareKeys } from '../../match/spare-keys.ts'
import type { Spared } from '../../match/spared.ts'
import type { EntityName } from '../../model/entities/registry.ts'
import { compareIds, type RecordId } from '../../model/ids.ts'
import type { StandardRecord } from '../../model/record.ts'
import { compileEngine, type Engine } from '../../rules/engine.ts'
import type { Prepared } from '../../rules/prepare.ts'
import { shippedRuleSet } from '../../rules/rule-set.ts'
import { withCustomFields } from '../../score/custom-fields.ts'
import type { Store } from '../../store/graph/driver.ts'
import { type GoldensOf, latest, type Ready } from '../bulk/whole-entity.ts'
import type { RunContext } from '../run/context.ts'
import { activate } from '../run/rules-in-force.ts'

/** Rule sets that nobody chose: a load may learn its own in their place. */
const TRAINED = 'trained'
const AUTOMATIC = new Set(['shipped', TRAINED])

/**
 * Rules to prepare an entity's first records by, when they are to be learned from them: the shipped ones, whatever a load
 * that was cut off may have learned. The same records, the same rules. Undefined where somebody put rules in force: they
 * stay as they are.
 */
export function untrained({ ruleSet }: Engine, entity: EntityName): Engine | undefined {
  if (!AUTOMATIC.has(ruleSet.name)) return undefined
  const { block, score } = shippedRuleSet().entities[entity]
  return compileEngine({
    ...ruleSet,
    entities: { ...ruleSet.entities, [entity]: { ...ruleSet.entities[entity], block, score } },
  })
}

/**
 * Before an entity's first records are loaded, its weights are learned from them, frozen and put in force: from then on
 * clusters are a function of records and this rule set, whatever comes later. Nothing stored was decided by the rules
 * that go, because the entity has no records yet.
 * @param engine that of `untrained`, which prepared the records
 * @returns the engine in force, and the records as they were trained on: matching them begins with the same work
 */
export async function trainFirst(
  store: Store,
  entity: EntityName,
  prepared: readonly Prepared[],
  goldensOf: GoldensOf,
  engine: Engine,
  context: RunContext,
  onTrained: (report: TrainReport, spared: readonly Spared[]) => void = () => {},
): Promise<{ engine: Engine; ready: Ready }> {
  // By id, as everybody matches them: of two records the lower id comes first.
  const newest = [...latest(prepared).newest].sort((a, b) => compareIds(a.id, b.id))
  const rows = new Map(newest.map((row) => [row.id, row]))
  const companies = await companiesOf(goldensOf, rows)
  const { block, score } = engine.ruleSet.entities[entity]
  const records = newest.map((row) => row.standard)
  const own = { block, score: withCustomFields(score, records) }
  const keysOf = ({ id }: StandardRecord) => rows.get(id)?.keys
  const batch = batchOf(records, own, ({ id }) => companies.get(id), keysOf)
  const { rules, report } = trainRules({ batch })
  const spare = spareKeys(batch, { block, score: rules })
  onTrained(report, spare.spared)
  const trained = { ...engine.ruleSet.entities[entity], block: spare.block, score: rules }
  const entities = { ...engine.ruleSet.entities, [entity]: trained }
  const ruleSet = { ...engine.ruleSet, name: TRAINED, entities }
  await activate(store, ruleSet, context.now())
  return { engine: compileEngine(ruleSet), ready: { batch, companies } }
}

async function companiesOf(
  goldensOf: GoldensOf,
  rows: ReadonlyMap<RecordId, Prepared>,
): Promise<Map<RecordId, string>> {
  const all = [...rows.values()]
  const goldenOf = await goldensOf([...new Set(all.flatMap((row) => row.companyRef ?? []))])
  return new Map(
    all.flatMap(({ id, companyRef }) => {
      const golden = companyRef && goldenOf.get(companyRef)
      return golden ? [[id, golden] as const] : []
    }),
  )
}
