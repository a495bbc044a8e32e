import { ENOUGH, type TrainReport, trainRules } from '../../learn/train.ts'
import { batchOf } from '../../match/columns.ts'
import { spareKeys } from '../../match/spare-keys.ts'
import type { Spared } from '../../match/spared.ts'
import type { EntityName } from '../../model/entities/registry.ts'
import { compareIds, type RecordId } from '../../model/ids.ts'
import type { StandardRecord } from '../../model/record.ts'
import { compileEngine, type Engine, type EntityEngine } from '../../rules/engine.ts'
import type { Prepared } from '../../rules/prepare.ts'
import { shippedRuleSet } from '../../rules/rule-set.ts'
import { withCustomFields } from '../../score/custom-fields.ts'
import type { Store } from '../../store/graph/driver.ts'
import { allRecords } from '../../store/write/records.ts'
import { latest, preparedAnew } from '../bulk/versions.ts'
import type { GoldensOf, Ready } from '../bulk/whole-entity.ts'
import { DEMO, type RunContext } from '../run/context.ts'
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

/** Stored records up to which a load that brings as many again learns anew: matching them again costs little. */
const LITTLE = 5_000

/** Whether a load of so many records is to learn rules, for all that will be stored then. */
export function worthLearning(stored: number, arriving: number, { ruleSet }: Engine, entity: EntityName): boolean {
  if (!AUTOMATIC.has(ruleSet.name) || stored + arriving < ENOUGH) return false
  const { learnedFrom = 0, learnedFromDemo } = ruleSet.entities[entity].score
  if (learnedFromDemo) return stored <= LITTLE && arriving >= ENOUGH
  return stored === 0 || (stored <= LITTLE && stored + arriving >= 2 * learnedFrom)
}

/** What is stored of an entity, prepared by an engine, and which of it demonstrates only. */
export async function storedPrepared(
  store: Store,
  engine: EntityEngine,
  today: string,
): Promise<{ known: Prepared[]; demo: Set<RecordId> }> {
  const records = await store.read((tx) => allRecords(tx, engine.entity))
  return {
    known: records.map((record) => preparedAnew(record, engine, today)),
    demo: new Set(records.flatMap(({ id, actor }) => (actor === DEMO.key ? [id] : []))),
  }
}

/**
 * Before an entity's first records are loaded, its weights are learned from them, frozen and put in force: from then on
 * clusters are a function of records and this rule set, whatever comes later. What little may be stored is among the
 * records and is matched anew with the others: trying a few rows first makes no difference. Where there is enough besides them,
 * records that demonstrate teach nothing: people of another world have other households and other names.
 * @param engine that of `untrained`, which prepared the records
 * @returns the engine in force, and the records as they were trained on: matching them begins with the same work
 */
export async function trainFirst(
  store: Store,
  entity: EntityName,
  prepared: readonly Prepared[],
  demo: ReadonlySet<RecordId>,
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
  const real = demo.size === 0 ? records : records.filter(({ id }) => !demo.has(id))
  const teaching = real.length < ENOUGH ? records : real
  const own = { block, score: withCustomFields(score, teaching) }
  const keysOf = ({ id }: StandardRecord) => rows.get(id)?.keys
  const batchFrom = (some: StandardRecord[]) => batchOf(some, own, ({ id }) => companies.get(id), keysOf)
  const batch = batchFrom(records)
  const { rules: learned, report } = trainRules({ batch: teaching === records ? batch : batchFrom(teaching) })
  const rules = context.actor.key === DEMO.key ? { ...learned, learnedFromDemo: true as const } : learned
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
