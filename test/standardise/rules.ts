import { shippedRuleSet } from '../../server/rules/rule-set.ts'
import { knowledgeOf } from '../../server/standardise/knowledge.ts'

/** The shipped rules: the cases are about them. */
export const { standardise: RULES } = shippedRuleSet()
/** What cleaners know by them. */
export const KNOWN = knowledgeOf(RULES)
