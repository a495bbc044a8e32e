import type { RulesAsked } from '../../pipeline/ask/questions/rule-questions.ts'
import { offlineVersion } from '../../places/version.ts'
import type { Finding } from './findings.ts'

/** Whether the rules in force put places right by the tables of towns and postcodes that are here. */
export function tablesAdvice({ rules }: Pick<RulesAsked, 'rules'>, here: string = offlineVersion()): Finding {
  const { placeTables: named } = rules.standardise
  if (named === here) return { name: 'place tables', state: 'ok', detail: here }
  const detail =
    named === undefined
      ? 'the rules in force name none: misspelt towns and states stay as they came'
      : `the rules in force name ${named}, here is ${here}: misspelt towns and states stay as they came`
  const wayOut = `kith rules edit with {"standardise": {"placeTables": "${here}"}} plans the change and says whom it concerns`
  return { name: 'place tables', state: 'advice', detail, wayOut }
}
