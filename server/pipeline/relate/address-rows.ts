import type { GoldenHead } from '../../model/golden.ts'
import type { GoldenId } from '../../model/ids.ts'
import type { StandardRecord } from '../../model/record.ts'
import { formOf, keysOf, type ShownForm } from '../../relate/address-form.ts'
import type { FormRow } from '../../store/write/addresses.ts'
import type { RelationRow } from '../../store/write/relations.ts'

export type AddressedGolden = Pick<GoldenHead, 'id' | 'addresses'>

/** Where a golden record lives or lived, as its relationship to the place says it. */
export type AddressRow = RelationRow & { id: GoldenId; type: 'HAS_ADDRESS' | 'WAS_HAS_ADDRESS' }

/**
 * One row for each place of a golden record: the best of its addresses that is there now, else the best one that was.
 * @param placeOf the place of an address by its key; what has none is left out
 */
export function addressRows(golden: AddressedGolden, placeOf: (key: string) => string | undefined): AddressRow[] {
  const rows = new Map<string, AddressRow>()
  for (const [i, { key, line2, kind, from, to, verified, undeliverable, record }] of golden.addresses.entries()) {
    const target = placeOf(key)
    if (target === undefined) continue
    const better = rows.get(target)
    if (better && (better.type === 'HAS_ADDRESS' || to !== undefined)) continue
    rows.set(target, {
      id: golden.id,
      target,
      type: to === undefined ? 'HAS_ADDRESS' : 'WAS_HAS_ADDRESS',
      properties: {
        record,
        ...(to === undefined ? { primary: i === 0 } : { to }),
        ...(line2 ? { line2 } : {}),
        ...(kind ? { kind } : {}),
        ...(from ? { from } : {}),
        ...(verified ? { verified } : {}),
        ...(undeliverable ? { undeliverable } : {}),
      },
    })
  }
  return [...rows.values()]
}

/** How the records that a golden record takes its addresses from write them. */
export function formsOf({ addresses }: AddressedGolden, records: readonly StandardRecord[]): ShownForm[] {
  const byId = new Map(records.map((record) => [record.id, record]))
  return addresses.flatMap(({ key, record }) => {
    const address = byId.get(record)?.addresses.find((each) => each.key === key)
    return address ? [formOf(address)] : []
  })
}

/** Properties of a form's node: as it is shown, how it is found, and the whole of it for code. */
export function formProperties({ shown, ...form }: ShownForm): FormRow['properties'] {
  const { door, line, area } = keysOf(form)
  const found = form.postcode === '' ? { bareLine: line } : { line }
  const properties = { ...shown, ...found, door, area, address: form.address, house: form.houseNumber }
  const known = Object.entries({ ...properties, told: JSON.stringify(form) })
  return Object.fromEntries(known.filter((entry): entry is [string, string] => entry[1] !== undefined))
}
