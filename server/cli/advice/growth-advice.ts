import type { RulesAsked } from '../../pipeline/ask/questions/rule-questions.ts'
import type { Finding } from './findings.ts'

/** Whether the rules in force were learned from far fewer records than there are by now. */
export function growthAdvice({ name, learned }: Pick<RulesAsked, 'name' | 'learned'>): Finding {
  const known = learned.flatMap(({ entity, learnedFrom, records }) =>
    learnedFrom === null ? [] : [`${entity} learned from ${learnedFrom} of now ${records} records`],
  )
  const detail = [name, ...known].join(', ')
  if (!learned.some(({ outgrown }) => outgrown)) return { name: 'rules', state: 'ok', detail }
  const wayOut = 'kith train --graph -o rules.json learns from what is stored; kith rules edit rules.json plans it'
  return { name: 'rules', state: 'advice', detail, wayOut }
}
