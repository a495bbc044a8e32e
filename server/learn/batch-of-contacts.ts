import type { Batch } from '../match/columns.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { type PartitionInput, partition } from './partition.ts'
import type { Contacts } from './read-records.ts'

/**
 * Contacts are compared within their company: where only contacts are given, companies are made out from them first.
 * These stand-ins are no records of companies, so they always learn for themselves: no rule set was made for them.
 */
export async function batchOfContacts(
  contacts: Contacts,
  { rules, threads, watch, onProgress }: { rules: RuleSet } & Pick<PartitionInput, 'threads' | 'watch' | 'onProgress'>,
): Promise<Batch> {
  const { companies } = contacts
  const found = await partition({
    batch: companies,
    rules: rules.entities.company,
    train: true,
    threads,
    watch,
    onProgress,
  })
  const company = new Map<string, string>()
  for (const [i, id] of companies.ids.entries()) company.set(id, `${found.clusterOf[i]}`)
  return contacts.batch((id) => company.get(id))
}
