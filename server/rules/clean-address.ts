import { SourceName } from '../model/ids.ts'
import type { AddressInput, RecordInput, StandardAddress, StandardRecord } from '../model/record.ts'

/** Whose address it would be, were it of a record: cleaning asks for one. */
const NOBODY = SourceName.parse('typed')

/** An address as if a record had stated it; undefined where it says nothing. */
export function cleanAddress(
  standardise: (input: RecordInput) => StandardRecord,
  address: AddressInput,
  defaultCountry?: string,
): StandardAddress | undefined {
  return standardise({
    source: NOBODY,
    sourceId: 'typed',
    entity: 'person',
    fields: {},
    addresses: [address],
    ...(defaultCountry === undefined ? {} : { hints: { defaultCountry } }),
  }).addresses[0]
}
