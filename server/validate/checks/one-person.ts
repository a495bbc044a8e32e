import { z } from 'zod'
import { check } from './check.ts'
import { labelOf } from './fields.ts'

/** One person, as cleaning has found: no couple and no household in one row. */
export const onePerson = check({
  rule: z.strictObject({ use: z.literal('onePerson'), fields: z.array(z.string()).min(1) }),
  fields: (rule) => rule.fields,
  find: (record, { fields }, { entity }) => {
    const field = fields.find((one) => record.values[one]?.some(({ kind }) => kind === 'several'))
    return field ? [{ field, message: `${labelOf(entity, field)} is of two people or more` }] : []
  },
})
