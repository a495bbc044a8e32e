import { verifierOf } from '../../server/rules/cleaner.ts'
import { cleaningOf } from '../../server/rules/cleaning.ts'
import { shippedRuleSet } from '../../server/rules/rule-set.ts'

const verify = verifierOf(cleaningOf(shippedRuleSet()))

/** What checks are told besides the record, on a day. */
export function onDay(today: string): { today: string; verify: typeof verify } {
  return { today, verify }
}
