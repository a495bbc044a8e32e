import type { StandardRecord } from '../model/record.ts'
import { companiesOfContacts } from './company-of.ts'
import { type PartitionInput, partition } from './partition.ts'
import type { RuleSet } from './rule-set.ts'

/**
 * Contacts are compared within their company: where only contacts are given, companies are made out from them first.
 * These stand-ins are no records of companies, so they always learn for themselves: no rule set was made for them.
 */
export function companyIn(
  contacts: readonly StandardRecord[],
  { rules, onProgress }: { rules: RuleSet } & Pick<PartitionInput, 'onProgress'>,
): (contact: StandardRecord) => string | undefined {
  const spoken = companiesOfContacts(contacts)
  const companies = partition({ records: spoken.companies, rules: rules.entities.company, train: true, onProgress })
  const owner = new Map<string, string>()
  for (const draft of companies.drafts) for (const member of draft.members) owner.set(member, draft.members[0] ?? '')
  return (contact) => owner.get(spoken.of.get(contact.id) ?? '')
}
