import type { Country, StandardiseRules } from '../standardise/rules.ts'
import { type RuleSet, shippedRuleSet } from './rule-set.ts'

/**
 * The rules that clean records. A rule set from before countries had files of their own has all words, but how a country
 * writes its addresses and numbers was code then: that is what the shipped files say. Its hash stays what it was.
 */
export function cleaningOf({ standardise }: RuleSet): StandardiseRules {
  if (standardise.countries !== undefined) return standardise
  const { countries: named = {}, ...addresses } = standardise.addresses ?? {}
  const shipped = shippedRuleSet().standardise.countries ?? {}
  const withWriting = ([code, naming]: [string, Country]): [string, Country] => {
    const writing = shipped[code]?.writing
    return [code, writing ? { ...naming, writing } : naming]
  }
  return { ...standardise, addresses, countries: Object.fromEntries(Object.entries(named).map(withWriting)) }
}
