import { addressLine } from '../../model/address-line.ts'
import type { GoldenId } from '../../model/ids.ts'
import { fail } from '../../model/problem.ts'
import type { OffersView } from '../../model/service-views.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { goldensById } from '../../store/write/goldens.ts'
import { standardRecords } from '../../store/write/records.ts'
import { memberOf } from '../resolve/scope.ts'

/**
 * Addresses of a golden record for an end such as delivery, whichever of its records states them.
 * @throws ProblemError `golden.not-found`, or `request.invalid` for an end that the rules do not name.
 */
export async function offersOf(tx: Tx, id: GoldenId, purpose: string, engine: Engine): Promise<OffersView> {
  const golden = (await goldensById(tx, [id]))[0] ?? fail('golden.not-found', `there is no golden record ${id}`)
  const rows = await standardRecords.run(tx, { ids: golden.members })
  const { offers, rules } = engine.entities[golden.entity]
  const found = offers(rows.map(memberOf), purpose)
  if (!found) {
    const known = Object.keys(rules.survive.addresses.offers ?? {}).join(', ')
    return fail('request.invalid', `the rules know no addresses for "${purpose}"; they know ${known || 'none'}`, {
      field: 'purpose',
    })
  }
  const records = new Map(rows.map((row) => [row.id, row.standard]))
  return {
    golden: id,
    purpose,
    addresses: found.map(({ address, candidate, rule }) => {
      const { key, line1, unit, line2, city, region, postcode, country, kind, from, to } = address
      const record = records.get(candidate.record)
      return {
        key,
        text: addressLine(address),
        ...{ line1, unit, line2, city, region, postcode, country, kind, from, to },
        current: candidate.current,
        verified: candidate.verified,
        record: candidate.record,
        source: record?.source ?? '',
        at: record?.updatedAt ?? record?.createdAt,
        rule,
      }
    }),
  }
}
