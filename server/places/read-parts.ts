import type { StandardAddress } from '../model/record.ts'

/** Parts of a cleaned address that the rest looks at. */
export type ReadParts = Partial<
  Pick<StandardAddress, 'line1' | 'line2' | 'houseNumber' | 'street' | 'unit' | 'city' | 'region' | 'postcode'>
>
