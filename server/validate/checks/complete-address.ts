import { z } from 'zod'
import { check } from './check.ts'

/** Every address that is given has enough parts to reach somebody; the message names what is missing. */
export const completeAddress = check({
  rule: z.strictObject({ use: z.literal('completeAddress') }),
  fields: () => [],
  find: (record) =>
    record.addresses.flatMap(({ complete, line1, street, city, postcode }) => {
      if (complete) return []
      const missing = [...(line1 || street ? [] : ['street']), ...(city || postcode ? [] : ['city or postcode'])]
      const detail = missing.length === 0 ? '' : `: no ${missing.join(', no ')}`
      return [{ field: 'address', message: `Address is incomplete${detail}` }]
    }),
})
