import type { GoldenId, RecordId } from '../model/ids.ts'
import type { StandardRecord } from '../model/record.ts'
import { RELATION_NAMES } from '../model/relation.ts'
import { groupBy } from '../relate/group-by.ts'
import { companyReference, roles } from '../relate/roles.ts'
import type { RoleRules } from '../relate/rules.ts'
import type { Tx } from '../store/driver.ts'
import { goldenMembers, goldensOfRecords } from '../store/goldens.ts'
import type { RelationProperties } from '../store/relations.ts'
import { dayOf } from './context.ts'
import type { Ledger } from './ledger.ts'
import { type GoldenRelation, type RelationType, syncRelations } from './relations.ts'

/** Puts contacts where their records say they work, by the companies' present golden ids. A reference to a record that has not come yet waits. */
export async function relateContacts(
  tx: Tx,
  goldens: readonly GoldenId[],
  rules: RoleRules,
  ledger: Ledger,
): Promise<void> {
  if (goldens.length === 0) return
  const members = groupBy(await goldenMembers.run(tx, { ids: goldens }), (row) => row.id)
  const records = [...members.values()].flat().map((row) => row.standard)
  const companies = await companiesOf(tx, records, rules)
  const wanted = goldens.flatMap((id) =>
    jobsOf(
      id,
      (members.get(id) ?? []).map((row) => row.standard),
      (company) => companies.get(company),
      rules,
      ledger,
    ),
  )
  await syncRelations(tx, WORKS_AT, goldens, wanted, ledger)
}

export const WORKS_AT: RelationType = { type: 'WORKS_AT', attribute: RELATION_NAMES.WORKS_AT }

/** Where a contact works now, by its records. */
export function jobsOf(
  id: GoldenId,
  members: readonly StandardRecord[],
  companyOf: (company: RecordId) => GoldenId | undefined,
  rules: RoleRules,
  { context }: Pick<Ledger, 'context'>,
): GoldenRelation[] {
  const today = dayOf(context.now())
  return roles(members, rules, companyOf).flatMap((draft) => {
    const target = companyOf(draft.company)
    const ended = draft.to !== undefined && draft.to <= today
    return target === undefined || ended ? [] : [{ id, target, properties: propertiesOf(draft) }]
  })
}

async function companiesOf(
  tx: Tx,
  records: readonly StandardRecord[],
  rules: RoleRules,
): Promise<Map<RecordId, GoldenId>> {
  const refs = [...new Set(records.flatMap((record) => companyReference(record, rules) ?? []))]
  const rows = refs.length === 0 ? [] : await goldensOfRecords.run(tx, { ids: refs })
  return new Map(rows.filter((row) => row.entity === 'company').map((row) => [row.id, row.golden]))
}

function propertiesOf({ company: _company, ...draft }: ReturnType<typeof roles>[number]): RelationProperties {
  return Object.fromEntries(
    Object.entries(draft).filter((entry): entry is [string, string | boolean] => entry[1] !== undefined),
  )
}
