import { ENTITIES, type EntityName } from '../../../model/entities/registry.ts'
import type { RuleSet } from '../../../rules/rule-set.ts'
import { countRecords } from '../../../store/write/records.ts'
import { activeRuleSet } from '../../../store/write/rule-sets.ts'
import type { Asking } from '../asking.ts'

/** How many records an entity's weights were learned from (null: the shipped ones hold), and how many there are by now. */
type Learned = { entity: EntityName; learnedFrom: number | null; records: number; outgrown: boolean }

export type RulesAsked = {
  hash: string
  name: string
  /** Counts the rule sets that were in force; 0 while the shipped ones hold. */
  version: number
  learned: Learned[]
  rules: RuleSet
}

/** Times the records that rules were learned from, from which on learning anew is worth a look. */
const OUTGROWN = 10

/** Questions about the rule set in force. */
export const ruleQuestions = ({ read, rules }: Asking) => ({
  inForce: (): Promise<RulesAsked> =>
    read(async (tx) => {
      const { ruleSet, hash } = await rules.engine(tx)
      const [active] = await activeRuleSet.run(tx, {})
      const learned: Learned[] = []
      for (const { name: entity } of ENTITIES) {
        const { learnedFrom = null } = ruleSet.entities[entity].score
        const records = await countRecords(tx, entity)
        const outgrown = learnedFrom !== null && records >= OUTGROWN * learnedFrom
        learned.push({ entity, learnedFrom, records, outgrown })
      }
      return { hash, name: ruleSet.name, version: active?.version ?? 0, learned, rules: ruleSet }
    }),
})
