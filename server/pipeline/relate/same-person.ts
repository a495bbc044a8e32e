import { groupBy } from '../../collections/group-by.ts'
import type { EntityName } from '../../model/entities/registry.ts'
import type { GoldenHead } from '../../model/golden.ts'
import type { GoldenId } from '../../model/ids.ts'
import { RELATION_NAMES } from '../../model/relation.ts'
import type { SamePersonRules } from '../../relate/rules.ts'
import { samePerson } from '../../relate/same-person.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { goldenHeads } from '../../store/write/goldens.ts'
import { samePersonCandidates, samePersonCustomers } from '../../store/write/relations.ts'
import type { Ledger } from '../feed/ledger.ts'
import { type GoldenRelation, type RelationType, syncRelations } from './relations.ts'

/** A contact point that more golden records share proves nothing about two of them. */
export const MOST_SHARERS = 50

/** Joins customers to the contacts who are the same human being. A changed contact has its customers decided again. */
export async function relateSamePerson(
  tx: Tx,
  entity: EntityName,
  goldens: readonly GoldenId[],
  rules: SamePersonRules,
  ledger: Ledger,
): Promise<void> {
  if (goldens.length === 0) return
  const mostSharers = MOST_SHARERS
  const customers =
    entity === 'person'
      ? goldens
      : (await samePersonCustomers.run(tx, { ids: goldens, mostSharers })).map((row) => row.customer)
  if (customers.length === 0) return
  const candidates = groupBy(await samePersonCandidates.run(tx, { ids: customers, mostSharers }), (row) => row.id)
  const others = [...candidates.values()].flat().map((row) => row.other)
  const values = new Map(
    (await goldenHeads(tx, [...new Set([...candidates.keys(), ...others])])).map((g) => [g.id, g.values]),
  )
  const wanted = [...candidates].flatMap(([id, rows]) =>
    samePeople(
      id,
      rows.map((row) => row.other),
      values,
      rules,
    ),
  )
  await syncRelations(tx, SAME_PERSON, customers, wanted, ledger)
}

export const SAME_PERSON: RelationType = { type: 'SAME_PERSON', attribute: RELATION_NAMES.SAME_PERSON }

/** Those of the contacts who are the same human being as a customer. */
export function samePeople(
  id: GoldenId,
  contacts: readonly GoldenId[],
  values: ReadonlyMap<GoldenId, GoldenHead['values']>,
  rules: SamePersonRules,
): GoldenRelation[] {
  const customer = values.get(id)
  return contacts.flatMap((target) => {
    const contact = values.get(target)
    const { same, reason } = customer && contact ? samePerson(customer, contact, rules) : { same: false, reason: '' }
    return same ? [{ id, target, properties: { reason } }] : []
  })
}
